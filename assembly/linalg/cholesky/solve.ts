/** Solving with a factor, and the log-determinant. */

import { log_f64 } from "../../math";
import { elementOf } from "../../memory/access";
import { trsm_lower, trsm_lower_transposed } from "../trsm";

/**
 * B ← (L Lᵀ)⁻¹ B for the m columns of B, n × m.
 *
 * @returns 0, or OUT_OF_MEMORY with B lost
 * Cost: 2 m n² flops.
 */
export function cholesky_solve(n: i32, m: i32, l: usize, ldl: i32, b: usize, ldb: i32): i32 {
  const status = trsm_lower(n, m, l, ldl, b, ldb);
  return status != 0 ? status : trsm_lower_transposed(n, m, l, ldl, b, ldb);
}

/** log det (L Lᵀ) = 2 Σ log L_ii. Cost: n logarithms. */
export function cholesky_logdet(n: i32, l: usize, ldl: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += log_f64(load<f64>(elementOf(l, i, i, ldl)));
  return 2 * sum;
}
