// Compiled by peak.mjs: what 128-bit multiplies and adds reach when they never touch memory.

/** `rounds` steps of 12 independent multiply-adds over pairs of doubles: 48 operations a step. */
export function multiply_add(rounds: i32, factor: f64, summand: f64): f64 {
  const a = f64x2.splat(factor);
  const b = f64x2.splat(summand);
  let x0 = b,
    x1 = b,
    x2 = b,
    x3 = b,
    x4 = b,
    x5 = b;
  let x6 = b,
    x7 = b,
    x8 = b,
    x9 = b,
    x10 = b,
    x11 = b;
  for (let i = 0; i < rounds; i++) {
    x0 = f64x2.add(f64x2.mul(x0, a), b);
    x1 = f64x2.add(f64x2.mul(x1, a), b);
    x2 = f64x2.add(f64x2.mul(x2, a), b);
    x3 = f64x2.add(f64x2.mul(x3, a), b);
    x4 = f64x2.add(f64x2.mul(x4, a), b);
    x5 = f64x2.add(f64x2.mul(x5, a), b);
    x6 = f64x2.add(f64x2.mul(x6, a), b);
    x7 = f64x2.add(f64x2.mul(x7, a), b);
    x8 = f64x2.add(f64x2.mul(x8, a), b);
    x9 = f64x2.add(f64x2.mul(x9, a), b);
    x10 = f64x2.add(f64x2.mul(x10, a), b);
    x11 = f64x2.add(f64x2.mul(x11, a), b);
  }
  x0 = f64x2.add(f64x2.add(x0, x1), f64x2.add(x2, x3));
  x4 = f64x2.add(f64x2.add(x4, x5), f64x2.add(x6, x7));
  x8 = f64x2.add(f64x2.add(x8, x9), f64x2.add(x10, x11));
  return f64x2.extract_lane(f64x2.add(f64x2.add(x0, x4), x8), 0);
}
