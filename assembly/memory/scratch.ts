/**
 * Workspaces: a stack with mark and release over chunks taken from the heap.
 *
 * A kernel marks at entry, allocates what it needs and releases to its mark on every way out.
 * A chunk of the usual size is kept for the next call, so that steady work allocates nothing.
 */
import { heap_allocate, heap_release } from "./heap";

const CHUNK: usize = 1 << 20;

/** A chunk's head: address of the chunk below it and its end. Data begins 64 bytes in. */
const DATA: usize = 64;

let chunk: usize = 0;
let cursor: usize = 0;

/** The present height of the stack, to be handed to `scratch_release`. */
export function scratch_mark(): usize {
  return cursor;
}

/**
 * `bytes` bytes on a 64-byte boundary, valid until the stack is released below them; not cleared.
 *
 * @returns the address, or 0 when memory is exhausted (the stack is then as before)
 */
export function scratch_allocate(bytes: usize): usize {
  const size: usize = (bytes + 63) & ~63;
  if (chunk != 0) {
    const end = load<usize>(chunk, 8);
    if (size <= end - cursor) {
      const result = cursor;
      cursor += size;
      return result;
    }
  }
  const length = max(CHUNK, size + DATA);
  const fresh = heap_allocate(length);
  if (fresh == 0) return 0;
  store<usize>(fresh, chunk);
  store<usize>(fresh, fresh + length, 8);
  store<usize>(fresh, cursor, 16);
  chunk = fresh;
  cursor = fresh + DATA + size;
  return fresh + DATA;
}

/** Frees all that was allocated since `mark` was taken. */
export function scratch_release(mark: usize): void {
  while (chunk != 0) {
    const end = load<usize>(chunk, 8);
    const inside = mark >= chunk + DATA && mark <= end;
    const below = load<usize>(chunk);
    // The lowest chunk is kept, unless one large call made it: blocks may need its memory.
    if (inside || (below == 0 && end - chunk == CHUNK)) break;
    heap_release(chunk);
    chunk = below;
  }
  cursor = mark == 0 && chunk != 0 ? chunk + DATA : mark;
}
