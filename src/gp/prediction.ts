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

/**
 * Throws `InputError` where the kernel overflowed, as a polynomial does far from the data. Each row
 * of `values` belongs to a point, points in order, perhaps several times over.
 */
function checkFinite(points: Matrix, values: Float64Array, width: number): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const { columns: d } = points;
  const i = Math.floor(bad / width) % points.rows;
  const point = [...points.values.subarray(i * d, (i + 1) * d)];
  throw new InputError(`X[${i}]`, point, "the kernel overflows there: stay nearer to the data");
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
  const natural = {
    mean: naturalMeans(mean, standardization),
    variance: naturalVariances(variance, standardization),
  };
  for (const values of Object.values(natural)) checkFinite(points, values, model.k);
  return natural;
}

/** As `predict`, with gradients; one pass over the factor for each output. */
export function predictWithGradients(
  state: FittedState,
  points: Matrix,
  { observationNoise }: PredictOptions,
): PredictionWithGradients {
  const { model, scaling, standardization } = state;
  const x = scaleInputs(points, scaling);
  const noise = observationVariance(state, observationNoise);
  const outputs = standardization.sd.map((sd, t) => {
    const { mean, variance, meanGradient, varianceGradient } = model.posteriorGradient(x, t);
    const center = standardization.mean[t]!;
    return {
      mean: mean.map((z) => z * sd + center),
      variance: variance.map((v) => (v + noise) * sd * sd),
      meanGradient: unscaleGradients(meanGradient, scaling, sd),
      varianceGradient: unscaleGradients(varianceGradient, scaling, sd * sd),
    };
  });
  const rows = (name: "mean" | "variance") =>
    interleaved(
      outputs.map((o) => o[name]),
      1,
    );
  const slopes = (name: "meanGradient" | "varianceGradient") =>
    interleaved(
      outputs.map((o) => o[name]),
      model.d,
    );
  const natural = {
    mean: rows("mean"),
    variance: rows("variance"),
    meanGradient: slopes("meanGradient"),
    varianceGradient: slopes("varianceGradient"),
  };
  for (const values of Object.values(natural)) {
    checkFinite(points, values, values.length / points.rows);
  }
  return natural;
}

/** k arrays of m × width as one of m × k × width. */
function interleaved(parts: readonly Float64Array[], width: number): Float64Array {
  const k = parts.length;
  if (k === 1) return parts[0]!;
  const result = new Float64Array(k * parts[0]!.length);
  parts.forEach((part, t) => {
    for (let i = 0; i * width < part.length; i++) {
      result.set(part.subarray(i * width, (i + 1) * width), (i * k + t) * width);
    }
  });
  return result;
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
  const means = naturalMeans(mean, standardization);
  checkFinite(points, means, model.k);
  checkFinite(points, natural, m);
  return { mean: means, covariance: natural };
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
