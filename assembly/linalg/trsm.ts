/** Triangular solves with many right-hand sides: packing around the substitution on panels. */
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { pack_columns, pack_rows, panelStride, unpack_columns, unpack_rows } from "./pack";
import { solve_tile_4x4 } from "./solve_tile";
import { PANEL_BYTES, substitute } from "./substitution";
import { B_STEP } from "./tile";
import { trsv_lower, trsv_lower_transposed } from "./trsv";

/** Right-hand sides that are solved together: a block of their panels takes 512 KB. */
const BATCH: i32 = 256;

/** Up to this many panels of four, L is read in place. */
const FEW: i32 = 6;

/** T ← L⁻¹ T for few panels. */
function substituteFew(
  n: i32,
  groups: i32,
  l: usize,
  row: isize,
  column: isize,
  t: usize,
  stride: usize,
): void {
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    for (let g = 0; g < groups; g++) {
      solve_tile_4x4(i, l + <usize>(<isize>i * row), row, column, t + <usize>g * stride);
    }
  }
  for (let i = whole; i < n; i++) {
    const from = l + <usize>(<isize>i * row);
    for (let g = 0; g < groups; g++) solveRow(i, from, column, t + <usize>g * stride);
  }
}

/** One row of L against a panel. */
function solveRow(k: i32, l: usize, column: isize, t: usize): void {
  const c = t + <usize>k * B_STEP;
  let s0 = v128.load(c);
  let s1 = v128.load(c, 16);
  for (; t < c; t += B_STEP) {
    const x = v128.load64_splat(l);
    s0 = f64x2.sub(s0, f64x2.mul(x, v128.load(t)));
    s1 = f64x2.sub(s1, f64x2.mul(x, v128.load(t, 16)));
    l += <usize>column;
  }
  const inverse = f64x2.splat(1 / load<f64>(l));
  v128.store(c, f64x2.mul(s0, inverse));
  v128.store(c, f64x2.mul(s1, inverse), 16);
}

function packAll(n: i32, m: i32, rows: bool, b: usize, ldb: isize, t: usize, stride: usize): void {
  if (!rows) pack_columns(n, m, b, ldb, t, stride);
  for (let j = 0; rows && j < m; j += 4) {
    pack_rows(n, min(m - j, 4), b + <usize>(<isize>j * ldb), <usize>ldb, t);
    t += stride;
  }
}

function unpackAll(
  n: i32,
  m: i32,
  rows: bool,
  b: usize,
  ldb: isize,
  t: usize,
  stride: usize,
): void {
  if (!rows) unpack_columns(n, m, t, b, ldb, stride);
  for (let j = 0; rows && j < m; j += 4) {
    unpack_rows(n, min(m - j, 4), t, b + <usize>(<isize>j * ldb), <usize>ldb);
    t += stride;
  }
}

/** Solves for m right-hand sides in the rows or the columns of B; all steps in bytes. */
function solveMany(
  n: i32,
  m: i32,
  rows: bool,
  l: usize,
  row: isize,
  column: isize,
  b: usize,
  ldb: isize,
): i32 {
  const mark = scratch_mark();
  const stride = panelStride(n);
  const panel = scratch_allocate(PANEL_BYTES);
  const t = scratch_allocate(<usize>((min(m, BATCH) + 3) >> 2) * stride);
  if (panel == 0 || t == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  for (let j = 0; j < m; j += BATCH) {
    const count = min(m - j, BATCH);
    const groups = (count + 3) >> 2;
    const from = rows ? b + <usize>(<isize>j * ldb) : at(b, j);
    packAll(n, count, rows, from, ldb, t, stride);
    if (groups <= FEW) substituteFew(n, groups, l, row, column, t, stride);
    else substitute(n, groups, false, l, row, column, t, stride, panel);
    unpackAll(n, count, rows, from, ldb, t, stride);
  }
  scratch_release(mark);
  return OK;
}

/**
 * B ← L⁻¹ B for the m columns of B, n × m.
 *
 * @returns 0, or OUT_OF_MEMORY with B untouched
 * Cost: m n² flops. Workspace: 8 n doubles for each of up to 512 columns.
 */
export function trsm_lower(n: i32, m: i32, l: usize, ldl: i32, b: usize, ldb: i32): i32 {
  if (m == 1 && ldb == 1) {
    trsv_lower(n, l, ldl, b);
    return OK;
  }
  return solveMany(n, m, false, l, <isize>doubles(ldl), 8, b, <isize>doubles(ldb));
}

/**
 * B ← L⁻ᵀ B for the m columns of B, n × m. Lᵀ with rows and columns in reverse order is a lower
 * triangle, so the same substitution runs from the last element backwards.
 *
 * @returns 0, or OUT_OF_MEMORY with B untouched
 * Cost: m n² flops. Workspace as `trsm_lower`.
 */
export function trsm_lower_transposed(n: i32, m: i32, l: usize, ldl: i32, b: usize, ldb: i32): i32 {
  if (m == 1 && ldb == 1) {
    trsv_lower_transposed(n, l, ldl, b);
    return OK;
  }
  const last = elementOf(l, n - 1, n - 1, ldl);
  const row = -(<isize>doubles(ldb));
  return solveMany(n, m, false, last, -8, -(<isize>doubles(ldl)), rowOf(b, n - 1, ldb), row);
}

/**
 * B ← B L⁻ᵀ, B m × n: every row of B is a right-hand side, b ← L⁻¹ b.
 *
 * @returns 0, or OUT_OF_MEMORY with B untouched
 * Cost: m n² flops. Workspace as `trsm_lower`.
 */
export function trsm_lower_rows(n: i32, m: i32, l: usize, ldl: i32, b: usize, ldb: i32): i32 {
  if (m == 1) {
    trsv_lower(n, l, ldl, b);
    return OK;
  }
  return solveMany(n, m, true, l, <isize>doubles(ldl), 8, b, <isize>doubles(ldb));
}
