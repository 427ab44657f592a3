/** Samples of several outcomes, each with a model of its own, for acquisition functions of all. */
import { Block, checked, core, memoryDoubles, type Scratch, withScratch } from "../core/index.js";
import { InputError, StateError } from "../errors.js";
import type { GaussianProcess, Points } from "../gp/index.js";
import { toPoints } from "../gp/inputs.js";
import type { AcquisitionValues, EvaluateOptions } from "./acquisition.js";
import { baseSamples, batchOf, pendingOf } from "./batches.js";
import { evaluated, inputsOf, scaledPoints } from "./model.js";
import { checkUnchanged, columns } from "./noisy.js";
import { prunedOutcomes } from "./prune-outcomes.js";

/** What the acquisition functions of several noisy outcomes share. All outcomes are maximized. */
export interface OutcomesOptions {
  /** A fitted Gaussian process with one output for each outcome, all over the same inputs. */
  readonly models: readonly GaussianProcess[];
  /** Points seen so far: improvement is over their true values. */
  readonly baseline: Points;
  /** Whether to leave out baseline points that are hardly ever of use; default true. */
  readonly prune?: boolean;
  /** Points under evaluation, whose results are not known yet: they join the baseline. */
  readonly pending?: Points;
  /** Points that are valued together, q; default 1. */
  readonly batch?: number;
  /** Samples of the posterior, default 128. */
  readonly samples?: number;
  /** Seed of the base samples, default 0. */
  readonly seed?: number;
  /**
   * Standard normals instead of those of the seed: samples × outcomes × (baseline, pending and
   * batch).
   */
  readonly baseSamples?: Float64Array;
}

/** Values m batches by `count` samples, and where `slopes` is not 0 their slopes in the samples. */
type Utility = (
  scratch: Scratch,
  m: number,
  count: number,
  samples: number,
  value: number,
  slopes: number,
) => number;

/** A model with its continued samples of the baseline. */
interface Outcome {
  readonly model: GaussianProcess;
  readonly pointer: number;
  readonly baseline: Block;
  /** Of the batch: samples × q. */
  readonly normals: Float64Array;
}

/** Samples default; each has its own boxes. */
const SAMPLES = 128;
/** So many of the samples are enough for a rough value. */
const ROUGH_SAMPLES = 32;

export class Outcomes {
  /** d */
  readonly dimension: number;
  /** q */
  readonly batch: number;
  /** Samples of the posterior. */
  readonly count: number;
  /** Baseline points that were kept, pending ones included, in the models' units: b × d. */
  readonly points: Float64Array;
  readonly #outcomes: Outcome[] = [];

  /** Throws `InputError` and, where the baseline has no joint posterior, `StateError`. */
  constructor(options: OutcomesOptions, reference: Float64Array | null) {
    const { models, prune = true, samples = SAMPLES } = options;
    const [first] = models;
    if (first === undefined) throw new InputError("models", models, "give one an outcome");
    this.dimension = inputsOf(first, "models[0]");
    models.forEach((model, o) => {
      const d = inputsOf(model, `models[${o}]`);
      if (d !== this.dimension) throw new InputError(`models[${o}]`, model, "give equal inputs");
    });
    const d = this.dimension;
    const single = { ...options, samples, model: first };
    this.batch = batchOf(single);
    const seen = scaledPoints(first, toPoints(options.baseline, "baseline", { d }).values, 1);
    const kept = prune ? prunedOutcomes(models, seen, reference) : seen;
    this.points = Float64Array.of(...kept, ...pendingOf(single, d));
    const b = this.points.length / d;
    const width = b + this.batch;
    const normals = baseSamples(single, width * models.length);
    this.count = normals.length / (width * models.length);
    try {
      models.forEach((model, o) => {
        const part = columns(normals, width * models.length, o * width, width);
        this.#outcomes.push(this.#outcome(model, part, b, width));
      });
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  #outcome(model: GaussianProcess, normals: Float64Array, b: number, width: number): Outcome {
    const pointer = model.modelPointer;
    const baseline = new Block(core().baseline_size(pointer, b, this.count));
    const status = withScratch((s) => {
      const [x, z] = [s.copyIn(this.points), s.copyIn(columns(normals, width, 0, b))];
      return checked(core().baseline_build(baseline.pointer, pointer, x, b, this.count, z, 1));
    });
    if (status > 0) {
      baseline.dispose();
      throw new StateError("the baseline has no joint posterior to sample: give fewer points");
    }
    return { model, pointer, baseline, normals: columns(normals, width, b, this.batch) };
  }

  /**
   * The samples at the baseline itself, outcomes × b × count in the models' units, as an address in
   * `scratch`. Nothing is left to chance there: with normals of 0 the continuation gives them.
   */
  baselineSamples(scratch: Scratch): number {
    const { count } = this;
    const b = this.points.length / this.dimension;
    const x = scratch.copyIn(this.points);
    const zeros = scratch.copyIn(new Float64Array(count));
    const out = scratch.allocate(this.#outcomes.length * b * count);
    this.#outcomes.forEach(({ pointer, baseline }, o) => {
      const to = out + 8 * o * b * count;
      const { outcome_samples } = core();
      expectOk(outcome_samples(pointer, baseline.pointer, x, b, 1, count, zeros, to));
    });
    return out;
  }

  /** Values and gradients of batches by a utility of their samples: 2k + 1 calls of the core. */
  evaluate(
    X: Float64Array,
    { gradient = true, rough = false }: EvaluateOptions = {},
    utility: Utility,
  ): AcquisitionValues {
    const { batch: q, dimension } = this;
    const count = rough ? Math.min(this.count, ROUGH_SAMPLES) : this.count;
    const { model } = this.#outcomes[0]!;
    for (const { model, pointer } of this.#outcomes) checkUnchanged(model, pointer);
    const points = scaledPoints(model, X, q);
    const m = X.length / (q * dimension);
    const size = m * count * q;
    return evaluated(model, points, m, gradient, (scratch, x, value, grad) => {
      const { outcome_samples, outcome_pullback } = core();
      const k = this.#outcomes.length;
      const samples = scratch.allocate(k * size);
      const slopes = gradient ? scratch.allocate(k * size) : 0;
      const each = this.#outcomes.map(({ pointer, baseline, normals }, o) => {
        return { pointer, from: baseline.pointer, z: scratch.copyIn(normals), at: 8 * o * size };
      });
      for (const { pointer, from, z, at } of each) {
        expectOk(outcome_samples(pointer, from, x, m, q, count, z, samples + at));
      }
      expectOk(utility(scratch, m, count, samples, value, slopes));
      if (!gradient) return 0;
      zero(grad, points.length);
      for (const { pointer, from, z, at } of each) {
        expectOk(outcome_pullback(pointer, from, x, m, q, count, z, slopes + at, grad));
      }
      return 0;
    });
  }

  dispose(): void {
    for (const { baseline } of this.#outcomes) baseline.dispose();
  }
}

function zero(pointer: number, length: number): void {
  memoryDoubles().fill(0, pointer / 8, pointer / 8 + length);
}

function expectOk(status: number): void {
  if (checked(status) > 0) throw new Error(`acquisition: the core returned ${status}`);
}
