/** Errors as plain data, and back: the class, the text and what it carries survive a port. */
import * as family from "../errors.js";

export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own properties: of an `InputError` the parameter, the value and the remedy. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause: PlainError | null;
}

const standard = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const classes: Readonly<Record<string, unknown>> = { ...standard, ...family };

/** `thrown` may be anything; what no port carries travels as text. */
export function plainError(thrown: unknown): PlainError {
  if (!(thrown instanceof Error)) {
    return { ...plainError(new Error(String(thrown))), stack: undefined };
  }
  const { name, message, stack, cause } = thrown;
  const own = Object.entries(thrown).filter(([key]) => key !== "name" && key !== "cause");
  const fields = Object.fromEntries(own.map(([key, value]) => [key, carried(value)]));
  return { name, message, stack, fields, cause: cause === undefined ? null : plainError(cause) };
}

function carried(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return String(value);
  }
}

/** An error of the same class where the page knows it, otherwise an `Error` of that name. */
export function errorFrom({ name, message, stack, fields, cause }: PlainError): Error {
  const known = Object.hasOwn(classes, name) ? (classes[name] as typeof Error) : Error;
  const error = Object.create(
    known.prototype,
    Object.getOwnPropertyDescriptors(new Error(message)),
  );
  if (error.name !== name || known.prototype.name === "Error") hidden(error, "name", name);
  if (stack !== undefined) hidden(error, "stack", stack);
  if (cause !== null) hidden(error, "cause", errorFrom(cause));
  return Object.assign(error, fields);
}

function hidden(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true });
}
