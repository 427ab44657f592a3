/** A global search for the front that the models promise, before any pick is refined. */
import type { RandomStream } from "../random/index.js";
import type { Axis } from "../space/index.js";
import { survivors } from "../study/samplers/generations.js";
import { NUMBERS_PER_AXIS, NUMBERS_PER_CHILD, offspring } from "../study/samplers/variation.js";
import { joined, rowsOf } from "./matrix.js";

const SIZE = 100;
const GENERATIONS = 40;

/** The usual simulated binary crossover and polynomial mutation. */
const CROSSOVER = { probability: 0.9, eta: 20 };
const MUTATION_ETA = 20;

/** Coordinates of the unit cube; whoever evaluates a child brings it to a legal value first. */
export const CONTINUUM: Axis = {
  kind: "continuous",
  levels: Infinity,
  encode: Number,
  decode: (unit) => unit,
  value: (level) => level,
};

/** Designs with what they may reach: rows of k lower confidence bounds, to be minimized. */
export interface Pool {
  readonly designs: readonly Float64Array[];
  readonly values: readonly (readonly number[])[];
  /** By how much each lacks being likely feasible; absent or empty without constraints. */
  readonly lacks?: Float64Array;
}

/**
 * The last generation of NSGA-II on the models' lower confidence bounds, begun with the best of
 * `start`. The network follows the models' slopes from wherever it started and may end on a part of
 * the front; crossing the designs of all parts does not.
 *
 * @param evaluate  the legal ones among some designs, with their values
 * Cost: 4,000 evaluations, the sorting of 40 × 200 points.
 */
export function evolveFront(
  start: Pool,
  evaluate: (designs: Float64Array[]) => Pool,
  random: RandomStream,
): Pool {
  const d = start.designs[0]!.length;
  const k = start.values[0]!.length;
  const settings = {
    axes: Array.from({ length: d }, () => CONTINUUM),
    crossover: CROSSOVER,
    mutation: { probability: 1 / d, eta: MUTATION_ETA },
  };
  const numbers = NUMBERS_PER_CHILD + NUMBERS_PER_AXIS * d;
  let population = survivors(null, flat(start), SIZE, k, d);
  for (let generation = 0; generation < GENERATIONS; generation++) {
    const children = Array.from({ length: SIZE }, () =>
      offspring(population, settings, random.uniform(numbers)),
    );
    population = survivors(population, flat(evaluate(children)), SIZE, k, d);
  }
  return {
    designs: rowsOf(population.points, d),
    values: rowsOf(population.values, k).map((row) => Array.from(row, (value) => -value)),
  };
}

/** Points and values, larger is better, as generations keep them. */
function flat({ designs, values, lacks }: Pool) {
  return {
    points: joined(designs),
    values: Float64Array.from(values.flat(), (value) => -value),
    ...(lacks && { violations: lacks }),
  };
}
