import type { SamplerRequest } from "../sampler.js";
import { constrainedRanks, violationsOf } from "./violations.js";

/** Parents of the next children, best first by rank. */
export interface Population {
  /** Points of the unit cube, N × d. */
  readonly points: Float64Array;
  /** Values of k objectives to be maximized, N × k. */
  readonly values: Float64Array;
  /** How far each lies beyond the limits of c constraints, N × c. */
  readonly violations: Float64Array;
  /** N non-dominated ranks, 0 for the best; the infeasible ones follow. */
  readonly ranks: Int32Array;
  /** N crowding distances: how far apart the neighbours of the same rank lie. */
  readonly crowding: Float64Array;
}

/** What was told, as far as it has been sorted into generations. */
interface Past {
  readonly points: Float64Array;
  readonly values: Float64Array;
  readonly population: Population;
}

/**
 * The population that follows from what was told. The last one is kept, so that the next takes one
 * step; where the past has changed, because a result came late, all steps are taken again.
 */
export class Generations {
  readonly #size: number;
  #past: Past | null = null;

  /** @param size  members N of a population */
  constructor(size: number) {
    this.#size = size;
  }

  /** Cost: a comparison of all that was told with what was known, and the steps that are new. */
  latest(request: SamplerRequest): Population {
    const { points, values, objectives: k, cube, limits, outcomes } = request;
    const d = cube.dimension;
    const c = limits.length;
    const violations = violationsOf(outcomes, limits);
    const size = this.#size;
    const told = values.length / k;
    const whole = Math.max(told - (told % size), Math.min(told, size));
    const known = this.#past;
    const goesOn = known !== null && begins(values, known.values) && begins(points, known.points);
    let population = goesOn ? known.population : null;
    let done = goesOn ? known.values.length / k : 0;
    // Fewer than N are a population of their own, to which the rest of the N belongs.
    if (done < size && done < whole) {
      population = null;
      done = 0;
    }
    while (done < whole) {
      const next = Math.min(done + size, whole);
      const fresh = {
        points: points.subarray(done * d, next * d),
        values: values.subarray(done * k, next * k),
        violations: violations.subarray(done * c, next * c),
      };
      population = survivors(population, fresh, size, k, d);
      done = next;
    }
    this.#past = {
      points: points.slice(0, whole * d),
      values: values.slice(0, whole * k),
      population: population!,
    };
    return population!;
  }

  forget(): void {
    this.#past = null;
  }
}

function begins(whole: Float64Array, part: Float64Array): boolean {
  if (part.length > whole.length) return false;
  for (let i = 0; i < part.length; i++) if (part[i] !== whole[i]) return false;
  return true;
}

/** The best `size` of a population and of fresh points: by rank, then by crowding distance. */
export function survivors(
  old: Population | null,
  fresh: Pick<Population, "points" | "values"> & Partial<Pick<Population, "violations">>,
  size: number,
  k: number,
  d: number,
): Population {
  const points = Float64Array.of(...(old?.points ?? []), ...fresh.points);
  const values = Float64Array.of(...(old?.values ?? []), ...fresh.values);
  const violations = Float64Array.of(...(old?.violations ?? []), ...(fresh.violations ?? []));
  const n = values.length / k;
  const losses = Array.from({ length: n }, (_, i) =>
    values.slice(i * k, (i + 1) * k).map((y) => -y),
  );
  const ranks = constrainedRanks(losses, violations);
  const crowding = crowdingDistances(values, ranks, k);
  const kept = [...ranks.keys()]
    .sort((a, b) => ranks[a]! - ranks[b]! || crowding[b]! - crowding[a]! || a - b)
    .slice(0, size);
  return {
    points: rows(points, d, kept),
    values: rows(values, k, kept),
    violations: rows(violations, violations.length / n, kept),
    ranks: Int32Array.from(kept, (i) => ranks[i]!),
    crowding: Float64Array.from(kept, (i) => crowding[i]!),
  };
}

/**
 * Crowding distance of each point: the sum over the objectives of the gap between its neighbours of
 * the same rank, in shares of that rank's range; infinite at the ends.
 *
 * @param values  n × k
 * @param ranks   n
 */
export function crowdingDistances(
  values: Float64Array,
  ranks: Int32Array,
  k: number,
): Float64Array {
  const distances = new Float64Array(ranks.length);
  for (let o = 0; o < k; o++) {
    const value = (i: number) => values[i * k + o]!;
    const order = [...ranks.keys()].sort(
      (a, b) => ranks[a]! - ranks[b]! || value(a) - value(b) || a - b,
    );
    for (let first = 0; first < order.length; ) {
      const rank = ranks[order[first]!]!;
      let last = first;
      while (last + 1 < order.length && ranks[order[last + 1]!] === rank) last++;
      const range = value(order[last]!) - value(order[first]!);
      for (let i = first; i <= last; i++) {
        const end = i === first || i === last;
        const gap = end ? Infinity : value(order[i + 1]!) - value(order[i - 1]!);
        // Where all are equal nobody has a gap.
        if (range > 0) distances[order[i]!]! += end ? Infinity : gap / range;
      }
      first = last + 1;
    }
  }
  return distances;
}

function rows(matrix: Float64Array, width: number, chosen: readonly number[]): Float64Array {
  const out = new Float64Array(chosen.length * width);
  chosen.forEach((from, to) => {
    out.set(matrix.subarray(from * width, (from + 1) * width), to * width);
  });
  return out;
}
