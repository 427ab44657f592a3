import { exp } from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { DisposedError, InputError, StateError } from "../errors.js";
import { checkKeys } from "../options.js";
import type { FitOptions, FitReport, Hyperparameters } from "./fit.js";
import { type Points, type Targets, toPoints, toTargets, toVariances } from "./inputs.js";
import type {
  JointPrediction,
  LeaveOneOut,
  Prediction,
  PredictionWithGradients,
  PredictOptions,
} from "./prediction.js";
import * as prediction from "./prediction.js";
import type { SamplePath } from "./sample-path.js";
import { drawPath, drawSamples, type SampleOptions, type SamplePathOptions } from "./sampling.js";
import {
  checkFormat,
  FORMAT,
  parsed,
  restoreState,
  type SavedState,
  saveState,
  VERSION,
} from "./serialization.js";
import { extended, type FittedState } from "./state.js";
import {
  type GaussianProcessOptions,
  type ResolvedOptions,
  resolveOptions,
  train,
} from "./training.js";
import type { InputScaling, Standardization } from "./transforms.js";
import type { Warning } from "./warning.js";

/** A saved Gaussian process: plain data that `JSON.stringify` keeps. */
export interface GaussianProcessData {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly options: GaussianProcessOptions;
  readonly state: SavedState | null;
}

/**
 * Exact Gaussian process regression.
 *
 * Letters: n training points, m query points, d inputs, k outputs. All that goes in and comes out
 * is in natural units; inside, inputs are scaled to the unit cube and outputs standardized. Several
 * outputs share hyperparameters and the factor. Results are the same bits on every engine.
 *
 * ```ts
 * const gp = new GaussianProcess({ kernel: matern52(), noise: "infer" }).fit(X, y);
 * const { mean, variance } = gp.predict(Xnew);
 * ```
 * Defaults are those of BoTorch's SingleTaskGP, except for the noise (see `Noise`).
 * Methods throw `StateError` before the first fit and `DisposedError` after `dispose`.
 * Source: Rasmussen and Williams 2006, chapters 2 and 5.
 */
export class GaussianProcess implements Disposable {
  readonly #options: ResolvedOptions;
  #fitted: FittedState | undefined;
  #disposed = false;

  constructor(options: GaussianProcessOptions = {}) {
    this.#options = resolveOptions(options);
  }

  /**
   * A Gaussian process from what `toJSON` gave, parsed or as text: predictions have the same bits.
   * Throws `FormatError` for data of another kind, `InputError` for numbers that do not fit together.
   */
  static from(saved: GaussianProcessData | string): GaussianProcess {
    const data = parsed(saved);
    checkFormat(data);
    const gp = new GaussianProcess(data.options);
    if (data.state !== null) gp.#fitted = restoreState(gp.#options.kernel, data.state);
    return gp;
  }

