/**
 * The error function and its complements over f64x2.
 *
 * All rest on erfcx for x ≥ 0 as one polynomial in x/(x + 3.5), after Shepherd and Laframboise
 * 1981, "Chebyshev approximation of (1 + 2x)exp(x²)erfc x in 0 ≤ x < ∞", with coefficients of our
 * own (build/minimax.py); no range is split, hence no lane branches.
 */
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

/** H of (x + ½)·erfcx(x) = ½ + v·H(2v − 1), v = x/(x + 3.5), for every x ≥ 0. */
const ERFCX: usize = memory.data<f64>(
  [
    0.2423492448711544, -0.38235842500877376, 0.3718028286765558, -0.274283733523301,
    0.15919413536308807, -0.07121098153805946, 0.02238765571069376, -0.0032883247715896104,
    -0.0009266951435096855, 0.0006244273033973993, -6.004282562470598e-5, -6.146985565352379e-5,
    1.868730908601954e-5, 5.5748020998964705e-6, -3.245410743046139e-6, -5.725321999242838e-7,
    5.258543318259836e-7, 8.14075120937108e-8, -8.57626263531055e-8, -1.631543825686543e-8,
    1.3597675269280824e-8, 3.595326697091621e-9, -1.8193381329201486e-9, -6.439081436392061e-10,
    1.4456141632675762e-10, 6.303921216928322e-11, 0, 0,
  ],
  16,
);

/** E of erf(x) = x·(2/√π + x²E(x²)), |x| ≤ ½. */
const ERF: usize = memory.data<f64>(
  [
    -0.3761263890318375, 0.1128379167095155, -0.026866170642125722, 0.005223977529134062,
    -0.0008548311850631908, 0.00012054032414996447, -1.4863662386172145e-5, 1.490959806233541e-6,
  ],
  16,
);

/**
 * erfcx for x ≥ 0. The polynomial only adds to ½, which damps its rounding errors.
 */
export function erfcxPositive(x: v128): v128 {
  const finite = f64x2.pmin(x, f64x2.splat(1e308));
  const half = f64x2.splat(0.5);
  const v = div(finite, add(finite, f64x2.splat(3.5)));
  const h = polynomial(sub(add(v, v), f64x2.splat(1)), ERFCX, 7);
  const inside = div(add(half, mul(v, h)), add(finite, half));
  return choose(f64x2.eq(x, f64x2.splat(Infinity)), f64x2.splat(0), inside);
}

/** exp(−x²) with x² held in two doubles, so that its rounding is not magnified. */
function expOfMinusSquare(x: v128): v128 {
  const bounded = f64x2.pmin(f64x2.abs(x), f64x2.splat(40));
  const square = mul(bounded, bounded);
  return exp_sum_f64x2(f64x2.neg(square), f64x2.neg(productError(bounded, bounded, square)));
}

/** 1 − erf(x) without cancellation. Error ≤ 4 ulp. */
export function erfc_f64x2(x: v128): v128 {
  const magnitude = f64x2.abs(x);
  const tail = mul(expOfMinusSquare(x), erfcxPositive(magnitude));
  return choose(f64x2.lt(x, f64x2.splat(0)), sub(f64x2.splat(2), tail), tail);
}

/**
 * exp(x²)·erfc(x): the tail of the normal law without its underflow; ∞ below −26.6.
 * Error ≤ 3.2 ulp, hence relative ≤ 7.1e-16 for every x.
 */
export function erfcx_f64x2(x: v128): v128 {
  const magnitude = f64x2.abs(x);
  const positive = erfcxPositive(magnitude);
  const bounded = f64x2.pmin(magnitude, f64x2.splat(27));
  const square = mul(bounded, bounded);
  const growth = exp_sum_f64x2(square, productError(bounded, bounded, square));
  const negative = sub(add(growth, growth), positive);
  return choose(f64x2.lt(x, f64x2.splat(0)), negative, positive);
}

/** erf(x). Error ≤ 2.1 ulp. */
export function erf_f64x2(x: v128): v128 {
  const magnitude = f64x2.abs(x);
  const z = mul(x, x);
  // 2/√π in two doubles.
  const rest = add(mul(z, polynomial(z, ERF, 2)), f64x2.splat(1.533545961316588e-17));
  const near = add(mul(x, f64x2.splat(1.1283791670955126)), mul(x, rest));
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
