/** Products of the rows of K* with the inverse factor: v = L⁻¹k* and w = L⁻ᵀv = K⁻¹k*. */
import { gemm } from "../linalg";
import { inverseFactorOf, pointCount, strideOf } from "./model";

/** V = K* L⁻ᵀ: each row of `white` is L⁻¹ times the row of `cross`. All with the model's ld. */
export function whiten(model: usize, rows: i32, cross: usize, white: usize): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  return gemm(0, 1, rows, n, n, 1, cross, ld, inverseFactorOf(model), ld, 0, white, ld);
}

/** W = scale · V L⁻¹: each row of `out` is scale · K⁻¹k* from the whitened row. */
export function precise(model: usize, rows: i32, scale: f64, white: usize, out: usize): i32 {
  const n = pointCount(model);
  const ld = strideOf(model);
  return gemm(0, 0, rows, n, n, scale, white, ld, inverseFactorOf(model), ld, 0, out, ld);
}
