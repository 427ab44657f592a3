/** Random orders. */
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { PERMUTATION, randomBlock, unit } from "./philox";

/**
 * Fisher & Yates' shuffle of 0 … n−1 as 32-bit integers at `out`; `block` holds 16 bytes.
 * A position is ⌊u·range⌋ with u of 53 bits: a bias below n·2⁻⁵³.
 */
export function shuffle(
  seedLow: i32,
  seedHigh: i32,
  stream: i32,
  family: u32,
  index: u64,
  n: i32,
  out: usize,
  block: usize,
): void {
  for (let i = 0; i < n; i++) {
    if (!(i & 1)) randomBlock(seedLow, seedHigh, stream, family, index, i >> 1, block);
    const u = unit(block + ((<usize>i & 1) << 3));
    const j = <i32>(u * <f64>(i + 1));
    const to = out + ((<usize>j) << 2);
    const from = out + ((<usize>i) << 2);
    if (j != i) store<i32>(from, load<i32>(to));
    store<i32>(to, i);
  }
}

/**
 * A random order of 0 … n−1 as 32-bit integers at `out`: number `counter` of the stream, each
 * order a pure function of (seed, stream, counter, n).
 * Cost: O(n). Returns 0 or OUT_OF_MEMORY.
 */
export function random_permutation(
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
  shuffle(seed_low, seed_high, stream, PERMUTATION, <u64>counter, n, out, block);
  scratch_release(mark);
  return OK;
}
