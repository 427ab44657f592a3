/**
 * Posterior mean and variance at many points, and their gradients.
 *
 * Points go through in chunks of 128: enough rows to spread the packing of L over, few enough that
 * they stay near while they are used, and the workspace does not grow with m.
 */
import {
  covariance_cross,
  covariance_cross_pullback,
  covariance_diagonal,
  covariance_diagonal_pullback,
} from "../covariance";
import { dot, gemv } from "../linalg";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import {
  inputCount,
  kernelOf,
  meansOf,
  outputCount,
  pointCount,
  pointsOf,
  strideOf,
  weightsOf,
} from "./model";
import { precise, whiten } from "./whiten";

const CHUNK: i32 = 128;

/** No variance is reported below this share of the prior's: rounding could make it negative. */
export const SMALLEST_SHARE: f64 = 1e-10;

/** k(x_i, X) of `rows` points, one a row with the model's leading dimension. */
export function crossRows(model: usize, x: usize, rows: i32, out: usize): i32 {
  const n = pointCount(model);
  const d = inputCount(model);
  return covariance_cross(kernelOf(model), x, rows, pointsOf(model), n, d, out, strideOf(model));
}

/** μ_i = m + k_iᵀα of one output. */
export function meanOfRows(model: usize, output: i32, rows: i32, cross: usize, out: usize): void {
  const n = pointCount(model);
  gemv(rows, n, 1, cross, strideOf(model), weightsOf(model, output), 0, out);
  const mean = load<f64>(at(meansOf(model), output));
  for (let i = 0; i < rows; i++) store<f64>(at(out, i), load<f64>(at(out, i)) + mean);
}

/** σ²_i = k(x_i, x_i) − vᵀv from the prior variances in `variance` and the whitened rows. */
function varianceOfRows(model: usize, rows: i32, white: usize, variance: usize): void {
  const n = pointCount(model);
  const ld = strideOf(model);
  for (let i = 0; i < rows; i++) {
    const prior = load<f64>(at(variance, i));
    const row = rowOf(white, i, ld);
    store<f64>(at(variance, i), max(prior - dot(row, row, n), SMALLEST_SHARE * prior));
  }
}

/**
 * Posterior of the latent function at m points, in the model's units.
 *
 * @param x         m × d, scaled
 * @param mean      k × m, one row an output
 * @param variance  m, the same for every output, without noise; 0 to spare the work
 * @returns 0 or OUT_OF_MEMORY
 * Cost: m(n² + O(nd)) flops, O(nd) a point without the variance.
 * Accuracy: the variance is within 1e-14 of the prior's (60 points of an RBF kernel with noise 1e-8,
 *   against 80-bit arithmetic) and at least 1e-10 of it.
 * Source: Rasmussen and Williams 2006, algorithm 2.1.
 */
export function gp_posterior(model: usize, x: usize, m: i32, mean: usize, variance: usize): i32 {
  const d = inputCount(model);
  const k = outputCount(model);
  const mark = scratch_mark();
  const rows = min(m, CHUNK);
  const cross = scratch_allocate(doubles(rows * strideOf(model)));
  let status = cross == 0 ? OUT_OF_MEMORY : OK;
  for (let first = 0; first < m && status == OK; first += CHUNK) {
    const count = min(CHUNK, m - first);
    const points = at(x, first * d);
    status = crossRows(model, points, count, cross);
    if (status != OK) break;
    for (let t = 0; t < k; t++) meanOfRows(model, t, count, cross, at(mean, t * m + first));
    if (variance == 0) continue;
    const own = at(variance, first);
    status = covariance_diagonal(kernelOf(model), points, count, d, own);
    if (status == OK) status = whiten(model, count, cross, cross);
    if (status == OK) varianceOfRows(model, count, cross, own);
  }
  scratch_release(mark);
  return status;
}

/** Weights of a pullback: every row is α of one output. */
function repeatWeights(model: usize, output: i32, rows: i32, out: usize): void {
  const ld = strideOf(model);
  const size = doubles(pointCount(model));
  for (let i = 0; i < rows; i++) memory.copy(rowOf(out, i, ld), weightsOf(model, output), size);
}

/** Gradients of one chunk from its whitened rows, which are used up. */
function gradientOfRows(
  model: usize,
  output: i32,
  x: usize,
  rows: i32,
  white: usize,
  work: usize,
  mean_grad: usize,
  variance_grad: usize,
): i32 {
  const n = pointCount(model);
  const d = inputCount(model);
  const ld = strideOf(model);
  const kernel = kernelOf(model);
  const points = pointsOf(model);
  // w = K⁻¹k*: ∇σ² = ∇k(x, x) − 2 (∂k*/∂x)ᵀ w.
  let status = precise(model, rows, -2, white, work);
  if (status != OK) return status;
  status = covariance_cross_pullback(kernel, x, rows, points, n, d, work, ld, 0, variance_grad);
  if (status != OK) return status;
  const ones = white;
  for (let i = 0; i < rows; i++) store<f64>(at(ones, i), 1);
  status = covariance_diagonal_pullback(kernel, x, rows, d, ones, 0, variance_grad);
  if (status != OK) return status;
  repeatWeights(model, output, rows, work);
  return covariance_cross_pullback(kernel, x, rows, points, n, d, work, ld, 0, mean_grad);
}

/**
 * Posterior of output 0 at m points with its gradients in the points.
 *
 * @param x              m × d, scaled
 * @param mean           m
 * @param variance       m, without noise, at least 1e-10 of the prior's
 * @param mean_grad      m × d, overwritten
 * @param variance_grad  m × d, overwritten; the gradient of k(x, x) − k*ᵀK⁻¹k* also where the
 *   variance is at its floor
 * @returns 0 or OUT_OF_MEMORY
 * Cost: m(2n² + O(nd)) flops.
 */
export function gp_posterior_gradient(
  model: usize,
  x: usize,
  m: i32,
  mean: usize,
  variance: usize,
  mean_grad: usize,
  variance_grad: usize,
): i32 {
  return gp_output_gradient(model, 0, x, m, mean, variance, mean_grad, variance_grad);
}

/** `gp_posterior_gradient` of any output. */
export function gp_output_gradient(
  model: usize,
  output: i32,
  x: usize,
  m: i32,
  mean: usize,
  variance: usize,
  mean_grad: usize,
  variance_grad: usize,
): i32 {
  const d = inputCount(model);
  if (output < 0 || output >= outputCount(model)) return -2;
  const mark = scratch_mark();
  const size = doubles(min(m, CHUNK) * strideOf(model));
  const cross = scratch_allocate(size);
  const work = scratch_allocate(size);
  let status = cross == 0 || work == 0 ? OUT_OF_MEMORY : OK;
  memory.fill(mean_grad, 0, doubles(m * d));
  memory.fill(variance_grad, 0, doubles(m * d));
  for (let first = 0; first < m && status == OK; first += CHUNK) {
    const count = min(CHUNK, m - first);
    const points = at(x, first * d);
    const own = at(variance, first);
    status = crossRows(model, points, count, cross);
    if (status != OK) break;
    meanOfRows(model, output, count, cross, at(mean, first));
    status = covariance_diagonal(kernelOf(model), points, count, d, own);
    if (status == OK) status = whiten(model, count, cross, cross);
    if (status != OK) break;
    varianceOfRows(model, count, cross, own);
    const slopes = at(mean_grad, first * d);
    const spreads = at(variance_grad, first * d);
    status = gradientOfRows(model, output, points, count, cross, work, slopes, spreads);
  }
  scratch_release(mark);
  return status;
}
