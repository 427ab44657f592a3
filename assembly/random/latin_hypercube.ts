/** Latin hypercubes. */
import { at } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { shuffle } from "./permutation";
import { LATIN, LATIN_JITTER, randomBlock, unit } from "./philox";

/**
 * n points in (0, 1)^d of which every coordinate has exactly one in each of n equal intervals,
 * at a random place inside it.
 *
 * @param out  n × d
 * @returns 0, −4 for d < 1, −5 for n < 0, OUT_OF_MEMORY
 * Cost: O(n·d). Workspace: 4n bytes.
 * Source: McKay, Beckman & Conover 1979.
 */
export function latin_hypercube(
  seed_low: i32,
  seed_high: i32,
  stream: i32,
  d: i32,
  n: i32,
  out: usize,
): i32 {
  if (d < 1) return -4;
  if (n < 0) return -5;
  const mark = scratch_mark();
  const block = scratch_allocate(16);
  const order = block == 0 ? <usize>0 : scratch_allocate((<usize>n) << 2);
  if (order == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  for (let j = 0; j < d; j++) {
    shuffle(seed_low, seed_high, stream, LATIN, j, n, order, block);
    for (let i = 0; i < n; i++) {
      if (!(i & 1)) randomBlock(seed_low, seed_high, stream, LATIN_JITTER, j, i >> 1, block);
      // Kept off the rims of the interval, where rounding could move it to the next one.
      const u =
        5.9604644775390625e-8 + 0.99999988079071044921875 * unit(block + ((<usize>i & 1) << 3));
      const cell = load<i32>(order + ((<usize>i) << 2));
      store<f64>(at(out, i * d + j), (<f64>cell + u) / <f64>n);
    }
  }
  scratch_release(mark);
  return OK;
}
