/**
 * The exponential over f64x2.
 *
 * Reduction: n = round(x·log₂e) by adding and subtracting 1.5·2⁵², r = x − n·ln 2 with ln 2 in
 * two parts (Cody & Waite 1980); tanh(r/2) = r·P(r²)/Q(r²), hence eʳ = 1 + 2rP/(Q − rP) as in
 * Moshier's Cephes, with a shorter pair P, Q (degree 2, P monic, Q(0) = 2P(0)) fitted for
 * |r| ≤ ½ln 2 to 1.7e-17 by build/minimax.py.
 *
 * In a loop of your own, over arguments with |x| < 708, load the constants into locals before the
 * loop, because V8 rebuilds or reloads them in every step otherwise (1.5 ns against 2 ns a number):
 *
 *     const log2e = expConstant(0), round = expConstant(1), … , one = expConstant(9);
 *     for (…) y = expBounded(x, log2e, round, ln2High, ln2Low, p1, p0, q2, q1, q0, one);
 *
 * `expBounded` is inlined and its bits are those of `exp_f64x2`. Elsewhere call `exp_f64x2`.
 */
import { add, both, constant, div, first, mul, sub } from "./lanes";

/** log₂e; 1.5·2⁵²; ln 2 high, low; p₁, p₀; q₂, q₁, q₀; 1; 708. */
const TABLE: usize = memory.data<f64>(
  [
    1.4426950408889634, 6755399441055744, 0.6931471803691238, 1.9082149292705877e-10,
    420.2184334546881, 15129.17502527464, 30.010919395765292, 3361.9660377884784, 30258.35005054928,
    1, 708,
  ],
  16,
);

/** Constant `index` of `expBounded`, in both lanes. */
export function expConstant(index: i32): v128 {
  return constant(TABLE, index);
}

/** eʳ for |r| ≤ ½ln 2. */
function expReduced(r: v128, p1: v128, p0: v128, q2: v128, q1: v128, q0: v128, one: v128): v128 {
  const z = mul(r, r);
  const p = mul(r, add(mul(add(z, p1), z), p0));
  const q = add(mul(add(mul(z, q2), q1), z), q0);
  const half = div(p, sub(q, p));
  return add(add(half, half), one);
}

/** eˣ for |x| < 708; the ten constants are `expConstant(0)` to `expConstant(9)`. */
export function expBounded(
  x: v128,
  log2e: v128,
  round: v128,
  ln2High: v128,
  ln2Low: v128,
  p1: v128,
  p0: v128,
  q2: v128,
  q1: v128,
  q0: v128,
  one: v128,
): v128 {
  const shifted = add(mul(x, log2e), round);
  const n = sub(shifted, round);
  const r = sub(sub(x, mul(n, ln2High)), mul(n, ln2Low));
  return i64x2.add(expReduced(r, p1, p0, q2, q1, q0, one), i64x2.shl(shifted, 52));
}

/** eˣ without a bound: the power of two in two steps, so that both ends of the range are exact. */
export function expUnbounded(x: v128): v128 {
  const round = expConstant(1);
  const clamped = f64x2.pmax(f64x2.pmin(x, f64x2.splat(710)), f64x2.splat(-746));
  const shifted = add(mul(clamped, expConstant(0)), round);
  const n = sub(shifted, round);
  const r = sub(sub(clamped, mul(n, expConstant(2))), mul(n, expConstant(3)));
  const one = expConstant(9);
  const y = expReduced(
    r,
    expConstant(4),
    expConstant(5),
    expConstant(6),
    expConstant(7),
    expConstant(8),
    one,
  );
  const half = add(mul(n, f64x2.splat(0.5)), round);
  const scale1 = i64x2.add(i64x2.shl(half, 52), one);
  const scale2 = i64x2.add(i64x2.shl(i64x2.sub(shifted, half), 52), one);
  return mul(mul(y, scale1), scale2);
}

/** Are both lanes far enough inside the range for `expBounded`? False for NaN. */
function inside(x: v128): bool {
  return i64x2.all_true(f64x2.lt(f64x2.abs(x), expConstant(10)));
}

/**
 * eˣ. Error ≤ 1.5 ulp over the full range, subnormal results included (measured 1.45);
 * 0 below −745.13, ∞ above 709.78.
 */
export function exp_f64x2(x: v128): v128 {
  if (!inside(x)) return expUnbounded(x);
  return expBounded(
    x,
    expConstant(0),
    expConstant(1),
    expConstant(2),
    expConstant(3),
    expConstant(4),
    expConstant(5),
    expConstant(6),
    expConstant(7),
    expConstant(8),
    expConstant(9),
  );
}

export function exp_f64(x: f64): f64 {
  return first(exp_f64x2(both(x)));
}

/**
 * eˣ of pairs from address `from` on, up to `end` or to the first pair outside `expBounded`;
 * returns where it stopped. A loop without calls: a call in it would send the constants to memory.
 */
function expRun(from: usize, end: usize, offset: usize): usize {
  const log2e = expConstant(0);
  const round = expConstant(1);
  const ln2High = expConstant(2);
  const ln2Low = expConstant(3);
  const p1 = expConstant(4);
  const p0 = expConstant(5);
  const q2 = expConstant(6);
  const q1 = expConstant(7);
  const q0 = expConstant(8);
  const one = expConstant(9);
  const bound = expConstant(10);
  let at = from;
  for (; at < end; at += 16) {
    const x = v128.load(at);
    if (i64x2.bitmask(f64x2.lt(f64x2.abs(x), bound)) != 3) break;
    const y = expBounded(x, log2e, round, ln2High, ln2Low, p1, p0, q2, q1, q0, one);
    v128.store(at + offset, y);
  }
  return at;
}

/** out[i] = e^x[i] with the bits of `exp_f64`; `out` may be `x`. Cost: 1.6 ns a number. */
export function exp_array(n: i32, x: usize, out: usize): void {
  const end = x + ((<usize>n & ~1) << 3);
  const offset = out - x;
  let at = expRun(x, end, offset);
  while (at < end) {
    v128.store(at + offset, expUnbounded(v128.load(at)));
    at = expRun(at + 16, end, offset);
  }
  if (n & 1) store<f64>(at + offset, exp_f64(load<f64>(at)));
}
