/** Long arrays of floats; sums are taken in double precision. */

/** y += alpha · x. */
export function addScaled(n: i32, alpha: f32, x: usize, y: usize): void {
  const scale = f32x4.splat(alpha);
  const end = (<usize>n) << 2;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    v128.store(y + i, f32x4.add(v128.load(y + i), f32x4.mul(scale, v128.load(x + i))));
  }
  for (; i < end; i += 4) store<f32>(y + i, load<f32>(y + i) + alpha * load<f32>(x + i));
}

/** y ← alpha · x + shift. */
export function setScaled(n: i32, alpha: f32, x: usize, shift: f32, y: usize): void {
  const scale = f32x4.splat(alpha);
  const base = f32x4.splat(shift);
  const end = (<usize>n) << 2;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    v128.store(y + i, f32x4.add(f32x4.mul(scale, v128.load(x + i)), base));
  }
  for (; i < end; i += 4) store<f32>(y + i, alpha * load<f32>(x + i) + shift);
}

/** Σ x². */
export function squares(n: i32, x: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = (<usize>n) << 2;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    const v = v128.load(x + i);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f64>(v, v, 1, 0));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; i < end; i += 4) sum += <f64>load<f32>(x + i) * <f64>load<f32>(x + i);
  return sum;
}

/** Σ x. */
export function total(n: i32, x: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = (<usize>n) << 2;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    const v = v128.load(x + i);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(v, v, 1, 0)));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; i < end; i += 4) sum += <f64>load<f32>(x + i);
  return sum;
}
