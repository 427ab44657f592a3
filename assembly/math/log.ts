/**
 * Logarithms over f64x2.
 *
 * x = 2ⁿ(1 + f) with 1 + f between √½ and √2, s = f/(2 + f), and
 * ln(1 + f) = 2s + s·s²R(s²) = f − (f²/2 − s(f²/2 + R)), in which only the last term rounds
 * before it is small: the arrangement of fdlibm (Sun Microsystems 1993) with an R of our own
 * fitted by build/minimax.py.
 */
import { add, both, choose, constant, div, first, mul, sub } from "./lanes";

/**
 * ln 2 high (21 zero bits, so that n·ln 2 is exact) and low; R, seven coefficients; 1; 2; ½;
 * 2⁵² + 1023; the smallest normal number; ∞.
 */
const TABLE: usize = memory.data<f64>(
  [
    0.6931471803691238,
    1.9082149292705877e-10,
    0.666666666666667,
    0.3999999999989926,
    0.285714286260867,
    0.22222211116643983,
    0.18182890447465838,
    0.15331677659440854,
    0.1461699270804503,
    1,
    2,
    0.5,
    4503599627371519,
    2.2250738585072014e-308,
    Infinity,
  ],
  16,
);

/** Bits of 1 − bits of √½; the fraction; bits of √½; exponent of 2⁵². */
const BITS: usize = memory.data<u64>(
  [
    0x3ff0000000000000 - 0x3fe6a09e667f3bcd,
    0x000fffffffffffff,
    0x3fe6a09e667f3bcd,
    0x4330000000000000,
  ],
  16,
);

function value(index: i32): v128 {
  return constant(TABLE, index);
}

function pattern(index: i32): v128 {
  return constant(BITS, index);
}

/** ln(1 + f) + tail + n·ln 2 for 1 + f between √½ and √2. */
function assemble(f: v128, tail: v128, n: v128): v128 {
  const s = div(f, add(f, value(10)));
  const z = mul(s, s);
  const w = mul(z, z);
  let even = add(mul(w, value(8)), value(6));
  even = add(mul(even, w), value(4));
  even = add(mul(even, w), value(2));
  let odd = add(mul(w, value(7)), value(5));
  odd = add(mul(odd, w), value(3));
  const r = add(mul(even, z), mul(odd, w));
  const half = mul(mul(f, value(11)), f);
  const low = add(mul(s, add(half, r)), add(mul(n, value(1)), tail));
  return add(mul(n, value(0)), sub(f, sub(half, low)));
}

/** x as bits whose fraction counts from √½ and whose exponent field is n. */
function shifted(x: v128): v128 {
  return i64x2.add(x, pattern(0));
}

function mantissaOf(bits: v128): v128 {
  return i64x2.add(v128.and(bits, pattern(1)), pattern(2));
}

function exponentOf(bits: v128): v128 {
  return sub(v128.or(i64x2.shr_u(bits, 52), pattern(3)), value(12));
}

/** ln x for finite normal x > 0. */
export function logBounded(x: v128): v128 {
  const bits = shifted(x);
  return assemble(sub(mantissaOf(bits), value(9)), f64x2.splat(0), exponentOf(bits));
}

/** Are both lanes finite, normal and positive? */
function inside(x: v128): bool {
  return i64x2.bitmask(v128.and(f64x2.ge(x, value(13)), f64x2.lt(x, value(14)))) == 3;
}

/** ln x for every x. */
function logUnbounded(x: v128): v128 {
  const subnormal = f64x2.lt(x, value(13));
  const scaled = choose(subnormal, mul(x, f64x2.splat(18014398509481984)), x);
  const bits = shifted(scaled);
  const n = sub(exponentOf(bits), v128.and(subnormal, f64x2.splat(54)));
  return edges(x, assemble(sub(mantissaOf(bits), value(9)), f64x2.splat(0), n), x);
}

/** `y` where 0 < u < ∞, else −∞ at 0, NaN below, and x itself at ∞. */
function edges(u: v128, y: v128, x: v128): v128 {
  const zero = f64x2.splat(0);
  const pole = choose(f64x2.eq(u, zero), f64x2.splat(-Infinity), f64x2.splat(NaN));
  const within = v128.and(f64x2.gt(u, zero), f64x2.lt(u, value(14)));
  return choose(within, y, choose(f64x2.eq(u, value(14)), x, pole));
}

/** ln x: −∞ at 0, NaN below. Error ≤ 0.85 ulp, subnormal arguments included. */
export function log_f64x2(x: v128): v128 {
  return inside(x) ? logBounded(x) : logUnbounded(x);
}

/**
 * ln(1 + x): −∞ at −1, NaN below. Error ≤ 0.85 ulp.
 * u = 1 + x rounds; what it lost, relative to u, is added back (fdlibm, as above).
 */
export function log1p_f64x2(x: v128): v128 {
  const one = f64x2.splat(1);
  const u = add(x, one);
  const bits = shifted(u);
  const n = exponentOf(bits);
  const near = f64x2.eq(n, f64x2.splat(0));
  const large = f64x2.gt(x, one);
  const lost = choose(large, sub(one, sub(u, x)), sub(x, sub(u, one)));
  const f = choose(near, x, sub(mantissaOf(bits), one));
  const y = assemble(f, v128.andnot(div(lost, u), near), n);
  const tiny = f64x2.lt(f64x2.abs(x), f64x2.splat(5.551115123125783e-17));
  return choose(tiny, x, edges(u, y, x));
}

export function log_f64(x: f64): f64 {
  return first(log_f64x2(both(x)));
}

export function log1p_f64(x: f64): f64 {
  return first(log1p_f64x2(both(x)));
}

/** ln of pairs from `from` to `end` or to the first pair outside `logBounded`: where it stopped. */
function logRun(from: usize, end: usize, offset: usize): usize {
  let at = from;
  for (; at < end; at += 16) {
    const x = v128.load(at);
    if (!inside(x)) break;
    v128.store(at + offset, logBounded(x));
  }
  return at;
}

/** out[i] = ln x[i] with the bits of `log_f64`; `out` may be `x`. Cost: 4 ns a number. */
export function log_array(n: i32, x: usize, out: usize): void {
  const end = x + ((<usize>n & ~1) << 3);
  const offset = out - x;
  let at = logRun(x, end, offset);
  while (at < end) {
    v128.store(at + offset, logUnbounded(v128.load(at)));
    at = logRun(at + 16, end, offset);
  }
  if (n & 1) store<f64>(at + offset, log_f64(load<f64>(at)));
}
