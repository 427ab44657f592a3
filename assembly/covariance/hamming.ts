/**
 * Weighted mismatches of 4 points with many, for categories.
 * Input by input over the tile: 2 operations and 24 bytes a pair.
 */
import { at, doubles, rowOf } from "../memory/access";
import { FIRST, SLOPES, total } from "./sums";

/** t[a][b] = Σ_i weights[i] [rows[a][i] ≠ columns[i][b]] for 4 rows and an even `width`. */
export function hamming_tile(
  count: i32,
  weights: usize,
  rows: usize,
  columns: usize,
  ldc: i32,
  width: i32,
  t: usize,
): void {
  memory.fill(t, 0, doubles(4 * width));
  for (let i = 0; i < count; i++) {
    const column = rowOf(columns, i, ldc);
    const weight = v128.load_splat<f64>(at(weights, i));
    for (let a = 0; a < 4; a++) {
      const x = v128.load_splat<f64>(at(rowOf(rows, a, count), i));
      const out = rowOf(t, a, width);
      const end = out + doubles(width);
      let z = column;
      for (let p = out; p < end; p += 16) {
        const term = v128.and(f64x2.ne(x, v128.load(z)), weight);
        v128.store(p, f64x2.add(v128.load(p), term));
        z += 16;
      }
    }
  }
}

/** Pullback to one input: Σ m [row ≠ column] over the tile; a category has no slope. */
export function hamming_pull(
  row: usize,
  stride: usize,
  column: usize,
  width: i32,
  m: usize,
  sums: usize,
): void {
  let lanes = f64x2.splat(0);
  for (let a = 0; a < 4; a++) {
    const x = v128.load_splat<f64>(row + <usize>a * stride);
    const weights = rowOf(m, a, width);
    const end = weights + doubles(width);
    let z = column;
    for (let p = weights; p < end; p += 16) {
      lanes = f64x2.add(lanes, v128.and(f64x2.ne(x, v128.load(z)), v128.load(p)));
      z += 16;
    }
  }
  store<f64>(sums, total(lanes), FIRST);
  memory.fill(sums + SLOPES, 0, 32);
}
