/** Uniform numbers: value i of a stream is half i & 1 of block i >> 1. */
import { at } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { randomBlock, UNIFORM, unit } from "./philox";
import { eightUniforms } from "./philox_vector";

/** One number, where `block` holds 16 bytes for its random block. */
function single(seedLow: i32, seedHigh: i32, stream: i32, index: u64, block: usize): f64 {
  randomBlock(seedLow, seedHigh, stream, UNIFORM, index >> 1, 0, block);
  return unit(block + ((<usize>index & 1) << 3));
}

/**
 * Uniform numbers in (0, 1) with 53 random bits.
 *
 * @param seed_low, seed_high  64 bits of seed
 * @param stream   independent sequence under the same seed
 * @param counter  index of the first number, a whole number from 0 to 2⁵³
 * @param out      n values: out[i] depends on (seed, stream, counter + i) only
 * @returns 0 or OUT_OF_MEMORY
 * Cost: about 4 ns a number. Workspace: 16 bytes.
 */
export function random_uniform(
  seed_low: i32,
  seed_high: i32,
  stream: i32,
  counter: f64,
  n: i32,
  out: usize,
): i32 {
  if (n <= 0) return OK;
  const mark = scratch_mark();
  const block = scratch_allocate(16);
  if (block == 0) return OUT_OF_MEMORY;
  const start = <u64>counter;
  let i = 0;
  if (start & 1) {
    store<f64>(out, single(seed_low, seed_high, stream, start, block));
    i = 1;
  }
  for (; i + 8 <= n; i += 8) {
    eightUniforms(seed_low, seed_high, stream, (start + <u64>i) >> 1, at(out, i));
  }
  for (; i < n; i++) {
    store<f64>(at(out, i), single(seed_low, seed_high, stream, start + <u64>i, block));
  }
  scratch_release(mark);
  return OK;
}
