/** One ask of the GP sampler: acquisition functions, search, and what is told of the result. */
import {
  type AcquisitionFunction,
  type AcquisitionOptimum,
  type Axes,
  optimizeAcquisition,
  sumOf,
} from "../../acquisition/index.js";
import { DISPOSE } from "../../dispose.js";
import { RandomStream } from "../../random/index.js";
import { feasibleRows } from "../constraints.js";
import type { Proposal, SamplerRequest } from "../sampler.js";
import type { GpSamplerOptions } from "./gp.js";
import { Feasibility } from "./gp-feasibility.js";
import { FrontGain } from "./gp-front.js";
import { type Gain, SingleGain } from "./gp-gain.js";
import { kernelOf, searchAxes } from "./gp-model.js";
import { FIT_SHARE, isFrugal, WorkPlan } from "./gp-work.js";
import { STREAMS } from "./streams.js";
import { Unseen } from "./unseen.js";

/** How many seeds are drawn from, 2³². */
const SEEDS = 0x1_0000_0000;

/** Nearer to a seen point than this, a new one repeats it. */
const NEAR = 1e-9;

export class Choice {
  readonly #request: SamplerRequest;
  readonly #gain: Gain;
  readonly #feasibility: Feasibility;
  /** Whether a told point keeps all constraints, so that there is something to improve on. */
  readonly #started: boolean;
  readonly #axes: Axes;
  readonly #unseen: Unseen;
  readonly #random: RandomStream;
  readonly #end: number;
  /** Points that each search may value. */
  readonly #evaluations: number;
  /** Points under evaluation, those of this ask included. */
  #pending: Float64Array;
  #index: number;

  /** @param first  what this ask has proposed already */
  constructor(request: SamplerRequest, options: GpSamplerOptions, first: readonly Proposal[]) {
    const { cube, pending, limits, outcomes, seed, index, timeBudget, objectives } = request;
    const { noise = "auto", kernel = kernelOf(cube.axes) } = options;
    const told = request.values.length / objectives;
    const feasible = feasibleRows(limits, outcomes, told);
    this.#started = feasible.length > 0;
    const good = limits.length === 0 || !this.#started ? null : feasible;
    this.#request = request;
    this.#end = performance.now() + timeBudget;
    const plan = request.workBudget === Infinity ? null : new WorkPlan(request);
    const fit = {
      ...(timeBudget < Infinity && { timeBudget: timeBudget * FIT_SHARE }),
      ...(plan && { maxEvaluations: plan.maxEvaluations }),
      ...(request.signal && { signal: request.signal }),
    };
    const limit = { fit, frugal: isFrugal(request) };
    this.#gain =
      objectives === 1
        ? new SingleGain(request, kernel, noise, limit, good)
        : new FrontGain(request, kernel, noise, options.reference, limit, good);
    this.#feasibility = new Feasibility(request, kernel, fit);
    const fitted = this.#gain.evaluations + this.#feasibility.evaluations;
    this.#evaluations = plan?.searchEvaluations(fitted) ?? Infinity;
    this.#axes = searchAxes(cube.axes);
    this.#unseen = new Unseen(request);
    this.#random = new RandomStream(seed, STREAMS.gp, index);
    this.#index = index;
    this.#pending = pending;
    for (const { point } of first) this.#keep(this.#unseen.admit(point, this.#index));
  }

  /** The next point of the batch. */
  next(): Proposal {
    const seed = Math.floor(this.#random.next() * SEEDS);
    using acquisition = this.#acquisition(seed);
    const { points } = this.#search(acquisition, seed);
    const point = this.#firstNew(points) ?? this.#mostUncertain(seed);
    this.#keep(this.#unseen.admit(point, this.#index));
    return { point, prediction: this.#gain.predict(point) };
  }

  dispose(): void {
    this.#gain.dispose();
    this.#feasibility.dispose();
  }

  #keep(point: Float64Array): void {
    this.#pending = Float64Array.of(...this.#pending, ...point);
    this.#index++;
  }

  #acquisition(seed: number): AcquisitionFunction & Disposable {
    const feasible = this.#feasibility.acquisition();
    if (feasible !== null && !this.#started) return disposable(feasible);
    const gain = this.#gain.acquisition(this.#pending, seed);
    return feasible === null ? disposable(gain) : disposable(gain, feasible);
  }

  #search(acquisition: AcquisitionFunction, seed: number): AcquisitionOptimum {
    const { signal } = this.#request;
    const optimum = optimizeAcquisition(acquisition, {
      axes: this.#axes,
      around: this.#gain.around,
      seed,
      maxEvaluations: this.#evaluations,
      timeBudget: this.#end === Infinity ? Infinity : this.#end - performance.now(),
      ...(signal && { signal }),
    });
    signal?.throwIfAborted();
    return optimum;
  }

  /** The first of the rows that is not a seen point again. */
  #firstNew(points: Float64Array): Float64Array | null {
    const { cube, points: told } = this.#request;
    const d = cube.dimension;
    for (let i = 0; i < points.length; i += d) {
      const point = cube.snap(points.slice(i, i + d));
      const near = repeats(point, told) || repeats(point, this.#pending);
      if (!near && this.#unseen.isFree(point)) return point;
    }
    return null;
  }

  /** Where all searches led back to seen points, the point that the model knows least about. */
  #mostUncertain(seed: number): Float64Array {
    const { points } = this.#search(this.#gain.uncertainty(), seed);
    return this.#firstNew(points) ?? points.slice(0, this.#request.cube.dimension);
  }
}

/** Whether a point lies on one of the rows. */
function repeats(point: Float64Array, rows: Float64Array): boolean {
  const d = point.length;
  for (let i = 0; i < rows.length; i += d) {
    let distance = 0;
    for (let j = 0; j < d; j++) distance = Math.max(distance, Math.abs(point[j]! - rows[i + j]!));
    if (distance < NEAR) return true;
  }
  return false;
}

/** The sum of acquisition functions, which is disposed of with them. */
function disposable(
  ...terms: (AcquisitionFunction & Partial<Disposable>)[]
): AcquisitionFunction & Disposable {
  const whole = terms.length === 1 ? terms[0]! : sumOf(terms);
  return {
    dimension: whole.dimension,
    evaluate: (X, options) => whole.evaluate(X, options),
    [DISPOSE]: () => {
      for (const term of terms) term[DISPOSE]?.();
    },
  };
}
