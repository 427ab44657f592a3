/** Logarithms over f64x2. */
import { add, both, choose, constant, div, first, mul, sub } from "./lanes";

/**
 * ln 2 in two parts (the first has 21 zero bits), then R of
 * log((1+s)/(1−s)) = 2s + s·s²R(s²) on |s| ≤ (√2−1)/(√2+1).
 */
const TABLE: usize = memory.data<f64>(
  [
    0.6931471803691238, 1.9082149292705877e-10, 0.666666666666667, 0.399999999998992,
    0.2857142862611452, 0.22222211112104948, 0.1818289077802613, 0.15331666676597175,
    0.146171283998073,
  ],
  16,
);

/** log(1+f) + c + n·ln 2 for 1+f between √½ and √2. */
function assemble(f: v128, c: v128, n: v128): v128 {
  const s = div(f, add(f, f64x2.splat(2)));
  const z = mul(s, s);
  const w = mul(z, z);
  let even = add(mul(w, constant(TABLE, 8)), constant(TABLE, 6));
  even = add(mul(even, w), constant(TABLE, 4));
  even = add(mul(even, w), constant(TABLE, 2));
  let odd = add(mul(w, constant(TABLE, 7)), constant(TABLE, 5));
  odd = add(mul(odd, w), constant(TABLE, 3));
  const r = add(mul(even, z), mul(odd, w));
  const half = mul(mul(f, f64x2.splat(0.5)), f);
  const low = add(mul(s, add(half, r)), add(mul(n, constant(TABLE, 1)), c));
  return add(mul(n, constant(TABLE, 0)), sub(f, sub(half, low)));
}

/** Bits of a number ÷ 2ⁿ between √½ and √2, plus n in the exponent field. */
function shifted(x: v128): v128 {
  return i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
}

function mantissaOf(bits: v128): v128 {
  const fraction = v128.and(bits, i64x2.splat(0x000fffffffffffff));
  return i64x2.add(fraction, i64x2.splat(0x3fe6a09e667f3bcd));
}

function exponentOf(bits: v128): v128 {
  const number = v128.or(i64x2.shr_u(bits, 52), i64x2.splat(0x4330000000000000));
  return sub(number, f64x2.splat(4503599627370496 + 1023));
}

/** ln x. */
export function log_f64x2(x: v128): v128 {
  const subnormal = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const scaled = choose(subnormal, mul(x, f64x2.splat(18014398509481984)), x);
  const bits = shifted(scaled);
  const n = sub(exponentOf(bits), v128.and(subnormal, f64x2.splat(54)));
  const y = assemble(sub(mantissaOf(bits), f64x2.splat(1)), f64x2.splat(0), n);
  return edges(x, y, x);
}

/** log1p at the rim of its domain: `y` where u lies inside, else −∞, NaN or x itself. */
function edges(u: v128, y: v128, x: v128): v128 {
  const zero = f64x2.splat(0);
  const pole = choose(f64x2.eq(u, zero), f64x2.splat(-Infinity), f64x2.splat(NaN));
  const inside = v128.and(f64x2.gt(u, zero), f64x2.lt(u, f64x2.splat(Infinity)));
  const outside = choose(f64x2.eq(u, f64x2.splat(Infinity)), x, pole);
  return choose(inside, y, outside);
}

/** ln(1 + x). */
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

/** out[i] = ln x[i]; `out` may be `x`. */
export function log_array(n: i32, x: usize, out: usize): void {
  const end = x + ((<usize>n & ~1) << 3);
  const offset = out - x;
  let p = x;
  for (; p < end; p += 16) v128.store(p + offset, log_f64x2(v128.load(p)));
  if (n & 1) store<f64>(p + offset, log_f64(load<f64>(p)));
}
