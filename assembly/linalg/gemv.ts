/**
 * Matrix times vector. Four rows at a time: each element of the vector is loaded once for four
 * rows, and eight accumulators keep the adders busy. Bound by memory: 8 bytes for 2 flops.
 */
import { at, doubles, rowOf } from "../memory/access";
import { axpy, dot } from "./vector";

/** α sum + β y, where β = 0 ignores what y held. */
function blend(alpha: f64, sum: f64, beta: f64, y: usize): void {
  store<f64>(y, beta == 0 ? alpha * sum : alpha * sum + beta * load<f64>(y));
}

/** The sum over both lanes of two accumulators. */
function total(x: v128, y: v128): f64 {
  const sum = f64x2.add(x, y);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** y ← α A x + β y for four rows of n elements that lie `stride` bytes apart. */
export function gemv_four_rows(
  n: i32,
  alpha: f64,
  a: usize,
  stride: usize,
  x: usize,
  beta: f64,
  y: usize,
): void {
  let a1 = a + stride;
  let a2 = a1 + stride;
  let a3 = a2 + stride;
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  const end = at(x, n);
  const blocks = at(x, n & ~3);
  while (x < blocks) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    s00 = f64x2.add(s00, f64x2.mul(v128.load(a), x0));
    s01 = f64x2.add(s01, f64x2.mul(v128.load(a, 16), x1));
    s10 = f64x2.add(s10, f64x2.mul(v128.load(a1), x0));
    s11 = f64x2.add(s11, f64x2.mul(v128.load(a1, 16), x1));
    s20 = f64x2.add(s20, f64x2.mul(v128.load(a2), x0));
    s21 = f64x2.add(s21, f64x2.mul(v128.load(a2, 16), x1));
    s30 = f64x2.add(s30, f64x2.mul(v128.load(a3), x0));
    s31 = f64x2.add(s31, f64x2.mul(v128.load(a3, 16), x1));
    a += 32;
    a1 += 32;
    a2 += 32;
    a3 += 32;
    x += 32;
  }
  let t0 = total(s00, s01);
  let t1 = total(s10, s11);
  let t2 = total(s20, s21);
  let t3 = total(s30, s31);
  for (; x < end; x += 8) {
    const value = load<f64>(x);
    t0 += load<f64>(a) * value;
    t1 += load<f64>(a1) * value;
    t2 += load<f64>(a2) * value;
    t3 += load<f64>(a3) * value;
    a += 8;
    a1 += 8;
    a2 += 8;
    a3 += 8;
  }
  blend(alpha, t0, beta, y);
  blend(alpha, t1, beta, y + 8);
  blend(alpha, t2, beta, y + 16);
  blend(alpha, t3, beta, y + 24);
}

/** y ← y + c0 a0 + c1 a1 + c2 a2 + c3 a3 for four rows of n elements, `stride` bytes apart. */
export function axpy_four_rows(
  n: i32,
  c0: f64,
  c1: f64,
  c2: f64,
  c3: f64,
  a: usize,
  stride: usize,
  y: usize,
): void {
  const v0 = f64x2.splat(c0);
  const v1 = f64x2.splat(c1);
  const v2 = f64x2.splat(c2);
  const v3 = f64x2.splat(c3);
  let a1 = a + stride;
  let a2 = a1 + stride;
  let a3 = a2 + stride;
  const end = at(y, n);
  const blocks = at(y, n & ~1);
  while (y < blocks) {
    const low = f64x2.add(f64x2.mul(v0, v128.load(a)), f64x2.mul(v1, v128.load(a1)));
    const high = f64x2.add(f64x2.mul(v2, v128.load(a2)), f64x2.mul(v3, v128.load(a3)));
    v128.store(y, f64x2.add(v128.load(y), f64x2.add(low, high)));
    a += 16;
    a1 += 16;
    a2 += 16;
    a3 += 16;
    y += 16;
  }
  if (y < end) {
    const low = c0 * load<f64>(a) + c1 * load<f64>(a1);
    const high = c2 * load<f64>(a2) + c3 * load<f64>(a3);
    store<f64>(y, load<f64>(y) + (low + high));
  }
}

/** y ← α A x + β y, A m × n; β = 0 overwrites y. Cost: 2 m n flops, 8 m n bytes. */
export function gemv(
  m: i32,
  n: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  x: usize,
  beta: f64,
  y: usize,
): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    gemv_four_rows(n, alpha, rowOf(a, i, lda), doubles(lda), x, beta, at(y, i));
  }
  for (; i < m; i++) blend(alpha, dot(rowOf(a, i, lda), x, n), beta, at(y, i));
}

/** y ← α Aᵀ x + β y, A m × n, x of m elements; β = 0 overwrites y. Cost: 2 m n flops. */
export function gemv_transposed(
  m: i32,
  n: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  x: usize,
  beta: f64,
  y: usize,
): void {
  if (beta != 1) {
    for (let j = 0; j < n; j++) store<f64>(at(y, j), beta == 0 ? 0 : beta * load<f64>(at(y, j)));
  }
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    const c0 = alpha * load<f64>(at(x, i));
    const c1 = alpha * load<f64>(at(x, i + 1));
    const c2 = alpha * load<f64>(at(x, i + 2));
    const c3 = alpha * load<f64>(at(x, i + 3));
    axpy_four_rows(n, c0, c1, c2, c3, rowOf(a, i, lda), doubles(lda), y);
  }
  for (; i < m; i++) axpy(n, alpha * load<f64>(at(x, i)), rowOf(a, i, lda), y);
}
