/** Scalar functions until those of assembly/math take their place. */
export function exp_f64(x: f64): f64 {
  return NativeMath.exp(x);
}
export function log1p_f64(x: f64): f64 {
  return NativeMath.log1p(x);
}
export function sin_f64(x: f64): f64 {
  return NativeMath.sin(x);
}
export function cos_f64(x: f64): f64 {
  return NativeMath.cos(x);
}
