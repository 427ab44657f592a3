/**
 * Squared distances of 4 points to many, by direct differences: exact for close points, and at
 * the dimensions of optimization as fast as a matrix product.
 * Tile 4 × 4: eight accumulators, two columns and a splat stay in registers on every engine.
 * Cost: 3 flops an input and pair; reads 8 bytes an input and column for four pairs.
 */
import { doubles } from "../memory/access";
import { SLOPES, total } from "./sums";

/** t[a][b] = Σ_i (rows[a][i] − columns[i][b])² for 4 rows and `width` columns, a multiple of 4. */
export function distance_tile(
  count: i32,
  rows: usize,
  columns: usize,
  ldc: i32,
  width: i32,
  t: usize,
): void {
  const end = columns + doubles(width);
  const step = doubles(ldc);
  const next = doubles(width);
  const row = doubles(count);
  for (let column = columns; column < end; column += 32) {
    let s00 = f64x2.splat(0);
    let s01 = s00;
    let s10 = s00;
    let s11 = s00;
    let s20 = s00;
    let s21 = s00;
    let s30 = s00;
    let s31 = s00;
    let z = column;
    const last = rows + row;
    for (let x = rows; x < last; x += 8) {
      const z0 = v128.load(z);
      const z1 = v128.load(z, 16);
      let p = x;
      let splat = v128.load_splat<f64>(p);
      let u0 = f64x2.sub(splat, z0);
      let u1 = f64x2.sub(splat, z1);
      s00 = f64x2.add(s00, f64x2.mul(u0, u0));
      s01 = f64x2.add(s01, f64x2.mul(u1, u1));
      p += row;
      splat = v128.load_splat<f64>(p);
      u0 = f64x2.sub(splat, z0);
      u1 = f64x2.sub(splat, z1);
      s10 = f64x2.add(s10, f64x2.mul(u0, u0));
      s11 = f64x2.add(s11, f64x2.mul(u1, u1));
      p += row;
      splat = v128.load_splat<f64>(p);
      u0 = f64x2.sub(splat, z0);
      u1 = f64x2.sub(splat, z1);
      s20 = f64x2.add(s20, f64x2.mul(u0, u0));
      s21 = f64x2.add(s21, f64x2.mul(u1, u1));
      p += row;
      splat = v128.load_splat<f64>(p);
      u0 = f64x2.sub(splat, z0);
      u1 = f64x2.sub(splat, z1);
      s30 = f64x2.add(s30, f64x2.mul(u0, u0));
      s31 = f64x2.add(s31, f64x2.mul(u1, u1));
      z += step;
    }
    v128.store(t, s00);
    v128.store(t, s01, 16);
    let out = t + next;
    v128.store(out, s10);
    v128.store(out, s11, 16);
    out += next;
    v128.store(out, s20);
    v128.store(out, s21, 16);
    out += next;
    v128.store(out, s30);
    v128.store(out, s31, 16);
    t += 32;
  }
}

/**
 * Σ m (row − column)² of one input over 4 rows, `stride` bytes apart, and `width` columns: the
 * pullback to its lengthscale. m is the tile of weights, 4 × width.
 * One pass over m an input: 4 flops and 8 bytes a pair; m stays in the first cache. Squares and
 * slopes in one loop would need more registers than there are, and twice the time of both.
 */
export function distance_squares(
  row: usize,
  stride: usize,
  column: usize,
  width: i32,
  m: usize,
): f64 {
  const next = doubles(width);
  const x0 = v128.load_splat<f64>(row);
  const x1 = v128.load_splat<f64>(row + stride);
  const x2 = v128.load_splat<f64>(row + 2 * stride);
  const x3 = v128.load_splat<f64>(row + 3 * stride);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = column + next;
  for (let z = column; z < end; z += 16) {
    const y = v128.load(z);
    let u = f64x2.sub(x0, y);
    s0 = f64x2.add(s0, f64x2.mul(f64x2.mul(u, u), v128.load(m)));
    u = f64x2.sub(x1, y);
    s1 = f64x2.add(s1, f64x2.mul(f64x2.mul(u, u), v128.load(m + next)));
    u = f64x2.sub(x2, y);
    s2 = f64x2.add(s2, f64x2.mul(f64x2.mul(u, u), v128.load(m + 2 * next)));
    u = f64x2.sub(x3, y);
    s3 = f64x2.add(s3, f64x2.mul(f64x2.mul(u, u), v128.load(m + 3 * next)));
    m += 16;
  }
  return total(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
}

/** Σ_b m (row − column) of each of the 4 rows: the pullback to the points on the left. */
export function distance_slopes(
  row: usize,
  stride: usize,
  column: usize,
  width: i32,
  m: usize,
  sums: usize,
): void {
  const next = doubles(width);
  const x0 = v128.load_splat<f64>(row);
  const x1 = v128.load_splat<f64>(row + stride);
  const x2 = v128.load_splat<f64>(row + 2 * stride);
  const x3 = v128.load_splat<f64>(row + 3 * stride);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = column + next;
  for (let z = column; z < end; z += 16) {
    const y = v128.load(z);
    s0 = f64x2.add(s0, f64x2.mul(f64x2.sub(x0, y), v128.load(m)));
    s1 = f64x2.add(s1, f64x2.mul(f64x2.sub(x1, y), v128.load(m + next)));
    s2 = f64x2.add(s2, f64x2.mul(f64x2.sub(x2, y), v128.load(m + 2 * next)));
    s3 = f64x2.add(s3, f64x2.mul(f64x2.sub(x3, y), v128.load(m + 3 * next)));
    m += 16;
  }
  store<f64>(sums, total(s0), SLOPES);
  store<f64>(sums, total(s1), SLOPES + 8);
  store<f64>(sums, total(s2), SLOPES + 16);
  store<f64>(sums, total(s3), SLOPES + 24);
}
