/** The exponential over f32x4, for the activations of networks. */

/**
 * log₂e, −ln 2 in two parts, then the polynomial of eʳ on |r| ≤ ½ln 2 from r² upwards,
 * the range of eˣ, and the polynomial of tanh near zero with its limit.
 */
export const EXP_F32_TABLE: usize = memory.data<f32>(
  [
    1.44269504, -0.693359375, 2.1219444e-4, 0.5, 0.166666666, 0.0416664892, 0.00833345726,
    0.00138893141, 1.98412698e-4, -87.3, 88.3, 0.625, -0.333332819, 0.133314422, -0.0537397156,
    0.0206390888, -0.00570498873,
  ],
  16,
);

function constant(index: i32): v128 {
  return v128.load32_splat(EXP_F32_TABLE + ((<usize>index) << 2));
}

/**
 * eˣ with a relative error below 2e-7 for −87 ≤ x ≤ 88; beyond it stays at the ends of that range,
 * so that an activation never overflows.
 *
 * Source: Cody and Waite 1980, range reduction by multiples of ln 2; the polynomial is eʳ's own
 * series, whose rest is below half a unit in the last place there.
 */
export function exp_f32x4(x: v128): v128 {
  const clamped = f32x4.min(f32x4.max(x, constant(9)), constant(10));
  const n = f32x4.nearest(f32x4.mul(clamped, constant(0)));
  let r = f32x4.add(clamped, f32x4.mul(n, constant(1)));
  r = f32x4.add(r, f32x4.mul(n, constant(2)));
  let p = f32x4.add(f32x4.mul(constant(8), r), constant(7));
  p = f32x4.add(f32x4.mul(p, r), constant(6));
  p = f32x4.add(f32x4.mul(p, r), constant(5));
  p = f32x4.add(f32x4.mul(p, r), constant(4));
  p = f32x4.add(f32x4.mul(p, r), constant(3));
  p = f32x4.add(f32x4.mul(f32x4.mul(p, r), r), f32x4.add(r, f32x4.splat(1)));
  // 2ⁿ by its exponent bits: n lies within ±127 here.
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, scale);
}

/**
 * tanh x with a relative error below 3e-7: a polynomial near zero, where the quotient of
 * exponentials would cancel.
 *
 * Source: the polynomial of Moshier's Cephes library, tanhf.
 */
export function tanh_f32x4(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(constant(16), z), constant(15));
  p = f32x4.add(f32x4.mul(p, z), constant(14));
  p = f32x4.add(f32x4.mul(p, z), constant(13));
  p = f32x4.add(f32x4.mul(p, z), constant(12));
  const near = f32x4.add(x, f32x4.mul(x, f32x4.mul(p, z)));
  const one = f32x4.splat(1);
  const e = exp_f32x4(f32x4.add(magnitude, magnitude));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  const signed = v128.bitselect(x, far, i32x4.splat(i32.MIN_VALUE));
  return v128.bitselect(near, signed, f32x4.lt(magnitude, constant(11)));
}
