/**
 * Smooth stand-ins for max(x, 0), max over a set and the step function whose tails fall like a
 * power, so that a gradient leads back from everywhere.
 *
 * Source: Ament et al. 2023, arXiv:2310.20708, appendix A; the constants are BoTorch's.
 */
import { exp_f64, log_f64, log1p_f64 } from "../math";
import { at } from "../memory/access";

/** Width of the smooth positive part. */
export const RELU_WIDTH: f64 = 1e-6;
/** Width of the smooth maximum. */
export const MAX_WIDTH: f64 = 1e-2;
/** Weight of the power-law tail. */
export const TAIL_WEIGHT: f64 = 0.1;
/** Beyond this e⁻ᵘ is below half an ulp of what it is added to. */
export const SATURATED: f64 = 40;
const THIRD_ROOT: f64 = 0.5773502691896258;

/** ln(1 + eˣ) */
export function softplus(x: f64): f64 {
  if (x > SATURATED) return x;
  if (x < -SATURATED) return exp_f64(x);
  return x > 0 ? x + log1p_f64(exp_f64(-x)) : log1p_f64(exp_f64(x));
}

/** 1/(1 + e⁻ˣ) */
export function sigmoid(x: f64): f64 {
  if (x >= 0) return 1 / (1 + exp_f64(-x));
  const e = exp_f64(x);
  return e / (1 + e);
}

/** softplus(x) + 0.1/(1 + x²) */
export function fatplus(x: f64): f64 {
  return softplus(x) + TAIL_WEIGHT / (1 + x * x);
}

export function fatplusSlope(x: f64): f64 {
  const cauchy = 1 / (1 + x * x);
  const step: f64 = x > SATURATED ? 1 : x < -SATURATED ? 0 : sigmoid(x);
  return step - 2 * TAIL_WEIGHT * x * cauchy * cauchy;
}

/** The smooth step: 2/3 · 1/(1 + (x − 1/√3)²) left of 0, point-symmetric about (0, ½). */
export function fatmoid(x: f64): f64 {
  const shifted = Math.abs(x) + THIRD_ROOT;
  const tail = 2 / (3 * (1 + shifted * shifted));
  return x < 0 ? tail : 1 - tail;
}

export function fatmoidSlope(x: f64): f64 {
  const shifted = Math.abs(x) + THIRD_ROOT;
  const cauchy = 1 / (1 + shifted * shifted);
  return (4 * shifted * cauchy * cauchy) / 3;
}

/**
 * The smooth maximum M + τ ln Σ 2/(2 + 2z + z²), z = (M − x_i)/τ, of n values.
 * `slopes` is overwritten with its derivatives, which add up to 1.
 */
export function fatmax(n: i32, x: usize, width: f64, slopes: usize): f64 {
  let largest = load<f64>(x);
  let place = 0;
  for (let i = 1; i < n; i++) {
    if (load<f64>(at(x, i)) > largest) {
      largest = load<f64>(at(x, i));
      place = i;
    }
  }
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) {
    const z = (largest - load<f64>(at(x, i))) / width;
    const term = 2 / (2 + z * (2 + z));
    sum += term;
    // d term/dz = −(1 + z) term².
    store<f64>(at(slopes, i), (1 + z) * term * term);
  }
  let rest: f64 = 1;
  for (let i = 0; i < n; i++) {
    if (i == place) continue;
    const slope = load<f64>(at(slopes, i)) / sum;
    store<f64>(at(slopes, i), slope);
    rest -= slope;
  }
  store<f64>(at(slopes, place), rest);
  return largest + width * log_f64(sum);
}

/**
 * The smooth primitives over arrays, for those who build their own acquisition functions.
 *
 * @param kind   0 softplus, 1 fatplus, 2 ln fatplus, 3 fatmoid; of x/τ, the first two times τ
 * @param value, slope  n each, overwritten
 */
export function smooth_array(
  kind: i32,
  n: i32,
  x: usize,
  width: f64,
  value: usize,
  slope: usize,
): i32 {
  if (kind < 0 || kind > 3) return -1;
  for (let i = 0; i < n; i++) {
    const u = load<f64>(at(x, i)) / width;
    let v = kind == 0 ? softplus(u) : kind == 3 ? fatmoid(u) : fatplus(u);
    let s = kind == 0 ? sigmoid(u) : kind == 3 ? fatmoidSlope(u) / width : fatplusSlope(u);
    if (kind == 2) {
      s /= v * width;
      v = log_f64(v * width);
    } else if (kind < 2) {
      v *= width;
    }
    store<f64>(at(value, i), v);
    store<f64>(at(slope, i), s);
  }
  return 0;
}
