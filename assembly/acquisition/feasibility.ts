/**
 * The log probability that a constraint's posterior lies between two bounds: the term that a
 * constrained acquisition adds. Intervals right of the mean are mirrored into the left tail, where
 * a difference of two tails keeps its digits.
 *
 * Source: Ament et al. 2023, arXiv:2310.20708, §4 (constrained LogEI).
 */
import { exp_f64, log1mexp_f64, normal_log_cdf_f64 } from "../math";
import { HALF_LOG_TWO_PI, log_cdf_slope } from "../math/normal_improvement";
import { at } from "../memory/access";
import { OK } from "../status";

const SMALLEST_VARIANCE: f64 = 1e-12;

/** ln φ(z) */
function logDensity(z: f64): f64 {
  return -0.5 * z * z - HALF_LOG_TWO_PI;
}

/** ln P(a < Z < b), a < b, one of them infinite or both finite. */
function logInterval(a: f64, b: f64): f64 {
  if (a == -Infinity) return b == Infinity ? 0 : normal_log_cdf_f64(b);
  if (b == Infinity) return normal_log_cdf_f64(-a);
  const mirrored = a + b > 0;
  const upper = normal_log_cdf_f64(mirrored ? -a : b);
  const lower = normal_log_cdf_f64(mirrored ? -b : a);
  return upper + log1mexp_f64(lower - upper);
}

/** d ln P/db (or −d ln P/da) at the finite end z of an interval whose log probability is known. */
function endSlope(z: f64, otherIsInfinite: bool, inside: f64, logProbability: f64): f64 {
  if (z == Infinity || z == -Infinity) return 0;
  // Of a half-line both density and probability may underflow, their ratio does not.
  return otherIsInfinite ? log_cdf_slope(inside) : exp_f64(logDensity(z) - logProbability);
}

/**
 * ln P(low < c < high) of m posteriors, and its slopes in mean and variance.
 *
 * @param low, high  bounds in the model's units, −∞ and +∞ for none; low < high
 * @param value, mean_slope, variance_slope  m each, overwritten
 */
export function acquisition_log_feasibility(
  m: i32,
  mean: usize,
  variance: usize,
  low: f64,
  high: f64,
  value: usize,
  mean_slope: usize,
  variance_slope: usize,
): i32 {
  if (!(low < high)) return -4;
  const noLow = low == -Infinity;
  const noHigh = high == Infinity;
  for (let i = 0; i < m; i++) {
    const mu = load<f64>(at(mean, i));
    const v = Math.max(load<f64>(at(variance, i)), SMALLEST_VARIANCE);
    const sd = Math.sqrt(v);
    const a = (low - mu) / sd;
    const b = (high - mu) / sd;
    const logProbability = logInterval(a, b);
    const byLow = endSlope(a, noHigh, -a, logProbability);
    const byHigh = endSlope(b, noLow, b, logProbability);
    store<f64>(at(value, i), logProbability);
    store<f64>(at(mean_slope, i), (byLow - byHigh) / sd);
    const tilt = (noLow ? 0 : byLow * a) - (noHigh ? 0 : byHigh * b);
    store<f64>(at(variance_slope, i), tilt / (2 * v));
  }
  return OK;
}
