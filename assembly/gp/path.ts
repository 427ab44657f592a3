/**
 * Pathwise samples: a draw of the posterior as a function that can be evaluated and differentiated
 * anywhere. A prior draw from random Fourier features is corrected by the data (Matheron's rule).
 *
 *   f(x) = m + Σ_j [a_j cos(ω_j·x) + b_j sin(ω_j·x)] + k(x, X) v
 */
import { covariance_cross_pullback } from "../covariance";
import { cholesky_solve, dot, gemm, gemv } from "../linalg";
import { cos_f64x2, sin_f64x2 } from "../math/trig";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import {
  factorOf,
  inputCount,
  kernelOf,
  meansOf,
  pointCount,
  pointsOf,
  strideOf,
  targetsOf,
} from "./model";
import { crossRows } from "./posterior";

const CHUNK: i32 = 64;

/** Turns angles into their cosines and writes their sines; room for an even count of them. */
function sinesAndCosines(count: i32, angles: usize, sines: usize): void {
  for (let i = 0; i < count; i += 2) {
    const angle = v128.load(at(angles, i));
    v128.store(at(sines, i), sin_f64x2(angle));
    v128.store(at(angles, i), cos_f64x2(angle));
  }
}

/** Σ_j [a_j cos(ω_j·x_i) + b_j sin(ω_j·x_i)] of `rows` points; the angles' sines and cosines stay. */
function priorOfRows(
  x: usize,
  rows: i32,
  d: i32,
  features: i32,
  omega: usize,
  cosines: usize,
  sines: usize,
  a: usize,
  b: usize,
  out: usize,
): i32 {
  const status = gemm(0, 1, rows, features, d, 1, x, d, omega, d, 0, cosines, features);
  if (status != OK) return status;
  sinesAndCosines(rows * features, cosines, sines);
  gemv(rows, features, 1, cosines, features, a, 0, out);
  gemv(rows, features, 1, sines, features, b, 1, out);
  return OK;
}

/** ∂/∂x of the prior draw: Σ_j (b_j cos − a_j sin) ω_j, with the angles' sines and cosines given. */
function priorGradientOfRows(
  rows: i32,
  d: i32,
  features: i32,
  omega: usize,
  cosines: usize,
  sines: usize,
  a: usize,
  b: usize,
  grad: usize,
): i32 {
  for (let i = 0; i < rows; i++) {
    const c = rowOf(cosines, i, features);
    const s = rowOf(sines, i, features);
    for (let j = 0; j < features; j++) {
      const rise = load<f64>(at(b, j)) * load<f64>(at(c, j));
      store<f64>(at(c, j), rise - load<f64>(at(a, j)) * load<f64>(at(s, j)));
    }
  }
  return gemm(0, 0, rows, d, features, 1, cosines, features, omega, d, 0, grad, d);
}

/**
 * The correction v = K⁻¹(y − m − Φw − ε) that turns a prior draw into a draw of the posterior.
 *
 * @param omega  features × d frequencies, per unit of the scaled inputs
 * @param a, b   features weights of the cosines and sines, amplitudes included
 * @param noise  n draws of the observations' noise ε: standard deviations times standard normals
 * @param v      n, overwritten
 * @returns 0 or OUT_OF_MEMORY
 * Cost: O(n² + n · features · d).
 * Source: Wilson et al. 2020, arXiv:2002.09309, eq. 13.
 */
export function gp_path_correct(
  model: usize,
  output: i32,
  features: i32,
  omega: usize,
  a: usize,
  b: usize,
  noise: usize,
  v: usize,
): i32 {
  const n = pointCount(model);
  const d = inputCount(model);
  const mark = scratch_mark();
  const cosines = scratch_allocate(doubles(CHUNK * features));
  const sines = scratch_allocate(doubles(CHUNK * features));
  let status = cosines == 0 || sines == 0 ? OUT_OF_MEMORY : OK;
  for (let first = 0; first < n && status == OK; first += CHUNK) {
    const rows = min(CHUNK, n - first);
    const x = at(pointsOf(model), first * d);
    status = priorOfRows(x, rows, d, features, omega, cosines, sines, a, b, at(v, first));
  }
  scratch_release(mark);
  if (status != OK) return status;
  const mean = load<f64>(at(meansOf(model), output));
  for (let i = 0; i < n; i++) {
    const drawn = load<f64>(at(v, i)) + load<f64>(at(noise, i));
    store<f64>(at(v, i), load<f64>(at(targetsOf(model, output), i)) - mean - drawn);
  }
  return cholesky_solve(n, 1, factorOf(model), strideOf(model), v, 1);
}

/**
 * A pathwise sample at m points, with its gradient where asked.
 *
 * @param omega, a, b, v  as in `gp_path_correct`
 * @param x      m × d, scaled
 * @param value  m
 * @param grad   m × d, overwritten; or 0
 * @returns 0 or OUT_OF_MEMORY
 * Cost: O(m(n + features) d).
 */
export function gp_path_evaluate(
  model: usize,
  output: i32,
  features: i32,
  omega: usize,
  a: usize,
  b: usize,
  v: usize,
  x: usize,
  m: i32,
  value: usize,
  grad: usize,
): i32 {
  const n = pointCount(model);
  const d = inputCount(model);
  const ld = strideOf(model);
  const mark = scratch_mark();
  const cosines = scratch_allocate(doubles(CHUNK * features));
  const sines = scratch_allocate(doubles(CHUNK * features));
  const cross = scratch_allocate(<usize>CHUNK * doubles(ld));
  let status = cosines == 0 || sines == 0 || cross == 0 ? OUT_OF_MEMORY : OK;
  const mean = load<f64>(at(meansOf(model), output));
  for (let first = 0; first < m && status == OK; first += CHUNK) {
    const rows = min(CHUNK, m - first);
    const points = at(x, first * d);
    const own = at(value, first);
    status = priorOfRows(points, rows, d, features, omega, cosines, sines, a, b, own);
    if (status == OK) status = crossRows(model, points, rows, cross);
    if (status != OK) break;
    for (let i = 0; i < rows; i++) {
      const update = dot(rowOf(cross, i, ld), v, n);
      store<f64>(at(own, i), load<f64>(at(own, i)) + update + mean);
    }
    if (grad == 0) continue;
    const slope = at(grad, first * d);
    status = priorGradientOfRows(rows, d, features, omega, cosines, sines, a, b, slope);
    for (let i = 0; i < rows; i++) memory.copy(rowOf(cross, i, ld), v, doubles(n));
    const kernel = kernelOf(model);
    const data = pointsOf(model);
    if (status != OK) break;
    status = covariance_cross_pullback(kernel, points, rows, data, n, d, cross, ld, 0, slope);
  }
  scratch_release(mark);
  return status;
}
