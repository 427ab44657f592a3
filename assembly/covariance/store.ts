/** Tiles to matrices and back. */
import { at, doubles, elementOf, rowOf } from "../memory/access";

/** Copies the tile's first `rows` rows and `columns` columns to `out`. */
export function store_tile(
  tile: usize,
  width: i32,
  rows: i32,
  columns: i32,
  out: usize,
  ld: i32,
): void {
  for (let a = 0; a < rows; a++) {
    const target = rowOf(out, a, ld);
    const toTarget = target - rowOf(tile, a, width);
    const end = rowOf(tile, a, width) + doubles(columns & ~1);
    let p = rowOf(tile, a, width);
    for (; p < end; p += 16) v128.store(p + toTarget, v128.load(p));
    if (columns & 1) store<f64>(p + toTarget, load<f64>(p));
  }
}

/** Copies the transpose of the tile's first `columns` columns, a multiple of 4, to `out`. */
export function store_transposed(
  tile: usize,
  width: i32,
  rows: i32,
  columns: i32,
  out: usize,
  ld: i32,
): void {
  const next = doubles(width);
  const row = doubles(ld);
  const end = tile + doubles(columns);
  if (rows < 4) {
    for (let p = tile; p < end; p += 8) {
      for (let a = 0; a < rows; a++) store<f64>(at(out, a), load<f64>(p + <usize>a * next));
      out += row;
    }
    return;
  }
  for (let p = tile; p < end; p += 16) {
    const x0 = v128.load(p);
    const x1 = v128.load(p + next);
    const x2 = v128.load(p + 2 * next);
    const x3 = v128.load(p + 3 * next);
    v128.store(out, v128.shuffle<f64>(x0, x1, 0, 2));
    v128.store(out, v128.shuffle<f64>(x2, x3, 0, 2), 16);
    v128.store(out + row, v128.shuffle<f64>(x0, x1, 1, 3));
    v128.store(out + row, v128.shuffle<f64>(x2, x3, 1, 3), 16);
    out += 2 * row;
  }
}

/** Fills the tile's `rows` rows with factor · weights; columns from `columns` on become 0. */
export function load_tile(
  weights: usize,
  ld: i32,
  factor: f64,
  rows: i32,
  columns: i32,
  tile: usize,
  width: i32,
): void {
  const factors = f64x2.splat(factor);
  for (let a = 0; a < rows; a++) {
    const target = rowOf(tile, a, width);
    const toSource = rowOf(weights, a, ld) - target;
    const end = target + doubles(columns & ~1);
    let p = target;
    for (; p < end; p += 16) v128.store(p, f64x2.mul(factors, v128.load(p + toSource)));
    if (columns & 1) {
      store<f64>(p, factor * load<f64>(p + toSource));
      p += 8;
    }
    for (const last = target + doubles(width); p < last; p += 8) store<f64>(p, 0);
  }
}

/**
 * Overwrites columns `first` to `first` + 3 of a tile with the lower triangle of a diagonal block
 * of weights, `rows` × `rows`; the rest of these columns becomes 0.
 */
export function load_diagonal_block(
  weights: usize,
  ld: i32,
  rows: i32,
  tile: usize,
  width: i32,
  first: i32,
): void {
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < 4; b++) {
      const weight = b > a ? 0 : load<f64>(elementOf(weights, a, b, ld)) * (b == a ? 1 : 2);
      store<f64>(elementOf(tile, a, first + b, width), weight);
    }
  }
}
