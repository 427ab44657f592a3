/**
 * The standard normal law over f64x2. −z²/2 is held in two doubles wherever it is exponentiated,
 * so that relative accuracy lasts to the last subnormal.
 */
import { erfcxPositive } from "./erf";
import { exp_sum_f64x2 } from "./expm1";
import {
  add,
  both,
  choose,
  constant,
  copysign,
  div,
  first,
  mul,
  polynomial,
  productError,
  sub,
} from "./lanes";
import { log_f64x2, log1p_f64x2, logBounded } from "./log";

const SQRT_HALF: f64 = 0.7071067811865476;
const INVERSE_SQRT_TWO_PI: f64 = 0.3989422804014327;

/** exp(−z²/2) with z² held in two doubles. */
function expOfMinusHalfSquare(z: v128): v128 {
  const bounded = f64x2.pmin(f64x2.abs(z), f64x2.splat(60));
  const square = mul(bounded, bounded);
  const half = f64x2.splat(-0.5);
  return exp_sum_f64x2(mul(half, square), mul(half, productError(bounded, bounded, square)));
}

/** Density φ(z). Error ≤ 2.2 ulp. */
export function normal_pdf_f64x2(z: v128): v128 {
  return mul(f64x2.splat(INVERSE_SQRT_TWO_PI), expOfMinusHalfSquare(z));
}

/** Distribution Φ(z). Error ≤ 4.5 ulp down to Φ(−38.4), the smallest subnormals. */
export function normal_cdf_f64x2(z: v128): v128 {
  const scaled = mul(f64x2.abs(z), f64x2.splat(SQRT_HALF));
  const half = mul(erfcxPositive(scaled), f64x2.splat(0.5));
  const tail = mul(expOfMinusHalfSquare(z), half);
  return choose(f64x2.gt(z, f64x2.splat(0)), sub(f64x2.splat(1), tail), tail);
}

/** ln Φ(z). Error ≤ 5 ulp for every z, far below where Φ itself is 0. */
export function normal_log_cdf_f64x2(z: v128): v128 {
  const scaled = mul(f64x2.abs(z), f64x2.splat(SQRT_HALF));
  const half = mul(erfcxPositive(scaled), f64x2.splat(0.5));
  const below = sub(log_f64x2(half), mul(mul(z, f64x2.splat(0.5)), z));
  const above = log1p_f64x2(f64x2.neg(mul(expOfMinusHalfSquare(z), half)));
  return choose(f64x2.gt(z, f64x2.splat(0)), above, below);
}

/** H of Φ⁻¹(½ + q) = q·(√2π + w·H(w − 3)), w = −ln(1 − 4q²) ≤ 6. */
const CENTER: usize = memory.data<f64>(
  [
    0.6951473248729929, -0.003904445188682, -0.004108484038624167, 0.0005811349398651295,
    -9.806066301919556e-6, -8.72046947305809e-6, 1.258790977131979e-6, 4.653335323857703e-9,
    -2.3885058068580645e-8, 2.807180244591195e-9, 1.1154373017131026e-10, -6.680953727387381e-11,
    5.932092581278955e-12, 5.67244628857054e-13, -1.8317883591915384e-13, 1.1156992967010538e-14,
    2.2458631226910227e-15, -4.90235383495489e-16, 1.1509490386027363e-17, 8.301608114226649e-18,
    -9.421921077127866e-19, -5.515388351505992e-20, 1.2966628558905946e-20, -2.3370785983333017e-22,
  ],
  16,
);

/** Numerators and denominators of AS 241 in the tails and the far tails. */
const TAIL: usize = memory.data<f64>(
  [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
    0.00077454501427834140764, 1, 2.05319162663775882187, 1.6763848301838038494,
    0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966,
    0.0005475938084995344946, 1.05075007164441684324e-9,
  ],
  16,
);
const FAR: usize = memory.data<f64>(
  [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5,
    2.01033439929228813265e-7, 1, 0.59983220655588793769, 0.13692988092273580531,
    0.0148753612908506148525, 0.0007868691311456132591, 1.8463183175100546818e-5,
    1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
  16,
);

function ratio(x: v128, table: usize): v128 {
  return div(polynomial(x, table, 2), polynomial(x, table + 64, 2));
}

/** Φ⁻¹ where one lane lies in a tail: AS 241 in √(−ln p). */
function quantileOfTail(p: v128): v128 {
  const one = f64x2.splat(1);
  const upper = f64x2.gt(p, f64x2.splat(0.5));
  const smaller = choose(upper, sub(one, p), p);
  const r = f64x2.sqrt(f64x2.neg(log_f64x2(smaller)));
  const near = ratio(sub(r, f64x2.splat(1.6)), TAIL);
  const far = ratio(sub(r, f64x2.splat(5)), FAR);
  const magnitude = choose(f64x2.gt(r, f64x2.splat(5)), far, near);
  const signed = choose(upper, magnitude, f64x2.neg(magnitude));
  const end = choose(upper, f64x2.splat(Infinity), f64x2.splat(-Infinity));
  return choose(f64x2.eq(smaller, f64x2.splat(0)), end, signed);
}

/**
 * Quantile Φ⁻¹(p): ∓∞ at 0 and 1, NaN outside.
 * Error ≤ 3.2 ulp for 0.001 ≤ p ≤ 0.999, ≤ 5.5 ulp in the tails down to the smallest subnormal.
 * Sources: the idea of a polynomial in ln p(1−p): Giles 2010, "Approximating the erfinv function";
 * tails: Wichura 1988, AS 241 (PPND16).
 */
export function normal_quantile_f64x2(p: v128): v128 {
  const q = sub(p, f64x2.splat(0.5));
  const variance = mul(mul(p, f64x2.splat(4)), sub(f64x2.splat(1), p));
  const w = f64x2.neg(logBounded(variance));
  const h = polynomial(sub(w, f64x2.splat(3)), CENTER, 6);
  // √2π in two doubles.
  const rest = add(mul(w, h), f64x2.splat(-1.8328579980459167e-16));
  const center = mul(q, add(f64x2.splat(2.5066282746310007), rest));
  // w ≤ 6; false for NaN and outside [0, 1].
  const central = f64x2.ge(variance, f64x2.splat(0.0024787521766663585));
  if (i64x2.all_true(central)) return center;
  return choose(central, center, quantileOfTail(p));
}

export function normal_pdf_f64(z: f64): f64 {
  return first(normal_pdf_f64x2(both(z)));
}

export function normal_cdf_f64(z: f64): f64 {
  return first(normal_cdf_f64x2(both(z)));
}

export function normal_log_cdf_f64(z: f64): f64 {
  return first(normal_log_cdf_f64x2(both(z)));
}

export function normal_quantile_f64(p: f64): f64 {
  return first(normal_quantile_f64x2(both(p)));
}
