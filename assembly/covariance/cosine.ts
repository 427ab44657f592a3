/** k = cos r, where the scaled distance r = π ‖x − x'‖/p; c = −2 dk/dr² = sin(r)/r, 1 at r = 0. */

import { cos_f64x2, sin_f64x2 } from "../math/trig";
import { doubles } from "../memory/access";

/** k of the squared distances t. */
export function cosineValues(count: i32, t: usize, k: usize): void {
  const end = t + doubles(count);
  const toK = k - t;
  for (let at = t; at < end; at += 16) {
    v128.store(at + toK, cos_f64x2(f64x2.sqrt(v128.load(at))));
  }
}

/** k and c of the squared distances t. */
export function cosineSlopes(count: i32, t: usize, k: usize, c: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  cosineValues(count, t, k);
  const end = t + doubles(count);
  const toC = c - t;
  for (let at = t; at < end; at += 16) {
    const r = f64x2.sqrt(v128.load(at));
    const slope = f64x2.div(sin_f64x2(r), r);
    v128.store(at + toC, v128.bitselect(one, slope, f64x2.eq(r, zero)));
  }
}