  /**
   * Learns the hyperparameters from data and conditions on it; replaces what was fitted before.
   *
   * @param X  n points: arrays of d numbers, or one row-major Float64Array
   * @param y  n numbers, or n arrays of k outputs
   * Cost: some tens of evaluations of n³ flops. Throws `InputError`, `NotPositiveDefiniteError` or
   * `OutOfMemoryError`, with the process as before.
   */
  fit(X: Points, y: Targets, options: FitOptions = {}): this {
    if (this.#disposed) throw new DisposedError("a Gaussian process");
    const fitted = train(this.#options, X, y, options, this.#fitted);
    this.#fitted?.model.dispose();
    this.#fitted = fitted;
    return this;
  }

  /**
   * The function's posterior at m points: mean and variance, m × k each; with `gradients` also
   * their gradients in the points, m × k × d.
   * Cost: m n² flops, twice as many with gradients. Throws `InputError`, also for points so far from
   * the data that the kernel overflows.
   */
  predict(X: Points, options: PredictOptions & { gradients: true }): PredictionWithGradients;
  predict(X: Points, options?: PredictOptions & { gradients?: boolean }): Prediction;
  predict(X: Points, options: PredictOptions & { gradients?: boolean } = {}): Prediction {
    const state = this.#state;
    checkKeys("options", options, ["observationNoise", "gradients"]);
    const points = toPoints(X, "X", { d: state.model.d });
    const { predict, predictWithGradients } = prediction;
    return (options.gradients ? predictWithGradients : predict)(state, points, options);
  }

  /** The joint posterior at m points, k covariances of m × m. Cost: m n² + m² n flops. */
  predictJoint(X: Points, options: PredictOptions = {}): JointPrediction {
    const state = this.#state;
    checkKeys("options", options, ["observationNoise"]);
    return prediction.predictJoint(state, toPoints(X, "X", { d: state.model.d }), options);
  }

  /**
   * `count` joint draws of the function at m points: count × m × k.
   * Cost: m n² + m² n + m³/3 + count m² k flops.
   */
  sample(X: Points, count = 1, options: SampleOptions = {}): Float64Array {
    const state = this.#state;
    checkKeys("options", options, ["observationNoise", "seed"]);
    return drawSamples(state, toPoints(X, "X", { d: state.model.d }), count, options);
  }

  /**
   * One draw of the whole function, to be evaluated anywhere with gradients.
   * Cost: O(n² + n · features · d). Throws `UnsupportedError` for kernels without a spectrum.
   * Source: Wilson et al. 2020, arXiv:2002.09309.
   */
  samplePath(options: SamplePathOptions = {}): SamplePath {
    checkKeys("options", options, ["seed", "features", "output"]);
    return drawPath(this.#state, options);
  }

  /**
   * A new Gaussian process with more data at the same hyperparameters, scaling and standardization.
   *
   * @param x  one point with its value, or several with theirs
   * @param variances  known noise of the new observations, where the first were given with theirs,
   *   and only there
   * Cost: O(n²) a point. Throws `InputError`, `OutOfMemoryError`.
   */
  condition(
    x: Points | readonly number[],
    y: Targets | number,
    variances?: readonly number[] | Float64Array,
  ): GaussianProcess {
    const state = this.#state;
    const { d, k } = state.model;
    const single = Array.isArray(x) && typeof x[0] === "number";
    const inputs = toPoints(single ? [x as number[]] : (x as Points), "x", { d });
    const values = typeof y === "number" ? [y] : y;
    const targets = toTargets(single && k > 1 ? [values as number[]] : values, "y", k);
    if (inputs.rows !== targets.rows) {
      throw new InputError("y.length", targets.rows, `give one for each of ${inputs.rows} points`);
    }
    if (variances !== undefined && state.variances === null) {
      const remedy = "leave it out: the noise of this model was not given point by point";
      throw new InputError("variances", variances, remedy);
    }
    const known = state.variances && toVariances(variances ?? [], "variances", inputs.rows);
    const twin = new GaussianProcess(this.#options);
    twin.#fitted = extended(state, inputs, targets, known);
    return twin;
  }

  /** Predictions of each training observation from all others, hyperparameters unchanged. Cost: O(n²). */
  leaveOneOut(): LeaveOneOut {
    return prediction.leaveOneOut(this.#state);
  }

  /** ln p(y), of the standardized outputs and summed over them, without priors. */
  get logMarginalLikelihood(): number {
    return this.#state.model.logMarginalLikelihood;
  }

  get hyperparameters(): Hyperparameters {
    const { model } = this.#state;
    const values = model.parameters.map(exp);
    const names = model.program.parameters.map(({ name }, i) => [name, values[i]!]);
    return {
      kernel: Object.fromEntries(names),
      noise: values.at(-1)!,
      mean: Array.from(model.means),
    };
  }

  /** How the last fit went. */
  get report(): FitReport {
    return this.#state.report;
  }

  /** What a user may want to know of the last fit; empty when all went well. */
  get warnings(): readonly Warning[] {
    return this.#state.warnings;
  }

  /**
   * Address of the model for the core's `gp_*` and acquisition exports, whose units are the unit
   * cube and standardized outputs; valid until the next `fit` or `dispose`. For use inside this
   * library.
   */
  get modelPointer(): number {
    return this.#state.model.pointer;
  }

  /** What takes inputs and outputs from natural units to those of `modelPointer`. */
  get transforms(): { readonly inputs: InputScaling; readonly outputs: Standardization } {
    const { scaling, standardization } = this.#state;
    return { inputs: scaling, outputs: standardization };
  }

  toJSON(): GaussianProcessData {
    const { noise } = this.#options;
    const plain = noise instanceof Float64Array ? Array.from(noise) : noise;
    return {
      format: FORMAT,
      version: VERSION,
      options: { ...this.#options, noise: plain },
      state: this.#fitted === undefined ? null : saveState(this.#fitted),
    };
  }

  /** Returns the memory; a second call does nothing. */
  dispose(): void {
    this.#disposed = true;
    this.#fitted?.model.dispose();
    this.#fitted = undefined;
  }

  [DISPOSE](): void {
    this.dispose();
  }

  get #state(): FittedState {
    if (this.#disposed) throw new DisposedError("a Gaussian process");
    if (this.#fitted === undefined)
      throw new StateError("the Gaussian process has no data yet: call fit(X, y) first");
    return this.#fitted;
  }
}
