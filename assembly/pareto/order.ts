/**
 * Ordering of points: a stable merge sort of (key, index) pairs, 16 bytes each.
 *
 * Runs of 12 by insertion, then merges that select instead of branching: the outcome of a
 * comparison is a coin toss, and mispredicted branches are all that a sort of 100 points costs.
 */
import { at, elementOf, rowOf } from "../memory/access";

/** Bytes of one entry of an order: the key, then the index of the row. */
export const ENTRY: usize = 16;
const RUN: i32 = 12;

/** Key of entry `i` of an order. */
export function keyOf(order: usize, i: i32): f64 {
  return load<f64>(order + ((<usize>i) << 4));
}

/** Row of entry `i` of an order. */
export function indexOf(order: usize, i: i32): i32 {
  return load<i32>(order + ((<usize>i) << 4), 8);
}

/** Bytes of workspace that `sortRows` needs. */
export function orderBytes(n: i32): usize {
  return (<usize>n) << 5;
}

/** Whether row `a` comes before row `b` when their keys are equal: column by column. */
function lexicographic(k: i32, y: usize, a: i32, b: i32): bool {
  const rowA = rowOf(y, a, k);
  const rowB = rowOf(y, b, k);
  for (let o = 0; o < k; o++) {
    const valueA = load<f64>(at(rowA, o));
    const valueB = load<f64>(at(rowB, o));
    if (valueA != valueB) return valueA < valueB;
  }
  return false;
}

function before(k: i32, y: usize, a: usize, b: usize): bool {
  const keyA = load<f64>(a);
  const keyB = load<f64>(b);
  return keyA < keyB || (keyA == keyB && lexicographic(k, y, load<i32>(a, 8), load<i32>(b, 8)));
}

function sortRun(k: i32, y: usize, first: usize, end: usize): void {
  for (let next = first + ENTRY; next < end; next += ENTRY) {
    const entry = v128.load(next);
    let hole = next;
    // `next` itself is overwritten only after its last comparison: it is moved to a free slot.
    while (hole > first && before(k, y, next, hole - ENTRY)) hole -= ENTRY;
    for (let slot = next; slot > hole; slot -= ENTRY) v128.store(slot, v128.load(slot - ENTRY));
    v128.store(hole, entry);
  }
}

function merge(k: i32, y: usize, from: usize, middle: usize, end: usize, to: usize): void {
  let left = from;
  let right = middle;
  while (left < middle && right < end) {
    const takeRight = before(k, y, right, left);
    v128.store(to, v128.load(select<usize>(right, left, takeRight)));
    right += select<usize>(ENTRY, 0, takeRight);
    left += select<usize>(0, ENTRY, takeRight);
    to += ENTRY;
  }
  for (; left < middle; left += ENTRY, to += ENTRY) v128.store(to, v128.load(left));
  for (; right < end; right += ENTRY, to += ENTRY) v128.store(to, v128.load(right));
}

/**
 * Ascending order of the n rows of y (n × k) by column `by`; equal keys by all columns in turn,
 * equal rows by position.
 *
 * @param work `orderBytes(n)` bytes; clobbered, the result lies in it
 * @returns address of n entries
 * Cost: O(n log n) comparisons.
 */
export function sortRows(n: i32, k: i32, y: usize, by: i32, work: usize): usize {
  for (let i = 0; i < n; i++) {
    const entry = work + ((<usize>i) << 4);
    store<f64>(entry, load<f64>(elementOf(y, i, by, k)));
    store<i32>(entry, i, 8);
  }
  let from = work;
  let to = work + ((<usize>n) << 4);
  for (let i = 0; i < n; i += RUN) {
    sortRun(k, y, from + ((<usize>i) << 4), from + ((<usize>min(i + RUN, n)) << 4));
  }
  for (let width = RUN; width < n; width <<= 1) {
    for (let i = 0; i < n; i += width << 1) {
      const start = (<usize>i) << 4;
      const middle = from + ((<usize>min(i + width, n)) << 4);
      merge(
        k,
        y,
        from + start,
        middle,
        from + ((<usize>min(i + (width << 1), n)) << 4),
        to + start,
      );
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}
