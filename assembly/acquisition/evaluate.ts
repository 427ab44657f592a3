/** Acquisition functions of a Gaussian process at m points: posterior, function, chain rule. */
import { gp_posterior, gp_posterior_gradient } from "../gp";
import { inputCount, outputCount } from "../gp/model";
import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { ANALYTIC_KINDS, acquisition_analytic } from "./analytic";
import { chain } from "./chain";
import { acquisition_log_feasibility } from "./feasibility";

/** Bytes of the m-vectors and m × d matrices that `acquisition_evaluate` needs. */
function workBytes(model: usize, m: i32, gradients: bool): usize {
  const vectors = 3 + outputCount(model);
  return doubles(m * vectors + (gradients ? 2 * m * inputCount(model) : 0));
}

/** Posterior of output 0 at the points; gradients where `mean_grad` is not 0. */
function posterior(
  model: usize,
  x: usize,
  m: i32,
  mean: usize,
  variance: usize,
  mean_grad: usize,
  variance_grad: usize,
): i32 {
  if (mean_grad == 0) return gp_posterior(model, x, m, mean, variance);
  return gp_posterior_gradient(model, x, m, mean, variance, mean_grad, variance_grad);
}

/**
 * An analytic acquisition function of output 0 at m points, in the model's units.
 *
 * @param kind, sign, parameter  those of `acquisition_analytic`
 * @param x         m × d, scaled
 * @param value     m, overwritten
 * @param gradient  m × d, overwritten; 0 to spare the work
 * @returns 0, minus the position of a bad argument, or OUT_OF_MEMORY
 * Cost: that of `gp_posterior_gradient`, or of `gp_posterior` without the gradient, and O(md).
 */
export function acquisition_evaluate(
  model: usize,
  kind: i32,
  x: usize,
  m: i32,
  sign: f64,
  parameter: f64,
  value: usize,
  gradient: usize,
): i32 {
  if (kind < 0 || kind >= ANALYTIC_KINDS) return -2;
  return chained(model, kind, x, m, sign, parameter, value, gradient);
}

/**
 * ln P(low < c < high) of output 0 at m points: the term of one constraint.
 *
 * @param low, high  bounds in the model's units, −∞ and +∞ for none; low < high
 * @param value      m, overwritten
 * @param gradient   m × d, overwritten; 0 to spare the work
 */
export function acquisition_feasibility(
  model: usize,
  x: usize,
  m: i32,
  low: f64,
  high: f64,
  value: usize,
  gradient: usize,
): i32 {
  if (!(low < high)) return -4;
  return chained(model, FEASIBILITY, x, m, low, high, value, gradient);
}

const FEASIBILITY: i32 = -1;

/** The common part: for FEASIBILITY the two numbers are the bounds. */
function chained(
  model: usize,
  kind: i32,
  x: usize,
  m: i32,
  first: f64,
  second: f64,
  value: usize,
  gradient: usize,
): i32 {
  const d = inputCount(model);
  const mark = scratch_mark();
  const mean = scratch_allocate(workBytes(model, m, gradient != 0));
  if (mean == 0) return OUT_OF_MEMORY;
  const variance = at(mean, m * outputCount(model));
  const mean_slope = at(variance, m);
  const variance_slope = at(mean_slope, m);
  const mean_grad = gradient == 0 ? 0 : at(variance_slope, m);
  const variance_grad = gradient == 0 ? 0 : at(mean_grad, m * d);
  let status = posterior(model, x, m, mean, variance, mean_grad, variance_grad);
  if (status == OK && kind == FEASIBILITY) {
    status = acquisition_log_feasibility(
      m,
      mean,
      variance,
      first,
      second,
      value,
      mean_slope,
      variance_slope,
    );
  } else if (status == OK) {
    status = acquisition_analytic(
      kind,
      m,
      mean,
      variance,
      first,
      second,
      value,
      mean_slope,
      variance_slope,
    );
  }
  if (status == OK && gradient != 0) {
    chain(m, d, mean_slope, variance_slope, mean_grad, variance_grad, gradient);
  }
  scratch_release(mark);
  return status;
}
