/** Sine and cosine over f64x2. */
import { add, both, choose, constant, first, mul, sub } from "./lanes";

/**
 * 2/π; π/2 in three parts of 31 bits and a rest (n ≤ 2²² times a part is exact);
 * then S of sin r = r + r³S(r²) and C of cos r = 1 − r²/2 + r⁴C(r²), |r| ≤ π/4.
 */
const TABLE: usize = memory.data<f64>(
  [
    0.6366197723675814, 1.5707963267341256, 6.07710050359346e-11, 2.9127320548227e-20,
    1.2706558760139879e-29, -0.16666666666666666, 0.008333333333330936, -0.00019841269836740527,
    2.7557316093196066e-6, -2.5051129895962807e-8, 1.5917988944318716e-10, 0.041666666666666664,
    -0.0013888888888887389, 2.48015872987544e-5, -2.7557317265876615e-7, 2.087614504910828e-9,
    -1.1382544623404291e-11,
  ],
  16,
);

/** Beyond this |x| the reduction is no longer exact. */
const LARGEST: f64 = 6588397.316;

function horner6(z: v128, at: i32): v128 {
  let p = add(mul(z, constant(TABLE, at + 5)), constant(TABLE, at + 4));
  p = add(mul(p, z), constant(TABLE, at + 3));
  p = add(mul(p, z), constant(TABLE, at + 2));
  p = add(mul(p, z), constant(TABLE, at + 1));
  return add(mul(p, z), constant(TABLE, at));
}

/** sin(x + quarters·π/2). */
function shiftedSine(x: v128, quarters: i64): v128 {
  const magic = f64x2.splat(6755399441055744);
  const shifted = add(mul(x, constant(TABLE, 0)), magic);
  const n = sub(shifted, magic);
  const quadrant = i64x2.add(shifted, i64x2.splat(quarters));
  // x − n·π/2 as high + low: the first product is exact, the errors of the next two are kept.
  const a = sub(x, mul(n, constant(TABLE, 1)));
  const second = mul(n, constant(TABLE, 2));
  const b = sub(a, second);
  const third = mul(n, constant(TABLE, 3));
  const c = sub(b, third);
  const back = sub(a, b);
  const errorB = sub(sub(a, add(b, back)), sub(second, back));
  const backC = sub(b, c);
  const errorC = sub(sub(b, add(c, backC)), sub(third, backC));
  const rest = sub(add(errorB, errorC), mul(n, constant(TABLE, 4)));
  const high = add(c, rest);
  const low = add(sub(c, high), rest);
  const z = mul(high, high);
  const cube = mul(z, high);
  const half = f64x2.splat(0.5);
  // Both series carry the first order of `low`.
  const tail = sub(low, mul(mul(z, half), low));
  const sine = add(high, add(mul(cube, horner6(z, 5)), tail));
  const halfSquare = mul(z, half);
  const top = sub(f64x2.splat(1), halfSquare);
  const lost = sub(sub(f64x2.splat(1), top), halfSquare);
  const cosine = add(top, add(lost, sub(mul(mul(z, z), horner6(z, 11)), mul(high, low))));
  const odd = i64x2.ne(v128.and(quadrant, i64x2.splat(1)), i64x2.splat(0));
  const sign = i64x2.shl(v128.and(quadrant, i64x2.splat(2)), 62);
  return v128.xor(choose(odd, cosine, sine), sign);
}

/** sin x. */
export function sin_f64x2(x: v128): v128 {
  const tiny = f64x2.lt(f64x2.abs(x), f64x2.splat(7.450580596923828e-9));
  return choose(tiny, x, shiftedSine(x, 0));
}

/** cos x. */
export function cos_f64x2(x: v128): v128 {
  return shiftedSine(x, 1);
}

export function sin_f64(x: f64): f64 {
  return first(sin_f64x2(both(x)));
}

export function cos_f64(x: f64): f64 {
  return first(cos_f64x2(both(x)));
}
