/**
 * Inner products of 4 points with many, for linear and polynomial leaves.
 * Input by input over the tile, which stays in the first cache: 2 flops and 24 bytes a pair.
 */
import { at, doubles, rowOf } from "../memory/access";
import { FIRST, SLOPES, total } from "./sums";

/** t[a][b] = Σ_i rows[a][i] columns[i][b] for 4 rows and `width` columns, an even number. */
export function inner_tile(
  count: i32,
  rows: usize,
  columns: usize,
  ldc: i32,
  width: i32,
  t: usize,
): void {
  memory.fill(t, 0, doubles(4 * width));
  for (let i = 0; i < count; i++) {
    const column = rowOf(columns, i, ldc);
    for (let a = 0; a < 4; a++) {
      const x = v128.load_splat<f64>(at(rowOf(rows, a, count), i));
      const out = rowOf(t, a, width);
      const end = out + doubles(width);
      let z = column;
      for (let p = out; p < end; p += 16) {
        v128.store(p, f64x2.add(v128.load(p), f64x2.mul(x, v128.load(z))));
        z += 16;
      }
    }
  }
}

/** t[b] = Σ_i columns[i][b]². */
export function inner_diagonal(count: i32, columns: usize, ldc: i32, width: i32, t: usize): void {
  memory.fill(t, 0, doubles(width));
  for (let i = 0; i < count; i++) {
    let z = rowOf(columns, i, ldc);
    const end = t + doubles(width);
    for (let p = t; p < end; p += 16) {
      const y = v128.load(z);
      v128.store(p, f64x2.add(v128.load(p), f64x2.mul(y, y)));
      z += 16;
    }
  }
}

/** Pullback to one input: Σ m row·column over the tile, Σ_b m column of each row. */
export function inner_pull(
  row: usize,
  stride: usize,
  column: usize,
  width: i32,
  m: usize,
  sums: usize,
): void {
  let products: f64 = 0;
  for (let a = 0; a < 4; a++) {
    let lanes = f64x2.splat(0);
    const weights = rowOf(m, a, width);
    const end = weights + doubles(width);
    let z = column;
    for (let p = weights; p < end; p += 16) {
      lanes = f64x2.add(lanes, f64x2.mul(v128.load(p), v128.load(z)));
      z += 16;
    }
    const slope = total(lanes);
    store<f64>(at(sums + SLOPES, a), slope);
    products += load<f64>(row + <usize>a * stride) * slope;
  }
  store<f64>(sums, products, FIRST);
}
