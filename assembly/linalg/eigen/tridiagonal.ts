/**
 * Householder reduction of a symmetric matrix to tridiagonal form. The whole square is kept, so
 * that every pass runs along rows; reflector k lies in row k, right of the diagonal.
 * Source: Golub and Van Loan, Matrix Computations, §8.3.1.
 */
import { at, elementOf, rowOf } from "../../memory/access";
import { gemv } from "../gemv";
import { axpy, dot } from "../vector";

/** Turns x (count ≥ 1) into its reflector v; returns 2 / vᵀv, and at `e` what x is reflected to. */
function makeReflector(count: i32, x: usize, e: usize): f64 {
  const first = load<f64>(x);
  const rest = dot(x + 8, x + 8, count - 1);
  if (rest == 0) {
    store<f64>(e, first);
    return 0;
  }
  const norm = sqrt(first * first + rest);
  const reflected = first > 0 ? -norm : norm;
  store<f64>(e, reflected);
  store<f64>(x, first - reflected);
  return 1 / (norm * (norm + abs(first)));
}

/** Row ← row − a x − b y, the inner loop of the reduction. Cost: 4 n flops, 32 n bytes. */
export function subtract_two(n: i32, a: f64, x: usize, b: f64, y: usize, row: usize): void {
  const p = f64x2.splat(a);
  const q = f64x2.splat(b);
  const blocks = at(row, n & ~1);
  while (row < blocks) {
    const sum = f64x2.add(f64x2.mul(p, v128.load(x)), f64x2.mul(q, v128.load(y)));
    v128.store(row, f64x2.sub(v128.load(row), sum));
    row += 16;
    x += 16;
    y += 16;
  }
  if ((n & 1) != 0) {
    store<f64>(row, load<f64>(row) - (a * load<f64>(x) + b * load<f64>(y)));
  }
}

/**
 * A = Q T Qᵀ.
 *
 * @param a     full symmetric, n × n; its rows keep the reflectors
 * @param d     n values: the diagonal of T
 * @param e     n values: T's off-diagonal, element i between i and i + 1, the last one 0
 * @param beta  n values: the scale 2 / vᵀv of each reflector
 * @param w     workspace of n values
 * Cost: 2 n³ flops.
 */
export function tridiagonalize(
  n: i32,
  a: usize,
  lda: i32,
  d: usize,
  e: usize,
  beta: usize,
  w: usize,
): void {
  for (let k = 0; k < n; k++) {
    store<f64>(at(d, k), load<f64>(elementOf(a, k, k, lda)));
    store<f64>(at(e, k), 0);
    const count = n - k - 1;
    if (count == 0) return;
    const v = elementOf(a, k, k + 1, lda);
    const scale = makeReflector(count, v, at(e, k));
    store<f64>(at(beta, k), scale);
    if (scale == 0) continue;
    const rest = elementOf(a, k + 1, k + 1, lda);
    gemv(count, count, scale, rest, lda, v, 0, w);
    axpy(count, -0.5 * scale * dot(w, v, count), v, w);
    for (let i = 0; i < count; i++) {
      const row = rowOf(rest, i, lda);
      subtract_two(count, load<f64>(at(v, i)), w, load<f64>(at(w, i)), v, row);
    }
  }
}

/** z = Qᵀ from the reflectors, the last one first, so that each acts on a small square alone. */
export function formTransposedBasis(
  n: i32,
  a: usize,
  lda: i32,
  beta: usize,
  z: usize,
  ldz: i32,
): void {
  for (let i = 0; i < n; i++) {
    memory.fill(rowOf(z, i, ldz), 0, (<usize>n) << 3);
    store<f64>(elementOf(z, i, i, ldz), 1);
  }
  for (let k = n - 2; k >= 0; k--) {
    const scale = load<f64>(at(beta, k));
    if (scale == 0) continue;
    const v = elementOf(a, k, k + 1, lda);
    const count = n - k - 1;
    for (let i = k + 1; i < n; i++) {
      const row = elementOf(z, i, k + 1, ldz);
      axpy(count, -scale * dot(row, v, count), v, row);
    }
  }
}
