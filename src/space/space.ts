/** A search space: names and parameters, in the order in which they were written. */

import { FormatError, InputError } from "../errors.js";
import { gridValue, levelCount } from "./axis.js";
import {
  type BooleanParameter,
  boolean,
  type ChoiceParameter,
  type ChoiceValue,
  choice,
  float,
  int,
  type NumberOptions,
  type Parameter,
} from "./parameter.js";

export type Space = Readonly<Record<string, Parameter>>;

/** The type of one parameter's values. */
export type ValueOf<P extends Parameter> =
  P extends ChoiceParameter<infer T> ? T : P extends BooleanParameter ? boolean : number;

/** The type of the points of a space: `{ lr: number; act: "relu" | "gelu" }`. */
export type ParamsOf<S extends Space> = { readonly [Name in keyof S]: ValueOf<S[Name]> };

/**
 * A frozen copy of `space`. Throws `InputError` unless it holds at least one parameter and nothing
 * else.
 */
export function checkSpace<S extends Space>(space: S): S {
  if (typeof space !== "object" || space === null || Array.isArray(space)) {
    throw new InputError("space", space, "give an object such as { lr: float(1e-5, 1e-1) }");
  }
  const entries = Object.entries(space).map(([name, parameter]) => {
    try {
      return [name, rebuild(parameter)] as const;
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      throw new InputError(`space.${name}`, parameter, "use float, int, choice or boolean");
    }
  });
  if (entries.length === 0) throw new InputError("space", space, "give at least one parameter");
  return Object.freeze(Object.fromEntries(entries)) as unknown as S;
}

/**
 * A space from its JSON form, which is the space itself. Throws `FormatError` for anything that
 * the constructors would not have made.
 */
export function spaceFromJSON(json: unknown): Space {
  try {
    return checkSpace(json as Space);
  } catch (cause) {
    const error = new FormatError("space", json, "an object of float, int, choice and boolean");
    error.cause = cause;
    throw error;
  }
}

/** The parameter that its constructor makes of these fields. */
function rebuild(parameter: Parameter): Parameter {
  switch (parameter.type) {
    case "float":
      return float(parameter.low, parameter.high, numberOptions(parameter));
    case "int":
      return int(parameter.low, parameter.high, numberOptions(parameter));
    case "choice":
      return choice(parameter.options);
    case "boolean":
      return boolean();
    default:
      throw new TypeError("unknown type of parameter");
  }
}

function numberOptions({ scale, step }: { scale: unknown; step: unknown }): NumberOptions {
  return { scale, ...(step === null ? {} : { step }) } as NumberOptions;
}

/**
 * A frozen copy of `params` in the order of the space. Throws `InputError` unless it gives every
 * parameter a legal value, and nothing else. Values within 1e-9 steps of a legal one become that
 * one. `where` opens the names in messages: `params.lr`.
 */
export function checkParams<S extends Space>(
  space: S,
  params: unknown,
  where = "params",
): ParamsOf<S> {
  const known = () => Object.keys(space).join(", ");
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    throw new InputError(where, params, `give an object with ${known()}`);
  }
  for (const name of Object.keys(params)) {
    if (!Object.hasOwn(space, name)) {
      throw new InputError(`${where}.${name}`, params[name as never], `the space has ${known()}`);
    }
  }
  const entries = Object.entries(space).map(([name, parameter]) => {
    const value: unknown = Object.hasOwn(params, name) ? params[name as never] : undefined;
    return [name, legalValue(parameter, value, `${where}.${name}`)] as const;
  });
  return Object.freeze(Object.fromEntries(entries)) as ParamsOf<S>;
}

function legalValue(parameter: Parameter, value: unknown, name: string): ChoiceValue {
  if (parameter.type === "choice") {
    const level = parameter.options.indexOf(value as ChoiceValue);
    if (level >= 0) return parameter.options[level]!;
    const options = parameter.options.map((option) => JSON.stringify(option)).join(", ");
    throw new InputError(name, value, `choose one of ${options}`);
  }
  if (parameter.type === "boolean") {
    if (typeof value !== "boolean") throw new InputError(name, value, "give true or false");
    return value;
  }
  const { low, high, step } = parameter;
  if (!(typeof value === "number" && value >= low && value <= high)) {
    throw new InputError(name, value, `give a number from ${low} to ${high}`);
  }
  if (step === null) return value + 0;
  const level = Math.min(Math.round((value - low) / step), levelCount(parameter, step) - 1);
  const nearest = gridValue(parameter, step, level);
  if (Math.abs(nearest - value) > 1e-9 * step) {
    throw new InputError(name, value, `give a multiple of the step: the nearest is ${nearest}`);
  }
  return nearest;
}
