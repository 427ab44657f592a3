/** The chain rule from slopes in a posterior to gradients in the points. */
import { at } from "../memory/access";

/** gradient_i = mean_slope_i ∇μ_i + variance_slope_i ∇σ²_i */
export function chain(
  m: i32,
  d: i32,
  mean_slope: usize,
  variance_slope: usize,
  mean_grad: usize,
  variance_grad: usize,
  gradient: usize,
): void {
  for (let i = 0; i < m; i++) {
    const a = load<f64>(at(mean_slope, i));
    const b = load<f64>(at(variance_slope, i));
    for (let j = 0; j < d; j++) {
      const place = i * d + j;
      const slope = a * load<f64>(at(mean_grad, place)) + b * load<f64>(at(variance_grad, place));
      store<f64>(at(gradient, place), slope);
    }
  }
}
