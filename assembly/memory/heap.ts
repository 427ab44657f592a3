/**
 * Owned blocks: a segregated free list over linear memory.
 *
 * Sizes are rounded up to a class (four classes an octave, at most 25 % waste), a released block
 * goes to the list of its class and is handed out again from there. Exhaustion is the value 0,
 * never a trap: the caller turns it into an error and the instance stays usable.
 */

/** The class of a block lies in the 64 bytes before it, which also keeps blocks on cache lines. */
const HEADER: usize = 64;
const SMALLEST: usize = 64;
const CLASSES: i32 = 108;
const PAGE_BITS: i32 = 16;

/** Heads of the free lists, one a class. */
const freeLists: usize = memory.data(<i32>108 * 8, 16);

let top: usize = 0;
let liveBlocks: i32 = 0;
let liveBytes: usize = 0;

/** The smallest class that holds `bytes`: octave · 4 + quarter. */
function classOf(bytes: usize): i32 {
  if (bytes <= SMALLEST) return 0;
  const octave: i32 = 31 - clz<i32>(<i32>((bytes - 1) >>> 6));
  const base: usize = SMALLEST << octave;
  const quarter: i32 = <i32>((bytes - base + (base >> 2) - 1) / (base >> 2));
  return octave * 4 + quarter;
}

function sizeOfClass(index: i32): usize {
  const base: usize = SMALLEST << (index >> 2);
  return base + (base >> 2) * <usize>(index & 3);
}

/** Grows linear memory so that it ends at or after `end`; false when the host refuses. */
function reserve(end: usize): bool {
  const pages: i32 = <i32>((end + 0xffff) >>> PAGE_BITS);
  const have: i32 = memory.size();
  if (pages <= have) return true;
  // Ask for half as much again, so that many small blocks do not grow memory one by one.
  const wanted: i32 = max(pages, min(have + (have >> 1), 65536));
  if (memory.grow(wanted - have) >= 0) return true;
  return memory.grow(pages - have) >= 0;
}

/** Unlinks the first free block of a class; 0 where the list is empty. */
function pop(index: i32): usize {
  const list = freeLists + ((<usize>index) << 3);
  const block = load<usize>(list);
  if (block != 0) store<usize>(list, load<usize>(block));
  return block;
}

/** A block from memory that was never used; 0 where none is left. */
function carve(index: i32): usize {
  if (top == 0) top = (__heap_base + 63) & ~63;
  const end: u64 = <u64>top + <u64>HEADER + <u64>sizeOfClass(index);
  if (end > 0xffff0000 || !reserve(<usize>end)) return 0;
  const block = top + HEADER;
  store<i32>(top, index);
  top = <usize>end;
  return block;
}

/**
 * A block of at least `bytes` bytes on a 64-byte boundary, not cleared.
 *
 * @returns its address, or 0 when memory is exhausted
 * Cost: O(1).
 */
export function heap_allocate(bytes: usize): usize {
  if (bytes > 0x7fff0000) return 0;
  const index = classOf(bytes);
  let block = pop(index);
  if (block == 0) block = carve(index);
  // At the limit a larger block serves whole: what was released stays usable in any size.
  for (let larger = index + 1; block == 0 && larger < CLASSES; larger++) block = pop(larger);
  if (block == 0) return 0;
  liveBlocks++;
  liveBytes += sizeOfClass(load<i32>(block - HEADER));
  return block;
}

/** Gives a block back; 0 is ignored. Its content is lost. Cost: O(1). */
export function heap_release(block: usize): void {
  if (block == 0) return;
  const index = load<i32>(block - HEADER);
  const list = freeLists + ((<usize>index) << 3);
  store<usize>(block, load<usize>(list));
  store<usize>(list, block);
  liveBlocks--;
  liveBytes -= sizeOfClass(index);
}

/** Blocks that are allocated and not released: the leak check of the tests. */
export function heap_live_blocks(): i32 {
  return liveBlocks;
}

/** Bytes in live blocks. */
export function heap_live_bytes(): usize {
  return liveBytes;
}
