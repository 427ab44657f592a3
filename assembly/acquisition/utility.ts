/**
 * From posterior samples of a batch to the value of a Monte-Carlo acquisition function, and the
 * slopes of that value in every sample. Samples count upwards: the caller has turned the sign
 * where an objective is minimized.
 *
 * With F_sj the sample s of point j and b_s the incumbent of that sample:
 *   qEI     mean_s max_j (F − b)⁺
 *   qLogEI  ln mean_s exp fatmax_j ln fatplus(F − b)
 *   qPI     mean_s max_j sigmoid((F − b)/τ)
 *   qUCB    mean_s max_j m_j + √(βπ/2) |F − m_j|, m_j = mean_s F
 *   qSR     mean_s max_j F
 * Sources: Wilson et al. 2018 (reparameterized acquisition functions); Ament et al. 2023.
 */
import { at, doubles, rowOf } from "../memory/access";
import { logImprovement, logImprovementOfOne } from "./log_improvement";
import { sigmoid } from "./smooth";

const EXPECTED_IMPROVEMENT: i32 = 0;
const LOG_EXPECTED_IMPROVEMENT: i32 = 1;
const PROBABILITY_OF_IMPROVEMENT: i32 = 2;
const UPPER_CONFIDENCE_BOUND: i32 = 3;
const SIMPLE_REGRET: i32 = 4;
export const UTILITIES: i32 = 5;

const HALF_PI: f64 = 1.5707963267948966;

/** Utility of one point under one sample; its slope in the sample is that of `pointSlope`. */
function pointUtility(kind: i32, sample: f64, best: f64, mean: f64, parameter: f64): f64 {
  if (kind == EXPECTED_IMPROVEMENT) return Math.max(sample - best, 0);
  if (kind == PROBABILITY_OF_IMPROVEMENT) return sigmoid((sample - best) / parameter);
  if (kind == UPPER_CONFIDENCE_BOUND) {
    return mean + Math.sqrt(parameter * HALF_PI) * Math.abs(sample - mean);
  }
  return sample;
}

function pointSlope(kind: i32, sample: f64, best: f64, mean: f64, parameter: f64): f64 {
  if (kind == EXPECTED_IMPROVEMENT) return sample > best ? 1 : 0;
  if (kind == PROBABILITY_OF_IMPROVEMENT) {
    const p = sigmoid((sample - best) / parameter);
    return (p * (1 - p)) / parameter;
  }
  if (kind == UPPER_CONFIDENCE_BOUND) {
    const scale = Math.sqrt(parameter * HALF_PI);
    return sample > mean ? scale : sample < mean ? -scale : 0;
  }
  return 1;
}

/** Means over the samples, q. */
function sampleMeans(count: i32, q: i32, samples: usize, out: usize): void {
  memory.fill(out, 0, doubles(q));
  for (let s = 0; s < count; s++) {
    for (let j = 0; j < q; j++) {
      const sum = load<f64>(at(out, j)) + load<f64>(at(rowOf(samples, s, q), j));
      store<f64>(at(out, j), sum);
    }
  }
  for (let j = 0; j < q; j++) store<f64>(at(out, j), load<f64>(at(out, j)) / count);
}

/**
 * Value of the utility and its slopes in the samples.
 *
 * @param samples    count × q
 * @param best       incumbent of each sample, count
 * @param parameter  temperature of qPI, β of qUCB
 * @param slopes     count × q, overwritten
 * @param work       2q
 */
export function utilityOfSamples(
  kind: i32,
  count: i32,
  q: i32,
  samples: usize,
  best: usize,
  parameter: f64,
  slopes: usize,
  work: usize,
): f64 {
  if (kind == LOG_EXPECTED_IMPROVEMENT) {
    if (q == 1) return logImprovementOfOne(count, samples, best, slopes);
    return logImprovement(count, q, samples, best, slopes, work);
  }
  const mean = work;
  const meanSlope = at(work, q);
  sampleMeans(count, q, samples, mean);
  memory.fill(meanSlope, 0, doubles(q));
  memory.fill(slopes, 0, doubles(count * q));
  let sum: f64 = 0;
  const share = 1 / <f64>count;
  for (let s = 0; s < count; s++) {
    const row = rowOf(samples, s, q);
    const incumbent = load<f64>(at(best, s));
    let largest = -Infinity;
    let place = 0;
    for (let j = 0; j < q; j++) {
      const mu = load<f64>(at(mean, j));
      const u = pointUtility(kind, load<f64>(at(row, j)), incumbent, mu, parameter);
      if (u > largest) {
        largest = u;
        place = j;
      }
    }
    const mu = load<f64>(at(mean, place));
    const slope = pointSlope(kind, load<f64>(at(row, place)), incumbent, mu, parameter);
    sum += largest;
    store<f64>(at(rowOf(slopes, s, q), place), slope * share);
    const rest = load<f64>(at(meanSlope, place)) + (1 - slope) * share;
    store<f64>(at(meanSlope, place), rest);
  }
  if (kind == UPPER_CONFIDENCE_BOUND) spread(count, q, meanSlope, slopes);
  return sum * share;
}

/** Hands the slope in a mean over the samples on to each of them. */
function spread(count: i32, q: i32, meanSlope: usize, slopes: usize): void {
  for (let s = 0; s < count; s++) {
    for (let j = 0; j < q; j++) {
      const place = at(rowOf(slopes, s, q), j);
      store<f64>(place, load<f64>(place) + load<f64>(at(meanSlope, j)) / count);
    }
  }
}

/** The utility of one point without its slopes, where that spares work; else `slopes` is used. */
export function valueOfSamples(
  kind: i32,
  count: i32,
  samples: usize,
  best: usize,
  parameter: f64,
  slopes: usize,
  work: usize,
): f64 {
  if (kind == LOG_EXPECTED_IMPROVEMENT) return logImprovementOfOne(count, samples, best, 0);
  return utilityOfSamples(kind, count, 1, samples, best, parameter, slopes, work);
}
