/**
 * eˣ − 1, and eˣ for arguments known to more than a double.
 *
 * With r = x − n·ln 2 and c = r − r²P(r²): eʳ − 1 = r + rc/(2 − c), as in fdlibm (Sun Microsystems
 * 1993) with a P of our own, fitted by build/minimax.py. It keeps what the reduction rounds off,
 * which the shorter kernel of exp.ts does not.
 */
import { add, both, constant, div, first, mul, sub } from "./lanes";

/** log₂e, 1.5·2⁵², ln 2 high, low, then P of r·(eʳ+1)/(eʳ−1) = 2 + r²P(r²) on |r| ≤ ½ln 2. */
const TABLE: usize = memory.data<f64>(
  [
    1.4426950408889634, 6755399441055744, 0.6931471803691238, 1.9082149292705877e-10,
    0.1666666666666666, -0.002777777777756423, 6.61375647153774e-5, -1.653405990166089e-6,
    4.1437599948305925e-8,
  ],
  16,
);

/** e^(high−low) − 1 for |high−low| ≤ ½ln 2; the rounding of high − low is carried along. */
function expm1Reduced(high: v128, low: v128): v128 {
  const r = sub(high, low);
  const z = mul(r, r);
  let p = add(mul(z, constant(TABLE, 8)), constant(TABLE, 7));
  p = add(mul(p, z), constant(TABLE, 6));
  p = add(mul(p, z), constant(TABLE, 5));
  p = add(mul(p, z), constant(TABLE, 4));
  const c = sub(r, mul(p, z));
  return add(high, sub(div(mul(r, c), sub(f64x2.splat(2), c)), low));
}

/** eˣ⁺ᵗᵃⁱˡ for |tail| ≪ 1, error ≤ 1 ulp: without it the rounding of −x² would be magnified. */
export function exp_sum_f64x2(x: v128, tail: v128): v128 {
  const magic = constant(TABLE, 1);
  const clamped = f64x2.pmax(f64x2.pmin(x, f64x2.splat(710)), f64x2.splat(-746));
  const shifted = add(mul(clamped, constant(TABLE, 0)), magic);
  const n = sub(shifted, magic);
  const high = sub(clamped, mul(n, constant(TABLE, 2)));
  const low = sub(mul(n, constant(TABLE, 3)), tail);
  const mantissa = add(expm1Reduced(high, low), f64x2.splat(1));
  // Two steps of 2^(n/2), so that both ends of the range round once and never overflow early.
  const half = add(mul(n, f64x2.splat(0.5)), magic);
  const one = i64x2.splat(0x3ff0000000000000);
  const scale1 = i64x2.add(i64x2.shl(half, 52), one);
  const scale2 = i64x2.add(i64x2.shl(i64x2.sub(shifted, half), 52), one);
  return mul(mul(mantissa, scale1), scale2);
}

/** eˣ − 1. Error ≤ 1.7 ulp (measured 1.63). */
export function expm1_f64x2(x: v128): v128 {
  const clamped = f64x2.pmax(f64x2.pmin(x, f64x2.splat(710)), f64x2.splat(-40));
  const magic = constant(TABLE, 1);
  const shifted = add(mul(clamped, constant(TABLE, 0)), magic);
  const n = sub(shifted, magic);
  const high = sub(clamped, mul(n, constant(TABLE, 2)));
  const low = mul(n, constant(TABLE, 3));
  // 2ⁿ(q + 1) − 1 with half the power, because 2¹⁰²⁴ is not a double.
  const scale = i64x2.add(i64x2.shl(shifted, 52), i64x2.splat(0x3fe0000000000000));
  const y = add(mul(scale, expm1Reduced(high, low)), sub(scale, f64x2.splat(0.5)));
  const tiny = f64x2.lt(f64x2.abs(x), f64x2.splat(5.551115123125783e-17));
  return v128.bitselect(x, add(y, y), tiny);
}

export function expm1_f64(x: f64): f64 {
  return first(expm1_f64x2(both(x)));
}
