import { InputError } from "./errors.js";

/**
 * Throws `InputError` unless `options` is an object with none but the known keys: a misspelt option
 * would otherwise do nothing.
 */
export function checkKeys(what: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new InputError(what, options, `give an object with some of ${known.join(", ")}`);
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new InputError(`${what}.${key}`, options[key as never], `there is ${known.join(", ")}`);
    }
  }
}
