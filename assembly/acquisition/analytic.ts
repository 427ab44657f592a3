/**
 * Acquisition functions of one posterior mean and variance, with their slopes in both: the chain
 * rule then needs nothing else. A posterior's standard deviation is at least 1e-6.
 *
 * With σ = √v and z = s(μ − f*)/σ, s = 1 to maximize and −1 to minimize:
 *   EI = σh(z), LogEI = ln h(z) + ln σ, PI = Φ(z), LogPI = ln Φ(z), UCB = sμ + √β σ.
 *
 * Cost: about 60 ns an element, most of it erfcx and log.
 */
import { log_f64, normal_cdf_f64, normal_log_cdf_f64, normal_pdf_f64 } from "../math";
import {
  improvementNear,
  improvementRatio,
  log_cdf_slope,
  log_h,
  log_h_slope,
  TAIL,
} from "../math/normal_improvement";
import { at } from "../memory/access";
import { OK } from "../status";

/** Kinds; the parameter is f* for the first four and β for UCB. */
const EXPECTED_IMPROVEMENT: i32 = 0;
const LOG_EXPECTED_IMPROVEMENT: i32 = 1;
const PROBABILITY_OF_IMPROVEMENT: i32 = 2;
const LOG_PROBABILITY_OF_IMPROVEMENT: i32 = 3;
const UPPER_CONFIDENCE_BOUND: i32 = 4;
const POSTERIOR_MEAN: i32 = 5;
const POSTERIOR_STANDARD_DEVIATION: i32 = 6;
export const ANALYTIC_KINDS: i32 = 7;

const SMALLEST_VARIANCE: f64 = 1e-12;

/** Each returns the value and stores its slopes in sμ and in σ. */
function expectedImprovement(z: f64, sd: f64, byMean: usize, bySd: usize): f64 {
  const density = normal_pdf_f64(z);
  store<f64>(byMean, normal_cdf_f64(z));
  store<f64>(bySd, density);
  return sd * (z > TAIL ? improvementNear(z) : density * improvementRatio(z));
}

function logExpectedImprovement(z: f64, sd: f64, byMean: usize, bySd: usize): f64 {
  const slope = log_h_slope(z);
  store<f64>(byMean, slope / sd);
  store<f64>(bySd, (1 - slope * z) / sd);
  return log_h(z) + log_f64(sd);
}

function probabilityOfImprovement(z: f64, sd: f64, byMean: usize, bySd: usize): f64 {
  const density = normal_pdf_f64(z) / sd;
  store<f64>(byMean, density);
  store<f64>(bySd, -density * z);
  return normal_cdf_f64(z);
}

function logProbabilityOfImprovement(z: f64, sd: f64, byMean: usize, bySd: usize): f64 {
  const slope = log_cdf_slope(z) / sd;
  store<f64>(byMean, slope);
  store<f64>(bySd, -slope * z);
  return normal_log_cdf_f64(z);
}

function element(
  kind: i32,
  mean: f64,
  sd: f64,
  sign: f64,
  parameter: f64,
  byMean: usize,
  bySd: usize,
): f64 {
  const z = (sign * (mean - parameter)) / sd;
  if (kind == EXPECTED_IMPROVEMENT) return expectedImprovement(z, sd, byMean, bySd);
  if (kind == LOG_EXPECTED_IMPROVEMENT) return logExpectedImprovement(z, sd, byMean, bySd);
  if (kind == PROBABILITY_OF_IMPROVEMENT) return probabilityOfImprovement(z, sd, byMean, bySd);
  if (kind == LOG_PROBABILITY_OF_IMPROVEMENT)
    return logProbabilityOfImprovement(z, sd, byMean, bySd);
  const weightOfMean: f64 = kind == POSTERIOR_STANDARD_DEVIATION ? 0 : 1;
  let weightOfSd: f64 = kind == POSTERIOR_MEAN ? 0 : 1;
  if (kind == UPPER_CONFIDENCE_BOUND) weightOfSd = Math.sqrt(parameter);
  store<f64>(byMean, weightOfMean);
  store<f64>(bySd, weightOfSd);
  return weightOfMean * sign * mean + weightOfSd * sd;
}

/**
 * Values of an acquisition function at m posteriors, and its slopes in mean and variance.
 *
 * @param kind       0 EI, 1 LogEI, 2 PI, 3 LogPI, 4 UCB, 5 mean, 6 standard deviation
 * @param mean       m
 * @param variance   m; below 1e-12 it counts as 1e-12, with slope 0
 * @param sign       1 to maximize the objective, −1 to minimize it; the acquisition is maximized
 * @param parameter  the incumbent f* (kinds 0–3) or β (kind 4)
 * @param value, mean_slope, variance_slope  m each, overwritten
 * Accuracy: relative error ≤ 1e-12 for −1e150 < z < 40.
 * Sources: Jones et al. 1998; Ament et al. 2023, arXiv:2310.20708.
 */
export function acquisition_analytic(
  kind: i32,
  m: i32,
  mean: usize,
  variance: usize,
  sign: f64,
  parameter: f64,
  value: usize,
  mean_slope: usize,
  variance_slope: usize,
): i32 {
  if (kind < 0 || kind >= ANALYTIC_KINDS) return -1;
  for (let i = 0; i < m; i++) {
    const v = load<f64>(at(variance, i));
    const sd = Math.sqrt(Math.max(v, SMALLEST_VARIANCE));
    const byMean = at(mean_slope, i);
    const bySd = at(variance_slope, i);
    const mu = load<f64>(at(mean, i));
    store<f64>(at(value, i), element(kind, mu, sd, sign, parameter, byMean, bySd));
    store<f64>(byMean, sign * load<f64>(byMean));
    store<f64>(bySd, v > SMALLEST_VARIANCE ? load<f64>(bySd) / (2 * sd) : 0);
  }
  return OK;
}
