/**
 * The errors of the library: one family, each with a literal `code` and with what a caller
 * needs to go on.
 */

/** Base of every error that the library throws. */
export abstract class OptimizationError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** An argument that cannot be used: names the parameter, the value and the remedy. */
export class InputError extends OptimizationError {
  readonly code = "INPUT";
  /** The parameter at fault, with an index where it has one: `X[3][1]`. */
  readonly parameter: string;
  readonly value: unknown;
  readonly remedy: string;

  constructor(parameter: string, value: unknown, remedy: string) {
    super(`${parameter} is ${show(value)}: ${remedy}`);
    this.parameter = parameter;
    this.value = value;
    this.remedy = remedy;
  }
}

/** A covariance matrix that has no Cholesky factor, even with the largest jitter. */
export class NotPositiveDefiniteError extends OptimizationError {
  readonly code = "NOT_POSITIVE_DEFINITE";
  /** 0-based row of the failing pivot. */
  readonly pivot: number;
  /** The largest value that was added to the diagonal. */
  readonly jitter: number;

  constructor(pivot: number, jitter: number, remedy: string) {
    super(
      `the covariance matrix is not positive definite at row ${pivot} (jitter up to ${jitter}): ${remedy}`,
    );
    this.pivot = pivot;
    this.jitter = jitter;
  }
}

/** Linear memory is exhausted; the library stays usable. */
export class OutOfMemoryError extends OptimizationError {
  readonly code = "OUT_OF_MEMORY";
  /** Bytes that were asked for, 0 where a workspace inside the core did not fit. */
  readonly bytes: number;

  constructor(bytes: number) {
    const what = bytes > 0 ? `${bytes} bytes` : "a workspace";
    super(`no memory for ${what}: use fewer points, or dispose of models that are done with`);
    this.bytes = bytes;
  }
}

/** An object was used after its `dispose()`. */
export class DisposedError extends OptimizationError {
  readonly code = "DISPOSED";

  constructor(what: string) {
    super(`${what} was used after dispose(): make a new one`);
  }
}

/** A call that the object's state does not allow, such as telling a trial twice. */
export class StateError extends OptimizationError {
  readonly code = "STATE";
}

/** Saved state of a format or version that this version cannot read. */
export class FormatError extends OptimizationError {
  readonly code = "FORMAT";
  readonly found: unknown;
  readonly supported: unknown;

  constructor(what: string, found: unknown, supported: unknown) {
    super(`${what}: found ${show(found)}, this version reads ${show(supported)}`);
    this.found = found;
    this.supported = supported;
  }
}

/** The runtime lacks something that the library needs. */
export class UnsupportedError extends OptimizationError {
  readonly code = "UNSUPPORTED";
}

/** A worker did not start, or broke off: what it worked on is lost, the caller's state is not. */
export class WorkerError extends OptimizationError {
  readonly code = "WORKER";
}

/** A value in a message: short, and telling strings from numbers. */
function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
