/** Tiles that lie across an edge or the diagonal: computed aside, then merged element by element. */
import { ACCUMULATE, gemm_tile_4x4, OVERWRITE } from "./tile";

/** Bytes of a 4 × 4 tile that stands alone. */
export const TILE_BYTES: usize = 128;
const ROW: usize = 32;

/**
 * C ← A B or C + A B in the first `rows` × `columns` elements of a tile, of those only the lower
 * triangle where `triangular`. `aside` has room for a tile.
 */
export function edgeTile(
  rows: i32,
  columns: i32,
  triangular: bool,
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  mode: i32,
  aside: usize,
): void {
  gemm_tile_4x4(k, a, b, aside, ROW, OVERWRITE);
  for (let i = 0; i < rows; i++) {
    const count = triangular ? min(i + 1, columns) : columns;
    for (let j: usize = 0; j < (<usize>count) << 3; j += 8) {
      const value = load<f64>(aside + j);
      store<f64>(c + j, mode == ACCUMULATE ? load<f64>(c + j) + value : value);
    }
    aside += ROW;
    c += stride;
  }
}
