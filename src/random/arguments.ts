import { InputError } from "../errors.js";

/** A seed as the two 32-bit words of the core. Throws `InputError`. */
export function seedWords(seed: number): [low: number, high: number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InputError("seed", seed, "give a whole number from 0 to 2^53 - 1");
  }
  return [seed | 0, Math.floor(seed / 2 ** 32)];
}

/** A stream under a seed. Throws `InputError`. */
export function streamNumber(stream: number): number {
  if (!Number.isInteger(stream) || stream < 0 || stream >= 2 ** 32) {
    throw new InputError("stream", stream, "give a whole number from 0 to 2^32 - 1");
  }
  return stream;
}

/** A number of things. Throws `InputError`. */
export function count(parameter: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InputError(parameter, value, "give a whole number, 0 or more");
  }
  return value;
}

/** Throws `InputError` unless the number is positive and finite. */
export function positive(parameter: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new InputError(parameter, value, "give a positive finite number");
  }
}

/** Throws `InputError` unless d is a number of dimensions up to `most`. */
export function dimensions(d: number, most: number): void {
  if (!Number.isInteger(d) || d < 1 || d > most) {
    throw new InputError("d", d, `give a number of dimensions from 1 to ${most}`);
  }
}
