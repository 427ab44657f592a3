/** Uniform numbers: every value a pure function of (seed, stream, counter). */

import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OUT_OF_MEMORY } from "../status";
import { philox, toUnit } from "./philox";

/** Last counter word: keeps the families of numbers apart under one seed and stream. */
const UNIFORM: u32 = 0;

/** n uniforms in (0, 1) with 53 bits, number `counter` onwards of the stream. */
export function random_uniform(
  seed_low: i32,
  seed_high: i32,
  stream: i32,
  counter: f64,
  n: i32,
  out: usize,
): i32 {
  const mark = scratch_mark();
  const block = scratch_allocate(16);
  if (block == 0) return OUT_OF_MEMORY;
  const start = <u64>counter;
  let held: u64 = u64.MAX_VALUE;
  for (let i = 0; i < n; i++) {
    const index = start + <u64>i;
    const pair = index >> 1;
    if (pair != held) {
      philox(seed_low, seed_high, <u32>pair, <u32>(pair >> 32), stream, UNIFORM, block);
      held = pair;
    }
    const bits = load<u64>(block + ((<usize>index & 1) << 3));
    store<f64>(out + ((<usize>i) << 3), toUnit(bits));
  }
  scratch_release(mark);
  return 0;
}
