/** Symmetric product in the lower triangle; tile and blocks as in gemm, half the tiles. */
import { doubles, elementOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { edgeTile, TILE_BYTES } from "./edge";
import { KC, NC } from "./gemm";
import { pack_duplicated, pack_rows, panelStride } from "./pack";
import { scaleMatrix } from "./scale";
import { A_STEP, ACCUMULATE, gemm_tile_4x4, OVERWRITE } from "./tile";

/**
 * The tiles of four rows of a symmetric C left of and on its diagonal.
 *
 * @param rows     4, or fewer in the last group
 * @param columns  distance from the first packed column to the diagonal; tiles at or beyond it are
 *                 cut along the diagonal, and none lies right of it
 * @param width    packed columns
 * @param panel    bytes from one packed panel of B to the next
 */
export function syrk_row_of_tiles(
  rows: i32,
  columns: i32,
  width: i32,
  k: i32,
  a: usize,
  b: usize,
  panel: usize,
  c: usize,
  stride: usize,
  mode: i32,
  aside: usize,
): void {
  for (let j = 0; j < width && j <= columns; j += 4) {
    if (rows == 4 && j < columns) gemm_tile_4x4(k, a, b, c, stride, mode);
    else edgeTile(rows, 4, j == columns, k, a, b, c, stride, mode, aside);
    b += panel;
    c += 32;
  }
}

/**
 * C ← α A Aᵀ + β C in the lower triangle; the strict upper one is left alone.
 *
 * @param n, k  C is n × n, A n × k
 * @param beta  0 overwrites
 * @returns 0, or OUT_OF_MEMORY with C untouched
 * Cost: n² k flops. Workspace: up to 1 MB.
 */
export function syrk_lower(
  n: i32,
  k: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  beta: f64,
  c: usize,
  ldc: i32,
): i32 {
  const mark = scratch_mark();
  const depth = min(k, KC);
  const panel = scratch_allocate(<usize>depth * A_STEP + TILE_BYTES);
  const stride = panelStride(depth);
  const block = scratch_allocate(<usize>((min(n, NC) + 3) >> 2) * stride);
  if (panel == 0 || block == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  if (k == 0 || (beta != 0 && beta != 1)) scaleMatrix(n, n, true, beta, c, ldc);
  const aside = panel + <usize>depth * A_STEP;
  for (let j = 0; j < n; j += NC) {
    const width = min(n - j, NC);
    for (let l = 0; l < k; l += KC) {
      const steps = min(k - l, KC);
      const mode = beta == 0 && l == 0 ? OVERWRITE : ACCUMULATE;
      for (let i = 0; i < width; i += 4) {
        const to = block + <usize>(i >> 2) * stride;
        pack_rows(steps, min(width - i, 4), elementOf(a, j + i, l, lda), doubles(lda), to);
      }
      for (let i = j; i < n; i += 4) {
        const rows = min(n - i, 4);
        pack_duplicated(steps, rows, alpha, elementOf(a, i, l, lda), <isize>doubles(lda), 8, panel);
        syrk_row_of_tiles(
          rows,
          i - j,
          width,
          steps,
          panel,
          block,
          stride,
          elementOf(c, i, j, ldc),
          doubles(ldc),
          mode,
          aside,
        );
      }
    }
  }
  scratch_release(mark);
  return OK;
}
