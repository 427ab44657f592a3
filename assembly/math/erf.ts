/** The error function and its complements over f64x2. */
import { exp_sum_f64x2 } from "./expm1";
import {
  add,
  both,
  choose,
  copysign,
  div,
  first,
  mul,
  polynomial,
  productError,
  sub,
} from "./lanes";

/** (x + ½)·erfcx(x) as a polynomial in (x − 3.5)/(x + 3.5), for every x ≥ 0. */
const ERFCX: usize = memory.data<f64>(
  [
    0.6211746224355772, -0.0700045900688097, -0.005277798166109085, 0.0487595475766281,
    -0.05754479908010045, 0.04399157691249356, -0.024411662913816842, 0.009549665469847436,
    -0.0021075099559961456, -0.00015113392241132375, 0.0002821922281912615, -6.075632902519505e-5,
    -2.1391226110818622e-5, 1.213101816700866e-5, 1.1645564845046414e-6, -1.9088903895744626e-6,
    -2.3058219835902598e-8, 3.035119292084821e-7, -2.5657176022261554e-9, -5.092234472010396e-8,
    -9.969253514244027e-10, 8.523278561926316e-9, 6.704615668322635e-10, -1.2050379125726698e-9,
    -1.7359795626768768e-10, 9.95526966733521e-11, 1.975770885215083e-11,
  ],
  16,
);

/** erf(x)/x as a polynomial in x², |x| ≤ ½. */
const ERF: usize = memory.data<f64>(
  [
    1.1283791670955126, -0.3761263890318347, 0.11283791670925271, -0.026866170632859,
    0.0052239773725259965, -0.0008548297707906897, 0.00012053332795966865, -1.4845787890421724e-5,
    1.4725211252266738e-6,
  ],
  16,
);

/** erfcx for x ≥ 0. */
export function erfcxPositive(x: v128): v128 {
  const finite = f64x2.pmin(x, f64x2.splat(1e308));
  const center = f64x2.splat(3.5);
  const t = div(sub(finite, center), add(finite, center));
  const inside = div(polynomial(t, ERFCX, 27), add(finite, f64x2.splat(0.5)));
  return choose(f64x2.eq(x, f64x2.splat(Infinity)), f64x2.splat(0), inside);
}

/** exp(−x²) with x² held in two doubles, so that its rounding is not magnified. */
function expOfMinusSquare(x: v128): v128 {
  const bounded = f64x2.pmin(f64x2.abs(x), f64x2.splat(40));
  const square = mul(bounded, bounded);
  return exp_sum_f64x2(f64x2.neg(square), f64x2.neg(productError(bounded, bounded, square)));
}

/** 1 − erf(x). */
export function erfc_f64x2(x: v128): v128 {
  const magnitude = f64x2.abs(x);
  const tail = mul(expOfMinusSquare(x), erfcxPositive(magnitude));
  return choose(f64x2.lt(x, f64x2.splat(0)), sub(f64x2.splat(2), tail), tail);
}

/** exp(x²)·erfc(x): the tail of the normal law without its underflow. */
export function erfcx_f64x2(x: v128): v128 {
  const magnitude = f64x2.abs(x);
  const positive = erfcxPositive(magnitude);
  const bounded = f64x2.pmin(magnitude, f64x2.splat(27));
  const square = mul(bounded, bounded);
  const growth = exp_sum_f64x2(square, productError(bounded, bounded, square));
  const negative = sub(add(growth, growth), positive);
  return choose(f64x2.lt(x, f64x2.splat(0)), negative, positive);
}

/** erf(x). */
export function erf_f64x2(x: v128): v128 {
  const magnitude = f64x2.abs(x);
  const near = mul(x, polynomial(mul(x, x), ERF, 9));
  const far = sub(f64x2.splat(1), erfc_f64x2(magnitude));
  return choose(f64x2.lt(magnitude, f64x2.splat(0.5)), near, copysign(far, x));
}

export function erf_f64(x: f64): f64 {
  return first(erf_f64x2(both(x)));
}

export function erfc_f64(x: f64): f64 {
  return first(erfc_f64x2(both(x)));
}

export function erfcx_f64(x: f64): f64 {
  return first(erfcx_f64x2(both(x)));
}
