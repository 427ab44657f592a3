/** Where designs are likely to keep all constraints: a Gaussian process a constraint. */
import type { OutcomeConstraint } from "../acquisition/index.js";
import { standardized } from "../acquisition/model.js";
import { checked, core, read, withScratch } from "../core/index.js";
import { exp } from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { GaussianProcess, type GaussianProcessData } from "../gp/index.js";
import { fitConstraints, type OutcomeData } from "./constraint-fit.js";
import { joined } from "./matrix.js";

/** A design with a larger probability is taken for feasible. */
const LIKELY = -Math.LN2;

/**
 * Variance, of standardized outcomes, that a posterior has at least: a model that is sure of its
 * border to many digits would call near misses impossible.
 */
const LEAST_VARIANCE = 1e-6;

/** A constraint as plain data; limits in the units of its model, absent for none. */
export interface SavedConstraint {
  readonly model: GaussianProcessData;
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * Models of the constrained quantities, independent of each other. Without constraints every design
 * is feasible, and nothing costs anything. `dispose` frees the models.
 */
export class Feasibility implements Disposable {
  readonly #d: number;
  readonly #constraints: OutcomeConstraint[];
  /** By design, which nobody changes once it is valued. */
  readonly #known = new WeakMap<Float64Array, number>();

  private constructor(d: number, constraints: OutcomeConstraint[]) {
    this.#d = d;
    this.#constraints = constraints;
  }

  /** Fits the models. Cost: c fits of n points. */
  static fit(data: OutcomeData): Feasibility {
    return new Feasibility(data.d, fitConstraints(data));
  }

  /** From what `toJSON` gave. */
  static from(d: number, saved: readonly SavedConstraint[]): Feasibility {
    const own = saved.map(({ model, ...limits }) => {
      return { model: GaussianProcess.from(model), ...limits };
    });
    return new Feasibility(d, own);
  }

  toJSON(): SavedConstraint[] {
    return this.#constraints.map(({ model, lower = -Infinity, upper = Infinity }) => ({
      model: model.toJSON(),
      ...(lower > -Infinity && { lower }),
      ...(upper < Infinity && { upper }),
    }));
  }

  /** Whether there are constraints. */
  get limited(): boolean {
    return this.#constraints.length > 0;
  }

  /** Addresses of the models for the core. */
  get models(): number[] {
    return this.#constraints.map(({ model }) => model.modelPointer);
  }

  /** Lower and upper limit of every constraint in the units of the core's models: 2 c numbers. */
  get limits(): number[] {
    return this.#constraints.flatMap(({ model, lower = -Infinity, upper = Infinity }) => [
      standardized(model, lower),
      standardized(model, upper),
    ]);
  }

  /**
   * ln of the probability that each of m designs (m × d) keeps all constraints. Cost: c m n² flops.
   */
  logProbability(designs: Float64Array): Float64Array {
    const m = designs.length / this.#d;
    const total = new Float64Array(m);
    if (m === 0) return total;
    for (const { model, lower = -Infinity, upper = Infinity } of this.#constraints) {
      const [low, high] = [standardized(model, lower), standardized(model, upper)];
      withScratch((scratch) => {
        const [x, out] = [scratch.copyIn(designs), scratch.allocate(m)];
        const { stein_log_feasibility } = core();
        checked(stein_log_feasibility(model.modelPointer, x, m, LEAST_VARIANCE, low, high, out));
        read(out, m).forEach((value, i) => {
          total[i]! += value;
        });
      });
    }
    return total;
  }

  /** The same of designs that are valued again and again. */
  logProbabilities(designs: readonly Float64Array[]): Float64Array {
    const known = this.#known;
    const fresh = designs.filter((design) => !known.has(design));
    this.logProbability(joined(fresh)).forEach((value, i) => {
      known.set(fresh[i]!, value);
    });
    return Float64Array.from(designs, (design) => known.get(design)!);
  }

  /** Probability that one design keeps all constraints. */
  probability(design: Float64Array): number {
    return exp(this.logProbability(design)[0]!);
  }

  /** Indices of the designs that are likely feasible, or of the likeliest where none is. */
  offered(designs: readonly Float64Array[]): number[] {
    const odds = this.logProbabilities(designs);
    const likely = [...odds.keys()].filter((i) => odds[i]! >= LIKELY);
    return likely.length > 0 ? likely : [odds.indexOf(Math.max(...odds))];
  }

  /** Which of m designs (m × d) are more likely feasible than not. */
  likely(designs: Float64Array): boolean[] {
    return Array.from(this.logProbability(designs), (value) => value >= LIKELY);
  }

  /** Indices of the `count` of m designs (m × d) that are likeliest to be feasible, best first. */
  likeliest(designs: Float64Array, count: number): number[] {
    const odds = this.logProbability(designs);
    return [...odds.keys()].sort((a, b) => odds[b]! - odds[a]! || a - b).slice(0, count);
  }

  /** Gains of designs, each times the probability that it counts. */
  weigh(gains: Float64Array, designs: readonly Float64Array[]): Float64Array {
    if (!this.limited) return gains;
    const odds = this.logProbabilities(designs);
    return gains.map((gain, i) => gain * exp(odds[i]!));
  }

  /**
   * How near designs are to being feasible, from 0 to 1: an increasing function of their
   * probability that does not underflow.
   */
  nearness(designs: readonly Float64Array[]): Float64Array {
    return this.logProbabilities(designs).map((value) => 1 / (1 - value));
  }

  /** By how much ln P falls short of that of likely designs, for searches that rank by it. */
  lacks(designs: readonly Float64Array[]): Float64Array {
    if (!this.limited) return new Float64Array(0);
    return this.logProbabilities(designs).map((value) => Math.max(LIKELY - value, 0));
  }

  /** Takes it for granted that some designs turn out as expected, in models of its own. */
  believing(designs: Float64Array): Feasibility {
    const own = this.#constraints.map(({ model, ...limits }) => {
      const mean = Array.from(model.predict(designs).mean);
      return { ...limits, model: model.condition(designs, mean) };
    });
    return new Feasibility(this.#d, own);
  }

  dispose(): void {
    for (const { model } of this.#constraints) model.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
