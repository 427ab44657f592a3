/** Gamma and Dirichlet numbers. */
import { exp_f64 } from "../math/exp";
import { log_f64, log1p_f64 } from "../math/log";
import { normal_quantile_f64 } from "../math/normal";
import { at } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { DIRICHLET, DIRICHLET_BOOST, GAMMA, GAMMA_BOOST, randomBlock, unit } from "./philox";

/** Weights of one Dirichlet point lie so many steps apart, beyond which 1 in 10²⁰ attempts go. */
const ATTEMPTS: i32 = 16;

/**
 * ln of gamma number (index, step) with unit scale: attempt after attempt takes the next step's
 * block, one half for the proposal, one for its acceptance. Below shape 1 the number of shape + 1 is
 * multiplied by U^(1/shape), in logs, where a shape of 1e-6 does not underflow.
 * Source: Marsaglia & Tsang 2000, "A simple method for generating gamma variables".
 */
function logGamma(
  seedLow: i32,
  seedHigh: i32,
  stream: i32,
  family: u32,
  boostFamily: u32,
  index: u64,
  step: u32,
  shape: f64,
  block: usize,
): f64 {
  let boost = 0.0;
  if (shape < 1) {
    randomBlock(seedLow, seedHigh, stream, boostFamily, index, step, block);
    boost = log_f64(unit(block)) / shape;
  }
  const d = (shape < 1 ? shape + 1 : shape) - 0.3333333333333333;
  const c = 1 / sqrt(9 * d);
  while (true) {
    randomBlock(seedLow, seedHigh, stream, family, index, step++, block);
    const z = normal_quantile_f64(unit(block));
    const t = c * z;
    if (t <= -1) continue;
    // v − 1 and ln v for v = (1 + t)³ from t, so that a large d does not magnify 1 + t's rounding.
    const excess = t * (3 + t * (3 + t));
    const logV = 3 * log1p_f64(t);
    if (log_f64(unit(block + 8)) < 0.5 * z * z + d * (logV - excess)) {
      return log_f64(d) + logV + boost;
    }
  }
}

/**
 * Gamma numbers with unit scale.
 *
 * @param shape  any number > 0
 * @returns 0, −7 for a shape that is not a positive finite number, OUT_OF_MEMORY
 * Other arguments as `random_uniform`. Cost: about 100 ns a number. Workspace: 16 bytes.
 */
export function random_gamma(
  seed_low: i32,
  seed_high: i32,
  stream: i32,
  counter: f64,
  n: i32,
  out: usize,
  shape: f64,
): i32 {
  if (!(shape > 0 && shape < Infinity)) return -7;
  const mark = scratch_mark();
  const block = scratch_allocate(16);
  if (block == 0) return OUT_OF_MEMORY;
  const start = <u64>counter;
  for (let i = 0; i < n; i++) {
    const index = start + <u64>i;
    const value = logGamma(seed_low, seed_high, stream, GAMMA, GAMMA_BOOST, index, 0, shape, block);
    store<f64>(at(out, i), exp_f64(value));
  }
  scratch_release(mark);
  return OK;
}

/**
 * Points of the simplex of `k` weights by the Dirichlet law.
 *
 * @param k      number of weights
 * @param shape  k concentrations > 0
 * @param out    n × k, rows of sum 1; row i depends on (seed, stream, counter + i, k, shape) only
 * @returns 0, −6 for a concentration that is not a positive finite number, OUT_OF_MEMORY
 */
export function random_dirichlet(
  seed_low: i32,
  seed_high: i32,
  stream: i32,
  counter: f64,
  k: i32,
  shape: usize,
  n: i32,
  out: usize,
): i32 {
  for (let j = 0; j < k; j++) {
    const a = load<f64>(at(shape, j));
    if (!(a > 0 && a < Infinity)) return -6;
  }
  const mark = scratch_mark();
  const block = scratch_allocate(16);
  if (block == 0) return OUT_OF_MEMORY;
  for (let i = 0; i < n; i++) {
    const row = at(out, i * k);
    const index = <u64>counter + <u64>i;
    let largest = -Infinity;
    for (let j = 0; j < k; j++) {
      const a = load<f64>(at(shape, j));
      const value = logGamma(
        seed_low,
        seed_high,
        stream,
        DIRICHLET,
        DIRICHLET_BOOST,
        index,
        j * ATTEMPTS,
        a,
        block,
      );
      store<f64>(at(row, j), value);
      largest = max(largest, value);
    }
    normalize(k, row, largest);
  }
  scratch_release(mark);
  return OK;
}

/** Logs to weights of sum 1, relative to the largest, which therefore never underflows. */
function normalize(k: i32, row: usize, largest: f64): void {
  let sum = 0.0;
  for (let j = 0; j < k; j++) {
    const weight = exp_f64(load<f64>(at(row, j)) - largest);
    store<f64>(at(row, j), weight);
    sum += weight;
  }
  for (let j = 0; j < k; j++) store<f64>(at(row, j), load<f64>(at(row, j)) / sum);
}
