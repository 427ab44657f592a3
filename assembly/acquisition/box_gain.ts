/**
 * What one point gains in the boxes of a sample: Σ Π_o side_o, and its slopes.
 *
 * side = exp(smin(ln p, ln length)), p = fatplus(F − l). Away from its two kinks a side is a quotient
 * of polynomials: with g = F − l, r = w² + g², w the width of fatplus, and the smooth minimum's width τ,
 *
 *   p = A/r, A = g⁺ r + 0.1 w³,   side = min(A, B) (Q − 2τD²) / (r Q),   B = r · length,
 *   D = A + B,  N = 2/τ |A − B|,  Q = 2D² + N (2D + N),
 *
 * where N/D stands for |ln p − ln length|/τ and 2D²/Q for its exponential: right to 1e-8. So a pair of
 * boxes, side by side in the lanes of vectors, costs 24 operations an outcome and one division. Sides
 * near a kink, a few per cent, are computed one by one.
 * Cost: 3 ns a box and outcome, with slopes 6.
 */
import { exp_f64, log_f64 } from "../math";
import { at } from "../memory/access";
import { fatplus, fatplusSlope, RELU_WIDTH, SATURATED, TAIL_WEIGHT } from "./smooth";

/**
 * Width of the smooth minima: a tenth of that of single outcomes, so that the volume that samples
 * gain is right to 1e-6. BoTorch's values agree with this width.
 */
export const MIN_WIDTH: f64 = 1e-3;

/** |p − length| / (p + length) up to which a side lies near the kink of the minimum. */
const KINK: f64 = 0.01;

/** Bytes of a pair of boxes: for each outcome two lower bounds, then two lengths. */
export function pairBytes(k: i32): usize {
  return (<usize>k) << 5;
}

/** The smooth minimum of two; its slope in the first is stored. */
export function least(a: f64, b: f64, slope: usize): f64 {
  const z = Math.abs(a - b) / MIN_WIDTH;
  const term = 2 / (2 + z * (2 + z));
  const other = ((1 + z) * term * term) / (1 + term);
  store<f64>(slope, a <= b ? 1 - other : other);
  return Math.min(a, b) - MIN_WIDTH * log_f64(1 + term);
}

/** A side by its definition; the slope of its logarithm in F is stored. */
function exactSide(gap: f64, length: f64, slope: usize): f64 {
  const u = gap / RELU_WIDTH;
  const positive = RELU_WIDTH * fatplus(u);
  const side = exp_f64(least(log_f64(positive), log_f64(length), slope));
  store<f64>(slope, (load<f64>(slope) * fatplusSlope(u)) / positive);
  return side;
}

/** `exactSide` of both lanes; the slopes are stored one after the other. */
function exactSides(gap: v128, length: v128, slopes: usize): v128 {
  const first = exactSide(f64x2.extract_lane(gap, 0), f64x2.extract_lane(length, 0), slopes);
  const second = exactSide(f64x2.extract_lane(gap, 1), f64x2.extract_lane(length, 1), slopes + 8);
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** Slopes of ln side in F, from the quantities in the head of this file. */
function slopesOf(
  gap: v128,
  r: v128,
  a: v128,
  b: v128,
  d: v128,
  n: v128,
  twice: v128,
  q: v128,
): v128 {
  const zero = f64x2.splat(0);
  const tail = f64x2.splat(2 * TAIL_WEIGHT * RELU_WIDTH * RELU_WIDTH * RELU_WIDTH);
  const step = v128.and(f64x2.gt(gap, zero), f64x2.mul(r, r));
  // p'/p, then the share of the minimum's slope that is p's.
  const own = f64x2.div(f64x2.sub(step, f64x2.mul(tail, gap)), f64x2.mul(r, a));
  const cube = f64x2.mul(twice, f64x2.add(d, d));
  const other = f64x2.div(f64x2.mul(cube, f64x2.add(d, n)), f64x2.mul(q, f64x2.add(q, twice)));
  const share = v128.bitselect(f64x2.sub(f64x2.splat(1), other), other, f64x2.le(a, b));
  return f64x2.mul(own, share);
}

function sumOfLanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** Adds the slopes of a pair's volumes to `bars`. */
function addSlopes(k: i32, volume: v128, slopes: usize, bars: usize): void {
  for (let o = 0; o < k; o++, slopes += 16, bars += 8) {
    store<f64>(bars, load<f64>(bars) + sumOfLanes(f64x2.mul(volume, v128.load(slopes))));
  }
}

/**
 * @param pairs   the sample's pairs of boxes, up to `end`
 * @param f       k outcomes
 * @param bars    k slopes of the gain, added to; 0 to spare the work
 * @param slopes  work of 2k doubles
 */
export function gainOfPoint(
  k: i32,
  pairs: usize,
  end: usize,
  f: usize,
  bars: usize,
  slopes: usize,
): f64 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const near = f64x2.splat(SATURATED * RELU_WIDTH);
  const kink = f64x2.splat(KINK);
  const square = f64x2.splat(RELU_WIDTH * RELU_WIDTH);
  const tail = f64x2.splat(TAIL_WEIGHT * RELU_WIDTH * RELU_WIDTH * RELU_WIDTH);
  const width = f64x2.splat(MIN_WIDTH);
  const steepness = f64x2.splat(2 / MIN_WIDTH);
  let total = zero;
  for (let pair = pairs; pair < end; ) {
    let above = one;
    let below = one;
    for (let o = 0; o < k; o++, pair += 32) {
      const gap = f64x2.sub(v128.load64_splat(at(f, o)), v128.load(pair));
      const length = v128.load(pair, 16);
      const r = f64x2.add(square, f64x2.mul(gap, gap));
      const a = f64x2.add(f64x2.mul(f64x2.pmax(zero, gap), r), tail);
      const b = f64x2.mul(length, r);
      const d = f64x2.add(a, b);
      const apart = f64x2.abs(f64x2.sub(a, b));
      const special = v128.or(f64x2.le(f64x2.abs(gap), near), f64x2.le(apart, f64x2.mul(kink, d)));
      const slope = slopes + ((<usize>o) << 4);
      if (v128.any_true(special)) {
        above = f64x2.mul(above, exactSides(gap, length, slope));
        continue;
      }
      const n = f64x2.mul(apart, steepness);
      const double = f64x2.add(d, d);
      const twice = f64x2.mul(d, double);
      const q = f64x2.add(twice, f64x2.mul(n, f64x2.add(double, n)));
      const shortened = f64x2.sub(q, f64x2.mul(width, twice));
      above = f64x2.mul(above, f64x2.mul(f64x2.pmin(a, b), shortened));
      below = f64x2.mul(below, f64x2.mul(r, q));
      if (bars != 0) v128.store(slope, slopesOf(gap, r, a, b, d, n, twice, q));
    }
    const volume = f64x2.div(above, below);
    total = f64x2.add(total, volume);
    if (bars != 0) addSlopes(k, volume, slopes, bars);
  }
  return sumOfLanes(total);
}
