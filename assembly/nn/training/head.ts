/**
 * Losses of a mini-batch with their slopes in the network's outputs, in double precision: there
 * are few outputs, and a likelihood cancels.
 */
import { exp_f64 } from "../../math/exp";
import { log1p_f64 } from "../../math/log";

const HALF_LOG_TWO_PI: f64 = 0.9189385332046728;

/** ln(1 + eˣ) without overflow. */
function softplus(x: f64): f64 {
  return max(x, 0) + log1p_f64(exp_f64(-abs(x)));
}

function sigmoid(x: f64): f64 {
  return 1 / (1 + exp_f64(-x));
}

/** Σ weights, or the number of rows without weights. */
function total(rows: i32, weights: usize): f64 {
  if (weights == 0) return <f64>rows;
  let sum: f64 = 0;
  for (let i: usize = 0; i < (<usize>rows) << 2; i += 4) sum += <f64>load<f32>(weights + i);
  return sum;
}

/** A row's share of the loss; without any weight nothing counts. */
function share(weights: usize, at: usize, sum: f64): f64 {
  if (sum == 0) return 0;
  return (weights == 0 ? 1 : <f64>load<f32>(weights + at)) / sum;
}

/**
 * Negative log-likelihood under a normal law, Σ w ℓ / Σ w, of outputs (μ, s) a row. The logarithm
 * of the deviation is s held between two trainable bounds by softplus.
 *
 * @param output   rows × 2
 * @param weights  a float a row, or 0
 * @param bounds   largest and smallest s, two floats
 * @param upstream out: slopes in the outputs, rows × 2
 * @param slopes   += slopes in the bounds, two floats
 * Source: Chua et al. 2018, arXiv:1805.12114, appendix A.1.
 */
export function head_nll(
  rows: i32,
  output: usize,
  y: usize,
  weights: usize,
  bounds: usize,
  upstream: usize,
  slopes: usize,
): f64 {
  const highest = <f64>load<f32>(bounds);
  const lowest = <f64>load<f32>(bounds, 4);
  const sum = total(rows, weights);
  let loss: f64 = 0;
  let byHighest: f64 = 0;
  let byLowest: f64 = 0;
  for (let i: usize = 0; i < (<usize>rows) << 2; i += 4) {
    const at = i << 1;
    const w = share(weights, i, sum);
    const s = <f64>load<f32>(output + at, 4);
    const capped = highest - softplus(highest - s);
    const held = lowest + softplus(capped - lowest);
    const inverse = exp_f64(-held);
    const r = (<f64>load<f32>(y + i) - <f64>load<f32>(output + at)) * inverse;
    loss += w * (0.5 * r * r + held + HALF_LOG_TWO_PI);
    const byHeld = w * (1 - r * r);
    const throughLow = sigmoid(capped - lowest);
    const throughHigh = sigmoid(highest - s);
    byLowest += byHeld * (1 - throughLow);
    byHighest += byHeld * throughLow * (1 - throughHigh);
    store<f32>(upstream + at, <f32>(-w * r * inverse));
    store<f32>(upstream + at, <f32>(byHeld * throughLow * throughHigh), 4);
  }
  store<f32>(slopes, load<f32>(slopes) + <f32>byHighest);
  store<f32>(slopes, load<f32>(slopes, 4) + <f32>byLowest, 4);
  return loss;
}

/** Mean squared error Σ w (y − f)² / Σ w of one output a row; arguments as `head_nll`. */
export function head_squared(
  rows: i32,
  output: usize,
  y: usize,
  weights: usize,
  upstream: usize,
): f64 {
  const sum = total(rows, weights);
  let loss: f64 = 0;
  for (let i: usize = 0; i < (<usize>rows) << 2; i += 4) {
    const w = share(weights, i, sum);
    const gap = <f64>load<f32>(output + i) - <f64>load<f32>(y + i);
    loss += w * gap * gap;
    store<f32>(upstream + i, <f32>(2 * w * gap));
  }
  return loss;
}
