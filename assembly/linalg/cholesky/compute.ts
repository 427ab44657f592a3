/**
 * Blocked Cholesky factorization. Rows are packed transposed in groups of four, which makes them
 * right-hand sides of the micro-kernel and, once solved, packed B panels of the trailing update.
 */
import { at, doubles, elementOf, rowOf } from "../../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../../status";
import { TILE_BYTES } from "../edge";
import { NC } from "../gemm";
import { pack_duplicated, pack_rows, panelStride, unpack_rows } from "../pack";
import { substitute, substitute_row_of_tiles } from "../substitution";
import { syrk_row_of_tiles } from "../syrk";
import { A_STEP, ACCUMULATE, B_STEP, gemm_tile_4x4, SOLVE } from "../tile";
import { factor_diagonal } from "./diagonal";

/** Columns of a block. */
const NB: i32 = 160;

/** Rows below a block that are solved for together. */
const BATCH: i32 = 256;

/** Packs a diagonal block as transposed groups, each as far as its diagonal tile. */
function packBlock(n: i32, a: usize, lda: i32, t: usize, stride: usize): void {
  for (let i = 0; i < n; i += 4) {
    pack_rows(min(n, i + 4), min(n - i, 4), rowOf(a, i, lda), doubles(lda), t);
    t += stride;
  }
}

/** The way back, up to the diagonal only: what lies right of it is not ours. */
function unpackBlock(n: i32, t: usize, stride: usize, a: usize, lda: i32): void {
  for (let i = 0; i < n; i += 4) {
    const rows = min(n - i, 4);
    unpack_rows(i, rows, t, rowOf(a, i, lda), doubles(lda));
    for (let r = 0; r < rows; r++) {
      unpack_rows(r + 1, 1, at(t, 4 * i + r), elementOf(a, i + r, i, lda), 0);
    }
    t += stride;
  }
}

/** Left-looking factorization of the packed groups of a diagonal block; 0 or the failing pivot. */
function factorBlock(columns: i32, t: usize, stride: usize, panel: usize): i32 {
  let group = t;
  for (let i = 0; i < columns; i += 4) {
    const tile = <usize>i * B_STEP;
    const diagonal = panel + <usize>i * A_STEP;
    pack_duplicated(i, 4, -1, group, 8, <isize>B_STEP, panel);
    gemm_tile_4x4(i, panel, group, group + tile, B_STEP, ACCUMULATE);
    const pivot = factor_diagonal(min(columns - i, 4), group + tile, diagonal);
    if (pivot != OK) return i + pivot;
    group += stride;
    const right = (columns - i - 1) >> 2;
    substitute_row_of_tiles(right, i, panel, group, tile, stride, SOLVE);
  }
  return OK;
}

/** Packs rows in groups of four, or unpacks them. */
function moveRows(
  rows: i32,
  columns: i32,
  a: usize,
  lda: i32,
  t: usize,
  stride: usize,
  back: bool,
): void {
  for (let i = 0; i < rows; i += 4) {
    const count = min(rows - i, 4);
    if (back) unpack_rows(columns, count, t, rowOf(a, i, lda), doubles(lda));
    else pack_rows(columns, count, rowOf(a, i, lda), doubles(lda), t);
    t += stride;
  }
}

/**
 * L21 from A21 in place and in packed groups, a batch at a time: packed, solved for and unpacked
 * while it is in the cache.
 */
function solveBelow(
  rows: i32,
  columns: i32,
  l: usize,
  lda: i32,
  t: usize,
  stride: usize,
  panel: usize,
): void {
  for (let i = 0; i < rows; i += BATCH) {
    const count = min(rows - i, BATCH);
    const groups = (count + 3) >> 2;
    const batch = t + <usize>(i >> 2) * stride;
    const row = rowOf(l, columns + i, lda);
    moveRows(count, columns, row, lda, batch, stride, false);
    substitute(columns, groups, false, l, <isize>doubles(lda), 8, batch, stride, panel);
    moveRows(count, columns, row, lda, batch, stride, true);
  }
}

/** C ← C − L21 L21ᵀ below a block, from the packed groups of L21. */
function updateTrailing(
  rows: i32,
  columns: i32,
  t: usize,
  stride: usize,
  c: usize,
  lda: i32,
  panel: usize,
): void {
  const aside = panel + <usize>columns * A_STEP;
  for (let j = 0; j < rows; j += NC) {
    const width = min(rows - j, NC);
    const b = t + <usize>(j >> 2) * stride;
    let group = b;
    for (let i = j; i < rows; i += 4) {
      pack_duplicated(columns, 4, -1, group, 8, <isize>B_STEP, panel);
      syrk_row_of_tiles(
        min(rows - i, 4),
        i - j,
        width,
        columns,
        panel,
        b,
        stride,
        elementOf(c, i, j, lda),
        doubles(lda),
        ACCUMULATE,
        aside,
      );
      group += stride;
    }
  }
}

/**
 * A = L Lᵀ in place: L replaces the lower triangle, the strict upper one is neither read nor
 * written.
 *
 * @returns 0; the 1-based pivot that is not positive and finite (A is then partly overwritten);
 *          or OUT_OF_MEMORY with A untouched
 * Cost: n³ / 3 flops. Workspace: 1 KB a row.
 */
export function cholesky_compute(n: i32, a: usize, lda: i32): i32 {
  const mark = scratch_mark();
  const stride = panelStride(min(n, NB));
  const panel = scratch_allocate(<usize>(NB + 4) * A_STEP + TILE_BYTES);
  const t = scratch_allocate(<usize>((n + 3) >> 2) * stride);
  let status = panel == 0 || t == 0 ? OUT_OF_MEMORY : OK;
  for (let j = 0; j < n && status == OK; j += NB) {
    const columns = min(n - j, NB);
    const corner = elementOf(a, j, j, lda);
    packBlock(columns, corner, lda, t, stride);
    status = factorBlock(columns, t, stride, panel);
    if (status != OK) {
      status += j;
      break;
    }
    unpackBlock(columns, t, stride, corner, lda);
    const rows = n - j - columns;
    const trailing = elementOf(corner, columns, columns, lda);
    solveBelow(rows, columns, corner, lda, t, stride, panel);
    updateTrailing(rows, columns, t, stride, trailing, lda, panel);
  }
  scratch_release(mark);
  return status;
}
