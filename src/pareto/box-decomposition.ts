import { Block, checked, core, read, withScratch } from "../core/index.js";
import { DISPOSE } from "../dispose.js";
import { InputError } from "../errors.js";
import { type ObjectivePoints, type ObjectiveVector, type Rows, toRows, toSet } from "./inputs.js";

/** One box: k lower bounds, −∞ where there is none, and k upper bounds. */
export interface Box {
  readonly lower: number[];
  readonly upper: number[];
}

/** Expected improvements and their derivatives, candidate by candidate. */
export interface ExpectedImprovement {
  /** m expected improvements. */
  readonly value: Float64Array;
  /** m × k derivatives by the means. */
  readonly meanGradient: Float64Array;
  /** m × k derivatives by the standard deviations. */
  readonly sdGradient: Float64Array;
}

/** Beyond, boxes are too many to be of use. */
const MOST_OBJECTIVES = 6;

/**
 * The region that none of the points dominates below the reference, split into disjoint boxes, for
 * two to six objectives, all minimized: n + 1 boxes for two, at most 2n + 1 for three, O(n²) for four
 * and five, O(n³) for six; 100 random points of a sphere have 101, 201, 718, 3,091 and 13,587. Made
 * once, it answers for any number of candidates.
 *
 * It owns memory of the core: `dispose()` returns it at once, the garbage collector later.
 * Cost: O(n log n) for two objectives, O(n log n + n s) for three, s the longest staircase, O(n²) for
 * four, some 0.2 ms at n = 100.
 * Source: Lacour, Klamroth and Fonseca 2017.
 */
export class BoxDecomposition implements Disposable {
  /** Number of objectives. */
  readonly objectives: number;
  #block: Block;

  /**
   * @param points n points of k objectives, none included
   * @param reference k = 2 to 6 numbers: the worst that counts
   * @throws InputError for other k, numbers that are not finite and lengths that differ
   */
  constructor(points: ObjectivePoints, reference: ObjectiveVector) {
    const { values, n, k, corner } = toSet(points, reference);
    if (k < 2 || k > MOST_OBJECTIVES) {
      throw new InputError(
        "reference.length",
        k,
        `boxes are for 2 to ${MOST_OBJECTIVES} objectives`,
      );
    }
    this.objectives = k;
    this.#block = withScratch((scratch) => {
      const { pareto_partition, pareto_partition_room, pareto_partition_size } = core();
      const y = scratch.copyIn(values);
      const r = scratch.copyIn(corner);
      const room = checked(pareto_partition_room(n, k, y, r));
      const block = new Block(pareto_partition_size(n, k, room));
      checked(pareto_partition(n, k, y, r, room, block.pointer));
      return block;
    });
  }

  /** The boxes, disjoint but for their faces. */
  get boxes(): Box[] {
    const k = this.objectives;
    const count = core().pareto_partition_count(this.#block.pointer);
    const bounds = read(core().pareto_partition_bounds(this.#block.pointer) >>> 0, count * 2 * k);
    return Array.from({ length: count }, (_, i) => ({
      lower: [...bounds.subarray(2 * i * k, (2 * i + 1) * k)],
      upper: [...bounds.subarray((2 * i + 1) * k, (2 * i + 2) * k)],
    }));
  }

  /**
   * What each candidate alone would add to the hypervolume of the points; see
   * `hypervolumeImprovement`. Cost: about 1 ns a candidate and box.
   */
  improvement(candidates: ObjectivePoints): Float64Array {
    const { values, n: m } = toRows(candidates, "candidates", this.objectives);
    return withScratch((scratch) => {
      const c = scratch.copyIn(values);
      const out = scratch.allocate(m);
      checked(core().pareto_partition_improvement(this.#block.pointer, m, c, out));
      return read(out, m);
    });
  }

  /**
   * Expected hypervolume improvement (EHVI), exact, of candidates whose objectives are independent
   * normal variables, with its gradient.
   *
   * @param means m × k
   * @param sds m × k standard deviations, at least 1e-153
   * @throws InputError for numbers that are not finite, deviations below that, lengths that differ
   *   and volumes that overflow
   * Cost: O(k n) a candidate, some 5 µs at n = 50, k = 3.
   * Source: Emmerich, Deutz and Klinkenberg 2011; Yang et al. 2019.
   */
  expectedImprovement(means: ObjectivePoints, sds: ObjectivePoints): ExpectedImprovement {
    return this.#expected(means, sds, false);
  }

  /**
   * ln EHVI and its gradient, finite far from the front where the improvement itself underflows: what
   * to climb, since the gradient leads back from everywhere.
   *
   * @param means m × k
   * @param sds m × k standard deviations, at least 1e-153
   * @throws InputError as `expectedImprovement`
   * Cost: that of `expectedImprovement`; improvements below 1e-30 cost some 100 ns a box and objective.
   * Source: the boxes of `expectedImprovement`; Ament et al. 2023, arXiv:2310.20708 (ln h).
   */
  logExpectedImprovement(means: ObjectivePoints, sds: ObjectivePoints): ExpectedImprovement {
    return this.#expected(means, sds, true);
  }

  #expected(means: ObjectivePoints, sds: ObjectivePoints, log: boolean): ExpectedImprovement {
    const k = this.objectives;
    const mean = toRows(means, "means", k);
    const sd = toDeviations(sds, mean);
    return withScratch((scratch) => {
      const pointers = [mean.values, sd].map((values) => scratch.copyIn(values));
      const value = scratch.allocate(mean.n);
      const byMean = scratch.allocate(mean.n * k);
      const bySd = scratch.allocate(mean.n * k);
      const [m, s] = pointers as [number, number];
      const { pointer } = this.#block;
      checked(core().pareto_ehvi(pointer, mean.n, m, s, log ? 1 : 0, value, byMean, bySd));
      const improvement = {
        value: read(value, mean.n),
        meanGradient: read(byMean, mean.n * k),
        sdGradient: read(bySd, mean.n * k),
      };
      if (Object.values(improvement).every((numbers) => numbers.every(Number.isFinite))) {
        return improvement;
      }
      throw new InputError("means", means, "rescale the objectives: their volume overflows");
    });
  }

  dispose(): void {
    this.#block.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}

/** A distance between objectives in units of less would overflow. */
const SMALLEST_DEVIATION = 1e-153;

function toDeviations(sds: ObjectivePoints, { n, k }: Rows): Float64Array {
  const { values, n: m } = toRows(sds, "sds", k);
  if (m !== n) throw new InputError("sds.length", m, `give as many as means: ${n}`);
  const bad = values.findIndex((value) => !(value >= SMALLEST_DEVIATION));
  if (bad < 0) return values;
  const parameter = `sds[${Math.floor(bad / k)}][${bad % k}]`;
  const remedy = `give a standard deviation of at least ${SMALLEST_DEVIATION}`;
  throw new InputError(parameter, values[bad], remedy);
}
