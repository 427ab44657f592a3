/** New points by appending to the factor and to its inverse: hyperparameters stay as they are. */
import { covariance_cross, covariance_gram } from "../covariance";
import { cholesky_append, gemm, triangular_inverse, trsm_lower } from "../linalg";
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { OK } from "../status";
import { solveWeights } from "./factor";
import {
  capacityOf,
  copyPoints,
  factorOf,
  inputCount,
  inverseFactorOf,
  jitterOf,
  kernelOf,
  noiseOf,
  pointCount,
  pointNoiseOf,
  pointsOf,
  setPointCount,
  strideOf,
} from "./model";

/** Rows n … n+p−1 of K below the factor: the covariances with the old points, and the new block. */
function assembleRows(model: usize, count: i32): i32 {
  const n = pointCount(model);
  const d = inputCount(model);
  const ld = strideOf(model);
  const kernel = kernelOf(model);
  const x = pointsOf(model);
  const fresh = at(x, n * d);
  const rows = rowOf(factorOf(model), n, ld);
  let status = covariance_cross(kernel, fresh, count, x, n, d, rows, ld);
  if (status == OK) status = covariance_gram(kernel, fresh, count, d, at(rows, n), ld);
  if (status != OK) return status;
  const shared = noiseOf(model) + jitterOf(model);
  for (let a = 0; a < count; a++) {
    const place = elementOf(rows, a, n + a, ld);
    const known = load<f64>(at(pointNoiseOf(model), n + a));
    store<f64>(place, load<f64>(place) + (shared + known));
  }
  return OK;
}

/** The rows of L⁻¹ that belong to the new rows of L: −L22⁻¹ L21 L11⁻¹ and L22⁻¹. */
function extendInverse(model: usize, count: i32): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  const l21 = rowOf(factorOf(model), n, ld);
  const l22 = at(l21, n);
  const inverse = inverseFactorOf(model);
  const rows = rowOf(inverse, n, ld);
  for (let a = 0; a < n; a++) memory.fill(at(rowOf(inverse, a, ld), n), 0, doubles(count));
  let status = gemm(0, 0, count, n, n, -1, l21, ld, inverse, ld, 0, rows, ld);
  if (status == OK) status = trsm_lower(count, n, l22, ld, rows, ld);
  if (status == OK) status = triangular_inverse(count, l22, ld, at(rows, n), ld);
  return status;
}

/**
 * Adds training points to a model that has its factor, at the same hyperparameters and jitter.
 *
 * @param x      count × d, scaled
 * @param y      k × count, standardized
 * @param noise  count known noise variances, or 0 where there are none
 * @returns 0; the failing pivot, with the model as before; −2 when the capacity does not suffice;
 *   or OUT_OF_MEMORY
 * Cost: 3 count n² + O(count² n) flops: O(n²) a point.
 */
export function gp_append(model: usize, count: i32, x: usize, y: usize, noise: usize): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  if (count < 0 || n + count > capacityOf(model)) return -2;
  copyPoints(model, n, count, x, y, noise);
  let status = assembleRows(model, count);
  if (status == OK) status = cholesky_append(n, count, factorOf(model), ld);
  if (status == OK) status = extendInverse(model, count);
  if (status != OK) return status;
  setPointCount(model, n + count);
  solveWeights(model);
  return OK;
}

/**
 * Forgets all points after the first n, which undoes `gp_append`.
 * Cost: O(n²k).
 */
export function gp_truncate(model: usize, n: i32): i32 {
  if (n < 1 || n > pointCount(model)) return -2;
  setPointCount(model, n);
  solveWeights(model);
  return OK;
}
