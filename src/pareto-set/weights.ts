/** A preference as the user gives it: how much each objective weighs. */
import { InputError } from "../errors.js";
import type { Objectives, ValuesOf } from "../study/index.js";
import { SHIFT } from "./preferences.js";

/** What a preference means: see `ParetoSetSettings.scalarization`. */
export type Convention = "importance" | "tolerance";

/** One weight an objective, in their order or by name; at least one positive, none negative. */
export type Preference<O extends Objectives> =
  | readonly number[]
  | Float64Array
  | Partial<ValuesOf<O>>;

/**
 * The weights of a preference, which sum to one. Throws `InputError` where one is missing from a
 * list, negative or not finite, or where all are zero.
 */
export function weightsOf<O extends Objectives>(
  preference: Preference<O>,
  names: readonly (keyof O & string)[],
): number[] {
  const list = isList(preference)
    ? Array.from(preference)
    : names.map((name) => (preference as Partial<Record<string, number>>)[name] ?? 0);
  if (list.length !== names.length) {
    const remedy = `give a weight for each of ${names.join(", ")}`;
    throw new InputError("preference.length", list.length, remedy);
  }
  list.forEach((weight, o) => {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new InputError(`preference.${names[o]}`, weight, "give a finite weight, 0 or more");
    }
  });
  const largest = Math.max(...list);
  if (largest === 0) {
    throw new InputError("preference", preference, "give at least one positive weight");
  }
  // Divided first, as the sum of huge weights may overflow.
  const scaled = list.map((weight) => weight / largest);
  const sum = scaled.reduce((total, weight) => total + weight, 0);
  return scaled.map((weight) => weight / sum);
}

/** Weights, of one preference or several, as the network was trained on them. */
export function shifted(weights: ArrayLike<number>): Float64Array {
  return Float64Array.from(weights, (weight) => weight + SHIFT);
}

function isList(preference: object): preference is readonly number[] | Float64Array {
  return Array.isArray(preference) || preference instanceof Float64Array;
}
