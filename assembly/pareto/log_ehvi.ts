/**
 * The logarithm of the expected hypervolume improvement, where the improvement itself underflows:
 * everything stays a logarithm until the end.
 *
 * ln side = ln ψ(u) + ln(1 − ψ(l)/ψ(u)), ψ(a) = σ h((a − μ)/σ); boxes are added by the logarithm of
 * their sum, with a running maximum. Slopes of ln side are quotients of equal size: left of −TAIL
 * from logarithms, elsewhere as they are.
 * Cost: some 100 ns a box and objective.
 * Sources: Ament et al. 2023, arXiv:2310.20708 (ln h); see `ehvi.ts` for the boxes.
 */
import {
  exp_f64,
  log_f64,
  log1mexp_f64,
  normal_cdf_f64,
  normal_log_cdf_f64,
  normal_pdf_f64,
} from "../math";
import { HALF_LOG_TWO_PI, log_h } from "../math/normal_improvement";
import { at, doubles, rowOf } from "../memory/access";
import {
  pareto_partition_count,
  partitionIndices,
  partitionObjectives,
  partitionRows,
} from "./partition";

/** Bounds this many deviations below the mean are in the tail of both Φ and φ. */
const TAIL: f64 = -5;

/** ln(eᵃ − eᵇ), a > b. */
function logDifference(a: f64, b: f64): f64 {
  return b == -Infinity ? a : a + log1mexp_f64(b - a);
}

/** ln side of a box between deviations l and u, σ left out; its slopes in μ/σ and σ/σ are stored. */
function logSide(l: f64, u: f64, slopes: usize): f64 {
  const upper = log_h(u);
  const side = logDifference(upper, l == -Infinity ? -Infinity : log_h(l));
  if (u < TAIL) {
    const mass = logDifference(normal_log_cdf_f64(u), l == -Infinity ? l : normal_log_cdf_f64(l));
    const density = logDifference(-0.5 * u * u, -0.5 * l * l) - HALF_LOG_TWO_PI;
    store<f64>(slopes, -exp_f64(mass - side));
    store<f64>(slopes, exp_f64(density - side), 8);
    return side;
  }
  const low = l == -Infinity;
  const mass = normal_cdf_f64(u) - (low ? 0 : normal_cdf_f64(l));
  const density = normal_pdf_f64(u) - (low ? 0 : normal_pdf_f64(l));
  const scale = exp_f64(-side);
  store<f64>(slopes, -mass * scale);
  store<f64>(slopes, density * scale, 8);
  return side;
}

/** ln Π sides of a box; the slopes of each objective are stored side by side. */
function logBox(k: i32, rows: usize, box: usize, mean: usize, sd: usize, slopes: usize): f64 {
  let sum: f64 = 0;
  for (let o = 0; o < k; o++) {
    const lower = load<i32>(box + ((<usize>o) << 2));
    const upper = load<i32>(box + ((<usize>(k + o)) << 2));
    const center = load<f64>(at(mean, o));
    const sigma = load<f64>(at(sd, o));
    const l = (load<f64>(at(rowOf(rows, lower, k), o)) - center) / sigma;
    const u = (load<f64>(at(rowOf(rows, upper, k), o)) - center) / sigma;
    const own = at(slopes, 2 * o);
    sum += logSide(l, u, own) + log_f64(sigma);
    store<f64>(own, load<f64>(own) / sigma);
    store<f64>(own, load<f64>(own, 8) / sigma, 8);
  }
  return sum;
}

/**
 * ln EHVI of one candidate, and its slopes.
 *
 * @param grads k slopes by the means, then k by the deviations
 * @param work 2k doubles
 */
export function logExpectedImprovement(
  partition: usize,
  mean: usize,
  sd: usize,
  grads: usize,
  work: usize,
): f64 {
  const k = partitionObjectives(partition);
  const rows = partitionRows(partition);
  let box = partitionIndices(partition);
  let largest = -Infinity;
  let sum: f64 = 0;
  memory.fill(grads, 0, doubles(2 * k));
  for (let i = pareto_partition_count(partition); i > 0; i--, box += doubles(k)) {
    const value = logBox(k, rows, box, mean, sd, work);
    if (value > largest) {
      // Earlier boxes are counted relative to the larger one from now on.
      const factor = exp_f64(largest - value);
      sum *= factor;
      for (let o = 0; o < 2 * k; o++) {
        store<f64>(at(grads, o), factor * load<f64>(at(grads, o)));
      }
      largest = value;
    }
    const weight = exp_f64(value - largest);
    sum += weight;
    for (let o = 0; o < k; o++) {
      const byMean = at(grads, o);
      const bySd = at(grads, k + o);
      const own = at(work, 2 * o);
      store<f64>(byMean, load<f64>(byMean) + weight * load<f64>(own));
      store<f64>(bySd, load<f64>(bySd) + weight * load<f64>(own, 8));
    }
  }
  for (let o = 0; o < 2 * k; o++) store<f64>(at(grads, o), load<f64>(at(grads, o)) / sum);
  return largest + log_f64(sum);
}
