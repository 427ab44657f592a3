/**
 * Activation functions over arrays, with first and second derivatives. Each works on groups of
 * four floats: a buffer has room for `count` rounded up to a multiple of four,
 * and what lies in that rest does not matter.
 */
import { exp_f32x4, tanh_f32x4 } from "./exp_f32";

export const IDENTITY: i32 = 0;
export const RELU: i32 = 1;
/** Slope 0.3 below zero. */
export const LEAKY_RELU: i32 = 2;
/** z · sigmoid(z). */
export const SWISH: i32 = 3;
export const TANH: i32 = 4;
export const SIGMOID: i32 = 5;
const LEAK: f32 = 0.3;

function sigmoid(z: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp_f32x4(f32x4.neg(z))));
}

/** Whether the second derivative vanishes everywhere, which saves half of a Hessian product. */
export function piecewiseLinear(kind: i32): bool {
  return kind <= LEAKY_RELU;
}

function value(kind: i32, z: v128): v128 {
  if (kind == RELU) return f32x4.max(z, f32x4.splat(0));
  if (kind == LEAKY_RELU) return f32x4.max(z, f32x4.mul(z, f32x4.splat(LEAK)));
  if (kind == SWISH) return f32x4.mul(z, sigmoid(z));
  if (kind == SIGMOID) return sigmoid(z);
  if (kind == TANH) return tanh_f32x4(z);
  return z;
}

/** φ′(z), given h = φ(z). */
function slope(kind: i32, z: v128, h: v128): v128 {
  const one = f32x4.splat(1);
  if (kind == RELU) return v128.and(f32x4.gt(z, f32x4.splat(0)), one);
  if (kind == LEAKY_RELU) {
    return v128.bitselect(one, f32x4.splat(LEAK), f32x4.gt(z, f32x4.splat(0)));
  }
  if (kind == SWISH) {
    const s = sigmoid(z);
    return f32x4.add(s, f32x4.mul(h, f32x4.sub(one, s)));
  }
  if (kind == SIGMOID) return f32x4.mul(h, f32x4.sub(one, h));
  if (kind == TANH) return f32x4.sub(one, f32x4.mul(h, h));
  return one;
}

/** φ″(z), given h = φ(z). */
function curvature(kind: i32, z: v128, h: v128): v128 {
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  if (kind == SWISH) {
    const s = sigmoid(z);
    const inner = f32x4.add(two, f32x4.mul(z, f32x4.sub(one, f32x4.mul(two, s))));
    return f32x4.mul(f32x4.mul(s, f32x4.sub(one, s)), inner);
  }
  if (kind == SIGMOID) {
    const first = f32x4.mul(h, f32x4.sub(one, h));
    return f32x4.mul(first, f32x4.sub(one, f32x4.mul(two, h)));
  }
  if (kind == TANH) {
    return f32x4.mul(f32x4.mul(f32x4.splat(-2), h), f32x4.sub(one, f32x4.mul(h, h)));
  }
  return f32x4.splat(0);
}

/** h ← φ(z). */
export function activation_value(kind: i32, count: i32, z: usize, h: usize): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) {
    v128.store(h + i, value(kind, v128.load(z + i)));
  }
}

/** out ← e ∘ φ′(z), given h = φ(z); `out` may be `e`. */
export function activation_slope(
  kind: i32,
  count: i32,
  z: usize,
  h: usize,
  e: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) {
    const d = slope(kind, v128.load(z + i), v128.load(h + i));
    v128.store(out + i, f32x4.mul(v128.load(e + i), d));
  }
}

/** out ← out + e ∘ φ″(z) ∘ r, given h = φ(z). */
export function activation_curvature(
  kind: i32,
  count: i32,
  z: usize,
  h: usize,
  e: usize,
  r: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) {
    const c = f32x4.mul(curvature(kind, v128.load(z + i), v128.load(h + i)), v128.load(r + i));
    v128.store(out + i, f32x4.add(v128.load(out + i), f32x4.mul(v128.load(e + i), c)));
  }
}
