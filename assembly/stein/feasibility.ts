/**
 * The pull of every particle towards feasible designs: the gradient in its design of
 *   −ω Σ_c ln P(low_c < c(x) < high_c),
 * the probability being that of the posterior of a constraint's Gaussian process.
 *
 * Far from the feasible region −ln P grows with the square of the distance in posterior deviations,
 * so that it decides there, and inside it fades faster than any power: it bends the scalarization's
 * optimum only where the border is. A posterior of few noiseless data may be sure to many digits:
 * then the border would be a step, and of two impossible designs the less known one would count as the
 * better. So what is looked at never has less than a small variance.
 */
import { acquisition_log_feasibility } from "../acquisition/feasibility";
import { gp_posterior, gp_posterior_gradient } from "../gp/posterior";
import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { constraintOf, constraints, inputs, limitOf, penalty } from "./trainer";

/**
 * Least variance in training, of standardized outcomes. With 1e-4 the slopes at the border throw the
 * published network, at ten times its learning rate, where its sigmoids are flat.
 */
const LEAST_VARIANCE: f64 = 2.5e-3;

function raise(m: i32, least: f64, variance: usize): void {
  for (let j = 0; j < m; j++) {
    store<f64>(at(variance, j), load<f64>(at(variance, j)) + least);
  }
}

/**
 * ln P(low < c + e < high) of a constraint at m designs, e being of variance `least`.
 *
 * @param x      m × d
 * @param value  m, overwritten
 * @returns 0, OUT_OF_MEMORY, −5 unless low < high, or what the posterior answered
 * Cost: a posterior, O(m n²).
 */
export function stein_log_feasibility(
  model: usize,
  x: usize,
  m: i32,
  least: f64,
  low: f64,
  high: f64,
  value: usize,
): i32 {
  if (!(low < high)) return -5;
  const mark = scratch_mark();
  const mean = scratch_allocate(doubles(4 * m));
  if (mean == 0) return OUT_OF_MEMORY;
  const variance = at(mean, m);
  let status = gp_posterior(model, x, m, mean, variance);
  if (status == OK) {
    raise(m, least, variance);
    const slopes = at(variance, m);
    status = acquisition_log_feasibility(
      m,
      mean,
      variance,
      low,
      high,
      value,
      slopes,
      at(slopes, m),
    );
  }
  scratch_release(mark);
  return status;
}

/** drive −= ω d ln P/dx for one constraint, from its slopes in mean and variance. */
function addPull(
  m: i32,
  d: i32,
  weight: f64,
  meanSlope: usize,
  varianceSlope: usize,
  means: usize,
  variances: usize,
  drive: usize,
): void {
  for (let j = 0; j < m; j++) {
    const a = weight * load<f64>(at(meanSlope, j));
    const b = weight * load<f64>(at(varianceSlope, j));
    for (let i = j * d; i < (j + 1) * d; i++) {
      const change = a * load<f64>(at(means, i)) + b * load<f64>(at(variances, i));
      store<f64>(at(drive, i), load<f64>(at(drive, i)) - change);
    }
  }
}

/**
 * Adds to `drive` the gradient of the penalty at m designs; without constraints it adds nothing.
 *
 * @param x      m × d
 * @param drive  m × d
 * @returns 0, OUT_OF_MEMORY or what the posterior answered
 * Cost: c posteriors with gradients, O(c m n²), as much as so many further objectives.
 */
export function addInfeasibility(trainer: usize, x: usize, m: i32, drive: usize): i32 {
  const c = constraints(trainer);
  if (c == 0) return OK;
  const d = inputs(trainer);
  const mark = scratch_mark();
  const mean = scratch_allocate(doubles(5 * m + 2 * m * d));
  if (mean == 0) return OUT_OF_MEMORY;
  const variance = at(mean, m);
  const value = at(variance, m);
  const meanSlope = at(value, m);
  const varianceSlope = at(meanSlope, m);
  const means = at(varianceSlope, m);
  const variances = at(means, m * d);
  let status = OK;
  for (let j = 0; j < c && status == OK; j++) {
    const model = constraintOf(trainer, j);
    status = gp_posterior_gradient(model, x, m, mean, variance, means, variances);
    if (status != OK) break;
    raise(m, LEAST_VARIANCE, variance);
    const low = limitOf(trainer, 2 * j);
    const high = limitOf(trainer, 2 * j + 1);
    status = acquisition_log_feasibility(
      m,
      mean,
      variance,
      low,
      high,
      value,
      meanSlope,
      varianceSlope,
    );
    addPull(m, d, penalty(trainer), meanSlope, varianceSlope, means, variances, drive);
  }
  scratch_release(mark);
  return status;
}
