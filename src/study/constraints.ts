import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";

/** What a measured quantity must keep, in its own units: either limit, or both. */
export interface Limits {
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * Measured quantities, of which a design is feasible that keeps all: `{ stress: { upper: 250 } }`.
 */
export type Constraints = Readonly<Record<string, Limits>>;

/** Every design is feasible. */
export type NoConstraints = Record<never, never>;

/** Both limits of a quantity, infinite where there is none. */
export interface OutcomeLimits {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
}

/** A frozen copy. Throws `InputError` unless every quantity has a limit, and the lower is lower. */
export function checkConstraints<C extends Constraints>(constraints: C): C {
  if (typeof constraints !== "object" || constraints === null || Array.isArray(constraints)) {
    const remedy = "give an object such as { stress: { upper: 250 } }";
    throw new InputError("constraints", constraints, remedy);
  }
  const entries = Object.entries(constraints).map(([name, limits]) => {
    const where = `constraints.${name}`;
    checkKeys(where, limits, ["lower", "upper"]);
    const { lower, upper } = limits;
    if (lower === undefined && upper === undefined) {
      throw new InputError(where, limits, "give lower, upper or both");
    }
    for (const [end, limit] of Object.entries({ lower, upper })) {
      if (limit !== undefined && !Number.isFinite(limit)) {
        throw new InputError(`${where}.${end}`, limit, "give a finite number, or leave it out");
      }
    }
    if (lower !== undefined && upper !== undefined && !(lower < upper)) {
      throw new InputError(`${where}.lower`, lower, `give a limit below upper, ${upper}`);
    }
    const own = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
    return [name, Object.freeze(own)] as const;
  });
  return Object.freeze(Object.fromEntries(entries)) as C;
}

/** The limits of all constraints, in their order. */
export function limitsOf(constraints: Constraints): OutcomeLimits[] {
  return Object.entries(constraints).map(([name, { lower = -Infinity, upper = Infinity }]) => {
    return { name, lower, upper };
  });
}

/** Whether told values keep all limits. */
export function isFeasible(
  limits: readonly OutcomeLimits[],
  values: Readonly<Record<string, number>>,
): boolean {
  return limits.every(({ name, lower, upper }) => lower <= values[name]! && values[name]! <= upper);
}

/** Indices of the rows of `outcomes` (n × c) that keep all limits; all n where there are none. */
export function feasibleRows(
  limits: readonly OutcomeLimits[],
  outcomes: Float64Array,
  n: number,
): number[] {
  const c = limits.length;
  return Array.from({ length: n }, (_, i) => i).filter((i) =>
    limits.every(({ lower, upper }, j) => {
      const value = outcomes[i * c + j]!;
      return lower <= value && value <= upper;
    }),
  );
}
