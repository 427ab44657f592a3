/** k = exp(−r); c = −2 dk/dr² = k/r, which is set to 0 where points coincide. */
import { doubles } from "../memory/access";
import { decay_root_tile } from "./decay";

/** −log₂e. */
const RATE: f64 = -1.4426950408889634;

/** k of the squared distances t, which are lost. */
export function matern12Values(count: i32, t: usize, k: usize): void {
  decay_root_tile(count, t, RATE, t, k);
}

/** k and c of the squared distances t. */
export function matern12Slopes(count: i32, t: usize, k: usize, c: usize): void {
  decay_root_tile(count, t, RATE, c, k);
  const rate = f64x2.splat(RATE);
  const zero = f64x2.splat(0);
  const end = c + doubles(count);
  const toK = k - c;
  for (let at = c; at < end; at += 16) {
    // y = rate·r, so that k/r is k·rate/y.
    const y = v128.load(at);
    const slope = f64x2.div(f64x2.mul(v128.load(at + toK), rate), y);
    v128.store(at, v128.and(slope, f64x2.ne(y, zero)));
  }
}
