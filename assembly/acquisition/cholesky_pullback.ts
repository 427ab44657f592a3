/**
 * Reverse mode through Σ = L Lᵀ for the small joint covariance of a batch.
 *
 *   Σ̄ = ½ L⁻ᵀ P L⁻¹, P the symmetric matrix whose lower triangle is that of LᵀL̄
 * Source: Murray 2016, arXiv:1602.07527.
 * Cost: 3q³ flops in plain loops; q is a batch, rarely above 20.
 */
import { trsm_lower_transposed } from "../linalg";
import { at, elementOf, rowOf } from "../memory/access";

/** Transposes a q × q matrix in place. */
function transpose(q: i32, a: usize): void {
  for (let i = 1; i < q; i++) {
    for (let j = 0; j < i; j++) {
      const below = elementOf(a, i, j, q);
      const above = elementOf(a, j, i, q);
      const value = load<f64>(below);
      store<f64>(below, load<f64>(above));
      store<f64>(above, value);
    }
  }
}

/**
 * @param l      q × q, lower
 * @param l_bar  q × q, lower triangle read
 * @param out    q × q, overwritten with Σ̄, full symmetric
 */
export function choleskyPullback(q: i32, l: usize, l_bar: usize, out: usize): i32 {
  for (let i = 0; i < q; i++) {
    for (let j = 0; j <= i; j++) {
      let sum: f64 = 0;
      for (let k = i; k < q; k++) {
        sum += load<f64>(elementOf(l, k, i, q)) * load<f64>(elementOf(l_bar, k, j, q));
      }
      store<f64>(elementOf(out, i, j, q), sum);
      store<f64>(elementOf(out, j, i, q), sum);
    }
  }
  let status = trsm_lower_transposed(q, q, l, q, out, q);
  if (status != 0) return status;
  transpose(q, out);
  status = trsm_lower_transposed(q, q, l, q, out, q);
  for (let i = 0; i < q; i++) {
    const row = rowOf(out, i, q);
    for (let j = 0; j <= i; j++) {
      const mirror = elementOf(out, j, i, q);
      const half = 0.25 * (load<f64>(at(row, j)) + load<f64>(mirror));
      store<f64>(at(row, j), half);
      store<f64>(mirror, half);
    }
  }
  return status;
}
