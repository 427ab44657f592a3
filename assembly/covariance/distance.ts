/**
 * Squared distances of 4 points to many, by direct differences: exact for close points, and at
 * the dimensions of optimization as fast as a matrix product.
 * Tile 4 × 4: eight accumulators, two columns and a splat stay in registers on every engine.
 * Cost: 3 flops an input and pair; reads 8 bytes an input and column for four pairs.
 */
import { doubles } from "../memory/access";
import { FIRST, SLOPES, total } from "./sums";

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
 * Pullback of 4 rows to one input: with u = row − column and the weights m (4 × width), the sums
 * Σ m u² over the tile and Σ_b m u of each row.
 * One pass over m an input: 5 flops and 8 bytes an input and pair; m stays in the first cache.
 */
export function distance_pull(
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
  let squares0 = f64x2.splat(0);
  let squares1 = squares0;
  let slope0 = squares0;
  let slope1 = squares0;
  let slope2 = squares0;
  let slope3 = squares0;
  const end = column + next;
  for (let z = column; z < end; z += 16) {
    const y = v128.load(z);
    let at = m;
    let u = f64x2.sub(x0, y);
    let mu = f64x2.mul(v128.load(at), u);
    slope0 = f64x2.add(slope0, mu);
    squares0 = f64x2.add(squares0, f64x2.mul(mu, u));
    at += next;
    u = f64x2.sub(x1, y);
    mu = f64x2.mul(v128.load(at), u);
    slope1 = f64x2.add(slope1, mu);
    squares1 = f64x2.add(squares1, f64x2.mul(mu, u));
    at += next;
    u = f64x2.sub(x2, y);
    mu = f64x2.mul(v128.load(at), u);
    slope2 = f64x2.add(slope2, mu);
    squares0 = f64x2.add(squares0, f64x2.mul(mu, u));
    at += next;
    u = f64x2.sub(x3, y);
    mu = f64x2.mul(v128.load(at), u);
    slope3 = f64x2.add(slope3, mu);
    squares1 = f64x2.add(squares1, f64x2.mul(mu, u));
    m += 16;
  }
  store<f64>(sums, total(f64x2.add(squares0, squares1)), FIRST);
  store<f64>(sums, total(slope0), SLOPES);
  store<f64>(sums, total(slope1), SLOPES + 8);
  store<f64>(sums, total(slope2), SLOPES + 16);
  store<f64>(sums, total(slope3), SLOPES + 24);
}
