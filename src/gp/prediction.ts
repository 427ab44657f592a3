/** Predictions of a fitted state in natural units. */
import { exp, log } from "../core/math.js";
import { InputError } from "../errors.js";
import type { Matrix } from "./inputs.js";
import type { FittedState } from "./state.js";
import { naturalMeans, naturalVariances, scaleInputs, unscaleGradients } from "./transforms.js";

/** Means and variances at m points: m × k, so m numbers for one output. */
export interface Prediction {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** With the gradients in the points: m × k × d. */
export interface PredictionWithGradients extends Prediction {
  readonly meanGradient: Float64Array;
  readonly varianceGradient: Float64Array;
}

/** Joint prediction at m points. */
export interface JointPrediction {
  /** m × k. */
  readonly mean: Float64Array;
  /** k matrices of m × m. */
  readonly covariance: Float64Array;
}

/** Predictions of each training point from all others: n × k each. */
export interface LeaveOneOut extends Prediction {
  /** Log density of what was observed. */
  readonly logDensity: Float64Array;
}

export interface PredictOptions {
  /** Adds the noise: predicts an observation rather than the function; default false. */
  readonly observationNoise?: boolean;
}

/** Noise variance of an observation, in the model's units; 0 where it is not asked for. */
export function observationVariance(state: FittedState, wanted = false): number {
  if (!wanted) return 0;
  if (state.variances === null) return exp(state.model.parameters.at(-1)!);
  throw new InputError(
    "observationNoise",
    true,
    "the noise was given point by point, so it is not known at new points: add it yourself",
  );
}

export function predict(
  state: FittedState,
  points: Matrix,
  { observationNoise }: PredictOptions,
): Prediction {
  const { model, scaling, standardization } = state;
  const noise = observationVariance(state, observationNoise);
  const { mean, variance } = model.posterior(scaleInputs(points, scaling));
  if (noise > 0) for (let i = 0; i < variance.length; i++) variance[i]! += noise;
  return {
    mean: naturalMeans(mean, standardization),
    variance: naturalVariances(variance, standardization),
  };
}

export function gradients(
  state: FittedState,
  points: Matrix,
): Pick<PredictionWithGradients, "meanGradient" | "varianceGradient"> {
  const { model, scaling, standardization } = state;
  const x = scaleInputs(points, scaling);
  const { d, k } = model;
  const meanGradient = new Float64Array(points.rows * k * d);
  const varianceGradient = new Float64Array(points.rows * k * d);
  for (let t = 0; t < k; t++) {
    const sd = standardization.sd[t]!;
    const slopes = model.posteriorGradient(x, t);
    unscaleGradients(slopes.mean, scaling, sd);
    unscaleGradients(slopes.variance, scaling, sd * sd);
    for (let i = 0; i < points.rows; i++) {
      const place = (i * k + t) * d;
      meanGradient.set(slopes.mean.subarray(i * d, (i + 1) * d), place);
      varianceGradient.set(slopes.variance.subarray(i * d, (i + 1) * d), place);
    }
  }
  return { meanGradient, varianceGradient };
}

export function predictJoint(
  state: FittedState,
  points: Matrix,
  { observationNoise }: PredictOptions,
): JointPrediction {
  const { model, scaling, standardization } = state;
  const noise = observationVariance(state, observationNoise);
  const m = points.rows;
  const { mean, covariance } = model.jointPosterior(scaleInputs(points, scaling));
  for (let i = 0; i < m; i++) covariance[i * m + i]! += noise;
  const natural = new Float64Array(model.k * m * m);
  standardization.sd.forEach((sd, t) => {
    natural.set(
      covariance.map((value) => value * sd * sd),
      t * m * m,
    );
  });
  return { mean: naturalMeans(mean, standardization), covariance: natural };
}

const LN_2PI = 1.8378770664093453;

export function leaveOneOut({ model, targets, standardization }: FittedState): LeaveOneOut {
  const loo = model.leaveOneOut();
  const mean = naturalMeans(loo.mean, standardization);
  const variance = naturalVariances(loo.variance, standardization);
  const { k } = model;
  const logDensity = mean.map((center, i) => {
    const sd = standardization.sd[i % k]!;
    // In the model's units, where nothing under- or overflows.
    const spread = loo.variance[Math.floor(i / k)]!;
    const z = (targets.values[i]! - center) / sd;
    return -0.5 * (LN_2PI + log(spread) + (z * z) / spread) - log(sd);
  });
  return { mean, variance, logDensity };
}
