/** The hyperbolic tangent over f64x2. */
import { expm1_f64x2 } from "./expm1";
import { add, both, choose, copysign, div, first, sub } from "./lanes";

/**
 * tanh(x). Error ≤ 2.3 ulp.
 * From t = e^±2|x| − 1: −t/(t + 2), t/(t + 2) or 1 − 2/(t + 2), whichever cancels least (fdlibm).
 */
export function tanh_f64x2(x: v128): v128 {
  const two = f64x2.splat(2);
  const magnitude = f64x2.pmin(f64x2.abs(x), f64x2.splat(40));
  const twice = add(magnitude, magnitude);
  const small = f64x2.lt(magnitude, f64x2.splat(0.2554));
  const t = expm1_f64x2(choose(small, f64x2.neg(twice), twice));
  const ratio = div(choose(f64x2.lt(magnitude, f64x2.splat(0.5493)), t, two), add(t, two));
  const medium = choose(small, f64x2.neg(ratio), ratio);
  const large = sub(f64x2.splat(1), ratio);
  return copysign(choose(f64x2.lt(magnitude, f64x2.splat(0.5493)), medium, large), x);
}

export function tanh_f64(x: f64): f64 {
  return first(tanh_f64x2(both(x)));
}
