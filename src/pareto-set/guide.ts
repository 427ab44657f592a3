/** What a global search on the models says of their front, before a network is trained on them. */
import { nonDominated } from "../pareto/index.js";
import type { RandomStream } from "../random/index.js";
import { joined } from "./matrix.js";
import { evolveFront } from "./population.js";
import { transformed } from "./power-transform.js";
import type { Round } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { lowerBounds } from "./surrogates.js";

/** Random designs with which the search begins, beside the best that were evaluated. */
const RANDOM_DESIGNS = 200;

/**
 * The ideal point lies so far below the best values of the front, in its ranges. Nearer, the ends
 * of the front belong to hardly any preference; farther, they belong to too many.
 */
const GAP = 0.1;

/** Decides between designs that are equal where the preference looks. */
const TIE = 1e-3;

/** The front that the models promise; values are lower confidence bounds in the models' units. */
export interface Guide {
  readonly designs: readonly Float64Array[];
  /** Rows of k. */
  readonly values: readonly (readonly number[])[];
  /** A little better than all of the front. */
  readonly ideal: readonly number[];
  /** The range of the front in every objective. */
  readonly units: readonly number[];
}

/**
 * Searches the models' front of likely feasible designs by NSGA-II. Cost: that of `evolveFront`.
 */
export function guideOf(
  round: Pick<Round, "models" | "standards" | "feasibility" | "best">,
  settings: ParetoSetSettings,
  random: RandomStream,
): Guide {
  const d = round.best[0]!.length;
  const evaluate = (designs: readonly Float64Array[]) => {
    const lacks = round.feasibility.lacks(designs);
    return { designs, values: lowerBounds(round, joined(designs), settings), lacks };
  };
  const start = Array.from({ length: RANDOM_DESIGNS }, () => random.uniform(d));
  const found = evolveFront(evaluate([...round.best, ...start]), evaluate, random);
  const offered = round.feasibility.offered(found.designs);
  const offers = offered.map((i) => found.values[i]!);
  const kept = nonDominated(offers, { copies: "first" }).map((place) => offered[place]!);
  const values = kept.map((i) =>
    found.values[i]!.map((value, o) => transformed(round.standards[o]!.power, value)),
  );
  const columns = round.standards.map((_, o) => values.map((row) => row[o]!));
  const units = columns.map((column) => Math.max(...column) - Math.min(...column) || 1);
  return {
    designs: kept.map((i) => found.designs[i]!),
    values,
    ideal: columns.map((column, o) => Math.min(...column) - GAP * units[o]!),
    units,
  };
}

/** For each of m preferences (m × k) the design of the guide that is best for it: m × d. */
export function targetsOf(
  { designs, values, ideal, units }: Guide,
  preferences: Float64Array,
  { scalarization }: Pick<ParetoSetSettings, "scalarization">,
): Float64Array {
  const [d, k] = [designs[0]?.length ?? 0, ideal.length];
  const gaps = values.map((row) => row.map((value, o) => (value - ideal[o]!) / units[o]!));
  const sums = gaps.map((row) => row.reduce((sum, gap) => sum + gap, 0));
  const targets = new Float64Array((preferences.length / k) * d);
  for (let j = 0; j * k < preferences.length; j++) {
    const weights = preferences.subarray(j * k, (j + 1) * k);
    const factors = scalarization === "ray" ? weights.map((weight) => 1 / weight) : weights;
    let [best, least] = [0, Infinity];
    gaps.forEach((row, i) => {
      let largest = 0;
      for (let o = 0; o < k; o++) largest = Math.max(largest, factors[o]! * row[o]!);
      const loss = largest + TIE * sums[i]!;
      if (loss < least) [best, least] = [i, loss];
    });
    targets.set(designs[best]!, j * d);
  }
  return targets;
}
