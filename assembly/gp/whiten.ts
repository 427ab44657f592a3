/**
 * Products of the rows of K* with the inverse factor: v = L⁻¹k* and w = L⁻ᵀv = K⁻¹k*. Rows
 * have the model's leading dimension.
 *
 * Model: n² flops a row each, half of a dense product. The first is a substitution, which reads L
 * once a call; the second multiplies by L⁻¹ in column blocks that leave out its zeros above.
 */
import { gemm, trsm_lower_rows } from "../linalg";
import { at, doubles, elementOf } from "../memory/access";
import { OK } from "../status";
import { factorOf, inverseFactorOf, pointCount, strideOf } from "./model";

/** Columns of a block of L⁻¹: wide enough for the product's tiles, narrow enough to skip most zeros. */
const BLOCK: i32 = 64;

/** V = K* L⁻ᵀ: each row of `white`, which may be `cross`, is L⁻¹ times the row of `cross`. */
export function whiten(model: usize, rows: i32, cross: usize, white: usize): i32 {
  const ld = strideOf(model);
  if (white != cross) memory.copy(white, cross, <usize>rows * doubles(ld));
  return trsm_lower_rows(pointCount(model), rows, factorOf(model), ld, white, ld);
}

/** W = scale · V L⁻¹: each row of `out` is scale · K⁻¹k* from the whitened row. */
export function precise(model: usize, rows: i32, scale: f64, white: usize, out: usize): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  const inverse = inverseFactorOf(model);
  let status = OK;
  for (let j = 0; j < n && status == OK; j += BLOCK) {
    const columns = min(BLOCK, n - j);
    const corner = elementOf(inverse, j, j, ld);
    const left = at(white, j);
    status = gemm(0, 0, rows, columns, n - j, scale, left, ld, corner, ld, 0, at(out, j), ld);
  }
  return status;
}
