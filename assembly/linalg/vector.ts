/** Products and sums of vectors: two lanes, four accumulators, which hides the latency of the sum. */
import { at } from "../memory/access";

/** Σ x_i y_i over n elements. Cost: 2 n flops, 16 n bytes. */
export function dot(x: usize, y: usize, n: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = at(x, n);
  const blocks = at(x, n & ~7);
  while (x < blocks) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(x), v128.load(y)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(x, 32), v128.load(y, 32)));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(x, 48), v128.load(y, 48)));
    x += 64;
    y += 64;
  }
  s0 = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  let sum = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  for (; x < end; x += 8) {
    sum += load<f64>(x) * load<f64>(y);
    y += 8;
  }
  return sum;
}

/** y ← α x + y over n elements. Cost: 2 n flops, 24 n bytes. */
export function axpy(n: i32, alpha: f64, x: usize, y: usize): void {
  const scale = f64x2.splat(alpha);
  const end = at(x, n);
  const blocks = at(x, n & ~3);
  while (x < blocks) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(scale, v128.load(x))));
    v128.store(y, f64x2.add(v128.load(y, 16), f64x2.mul(scale, v128.load(x, 16))), 16);
    x += 32;
    y += 32;
  }
  for (; x < end; x += 8) {
    store<f64>(y, load<f64>(y) + alpha * load<f64>(x));
    y += 8;
  }
}
