/** k = B^−α with B = 1 + r²/(2α); c = −2 dk/dr² = B^(−α−1). */

import { log1p_f64x2 } from "../math/log";
import { doubles } from "../memory/access";
import { decay_tile } from "./decay";

const LOG2E: f64 = 1.4426950408889634;

/** out[i] = ln B; out may be t. */
function logarithms(count: i32, t: usize, alpha: f64, out: usize): void {
  const inverse = f64x2.splat(0.5 / alpha);
  const end = t + doubles(count);
  const toOut = out - t;
  for (let at = t; at < end; at += 16) {
    v128.store(at + toOut, log1p_f64x2(f64x2.mul(v128.load(at), inverse)));
  }
}

/** k of the squared distances t, which are lost. */
export function rationalQuadraticValues(count: i32, alpha: f64, t: usize, k: usize): void {
  logarithms(count, t, alpha, t);
  decay_tile(count, t, -alpha * LOG2E, t, k);
}

/** k and c of the squared distances t. */
export function rationalQuadraticSlopes(
  count: i32,
  alpha: f64,
  t: usize,
  k: usize,
  c: usize,
): void {
  logarithms(count, t, alpha, c);
  decay_tile(count, c, -alpha * LOG2E, c, k);
  const inverse = f64x2.splat(0.5 / alpha);
  const one = f64x2.splat(1);
  const end = t + doubles(count);
  const toK = k - t;
  const toC = c - t;
  for (let at = t; at < end; at += 16) {
    const b = f64x2.add(one, f64x2.mul(v128.load(at), inverse));
    v128.store(at + toC, f64x2.div(v128.load(at + toK), b));
  }
}

/** Σ m ∂k/∂ln α, where ∂k/∂ln α = α k ((B − 1)/B − ln B). */
export function rationalQuadraticAlpha(count: i32, alpha: f64, t: usize, k: usize, m: usize): f64 {
  const inverse = f64x2.splat(0.5 / alpha);
  const one = f64x2.splat(1);
  let sum = f64x2.splat(0);
  const end = t + doubles(count);
  const toK = k - t;
  const toM = m - t;
  for (let at = t; at < end; at += 16) {
    const b = f64x2.mul(v128.load(at), inverse);
    const slope = f64x2.sub(f64x2.div(b, f64x2.add(one, b)), log1p_f64x2(b));
    const weight = f64x2.mul(v128.load(at + toM), v128.load(at + toK));
    sum = f64x2.add(sum, f64x2.mul(weight, slope));
  }
  return alpha * (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}
