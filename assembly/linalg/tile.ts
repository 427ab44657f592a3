/**
 * The micro-kernel of all blocked algorithms: a 4 × 4 tile of C stays in eight registers.
 * 4 × 4 with A duplicated is the largest tile that no engine spills; larger ones collapse on one
 * engine or another. A step of k costs 6 loads for 32 flops; A takes 64 bytes, B 32.
 */

/** C ← A B. */
export const OVERWRITE: i32 = 0;
/** C ← C + A B. */
export const ACCUMULATE: i32 = 1;
/** C ← D⁻¹ (C + A B), D being the 4 × 4 diagonal block that follows A. */
export const SOLVE: i32 = 2;

/** Bytes of one step of k in a packed A panel: four rows, each element twice. */
export const A_STEP: usize = 64;
/** Bytes of one step of k in a packed B panel: four columns. */
export const B_STEP: usize = 32;

/**
 * One tile: C (4 × 4, rows `stride` bytes apart) from A (4 × k) and B (k × 4).
 *
 * @param a     packed [k][4], every element duplicated; with SOLVE four more steps follow, which
 *              hold the negated strict lower part of D and its inverted diagonal
 * @param b     packed [k][4]
 * @param mode  OVERWRITE, ACCUMULATE or SOLVE
 * Cost: 32 k flops, 96 k bytes from the first-level cache.
 */
export function gemm_tile_4x4(
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  mode: i32,
): void {
  const c1 = c + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  if (mode != OVERWRITE) {
    s00 = v128.load(c);
    s01 = v128.load(c, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  // Four steps a round. The tests between them end basic blocks: without them the engine hoists
  // the loads of all four and spills.
  const last = a + <usize>k * A_STEP;
  const end = b + <usize>k * B_STEP;
  while (b < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let x = v128.load(a);
    s00 = f64x2.add(s00, f64x2.mul(x, b0));
    s01 = f64x2.add(s01, f64x2.mul(x, b1));
    x = v128.load(a, 16);
    s10 = f64x2.add(s10, f64x2.mul(x, b0));
    s11 = f64x2.add(s11, f64x2.mul(x, b1));
    x = v128.load(a, 32);
    s20 = f64x2.add(s20, f64x2.mul(x, b0));
    s21 = f64x2.add(s21, f64x2.mul(x, b1));
    x = v128.load(a, 48);
    s30 = f64x2.add(s30, f64x2.mul(x, b0));
    s31 = f64x2.add(s31, f64x2.mul(x, b1));
    if (b + 32 >= end) break;
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load(a, 64);
    s00 = f64x2.add(s00, f64x2.mul(x, b0));
    s01 = f64x2.add(s01, f64x2.mul(x, b1));
    x = v128.load(a, 80);
    s10 = f64x2.add(s10, f64x2.mul(x, b0));
    s11 = f64x2.add(s11, f64x2.mul(x, b1));
    x = v128.load(a, 96);
    s20 = f64x2.add(s20, f64x2.mul(x, b0));
    s21 = f64x2.add(s21, f64x2.mul(x, b1));
    x = v128.load(a, 112);
    s30 = f64x2.add(s30, f64x2.mul(x, b0));
    s31 = f64x2.add(s31, f64x2.mul(x, b1));
    if (b + 64 >= end) break;
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    x = v128.load(a, 128);
    s00 = f64x2.add(s00, f64x2.mul(x, b0));
    s01 = f64x2.add(s01, f64x2.mul(x, b1));
    x = v128.load(a, 144);
    s10 = f64x2.add(s10, f64x2.mul(x, b0));
    s11 = f64x2.add(s11, f64x2.mul(x, b1));
    x = v128.load(a, 160);
    s20 = f64x2.add(s20, f64x2.mul(x, b0));
    s21 = f64x2.add(s21, f64x2.mul(x, b1));
    x = v128.load(a, 176);
    s30 = f64x2.add(s30, f64x2.mul(x, b0));
    s31 = f64x2.add(s31, f64x2.mul(x, b1));
    if (b + 96 >= end) break;
    b0 = v128.load(b, 96);
    b1 = v128.load(b, 112);
    x = v128.load(a, 192);
    s00 = f64x2.add(s00, f64x2.mul(x, b0));
    s01 = f64x2.add(s01, f64x2.mul(x, b1));
    x = v128.load(a, 208);
    s10 = f64x2.add(s10, f64x2.mul(x, b0));
    s11 = f64x2.add(s11, f64x2.mul(x, b1));
    x = v128.load(a, 224);
    s20 = f64x2.add(s20, f64x2.mul(x, b0));
    s21 = f64x2.add(s21, f64x2.mul(x, b1));
    x = v128.load(a, 240);
    s30 = f64x2.add(s30, f64x2.mul(x, b0));
    s31 = f64x2.add(s31, f64x2.mul(x, b1));
    a += 256;
    b += 128;
  }
  a = last;
  if (mode == SOLVE) {
    let x = v128.load(a);
    s00 = f64x2.mul(s00, x);
    s01 = f64x2.mul(s01, x);
    x = v128.load(a, 16);
    s10 = f64x2.add(s10, f64x2.mul(x, s00));
    s11 = f64x2.add(s11, f64x2.mul(x, s01));
    x = v128.load(a, 80);
    s10 = f64x2.mul(s10, x);
    s11 = f64x2.mul(s11, x);
    x = v128.load(a, 32);
    s20 = f64x2.add(s20, f64x2.mul(x, s00));
    s21 = f64x2.add(s21, f64x2.mul(x, s01));
    x = v128.load(a, 96);
    s20 = f64x2.add(s20, f64x2.mul(x, s10));
    s21 = f64x2.add(s21, f64x2.mul(x, s11));
    x = v128.load(a, 160);
    s20 = f64x2.mul(s20, x);
    s21 = f64x2.mul(s21, x);
    x = v128.load(a, 48);
    s30 = f64x2.add(s30, f64x2.mul(x, s00));
    s31 = f64x2.add(s31, f64x2.mul(x, s01));
    x = v128.load(a, 112);
    s30 = f64x2.add(s30, f64x2.mul(x, s10));
    s31 = f64x2.add(s31, f64x2.mul(x, s11));
    x = v128.load(a, 176);
    s30 = f64x2.add(s30, f64x2.mul(x, s20));
    s31 = f64x2.add(s31, f64x2.mul(x, s21));
    x = v128.load(a, 240);
    s30 = f64x2.mul(s30, x);
    s31 = f64x2.mul(s31, x);
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}
