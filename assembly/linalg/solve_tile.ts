/**
 * Substitution for a few right-hand sides: L is read where it lies, since packing it would cost
 * as much as using it. The tile is the one of the micro-kernel, with four elements of L splatted.
 */
import { B_STEP } from "./tile";

/**
 * Four rows of L against one packed panel: T_i ← D⁻¹ (T_i − L_i T).
 *
 * @param k    columns left of the diagonal block D
 * @param l    first element of the first row; bytes to the next row and column
 * @param t    packed panel; its step k begins the tile
 * Cost: 32 (k + 2) flops.
 */
export function solve_tile_4x4(k: i32, l: usize, row: isize, column: isize, t: usize): void {
  const c = t + <usize>k * B_STEP;
  let l1 = l + <usize>row;
  let l2 = l1 + <usize>row;
  let l3 = l2 + <usize>row;
  let s00 = v128.load(c);
  let s01 = v128.load(c, 16);
  let s10 = v128.load(c, 32);
  let s11 = v128.load(c, 48);
  let s20 = v128.load(c, 64);
  let s21 = v128.load(c, 80);
  let s30 = v128.load(c, 96);
  let s31 = v128.load(c, 112);
  // Unrolled as in gemm_tile_4x4, with the test that keeps the steps apart.
  while (t < c) {
    let b0 = v128.load(t);
    let b1 = v128.load(t, 16);
    let x = v128.load64_splat(l);
    s00 = f64x2.sub(s00, f64x2.mul(x, b0));
    s01 = f64x2.sub(s01, f64x2.mul(x, b1));
    x = v128.load64_splat(l1);
    s10 = f64x2.sub(s10, f64x2.mul(x, b0));
    s11 = f64x2.sub(s11, f64x2.mul(x, b1));
    x = v128.load64_splat(l2);
    s20 = f64x2.sub(s20, f64x2.mul(x, b0));
    s21 = f64x2.sub(s21, f64x2.mul(x, b1));
    x = v128.load64_splat(l3);
    s30 = f64x2.sub(s30, f64x2.mul(x, b0));
    s31 = f64x2.sub(s31, f64x2.mul(x, b1));
    l += <usize>column;
    l1 += <usize>column;
    l2 += <usize>column;
    l3 += <usize>column;
    if (t + 32 >= c) break;
    b0 = v128.load(t, 32);
    b1 = v128.load(t, 48);
    x = v128.load64_splat(l);
    s00 = f64x2.sub(s00, f64x2.mul(x, b0));
    s01 = f64x2.sub(s01, f64x2.mul(x, b1));
    x = v128.load64_splat(l1);
    s10 = f64x2.sub(s10, f64x2.mul(x, b0));
    s11 = f64x2.sub(s11, f64x2.mul(x, b1));
    x = v128.load64_splat(l2);
    s20 = f64x2.sub(s20, f64x2.mul(x, b0));
    s21 = f64x2.sub(s21, f64x2.mul(x, b1));
    x = v128.load64_splat(l3);
    s30 = f64x2.sub(s30, f64x2.mul(x, b0));
    s31 = f64x2.sub(s31, f64x2.mul(x, b1));
    l += <usize>column;
    l1 += <usize>column;
    l2 += <usize>column;
    l3 += <usize>column;
    t += 64;
  }
  let x = f64x2.splat(1 / load<f64>(l));
  s00 = f64x2.mul(s00, x);
  s01 = f64x2.mul(s01, x);
  x = v128.load64_splat(l1);
  s10 = f64x2.sub(s10, f64x2.mul(x, s00));
  s11 = f64x2.sub(s11, f64x2.mul(x, s01));
  x = v128.load64_splat(l2);
  s20 = f64x2.sub(s20, f64x2.mul(x, s00));
  s21 = f64x2.sub(s21, f64x2.mul(x, s01));
  x = v128.load64_splat(l3);
  s30 = f64x2.sub(s30, f64x2.mul(x, s00));
  s31 = f64x2.sub(s31, f64x2.mul(x, s01));
  l1 += <usize>column;
  l2 += <usize>column;
  l3 += <usize>column;
  x = f64x2.splat(1 / load<f64>(l1));
  s10 = f64x2.mul(s10, x);
  s11 = f64x2.mul(s11, x);
  x = v128.load64_splat(l2);
  s20 = f64x2.sub(s20, f64x2.mul(x, s10));
  s21 = f64x2.sub(s21, f64x2.mul(x, s11));
  x = v128.load64_splat(l3);
  s30 = f64x2.sub(s30, f64x2.mul(x, s10));
  s31 = f64x2.sub(s31, f64x2.mul(x, s11));
  l2 += <usize>column;
  l3 += <usize>column;
  x = f64x2.splat(1 / load<f64>(l2));
  s20 = f64x2.mul(s20, x);
  s21 = f64x2.mul(s21, x);
  x = v128.load64_splat(l3);
  s30 = f64x2.sub(s30, f64x2.mul(x, s20));
  s31 = f64x2.sub(s31, f64x2.mul(x, s21));
  x = f64x2.splat(1 / load<f64>(l3 + <usize>column));
  s30 = f64x2.mul(s30, x);
  s31 = f64x2.mul(s31, x);
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c, s10, 32);
  v128.store(c, s11, 48);
  v128.store(c, s20, 64);
  v128.store(c, s21, 80);
  v128.store(c, s30, 96);
  v128.store(c, s31, 112);
}
