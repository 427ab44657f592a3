/**
 * Powers over f64x2: exp(y·ln x) with the logarithm in two doubles (relative error 2⁻⁶⁵), because
 * y·ln x up to 745 magnifies its error as much.
 *
 * ln x = n·ln 2 + 2s(1 + s²/3 + s⁴T(s²)), s = f/(2 + f): s, s² and s²/3 carry their rounding
 * errors along by Dekker's products (1971), and s⁴T is small enough for one double.
 */
import { exp_sum_f64x2 } from "./expm1";
import { add, both, choose, div, first, mul, polynomial, productError, sub } from "./lanes";

/** T of ln((1+s)/(1−s))/2s = 1 + s²/3 + s⁴T(s²), |s| ≤ (√2−1)/(√2+1). */
const SERIES: usize = memory.data<f64>(
  [
    0.2, 0.14285714285714685, 0.11111111110827424, 0.09090909167814111, 0.07692297468684135,
    0.06667403030738883, 0.05853099861021308, 0.058617807361239976,
  ],
  16,
);

/** xʸ for finite x > 0. */
function powerOfPositive(x: v128, y: v128): v128 {
  const subnormal = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const scaled = choose(subnormal, mul(x, f64x2.splat(18014398509481984)), x);
  const bits = i64x2.add(scaled, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
  const biased = v128.or(i64x2.shr_u(bits, 52), i64x2.splat(0x4330000000000000));
  const exponent = sub(biased, f64x2.splat(4503599627370496 + 1023));
  const n = sub(exponent, v128.and(subnormal, f64x2.splat(54)));
  const fraction = v128.and(bits, i64x2.splat(0x000fffffffffffff));
  const mantissa = i64x2.add(fraction, i64x2.splat(0x3fe6a09e667f3bcd));
  const one = f64x2.splat(1);
  // s = f/(2+f) in two doubles.
  const f = sub(mantissa, one);
  const sum = add(mantissa, one);
  const sumError = sub(mantissa, sub(sum, one));
  const s = div(f, sum);
  const product = mul(s, sum);
  const remainder = sub(sub(f, product), productError(s, sum, product));
  const sLow = div(sub(remainder, mul(s, sumError)), sum);
  // g = s²/3 + s⁴T in two doubles, and log = 2s(1 + g).
  const z = mul(s, s);
  const zLow = add(productError(s, s, z), mul(mul(s, sLow), f64x2.splat(2)));
  const third = f64x2.splat(0.3333333333333333);
  const g = mul(z, third);
  const gLow = add(
    productError(z, third, g),
    add(mul(z, f64x2.splat(1.850371707708594e-17)), mul(zLow, third)),
  );
  const tail = add(mul(mul(z, z), polynomial(z, SERIES, 2)), gLow);
  const g1 = add(g, tail);
  const g2 = sub(tail, sub(g1, g));
  const h = mul(s, g1);
  const hLow = add(productError(s, g1, h), add(mul(s, g2), mul(sLow, g1)));
  const half = add(s, h);
  const halfLow = add(sub(h, sub(half, s)), add(sLow, hLow));
  // n·ln 2 in three parts, the first exact.
  const top = mul(n, f64x2.splat(0.6931471803691238));
  const middle = mul(n, f64x2.splat(1.9082149292705877e-10));
  const mid = add(middle, add(half, half));
  const midLow = choose(
    f64x2.gt(f64x2.abs(middle), f64x2.abs(half)),
    sub(add(half, half), sub(mid, middle)),
    sub(middle, sub(mid, add(half, half))),
  );
  const log = add(top, mid);
  const back = sub(log, top);
  const logError = add(sub(top, sub(log, back)), sub(mid, back));
  const middleError = productError(n, f64x2.splat(1.9082149292705877e-10), middle);
  const logLow = add(
    add(logError, midLow),
    add(add(halfLow, halfLow), add(middleError, mul(n, f64x2.splat(1.1612227229362532e-26)))),
  );
  const bounded = choose(
    f64x2.gt(f64x2.abs(y), f64x2.splat(1e25)),
    v128.bitselect(y, f64x2.splat(1e25), i64x2.splat(i64.MIN_VALUE)),
    y,
  );
  const power = mul(bounded, log);
  const powerLow = add(productError(bounded, log, power), mul(bounded, logLow));
  const large = f64x2.gt(f64x2.abs(power), f64x2.splat(800));
  return exp_sum_f64x2(power, v128.andnot(powerLow, large));
}

/** xʸ by the rules of IEEE 754 (C's pow): x⁰ = 1 and 1ʸ = 1 even for NaN. */
function corner(x: f64, y: f64, power: f64): f64 {
  if (y == 0 || x == 1) return 1;
  if (isNaN(x) || isNaN(y)) return NaN;
  const magnitude = abs(x);
  if (abs(y) == Infinity) {
    if (magnitude == 1) return 1;
    return magnitude > 1 == y > 0 ? Infinity : 0;
  }
  const whole = floor(y) == y;
  const odd = whole && abs(y) < 9007199254740992 && (<i64>y & 1) != 0;
  if (magnitude == 0 || magnitude == Infinity) {
    const result: f64 = (magnitude == 0) == y < 0 ? Infinity : 0;
    return odd && reinterpret<i64>(x) < 0 ? -result : result;
  }
  if (x > 0) return power;
  if (!whole) return NaN;
  return odd ? -power : power;
}

/** xʸ with the special cases of IEEE 754. Error ≤ 1.4 ulp. Cost: about 60 ns a pair. */
export function pow_f64x2(x: v128, y: v128): v128 {
  const power = powerOfPositive(f64x2.abs(x), y);
  const zero = f64x2.splat(0);
  const infinity = f64x2.splat(Infinity);
  const plain = v128.and(
    v128.and(f64x2.gt(x, zero), f64x2.lt(x, infinity)),
    v128.and(f64x2.lt(f64x2.abs(y), infinity), f64x2.ne(y, zero)),
  );
  if (i64x2.all_true(plain)) return power;
  const a = corner(first(x), first(y), first(power));
  const b = corner(
    f64x2.extract_lane(x, 1),
    f64x2.extract_lane(y, 1),
    f64x2.extract_lane(power, 1),
  );
  return f64x2.replace_lane(f64x2.splat(a), 1, b);
}

export function pow_f64(x: f64, y: f64): f64 {
  return first(pow_f64x2(both(x), both(y)));
}
