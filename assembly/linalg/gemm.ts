/**
 * General matrix product. Tile 4 × 4; a block of B of KC × NC is packed once and stays in the
 * second-level cache, four rows of A at a time are packed in the first.
 */
import { at, doubles, elementOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { edgeTile, TILE_BYTES } from "./edge";
import { pack_columns, pack_duplicated, pack_rows, panelStride } from "./pack";
import { scaleMatrix } from "./scale";
import { A_STEP, ACCUMULATE, gemm_tile_4x4, OVERWRITE } from "./tile";

/** Inner dimension of a block: a panel of A takes 16 KB. */
export const KC: i32 = 256;
/** Columns of a block: 1 MB of packed B. */
export const NC: i32 = 512;

/** Four rows of C against all panels of a packed block of B, which lie `panel` bytes apart. */
export function gemm_row_of_tiles(
  rows: i32,
  columns: i32,
  k: i32,
  a: usize,
  b: usize,
  panel: usize,
  c: usize,
  stride: usize,
  mode: i32,
  aside: usize,
): void {
  for (let j = 0; j < columns; j += 4) {
    if (rows >= 4 && j + 4 <= columns) {
      gemm_tile_4x4(k, a, b, c, stride, mode);
    } else {
      edgeTile(min(rows, 4), min(columns - j, 4), false, k, a, b, c, stride, mode, aside);
    }
    b += panel;
    c += 32;
  }
}

/** Packs op(B), k × columns from its first element on, in panels of four columns. */
function packBlock(
  trans: i32,
  k: i32,
  columns: i32,
  b: usize,
  ldb: i32,
  out: usize,
  stride: usize,
): void {
  if (!trans) pack_columns(k, columns, b, <isize>doubles(ldb), out, stride);
  for (let j = 0; trans && j < columns; j += 4) {
    pack_rows(k, min(columns - j, 4), elementOf(b, j, 0, ldb), doubles(ldb), out);
    out += stride;
  }
}

/**
 * C ← α op(A) op(B) + β C, where op transposes when its flag is not 0.
 *
 * @param m, n, k  C is m × n, op(A) m × k, op(B) k × n; any of them may be 0
 * @param beta     0 overwrites C, whatever it holds
 * @returns 0, or OUT_OF_MEMORY with C untouched
 * Cost: 2 m n k flops. Workspace: up to 1 MB.
 * Source: Goto and van de Geijn 2008, doi:10.1145/1356052.1356053.
 */
export function gemm(
  trans_a: i32,
  trans_b: i32,
  m: i32,
  n: i32,
  k: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  b: usize,
  ldb: i32,
  beta: f64,
  c: usize,
  ldc: i32,
): i32 {
  const mark = scratch_mark();
  const depth = min(k, KC);
  const stride = panelStride(depth);
  const panel = scratch_allocate(<usize>depth * A_STEP + TILE_BYTES);
  const block = scratch_allocate(<usize>((min(n, NC) + 3) >> 2) * stride);
  if (panel == 0 || block == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  if (k == 0 || (beta != 0 && beta != 1)) scaleMatrix(m, n, false, beta, c, ldc);
  const aside = panel + <usize>depth * A_STEP;
  const row = <isize>(trans_a ? 8 : doubles(lda));
  const column = <isize>(trans_a ? doubles(lda) : 8);
  for (let j = 0; j < n; j += NC) {
    const columns = min(n - j, NC);
    for (let l = 0; l < k; l += KC) {
      const steps = min(k - l, KC);
      const mode = beta == 0 && l == 0 ? OVERWRITE : ACCUMULATE;
      const from = trans_b ? elementOf(b, j, l, ldb) : elementOf(b, l, j, ldb);
      packBlock(trans_b, steps, columns, from, ldb, block, stride);
      for (let i = 0; i < m; i += 4) {
        const rows = min(m - i, 4);
        const first = trans_a ? elementOf(a, l, i, lda) : elementOf(a, i, l, lda);
        pack_duplicated(steps, rows, alpha, first, row, column, panel);
        const to = elementOf(c, i, j, ldc);
        gemm_row_of_tiles(
          rows,
          columns,
          steps,
          panel,
          block,
          stride,
          to,
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
