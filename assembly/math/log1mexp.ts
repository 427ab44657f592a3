import { exp_f64x2 } from "./exp";
import { expm1_f64x2 } from "./expm1";
import { both, choose, first } from "./lanes";
import { log_f64x2, log1p_f64x2 } from "./log";

/**
 * ln(1 − eˣ), x ≤ 0; NaN above. Error ≤ 2.6 ulp.
 * Source: Mächler 2012, "Accurately computing log(1 − exp(−|a|))": one form on each side of −ln 2.
 */
export function log1mexp_f64x2(x: v128): v128 {
  const near = log_f64x2(f64x2.neg(expm1_f64x2(x)));
  const far = log1p_f64x2(f64x2.neg(exp_f64x2(x)));
  return choose(f64x2.gt(x, f64x2.splat(-0.6931471805599453)), near, far);
}

export function log1mexp_f64(x: f64): f64 {
  return first(log1mexp_f64x2(both(x)));
}
