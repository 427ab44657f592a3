/** Sine and cosine of a reduced argument over f64x2. */
import { add, choose, constant, mul, sub } from "./lanes";

/** S of sin r = r + r³S(r²), then C of cos r = 1 − r²/2 + r⁴C(r²), |r| ≤ π/4; build/minimax.py. */
const TABLE: usize = memory.data<f64>(
  [
    -0.16666666666666666, 0.008333333333330936, -0.00019841269836740527, 2.7557316093196066e-6,
    -2.5051129895962807e-8, 1.5917988944318716e-10, 0.041666666666666664, -0.0013888888888887389,
    2.48015872987544e-5, -2.7557317265876615e-7, 2.087614504910828e-9, -1.1382544623404291e-11,
  ],
  16,
);

/** Polynomial of degree 5 whose coefficients begin at index `at`. */
function horner6(z: v128, at: i32): v128 {
  let p = add(mul(z, constant(TABLE, at + 5)), constant(TABLE, at + 4));
  p = add(mul(p, z), constant(TABLE, at + 3));
  p = add(mul(p, z), constant(TABLE, at + 2));
  p = add(mul(p, z), constant(TABLE, at + 1));
  return add(mul(p, z), constant(TABLE, at));
}

/**
 * sin(r + quadrant·π/2) for r = high + low, |r| ≤ π/4, quadrant as integers: both series, then
 * the one that the quadrant asks for.
 */
export function sineOfRest(high: v128, low: v128, quadrant: v128): v128 {
  const z = mul(high, high);
  const half = f64x2.splat(0.5);
  const one = f64x2.splat(1);
  // Both series carry the first order of `low`.
  const correction = sub(low, mul(mul(z, half), low));
  const sine = add(high, add(mul(mul(z, high), horner6(z, 0)), correction));
  const halfSquare = mul(z, half);
  const top = sub(one, halfSquare);
  const lost = sub(sub(one, top), halfSquare);
  const cosine = add(top, add(lost, sub(mul(mul(z, z), horner6(z, 6)), mul(high, low))));
  const odd = i64x2.ne(v128.and(quadrant, i64x2.splat(1)), i64x2.splat(0));
  const sign = i64x2.shl(v128.and(quadrant, i64x2.splat(2)), 62);
  return v128.xor(choose(odd, cosine, sine), sign);
}
