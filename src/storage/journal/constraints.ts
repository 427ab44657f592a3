/** Limits as Optuna knows them: a number each, and a trial is feasible where none is above 0. */
import { FormatError } from "../../errors.js";
import type { OutcomeLimits } from "../../study/constraints.js";
import { type Fields, numbersIn, optionalFields } from "./fields.js";
import { ATTRIBUTE } from "./operations.js";

type Quantities = Readonly<Record<string, number>>;

interface WithAttributes {
  readonly id: number;
  readonly attributes: Fields;
}

/** What a number that was computed in doubles may be off, relative to its terms. */
const ROUNDING = 1e-12;

/**
 * How far each limit is exceeded: of every quantity its lower limit, then its upper. Signs are
 * exact, because a difference of doubles is 0 only for equal ones.
 */
export function excesses(limits: readonly OutcomeLimits[], values: Quantities): number[] {
  return limits.flatMap((each) => excessesOf(each, values[each.name]!));
}

function excessesOf({ lower, upper }: OutcomeLimits, value: number): number[] {
  return [lower - value, value - upper].filter(Number.isFinite);
}

/** The numbers of a trial's limits. Optuna writes null where the user's function has thrown. */
export function excessesIn({ id, attributes }: WithAttributes): readonly (number | null)[] {
  const given = attributes[ATTRIBUTE.constraints];
  if (given === null) return [null];
  const numbers = numbersIn(attributes, ATTRIBUTE.constraints);
  if (numbers !== null) return numbers;
  const remedy = "a list of numbers, as the study has constraints";
  throw new FormatError(`constraints of trial ${id}`, given, remedy);
}

export function allFinite(values: readonly (number | null)[]): values is readonly number[] {
  return values.every(Number.isFinite);
}

/** A trial's objectives and its quantities: as we were told them, or by the numbers of another. */
export function withQuantities(
  objectives: Quantities,
  limits: readonly OutcomeLimits[],
  numbers: readonly number[],
  { attributes }: WithAttributes,
): Quantities {
  const own = optionalFields(attributes, ATTRIBUTE.quantities) as Quantities;
  const told = { ...own, ...objectives };
  // Another may have ended a trial that we had begun to tell.
  const same = excesses(limits, told).join() === numbers.join();
  return same ? told : { ...quantitiesOf(limits, numbers), ...objectives };
}

/**
 * The quantities that exceed their limits by these numbers: exact for limits of 0, else but for
 * rounding. Throws `FormatError` where there are none that are as feasible as the numbers say.
 */
export function quantitiesOf(
  limits: readonly OutcomeLimits[],
  numbers: readonly number[],
): Quantities {
  const count = limits.flatMap((each) => endsOf(each)).length;
  if (numbers.length !== count) {
    throw new FormatError("constraints", numbers.join(", "), `a number for each limit: ${count}`);
  }
  let next = 0;
  const entries = limits.map((each) => {
    const ends = endsOf(each);
    const given = numbers.slice(next, next + ends.length);
    next += ends.length;
    return [each.name, quantityOf(each, ends, given)] as const;
  });
  return Object.fromEntries(entries);
}

function endsOf({ lower, upper }: OutcomeLimits): number[] {
  return [lower, upper].filter(Number.isFinite);
}

function quantityOf(limits: OutcomeLimits, ends: readonly number[], given: readonly number[]) {
  // The nearest limit has lost the fewest digits.
  const nearest = given.reduce((a, x, i) => (Math.abs(x) < Math.abs(given[a]!) ? i : a), 0);
  const end = ends[nearest]!;
  const value = end === limits.lower ? end - given[nearest]! : end + given[nearest]!;
  const agree = excessesOf(limits, value).every((excess, i) => {
    const scale = Math.abs(ends[i]!) + Math.abs(value);
    return excess > 0 === given[i]! > 0 && Math.abs(excess - given[i]!) <= ROUNDING * scale;
  });
  if (agree) return value;
  const remedy = "excesses over its limits, or any number for { upper: 0 }";
  throw new FormatError(`constraints.${limits.name}`, given.join(", "), remedy);
}
