/** The factor of the covariance matrix, and the weights that make a prediction one product. */
import { covariance_bind, covariance_diagonal, covariance_gram } from "../covariance";
import {
  cholesky_compute,
  cholesky_logdet,
  dot,
  triangular_inverse,
  trsv_lower,
  trsv_lower_transposed,
} from "../linalg";
import { exp_f64 } from "../math/exp";
import { at, doubles, elementOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import {
  factorOf,
  inputCount,
  inverseFactorOf,
  kernelOf,
  meansOf,
  noiseOf,
  outputCount,
  pointCount,
  pointNoiseOf,
  pointsOf,
  setJitter,
  setNoise,
  strideOf,
  targetsOf,
  weightsOf,
} from "./model";

const LN_2PI: f64 = 1.8378770664093453;

/** linear_operator's ladder of three rungs, and two more that the host reports as a warning. */
const ladder: usize = memory.data<f64>([1e-8, 1e-7, 1e-6, 1e-5, 1e-4]);
const RUNGS: i32 = 5;

/** Hyperparameters of a model: the kernel's p logarithms, then ln σ². */
export function bindParameters(model: usize, parameters: usize): i32 {
  const kernel = kernelOf(model);
  const status = covariance_bind(kernel, parameters);
  if (status != OK) return status;
  setNoise(model, exp_f64(load<f64>(at(parameters, parameterCount(model)))));
  return OK;
}

/** Hyperparameters p of the model's kernel. */
export function parameterCount(model: usize): i32 {
  return load<i32>(kernelOf(model), 4);
}

/** K with all that belongs on its diagonal, into the factor's place. */
function assemble(model: usize, jitter: f64): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  const k = factorOf(model);
  const status = covariance_gram(kernelOf(model), pointsOf(model), n, inputCount(model), k, ld);
  if (status != OK) return status;
  const shared = noiseOf(model) + jitter;
  const known = pointNoiseOf(model);
  for (let a = 0; a < n; a++) {
    const place = elementOf(k, a, a, ld);
    store<f64>(place, load<f64>(place) + (shared + load<f64>(at(known, a))));
  }
  return OK;
}

/** Mean of the prior variances: what the jitter is measured by. */
function meanDiagonal(model: usize): f64 {
  const n = pointCount(model);
  // The factor is in pieces after a failure, so its first row is free.
  const diagonal = factorOf(model);
  covariance_diagonal(kernelOf(model), pointsOf(model), n, inputCount(model), diagonal);
  let sum: f64 = 0;
  for (let a = 0; a < n; a++) sum += load<f64>(at(diagonal, a));
  return sum / <f64>n;
}

/**
 * L of the model's K, with the least jitter of the ladder that lets it succeed. The rungs are
 * relative to the mean prior variance, so they mean the same to a kernel of any scale.
 *
 * @returns 0, or the pivot that fails on the last rung
 */
export function factorize(model: usize): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  setJitter(model, 0);
  let status = assemble(model, 0);
  if (status != OK) return status;
  status = cholesky_compute(n, factorOf(model), ld);
  if (status <= 0) return status;
  const scale = meanDiagonal(model);
  for (let rung = 0; rung < RUNGS; rung++) {
    const jitter = load<f64>(at(ladder, rung)) * scale;
    status = assemble(model, jitter);
    if (status == OK) status = cholesky_compute(n, factorOf(model), ld);
    if (status <= 0) {
      setJitter(model, jitter);
      return status;
    }
  }
  return status;
}

/** Sets each mean to its optimum 1ᵀK⁻¹y / 1ᵀK⁻¹1, from two forward substitutions. */
export function profileMeans(model: usize): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  const l = factorOf(model);
  const mark = scratch_mark();
  const ones = scratch_allocate(doubles(2 * n));
  if (ones == 0) return OUT_OF_MEMORY;
  const y = at(ones, n);
  for (let a = 0; a < n; a++) store<f64>(at(ones, a), 1);
  trsv_lower(n, l, ld, ones);
  const weight = dot(ones, ones, n);
  const k = outputCount(model);
  for (let t = 0; t < k; t++) {
    memory.copy(y, targetsOf(model, t), doubles(n));
    trsv_lower(n, l, ld, y);
    store<f64>(at(meansOf(model), t), dot(ones, y, n) / weight);
  }
  scratch_release(mark);
  return OK;
}

/** y − m of one output. */
export function residuals(model: usize, output: i32, out: usize): void {
  const n = pointCount(model);
  const mean = load<f64>(at(meansOf(model), output));
  const y = targetsOf(model, output);
  for (let a = 0; a < n; a++) store<f64>(at(out, a), load<f64>(at(y, a)) - mean);
}

/** α = L⁻ᵀL⁻¹(y − m) of every output. */
export function solveWeights(model: usize): void {
  const n = pointCount(model);
  const ld = strideOf(model);
  const k = outputCount(model);
  for (let t = 0; t < k; t++) {
    const weights = weightsOf(model, t);
    residuals(model, t, weights);
    trsv_lower(n, factorOf(model), ld, weights);
    trsv_lower_transposed(n, factorOf(model), ld, weights);
  }
}

/**
 * Sets the hyperparameters and makes the model ready to predict.
 *
 * @param parameters    p logarithms of the kernel's hyperparameters, then ln σ²
 * @param profile_mean  1: each mean becomes its optimum; 0: the means stay as they are
 * @returns 0, the pivot that fails even with the largest jitter, −2 for parameters that are not
 *   finite, or OUT_OF_MEMORY
 * Cost: 2n³/3 + O(n²d).
 */
export function gp_factorize(model: usize, parameters: usize, profile_mean: i32): i32 {
  let status = bindParameters(model, parameters);
  if (status == OK) status = factorize(model);
  if (status == OK && profile_mean != 0) status = profileMeans(model);
  if (status != OK) return status;
  solveWeights(model);
  const ld = strideOf(model);
  return triangular_inverse(pointCount(model), factorOf(model), ld, inverseFactorOf(model), ld);
}

/**
 * Log marginal likelihood of a model that has its factor, summed over the outputs.
 *
 *   ln p = −½ rᵀα − Σ ln L_aa − (n/2) ln 2π,  r = y − m
 * Cost: O(nk).
 */
export function gp_log_likelihood(model: usize): f64 {
  const n = pointCount(model);
  const k = outputCount(model);
  let fit: f64 = 0;
  for (let t = 0; t < k; t++) {
    const mean = load<f64>(at(meansOf(model), t));
    const y = targetsOf(model, t);
    const weights = weightsOf(model, t);
    for (let a = 0; a < n; a++) fit += (load<f64>(at(y, a)) - mean) * load<f64>(at(weights, a));
  }
  const logdet = cholesky_logdet(n, factorOf(model), strideOf(model));
  return -0.5 * (fit + <f64>k * (logdet + <f64>n * LN_2PI));
}
