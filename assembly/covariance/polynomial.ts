/** k = (t + offset)^power of inner products t; c = dk/dt = power (t + offset)^(power−1). */
import { doubles } from "../memory/access";

/** base^exponent by repeated multiplication: powers are small. */
function raised(base: v128, exponent: i32): v128 {
  let result = f64x2.splat(1);
  for (let i = 0; i < exponent; i++) result = f64x2.mul(result, base);
  return result;
}

/** k of the inner products t. */
export function polynomialValues(count: i32, offset: f64, power: i32, t: usize, k: usize): void {
  const offsets = f64x2.splat(offset);
  const end = t + doubles(count);
  const toK = k - t;
  for (let at = t; at < end; at += 16) {
    v128.store(at + toK, raised(f64x2.add(v128.load(at), offsets), power));
  }
}

/** k and c of the inner products t. */
export function polynomialSlopes(
  count: i32,
  offset: f64,
  power: i32,
  t: usize,
  k: usize,
  c: usize,
): void {
  const offsets = f64x2.splat(offset);
  const factor = f64x2.splat(<f64>power);
  const end = t + doubles(count);
  const toK = k - t;
  const toC = c - t;
  for (let at = t; at < end; at += 16) {
    const base = f64x2.add(v128.load(at), offsets);
    const below = raised(base, power - 1);
    v128.store(at + toK, f64x2.mul(below, base));
    v128.store(at + toC, f64x2.mul(below, factor));
  }
}
