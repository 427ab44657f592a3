/**
 * The noisy baseline of qNEI and qLogNEI: samples of the latent function at points whose order
 * matters (seen ones, pending ones), and what is needed to continue each sample to new points.
 *
 * With C(x, B) = k(x, Z) A the posterior covariance between a new point and the baseline,
 * Z = [X; B], A = [−K⁻¹k(X, B); I], and L the factor of the baseline's own covariance, a sample
 * continues as μ(x) + t·z with t = k(x, Z) A L⁻ᵀ, and the variance left is σ²(x) − t·t. So a new
 * point costs one row of covariances and one product, whatever the number of samples.
 *
 * Block in bytes: 0 b · 4 samples S · 8 ld of W · 12 n · 64 doubles: Z, (n + b) × d ·
 * W = L⁻¹Aᵀ, b × ld · base normals, S × b · incumbents, S.
 */
import { covariance_cross } from "../covariance";
import { gp_joint_posterior } from "../gp";
import { inputCount, kernelOf, outputCount, pointCount, pointsOf, strideOf } from "../gp/model";
import { crossRows } from "../gp/posterior";
import { precise, whiten } from "../gp/whiten";
import { gemm, triangular_inverse, trsm_lower } from "../linalg";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { factorWithJitter } from "./factor";

const HEADER: i32 = 8;

export function baselineCount(baseline: usize): i32 {
  return load<i32>(baseline);
}

export function sampleCount(baseline: usize): i32 {
  return load<i32>(baseline, 4);
}

/** Columns of W, n + b. */
export function columnsOf(baseline: usize): i32 {
  return load<i32>(baseline, 8);
}

/** Z: the training points, then the baseline's, (n + b) × d. */
export function sitesOf(baseline: usize): usize {
  return at(baseline, HEADER);
}

export function weightsOf(baseline: usize): usize {
  return at(sitesOf(baseline), columnsOf(baseline) * load<i32>(baseline, 12));
}

export function normalsOf(baseline: usize): usize {
  return at(weightsOf(baseline), baselineCount(baseline) * columnsOf(baseline));
}

/** The best baseline value of each sample, sign turned for minimization. */
export function incumbentsOf(baseline: usize): usize {
  return at(normalsOf(baseline), baselineCount(baseline) * sampleCount(baseline));
}

/** Doubles of a baseline of `b` points and `samples` samples over a model. */
export function baseline_size(model: usize, b: i32, samples: i32): i32 {
  const columns = pointCount(model) + b;
  return HEADER + columns * inputCount(model) + b * columns + samples * b + samples;
}

/** W = L⁻¹[−K⁻¹k(X, B); I]ᵀ */
function fillWeights(model: usize, x: usize, b: i32, l: usize, out: usize, columns: i32): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  const mark = scratch_mark();
  const cross = scratch_allocate(<usize>b * doubles(ld));
  const white = scratch_allocate(<usize>b * doubles(ld));
  let status = cross == 0 || white == 0 ? OUT_OF_MEMORY : OK;
  if (status == OK) status = crossRows(model, x, b, cross);
  if (status == OK) status = whiten(model, b, cross, white);
  if (status == OK) status = precise(model, b, -1, white, cross);
  if (status == OK) status = trsm_lower(b, n, l, b, cross, ld);
  for (let i = 0; i < b; i++) memory.copy(rowOf(out, i, columns), rowOf(cross, i, ld), doubles(n));
  if (status == OK) status = triangular_inverse(b, l, b, at(out, n), columns);
  scratch_release(mark);
  return status;
}

/** The best of each sample's baseline values s(μ + L z). */
function fillIncumbents(baseline: usize, mean: usize, l: usize, sign: f64, samples: usize): i32 {
  const b = baselineCount(baseline);
  const count = sampleCount(baseline);
  const status = gemm(0, 1, count, b, b, 1, normalsOf(baseline), b, l, b, 0, samples, b);
  for (let s = 0; s < count; s++) {
    let best = -Infinity;
    for (let i = 0; i < b; i++) {
      const value = load<f64>(at(mean, i)) + load<f64>(at(rowOf(samples, s, b), i));
      best = Math.max(best, sign * value);
    }
    store<f64>(at(incumbentsOf(baseline), s), best);
  }
  return status;
}

/**
 * Samples the latent function of output 0 at the baseline.
 *
 * @param baseline  baseline_size doubles, overwritten; valid until the model changes
 * @param x         b × d, scaled
 * @param z         samples × b standard normals, kept
 * @param sign      1 to maximize, −1 to minimize
 * @returns 0, the failing pivot of the baseline's covariance, or OUT_OF_MEMORY
 * Cost: 2b n² + b² n + b³ + 2 · samples · b² flops.
 */
export function baseline_build(
  baseline: usize,
  model: usize,
  x: usize,
  b: i32,
  samples: i32,
  z: usize,
  sign: f64,
): i32 {
  const n = pointCount(model);
  const d = inputCount(model);
  store<i32>(baseline, b);
  store<i32>(baseline, samples, 4);
  store<i32>(baseline, n + b, 8);
  store<i32>(baseline, d, 12);
  memory.copy(sitesOf(baseline), pointsOf(model), doubles(n * d));
  memory.copy(rowOf(sitesOf(baseline), n, d), x, doubles(b * d));
  memory.copy(normalsOf(baseline), z, doubles(samples * b));
  const mark = scratch_mark();
  const mean = scratch_allocate(doubles(b * outputCount(model)));
  const l = scratch_allocate(<usize>b * doubles(b));
  const values = scratch_allocate(<usize>samples * doubles(b));
  let status = mean == 0 || l == 0 || values == 0 ? OUT_OF_MEMORY : OK;
  if (status == OK) status = gp_joint_posterior(model, x, b, mean, l);
  if (status == OK) status = factorWithJitter(b, l);
  if (status == OK) status = fillWeights(model, x, b, l, weightsOf(baseline), n + b);
  if (status == OK) status = fillIncumbents(baseline, mean, l, sign, values);
  scratch_release(mark);
  return status;
}

/** t of each of `rows` points: k(x, Z) Wᵀ into `out`, rows × b; `cross` takes rows × (n + b). */
export function continueBaseline(
  baseline: usize,
  model: usize,
  x: usize,
  rows: i32,
  cross: usize,
  out: usize,
): i32 {
  const b = baselineCount(baseline);
  const columns = columnsOf(baseline);
  const d = inputCount(model);
  const kernel = kernelOf(model);
  const status = covariance_cross(kernel, x, rows, sitesOf(baseline), columns, d, cross, columns);
  if (status != OK) return status;
  const w = weightsOf(baseline);
  return gemm(0, 1, rows, b, columns, 1, cross, columns, w, columns, 0, out, b);
}
