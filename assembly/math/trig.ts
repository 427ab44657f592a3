/**
 * Sine and cosine over f64x2.
 *
 * Reduction by multiples n of π/2 held in three parts of 31 bits and a rest (Cody & Waite 1980):
 * n ≤ 2²¹ times a part is exact. Beyond |x| = 2²⁰·π each lane is reduced by Payne and Hanek's way.
 */

import { add, both, choose, constant, first, mul, sub } from "./lanes";
import { largeSine } from "./large_sine";
import { sineOfRest } from "./sine_series";

/** 2/π, then π/2 in three parts and a rest. */
const TABLE: usize = memory.data<f64>(
  [
    0.6366197723675814, 1.5707963267341256, 6.07710050359346e-11, 2.9127320548227e-20,
    1.2706558760139879e-29,
  ],
  16,
);

/** Up to this |x| = 2²⁰·π the reduction in three parts is exact. */
const MODERATE: f64 = 3294198.658330014;

/** sin(x + quarters·π/2) for |x| ≤ 2²⁰·π. */
function moderateSine(x: v128, quarters: i64): v128 {
  const magic = f64x2.splat(6755399441055744);
  const shifted = add(mul(x, constant(TABLE, 0)), magic);
  const n = sub(shifted, magic);
  // x − n·π/2 as high + low: the first product is exact, the errors of the next two are kept.
  const a = sub(x, mul(n, constant(TABLE, 1)));
  const second = mul(n, constant(TABLE, 2));
  const b = sub(a, second);
  const third = mul(n, constant(TABLE, 3));
  const c = sub(b, third);
  const errors = add(differenceError(a, second, b), differenceError(b, third, c));
  const rest = sub(errors, mul(n, constant(TABLE, 4)));
  const high = add(c, rest);
  const low = add(sub(c, high), rest);
  return sineOfRest(high, low, i64x2.add(shifted, i64x2.splat(quarters)));
}

/** a − b − difference, exactly (Knuth's two-sum). */
function differenceError(a: v128, b: v128, difference: v128): v128 {
  const back = sub(a, difference);
  return sub(sub(a, add(difference, back)), sub(b, back));
}

function anySine(x: f64, moderate: f64, quarters: i64): f64 {
  if (abs(x) <= MODERATE) return moderate;
  return abs(x) < Infinity ? largeSine(x, quarters) : NaN;
}

/** sin(x + quarters·π/2). */
function shiftedSine(x: v128, quarters: i64): v128 {
  const y = moderateSine(x, quarters);
  if (i64x2.all_true(f64x2.le(f64x2.abs(x), f64x2.splat(MODERATE)))) return y;
  const a = anySine(first(x), first(y), quarters);
  const b = anySine(f64x2.extract_lane(x, 1), f64x2.extract_lane(y, 1), quarters);
  return f64x2.replace_lane(both(a), 1, b);
}

/** sin x; NaN at ±∞. Error ≤ 0.85 ulp for every x. */
export function sin_f64x2(x: v128): v128 {
  const tiny = f64x2.lt(f64x2.abs(x), f64x2.splat(7.450580596923828e-9));
  return choose(tiny, x, shiftedSine(x, 0));
}

/** cos x; NaN at ±∞. Error ≤ 0.85 ulp for every x. */
export function cos_f64x2(x: v128): v128 {
  return shiftedSine(x, 1);
}

export function sin_f64(x: f64): f64 {
  return first(sin_f64x2(both(x)));
}

export function cos_f64(x: f64): f64 {
  return first(cos_f64x2(both(x)));
}
