/**
 * Elementary functions whose bits are the same on every engine, which the host's `Math` does not
 * promise. Their errors, at most a few units of the last place, stand in assembly/math. Each call
 * crosses into the core and takes 10 to 70 ns: for arrays use the array exports.
 */
import { core } from "./core.js";

/** eˣ. */
export function exp(x: number): number {
  return core().exp_f64(x);
}

/** eˣ − 1 without cancellation near 0. */
export function expm1(x: number): number {
  return core().expm1_f64(x);
}

/** Natural logarithm. */
export function log(x: number): number {
  return core().log_f64(x);
}

/** ln(1 + x) without cancellation near 0. */
export function log1p(x: number): number {
  return core().log1p_f64(x);
}

/** ln(1 − eˣ) for x ≤ 0. */
export function log1mexp(x: number): number {
  return core().log1mexp_f64(x);
}

/** ln |Γ(x)|. */
export function logGamma(x: number): number {
  return core().log_gamma_f64(x);
}

/** xʸ by the rules of IEEE 754: unlike `Math.pow`, 1 to the power of NaN or ±∞ is 1. */
export function pow(x: number, y: number): number {
  return core().pow_f64(x, y);
}

export function sin(x: number): number {
  return core().sin_f64(x);
}

export function cos(x: number): number {
  return core().cos_f64(x);
}

export function tanh(x: number): number {
  return core().tanh_f64(x);
}

/** Error function. */
export function erf(x: number): number {
  return core().erf_f64(x);
}

/** 1 − erf(x) without cancellation. */
export function erfc(x: number): number {
  return core().erfc_f64(x);
}

/** exp(x²)·erfc(x): the tail of the normal law without its underflow. */
export function erfcx(x: number): number {
  return core().erfcx_f64(x);
}

/** Density of the standard normal law. */
export function normalPdf(z: number): number {
  return core().normal_pdf_f64(z);
}

/** Distribution function Φ of the standard normal law. */
export function normalCdf(z: number): number {
  return core().normal_cdf_f64(z);
}

/** ln Φ(z), finite far below where Φ itself is 0. */
export function normalLogCdf(z: number): number {
  return core().normal_log_cdf_f64(z);
}

/** Φ⁻¹(p): ∓∞ at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  return core().normal_quantile_f64(p);
}
