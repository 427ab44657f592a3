/**
 * qLogNParEGO: qLogNEI of a scalarization of several outcomes, the augmented Chebyshev one,
 *
 *   g = min_o p_o + ρ Σ_o p_o,  p_o = a_o F_o + c_o
 * a and c hold the weights and what normalizes the outcomes.
 * Sources: Knowles 2006; Daulton et al. 2020; Ament et al. 2023, arXiv:2310.20708.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { utilityOfSamples } from "./utility";

const LOG_EXPECTED_IMPROVEMENT: i32 = 1;

/** g of `n` vectors of outcomes; outcome o of vector i is at values[o · stride + i]. */
function scalarize(
  k: i32,
  n: i32,
  stride: i32,
  values: usize,
  slopes: usize,
  offsets: usize,
  rho: f64,
  out: usize,
): void {
  for (let i = 0; i < n; i++) {
    let least = Infinity;
    let sum: f64 = 0;
    for (let o = 0; o < k; o++) {
      const value = load<f64>(at(rowOf(values, o, stride), i));
      const p = load<f64>(at(slopes, o)) * value + load<f64>(at(offsets, o));
      least = Math.min(least, p);
      sum += p;
    }
    store<f64>(at(out, i), least + rho * sum);
  }
}

/**
 * @param values  k × n
 * @param a, c    k each
 * @param out     n, overwritten with g
 */
export function chebyshev_scalarize(
  k: i32,
  n: i32,
  values: usize,
  a: usize,
  c: usize,
  rho: f64,
  out: usize,
): i32 {
  if (k < 1) return -1;
  scalarize(k, n, n, values, a, c, rho, out);
  return OK;
}

/** Slopes in g of `n` vectors become slopes in their outcomes. */
function pullback(
  k: i32,
  n: i32,
  stride: i32,
  values: usize,
  a: usize,
  c: usize,
  rho: f64,
  bars: usize,
  slopes: usize,
): void {
  for (let i = 0; i < n; i++) {
    let least = Infinity;
    let place = 0;
    for (let o = 0; o < k; o++) {
      const value = load<f64>(at(rowOf(values, o, stride), i));
      const p = load<f64>(at(a, o)) * value + load<f64>(at(c, o));
      if (p < least) {
        least = p;
        place = o;
      }
    }
    const bar = load<f64>(at(bars, i));
    for (let o = 0; o < k; o++) {
      const weight = o == place ? 1 + rho : rho;
      store<f64>(at(rowOf(slopes, o, stride), i), bar * weight * load<f64>(at(a, o)));
    }
  }
}

/**
 * qLogNEI of g for m batches of q points from their samples.
 *
 * @param samples  k × m × count × q: `outcome_samples` of each outcome
 * @param best     count incumbents of g
 * @param value    m, overwritten
 * @param slopes   k × m × count × q, overwritten with the slopes in the samples; 0 to spare the work
 * @returns 0, minus the position of a bad argument, or OUT_OF_MEMORY
 * Cost: O(count · q) smooth functions and O(count · q · k) flops a batch.
 */
export function log_scalarized_improvement(
  k: i32,
  m: i32,
  q: i32,
  count: i32,
  samples: usize,
  a: usize,
  c: usize,
  rho: f64,
  best: usize,
  value: usize,
  slopes: usize,
): i32 {
  if (k < 1) return -1;
  if (q < 1) return -3;
  if (count < 1) return -4;
  const n = count * q;
  const stride = m * n;
  const mark = scratch_mark();
  const g = scratch_allocate(doubles(n));
  const bars = scratch_allocate(doubles(n));
  const work = scratch_allocate(doubles(2 * q));
  if (g == 0 || bars == 0 || work == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  for (let i = 0; i < m; i++) {
    const from = <usize>i * doubles(n);
    scalarize(k, n, stride, samples + from, a, c, rho, g);
    const result = utilityOfSamples(LOG_EXPECTED_IMPROVEMENT, count, q, g, best, 0, bars, work);
    store<f64>(at(value, i), result);
    if (slopes == 0) continue;
    pullback(k, n, stride, samples + from, a, c, rho, bars, slopes + from);
  }
  scratch_release(mark);
  return OK;
}
