/** The joint posterior of a batch of points, and its pullback for Monte-Carlo acquisitions. */
import { covariance_cross_pullback, covariance_gram } from "../covariance";
import { axpy, gemm, mirror_lower, syrk_lower } from "../linalg";
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import {
  inputCount,
  kernelOf,
  outputCount,
  pointCount,
  pointsOf,
  strideOf,
  weightsOf,
} from "./model";
import { crossRows, meanOfRows, SMALLEST_SHARE } from "./posterior";
import { precise, whiten } from "./whiten";

/** Copies the diagonal of a q × q matrix. */
function copyDiagonal(q: i32, matrix: usize, out: usize): void {
  for (let a = 0; a < q; a++) store<f64>(at(out, a), load<f64>(elementOf(matrix, a, a, q)));
}

/** Raises variances to their floor: at a training point without noise, rounding decides the sign. */
function raiseDiagonal(q: i32, covariance: usize, priors: usize): void {
  for (let a = 0; a < q; a++) {
    const place = elementOf(covariance, a, a, q);
    const floor = SMALLEST_SHARE * load<f64>(at(priors, a));
    store<f64>(place, max(load<f64>(place), floor));
  }
}

/**
 * Joint posterior of the latent function at q points.
 *
 *   Σ = K** − V Vᵀ,  V = K* L⁻ᵀ
 * @param x           q × d, scaled
 * @param mean        k × q, one row an output
 * @param covariance  q × q, full symmetric, the same for every output, without noise; its variances
 *   are at least 1e-10 of the prior's, as in `gp_posterior`
 * @returns 0 or OUT_OF_MEMORY
 * Cost: q n² + q² n flops.
 */
export function gp_joint_posterior(
  model: usize,
  x: usize,
  q: i32,
  mean: usize,
  covariance: usize,
): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  const k = outputCount(model);
  const mark = scratch_mark();
  const cross = scratch_allocate(<usize>q * doubles(ld));
  const priors = scratch_allocate(doubles(q));
  let status = cross == 0 || priors == 0 ? OUT_OF_MEMORY : OK;
  if (status == OK) status = crossRows(model, x, q, cross);
  if (status == OK) {
    for (let t = 0; t < k; t++) meanOfRows(model, t, q, cross, at(mean, t * q));
    status = covariance_gram(kernelOf(model), x, q, inputCount(model), covariance, q);
    copyDiagonal(q, covariance, priors);
  }
  if (status == OK) status = whiten(model, q, cross, cross);
  if (status == OK) status = syrk_lower(q, n, -1, cross, ld, 1, covariance, q);
  if (status == OK) {
    raiseDiagonal(q, covariance, priors);
    mirror_lower(q, covariance, q);
  }
  scratch_release(mark);
  return status;
}

/**
 * Adds to `x_bar` the gradient of a scalar whose slopes in the joint posterior of output 0 are given.
 *
 *   Σ_a μ̄_a dμ_a + Σ_ab Σ̄_ab dΣ_ab, through K* with weights μ̄αᵀ − 2 Σ̄ K* K⁻¹ and through K**
 *   with weights 2 Σ̄ (k is symmetric: a change of either argument counts the same)
 * @param x               q × d, scaled
 * @param mean_bar        q
 * @param covariance_bar  q × q, full symmetric
 * @param x_bar           q × d, added to
 * @returns 0 or OUT_OF_MEMORY
 * Cost: 2q n² + 2q² n + O(qnd) flops.
 */
export function gp_joint_posterior_pullback(
  model: usize,
  x: usize,
  q: i32,
  mean_bar: usize,
  covariance_bar: usize,
  x_bar: usize,
): i32 {
  const mark = scratch_mark();
  const size = <usize>q * doubles(strideOf(model));
  const first = scratch_allocate(size);
  const second = scratch_allocate(size);
  const doubled = scratch_allocate(doubles(q * q));
  let status = first == 0 || second == 0 || doubled == 0 ? OUT_OF_MEMORY : OK;
  if (status == OK) {
    status = throughTraining(model, x, q, mean_bar, covariance_bar, x_bar, first, second);
  }
  if (status == OK) {
    for (let i = 0; i < q * q; i++) {
      store<f64>(at(doubled, i), 2 * load<f64>(at(covariance_bar, i)));
    }
    const kernel = kernelOf(model);
    status = covariance_cross_pullback(kernel, x, q, x, q, inputCount(model), doubled, q, 0, x_bar);
  }
  scratch_release(mark);
  return status;
}

/** The part through K*: weights μ̄αᵀ − 2 Σ̄ K* K⁻¹. */
function throughTraining(
  model: usize,
  x: usize,
  q: i32,
  mean_bar: usize,
  covariance_bar: usize,
  x_bar: usize,
  cross: usize,
  work: usize,
): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  let status = crossRows(model, x, q, cross);
  if (status == OK) status = whiten(model, q, cross, cross);
  if (status == OK) status = precise(model, q, -2, cross, work);
  const weights = cross;
  if (status == OK) status = gemm(0, 0, q, n, q, 1, covariance_bar, q, work, ld, 0, weights, ld);
  if (status != OK) return status;
  for (let a = 0; a < q; a++) {
    axpy(n, load<f64>(at(mean_bar, a)), weightsOf(model, 0), rowOf(weights, a, ld));
  }
  const d = inputCount(model);
  const kernel = kernelOf(model);
  return covariance_cross_pullback(kernel, x, q, pointsOf(model), n, d, weights, ld, 0, x_bar);
}
