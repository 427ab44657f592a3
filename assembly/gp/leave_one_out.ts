/** Leave-one-out predictions in closed form, from the inverse factor. */
import { at, doubles, rowOf } from "../memory/access";
import { inverseFactorOf, outputCount, pointCount, strideOf, targetsOf, weightsOf } from "./model";

/** diag(K⁻¹)_a = Σ_i (L⁻¹_ia)², row by row. */
function diagonalOfInverse(model: usize, out: usize): void {
  const n = pointCount(model);
  const ld = strideOf(model);
  memory.fill(out, 0, doubles(n));
  for (let i = 0; i < n; i++) {
    const row = rowOf(inverseFactorOf(model), i, ld);
    for (let a = 0; a <= i; a++) {
      const value = load<f64>(at(row, a));
      store<f64>(at(out, a), load<f64>(at(out, a)) + value * value);
    }
  }
}

/**
 * What the model predicts for each training point from all others, hyperparameters unchanged.
 *
 *   μ_a = y_a − α_a / (K⁻¹)_aa,  σ²_a = 1 / (K⁻¹)_aa
 * @param mean      k × n, one row an output
 * @param variance  n, the variance of an observation, so with its noise
 * Cost: O(n²).
 * Source: Rasmussen and Williams 2006, eq. 5.12.
 */
export function gp_leave_one_out(model: usize, mean: usize, variance: usize): void {
  const n = pointCount(model);
  const k = outputCount(model);
  diagonalOfInverse(model, variance);
  for (let a = 0; a < n; a++) store<f64>(at(variance, a), 1 / load<f64>(at(variance, a)));
  for (let t = 0; t < k; t++) {
    for (let a = 0; a < n; a++) {
      const shift = load<f64>(at(weightsOf(model, t), a)) * load<f64>(at(variance, a));
      store<f64>(at(mean, t * n + a), load<f64>(at(targetsOf(model, t), a)) - shift);
    }
  }
}
