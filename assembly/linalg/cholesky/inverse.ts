/**
 * Inverses from a factor, both with the zeros above the diagonal left out of every product.
 * L⁻¹ is substitution on the identity; A⁻¹ = L⁻ᵀ L⁻¹ multiplies its packed panels as they lie.
 */
import { doubles, elementOf } from "../../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../../status";
import { TILE_BYTES } from "../edge";
import { mirror_lower } from "../mirror";
import { pack_duplicated, panelStride, unpack_columns } from "../pack";
import { PANEL_BYTES, substitute } from "../substitution";
import { syrk_row_of_tiles } from "../syrk";
import { A_STEP, ACCUMULATE, B_STEP, OVERWRITE } from "../tile";

/** Columns of the inverse that are solved for together. */
const BATCH: i32 = 512;

/** Steps of a block of the product L⁻ᵀ L⁻¹. */
const DEPTH: i32 = 256;

/** Sets a packed group of unit columns, whose first is `first`, from that step on. */
function unitGroup(n: i32, first: i32, group: usize): void {
  const start = group + <usize>first * B_STEP;
  const end = group + <usize>((n + 3) & ~3) * B_STEP;
  memory.fill(start, 0, end - start);
  for (let c: usize = 0; c < 4; c++) store<f64>(start + c * (B_STEP + 8), 1);
}

/** Packed groups of columns of L⁻¹ from column `first` on; steps above the diagonal are unset. */
function invertGroups(
  n: i32,
  first: i32,
  columns: i32,
  l: usize,
  ldl: i32,
  t: usize,
  stride: usize,
  panel: usize,
): void {
  const groups = (columns + 3) >> 2;
  for (let g = 0; g < groups; g++) unitGroup(n, first + 4 * g, t + <usize>g * stride);
  const corner = elementOf(l, first, first, ldl);
  const from = t + <usize>first * B_STEP;
  substitute(n - first, groups, true, corner, <isize>doubles(ldl), 8, from, stride, panel);
}

/** Clears row i of a matrix right of its diagonal. */
function clearRight(n: i32, i: i32, a: usize, lda: i32): void {
  memory.fill(elementOf(a, i, i + 1, lda), 0, doubles(n - i - 1));
}

/**
 * out = L⁻¹, with zeros above the diagonal. `out` may be `l`.
 *
 * @returns 0, or OUT_OF_MEMORY with `out` untouched
 * Cost: n³ / 3 flops. Workspace: 8 n doubles for each of up to 512 columns.
 */
export function triangular_inverse(n: i32, l: usize, ldl: i32, out: usize, ldo: i32): i32 {
  const mark = scratch_mark();
  const stride = panelStride(n);
  const panel = scratch_allocate(PANEL_BYTES);
  const t = scratch_allocate(<usize>((min(n, BATCH) + 3) >> 2) * stride);
  if (panel == 0 || t == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  for (let first = 0; first < n; first += BATCH) {
    const columns = min(n - first, BATCH);
    invertGroups(n, first, columns, l, ldl, t, stride, panel);
    for (let j = first; j < first + columns; j += 4) {
      const group = t + <usize>((j - first) >> 2) * stride + <usize>j * B_STEP;
      const to = elementOf(out, j, j, ldo);
      unpack_columns(n - j, min(n - j, 4), group, to, <isize>doubles(ldo), stride);
    }
  }
  for (let i = 0; i < n; i++) clearRight(n, i, out, ldo);
  scratch_release(mark);
  return OK;
}

/** out ← XᵀX in the lower triangle from the packed groups of a lower triangle X. */
function multiplyGroups(n: i32, t: usize, stride: usize, panel: usize, out: usize, ldo: i32): void {
  const aside = panel + <usize>DEPTH * A_STEP;
  for (let j = 0; j < n; j += BATCH) {
    for (let start = j; start < n; start += DEPTH) {
      const end = min(start + DEPTH, n);
      for (let i = j; i < end; i += 4) {
        const from = max(i, start);
        const k = end - from;
        const step = <usize>from * B_STEP;
        const group = t + <usize>(i >> 2) * stride + step;
        pack_duplicated(k, 4, 1, group, 8, <isize>B_STEP, panel);
        syrk_row_of_tiles(
          min(n - i, 4),
          i - j,
          min(n - j, BATCH),
          k,
          panel,
          t + <usize>(j >> 2) * stride + step,
          stride,
          elementOf(out, i, j, ldo),
          doubles(ldo),
          i >= start ? OVERWRITE : ACCUMULATE,
          aside,
        );
      }
    }
  }
}

/**
 * out = (L Lᵀ)⁻¹, both triangles. `out` may be `l`.
 *
 * @returns 0, or OUT_OF_MEMORY with `out` untouched
 * Cost: 2 n³ / 3 flops. Workspace: n² doubles.
 * Source: LAPACK's xPOTRI.
 */
export function cholesky_inverse(n: i32, l: usize, ldl: i32, out: usize, ldo: i32): i32 {
  const mark = scratch_mark();
  const stride = panelStride(n);
  const panel = scratch_allocate(<usize>DEPTH * A_STEP + TILE_BYTES);
  const t = scratch_allocate(<usize>((n + 3) >> 2) * stride);
  if (panel == 0 || t == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  for (let first = 0; first < n; first += BATCH) {
    const columns = min(n - first, BATCH);
    const groups = t + <usize>(first >> 2) * stride;
    invertGroups(n, first, columns, l, ldl, groups, stride, panel);
  }
  multiplyGroups(n, t, stride, panel, out, ldo);
  mirror_lower(n, out, ldo);
  scratch_release(mark);
  return OK;
}
