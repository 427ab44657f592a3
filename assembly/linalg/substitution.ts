/**
 * Substitution with a lower triangle for many right-hand sides, on packed panels of four of them.
 * Left-looking within blocks of KB rows, where one packed panel of L serves all right-hand sides,
 * right-looking between blocks. The solve of a tile runs inside the micro-kernel.
 */
import { pack_duplicated } from "./pack";
import { A_STEP, ACCUMULATE, B_STEP, gemm_tile_4x4, SOLVE } from "./tile";

/** Rows of a block: the panels of 256 right-hand sides take 512 KB, half of a second-level cache. */
export const KB: i32 = 256;

/** Bytes of workspace for one packed panel of L. */
export const PANEL_BYTES: usize = <usize>(256 + 4) * 64;

/** The 4 × 4 diagonal block as SOLVE wants it; `rows` < 4 is completed by the identity. */
function packDiagonal(rows: i32, l: usize, row: isize, column: isize, out: usize): void {
  for (let c = 0; c < 4; c++) {
    for (let r = 0; r < 4; r++) {
      let value: f64 = r == c ? 1 : 0;
      if (r < rows && r >= c) {
        const element = load<f64>(l + <usize>(<isize>r * row + <isize>c * column));
        value = r == c ? 1 / element : -element;
      }
      v128.store(out, f64x2.splat(value));
      out += 16;
    }
  }
}

/**
 * One row of tiles: `groups` panels of right-hand sides against one packed panel of L.
 *
 * @param k     steps of the panel
 * @param b     step 0 of the first group; `stride` bytes lead to the next group
 * @param c     bytes from step 0 to the tile
 */
export function substitute_row_of_tiles(
  groups: i32,
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  mode: i32,
): void {
  for (let g = 0; g < groups; g++) {
    gemm_tile_4x4(k, a, b, b + c, B_STEP, mode);
    b += stride;
  }
}

/** The same where group g is zero before step `first` + 4 g: of k steps those are left out. */
export function substitute_staggered_row(
  groups: i32,
  first: i32,
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  mode: i32,
): void {
  for (let g = 0; g < groups; g++) {
    const skip = max(first + 4 * g, 0);
    const from = b + <usize>skip * B_STEP;
    gemm_tile_4x4(k - skip, a + <usize>skip * A_STEP, from, b + c, B_STEP, mode);
    b += stride;
  }
}

/** Rows `i`.. of L against the groups, over the columns of the block that begins at `start`. */
function substituteRows(
  n: i32,
  groups: i32,
  staggered: bool,
  i: i32,
  start: i32,
  l: usize,
  row: isize,
  column: isize,
  t: usize,
  stride: usize,
  panel: usize,
): void {
  const k = min(i - start, KB);
  const rows = min(n - i, 4);
  const from = l + <usize>(<isize>i * row + <isize>start * column);
  pack_duplicated(k, rows, -1, from, row, column, panel);
  const inside = i < start + KB;
  if (inside) {
    const diagonal = from + <usize>(<isize>k * column);
    packDiagonal(rows, diagonal, row, column, panel + <usize>k * A_STEP);
  }
  const mode = inside ? SOLVE : ACCUMULATE;
  const b = t + <usize>start * B_STEP;
  const c = <usize>(i - start) * B_STEP;
  if (staggered) {
    const begun = min(groups, ((inside ? i : start + KB - 4) >> 2) + 1);
    substitute_staggered_row(begun, -start, k, panel, b, c, stride, mode);
  } else {
    substitute_row_of_tiles(groups, k, panel, b, c, stride, mode);
  }
}

/**
 * T ← L⁻¹ T on packed panels.
 *
 * @param n          order of L
 * @param groups     panels of four right-hand sides, each of n steps rounded up to four
 * @param staggered  group g is known to be zero before step 4 g, and stays so
 * @param l          first element of L; bytes to the next row and column, so that Lᵀ read from its
 *                   last element backwards is a lower triangle too
 * @param stride     bytes from one group to the next
 * @param panel      workspace of PANEL_BYTES
 * Cost: 4 n² flops a group, a third of it where all n / 4 groups are staggered.
 */
export function substitute(
  n: i32,
  groups: i32,
  staggered: bool,
  l: usize,
  row: isize,
  column: isize,
  t: usize,
  stride: usize,
  panel: usize,
): void {
  for (let start = 0; start < n; start += KB) {
    for (let i = start; i < n; i += 4) {
      substituteRows(n, groups, staggered, i, start, l, row, column, t, stride, panel);
    }
  }
}
