/**
 * The single-precision micro-kernel: a 4 × 8 tile of C stays in eight registers. Its bytes lie as
 * those of the double tile of linalg (4 × 4 with A repeated), so the same engines keep it in
 * registers; a step of k costs 6 loads for 64 flops.
 */

/** Bytes of one step of k in a packed A panel: four rows, each element four times. */
export const A_STEP: usize = 64;
/** Bytes of one step of k in a packed B panel: eight columns. */
export const B_STEP: usize = 32;
/** Columns of a tile. */
export const COLUMNS: i32 = 8;

/**
 * C (4 × 8, rows `stride` bytes apart) ← A B, or C + A B where `accumulate`.
 *
 * @param a     packed [k][4], every element four times
 * @param b     eight neighbouring columns; its k rows lie `step` bytes apart (32 where packed)
 * Cost: 64 k flops, 96 k bytes from the first-level cache.
 */
export function gemm_tile_4x8_f32(
  k: i32,
  a: usize,
  b: usize,
  step: usize,
  c: usize,
  stride: usize,
  accumulate: i32,
): void {
  const c1 = c + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  if (accumulate) {
    s00 = v128.load(c);
    s01 = v128.load(c, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  // Two steps a round with a test between them, for the reason given at the double tile.
  const end = a + <usize>k * A_STEP;
  while (a < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let x = v128.load(a);
    s00 = f32x4.add(s00, f32x4.mul(x, b0));
    s01 = f32x4.add(s01, f32x4.mul(x, b1));
    x = v128.load(a, 16);
    s10 = f32x4.add(s10, f32x4.mul(x, b0));
    s11 = f32x4.add(s11, f32x4.mul(x, b1));
    x = v128.load(a, 32);
    s20 = f32x4.add(s20, f32x4.mul(x, b0));
    s21 = f32x4.add(s21, f32x4.mul(x, b1));
    x = v128.load(a, 48);
    s30 = f32x4.add(s30, f32x4.mul(x, b0));
    s31 = f32x4.add(s31, f32x4.mul(x, b1));
    a += A_STEP;
    b += step;
    if (a >= end) break;
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load(a);
    s00 = f32x4.add(s00, f32x4.mul(x, b0));
    s01 = f32x4.add(s01, f32x4.mul(x, b1));
    x = v128.load(a, 16);
    s10 = f32x4.add(s10, f32x4.mul(x, b0));
    s11 = f32x4.add(s11, f32x4.mul(x, b1));
    x = v128.load(a, 32);
    s20 = f32x4.add(s20, f32x4.mul(x, b0));
    s21 = f32x4.add(s21, f32x4.mul(x, b1));
    x = v128.load(a, 48);
    s30 = f32x4.add(s30, f32x4.mul(x, b0));
    s31 = f32x4.add(s31, f32x4.mul(x, b1));
    a += A_STEP;
    b += step;
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
