/**
 * Matrix product in single precision, for networks: their weights are learnt from noisy batches,
 * and four lanes instead of two double the speed (measured: bench/nn).
 */
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { pack_columns_f32, pack_repeated_f32, pack_rows_f32, panelStride } from "./pack_f32";
import { A_STEP, B_STEP, COLUMNS, gemm_tile_4x8_f32 } from "./tile_f32";

/** Inner dimension of a block: a panel of A takes 16 KB. */
const KC: i32 = 256;
/** Columns of a block: 1 MB of packed B at most. */
const NC: i32 = 1024;
/** Up to so many rows of C, B is read where it lies: packing would cost as much as the product. */
const FEW_ROWS: i32 = 16;
const TILE_BYTES: usize = 128;
const TILE_ROW: usize = 32;

/** Bytes of `count` floats. */
function floats(count: i32): usize {
  return (<usize>count) << 2;
}

/** A tile across an edge: computed aside, then merged element by element. */
function edgeTile(
  rows: i32,
  columns: i32,
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  accumulate: i32,
  aside: usize,
): void {
  gemm_tile_4x8_f32(k, a, b, B_STEP, aside, TILE_ROW, 0);
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < floats(columns); j += 4) {
      const value = load<f32>(aside + j);
      store<f32>(c + j, accumulate ? load<f32>(c + j) + value : value);
    }
    aside += TILE_ROW;
    c += stride;
  }
}

/**
 * Four rows of C against a block of B. Whole panels are read with `step` bytes between the rows
 * of B and `panel` bytes from one panel to the next; the last, narrower panel is always packed.
 */
export function gemm_row_of_tiles_f32(
  rows: i32,
  columns: i32,
  k: i32,
  a: usize,
  b: usize,
  step: usize,
  panel: usize,
  last: usize,
  c: usize,
  stride: usize,
  accumulate: i32,
  aside: usize,
): void {
  for (let j = 0; j < columns; j += COLUMNS) {
    const whole = j + COLUMNS <= columns;
    if (rows >= 4 && whole) {
      gemm_tile_4x8_f32(k, a, b, step, c, stride, accumulate);
    } else if (whole) {
      gemm_tile_4x8_f32(k, a, b, step, aside, TILE_ROW, 0);
      mergeRows(rows, aside, c, stride, accumulate);
    } else {
      edgeTile(min(rows, 4), columns - j, k, a, last, c, stride, accumulate, aside);
    }
    b += panel;
    c += TILE_ROW;
  }
}

/** The first `rows` rows of a whole tile. */
function mergeRows(rows: i32, aside: usize, c: usize, stride: usize, accumulate: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let half: usize = 0; half < TILE_ROW; half += 16) {
      let value = v128.load(aside + half);
      if (accumulate) value = f32x4.add(v128.load(c + half), value);
      v128.store(c + half, value);
    }
    aside += TILE_ROW;
    c += stride;
  }
}

/** Packs op(B) from its element at `b`, k × columns, in panels of eight columns. */
function packBlock(trans: i32, k: i32, columns: i32, b: usize, row: usize, out: usize): void {
  if (!trans) {
    pack_columns_f32(k, columns, b, row, out);
    return;
  }
  for (let j = 0; j < columns; j += COLUMNS) {
    pack_rows_f32(k, min(columns - j, COLUMNS), b + <usize>j * row, row, out);
    out += panelStride(k);
  }
}

/**
 * C ← α op(A) op(B), or C + α op(A) op(B) where `accumulate`; op transposes when its flag is not 0.
 * All matrices are row-major float32.
 *
 * @param m, n, k  C is m × n, op(A) m × k, op(B) k × n; any of them may be 0
 * @returns 0, or OUT_OF_MEMORY with C untouched
 * Cost: 2 m n k flops. Workspace: up to 1 MB.
 */
export function gemm_f32(
  trans_a: i32,
  trans_b: i32,
  m: i32,
  n: i32,
  k: i32,
  alpha: f32,
  a: usize,
  lda: i32,
  b: usize,
  ldb: i32,
  accumulate: i32,
  c: usize,
  ldc: i32,
): i32 {
  const mark = scratch_mark();
  const depth = min(k, KC);
  const inPlace = !trans_b && m <= FEW_ROWS;
  const panels = inPlace ? 1 : (min(n, NC) + COLUMNS - 1) >> 3;
  const panel = scratch_allocate(<usize>depth * A_STEP + TILE_BYTES);
  const block = scratch_allocate(panelStride(depth) * <usize>panels);
  if (panel == 0 || block == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  const aside = panel + <usize>depth * A_STEP;
  const row = trans_a ? 4 : floats(lda);
  const column = trans_a ? floats(lda) : 4;
  if (k == 0 && !accumulate) clear(m, n, c, ldc);
  for (let j = 0; j < n; j += NC) {
    const columns = min(n - j, NC);
    const whole = columns & ~(COLUMNS - 1);
    for (let l = 0; l < k; l += KC) {
      const steps = min(k - l, KC);
      const from =
        b + (trans_b ? floats(ldb) * <usize>j + floats(l) : floats(ldb) * <usize>l + floats(j));
      let last = block;
      if (inPlace) {
        if (whole < columns) {
          pack_columns_f32(steps, columns - whole, from + floats(whole), floats(ldb), block);
        }
      } else {
        packBlock(trans_b, steps, columns, from, floats(ldb), block);
        last = block + panelStride(steps) * <usize>(whole >> 3);
      }
      for (let i = 0; i < m; i += 4) {
        const first = a + <usize>i * row + <usize>l * column;
        pack_repeated_f32(steps, m - i, alpha, first, row, column, panel);
        gemm_row_of_tiles_f32(
          m - i,
          columns,
          steps,
          panel,
          inPlace ? from : block,
          inPlace ? floats(ldb) : B_STEP,
          inPlace ? B_STEP : panelStride(steps),
          last,
          c + floats(ldc) * <usize>i + floats(j),
          floats(ldc),
          accumulate || l > 0 ? 1 : 0,
          aside,
        );
      }
    }
  }
  scratch_release(mark);
  return OK;
}

function clear(m: i32, n: i32, c: usize, ldc: i32): void {
  for (let i = 0; i < m; i++) memory.fill(c + floats(ldc) * <usize>i, 0, floats(n));
}
