/**
 * Parameters of a search space: plain, frozen data, so that a parameter is its own JSON form.
 * Bounds and steps are in the user's units.
 */

import { InputError } from "../errors.js";

/** `"log"` spreads points evenly over orders of magnitude; bounds must be positive. */
export type Scale = "linear" | "log";

/** What a choice may hold: the values that JSON keeps. */
export type ChoiceValue = string | number | boolean | null;

export interface FloatParameter {
  readonly type: "float";
  readonly low: number;
  readonly high: number;
  readonly scale: Scale;
  /** Distance of neighbouring values, counted from `low`; null for a continuum. */
  readonly step: number | null;
}

export interface IntParameter {
  readonly type: "int";
  readonly low: number;
  readonly high: number;
  readonly scale: Scale;
  readonly step: number;
}

export interface ChoiceParameter<T extends ChoiceValue = ChoiceValue> {
  readonly type: "choice";
  readonly options: readonly T[];
}

export interface BooleanParameter {
  readonly type: "boolean";
}

export type Parameter = FloatParameter | IntParameter | ChoiceParameter | BooleanParameter;

export interface NumberOptions {
  readonly scale?: Scale;
  readonly step?: number;
}

/** How many steps a range may have, so that a double tells all of them apart. */
const MAX_LEVELS = 2 ** 40;

/**
 * A real number in [low, high]. With `step`, one of low, low + step, … up to the last that is at
 * most `high`. Throws `InputError` for bounds that are not finite or not in order, and for a log
 * scale that does not stay above zero.
 */
export function float(low: number, high: number, options: NumberOptions = {}): FloatParameter {
  checkOptions("float", options);
  finite("float() low", low);
  finite("float() high", high);
  const { scale = "linear", step } = options;
  ordered("float()", low, high);
  if (step !== undefined && !(Number.isFinite(step) && step > 0)) {
    throw new InputError("float() step", step, "give a positive number, or leave it out");
  }
  if (step === undefined) positive("float() low", low, scale, 0);
  else gridded("float()", low, high, scale, step);
  return Object.freeze({ type: "float", low: low + 0, high: high + 0, scale, step: step ?? null });
}

/**
 * A whole number in [low, high]. With `step`, one of low, low + step, … up to the last that is at
 * most `high`. Throws `InputError` for bounds or steps that are not whole or not in order, and for
 * a log scale that does not stay above zero.
 */
export function int(low: number, high: number, options: NumberOptions = {}): IntParameter {
  checkOptions("int", options);
  whole("int() low", low);
  whole("int() high", high);
  const { scale = "linear", step = 1 } = options;
  if (!(Number.isSafeInteger(step) && step > 0)) {
    throw new InputError("int() step", step, "give a positive whole number, or leave it out");
  }
  if (low !== high) ordered("int()", low, high);
  gridded("int()", low, high, scale, step);
  return Object.freeze({ type: "int", low: low + 0, high: high + 0, scale, step });
}

/**
 * One of a list of values that have no order: strings, finite numbers, booleans or null.
 * Throws `InputError` for an empty list, a repeated option or a value that JSON would not keep.
 */
export function choice<const T extends readonly ChoiceValue[]>(
  options: T,
): ChoiceParameter<T[number]> {
  if (!Array.isArray(options) || options.length === 0) {
    throw new InputError("choice() options", options, "give an array with at least one option");
  }
  const seen = new Set<unknown>();
  options.forEach((option: unknown, i) => {
    const name = `choice() options[${i}]`;
    const kept =
      option === null ||
      typeof option === "string" ||
      typeof option === "boolean" ||
      Number.isFinite(option);
    if (!kept) {
      throw new InputError(name, option, "use strings, finite numbers, booleans or null");
    }
    if (seen.has(option)) throw new InputError(name, option, "every option may appear only once");
    seen.add(option);
  });
  const normal = options.map((option) => (typeof option === "number" ? option + 0 : option));
  return Object.freeze({ type: "choice", options: Object.freeze(normal as T[number][]) });
}

/** `true` or `false`. */
export function boolean(): BooleanParameter {
  return Object.freeze({ type: "boolean" });
}

function checkOptions(what: string, options: NumberOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new InputError(`${what}() options`, options, 'give an object such as { scale: "log" }');
  }
  for (const key of Object.keys(options)) {
    if (key !== "scale" && key !== "step") {
      throw new InputError(`${what}() option`, key, "the options are scale and step");
    }
  }
  const { scale } = options;
  if (scale !== undefined && scale !== "linear" && scale !== "log") {
    throw new InputError(`${what}() scale`, scale, 'use "linear" or "log"');
  }
}

function finite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new InputError(name, value, "give a finite number");
}

function whole(name: string, value: number): void {
  if (!Number.isSafeInteger(value)) throw new InputError(name, value, "give a whole number");
}

function ordered(what: string, low: number, high: number): void {
  if (!(low < high)) {
    throw new InputError(
      `${what} high`,
      high,
      `give a bound above low = ${low}; for a constant use choice([${low}])`,
    );
  }
  if (!Number.isFinite(high - low)) {
    throw new InputError(`${what} high`, high, "the width high - low must be a finite number");
  }
}

/** On a log scale the first value's cell, which reaches `margin` below it, must be positive. */
function positive(name: string, low: number, scale: Scale, margin: number): void {
  if (scale === "log" && !(low > margin)) {
    const bound = margin === 0 ? "0" : `step / 2 = ${margin}`;
    throw new InputError(name, low, `a log scale needs a lower bound above ${bound}`);
  }
}

function gridded(what: string, low: number, high: number, scale: Scale, step: number): void {
  positive(`${what} low`, low, scale, step / 2);
  if (step > high - low && high > low) {
    throw new InputError(`${what} step`, step, `give a step of at most high - low = ${high - low}`);
  }
  const magnitude = Math.max(Math.abs(low), Math.abs(high), high - low);
  if (!(magnitude <= MAX_LEVELS * step)) {
    throw new InputError(`${what} step`, step, `use bounds within ${MAX_LEVELS} steps of zero`);
  }
}
