/**
 * Exact hypervolume of four and more objectives: WFG's exclusive volumes of limit sets, one
 * objective sliced off a level, down to the sweep of four.
 *
 * The rows are put in ascending order of the fourth objective once. A limit set takes the
 * component-wise maximum with one point, which keeps that order, so no level sorts again and the
 * sweep at the bottom gets its rows as it needs them.
 *
 * Source: While, Bradstreet and Barone 2012, "A fast way of calculating exact hypervolumes".
 */
import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { sweep4, sweep4Bytes } from "./sweep";

/** The column that rows are ordered by. */
export const ORDERED: i32 = 3;

/** Bytes between rows of k columns: an even number of doubles, for vector access. */
export function strideOf(k: i32): usize {
  return doubles((k + 1) & ~1);
}

/**
 * Copies k doubles to a row and fills its padding with 0. Loops over short rows here and elsewhere
 * stand where `memory.copy` would: V8 calls out of the module for it, some 20 ns.
 */
export function copyPadded(k: i32, from: usize, to: usize): void {
  const row = doubles(k);
  store<f64>(to + strideOf(k) - 8, 0);
  for (let o: usize = 0; o < row; o += 8) store<f64>(to + o, load<f64>(from + o));
}

/** Whether row a is nowhere above row b in the first k columns. */
export function covers(k: i32, a: usize, b: usize): bool {
  const paired = at(a, k & ~1);
  for (; a < paired; a += 16, b += 16) {
    if (!i64x2.all_true(f64x2.le(v128.load(a), v128.load(b)))) return false;
  }
  return (k & 1) == 0 || load<f64>(a) <= load<f64>(b);
}

/** Copies a padded row. */
export function copyRow(to: usize, from: usize, stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) v128.store(to + o, v128.load(from + o));
}

/**
 * Adds a row to a list of rows, none of which covers another; those that it covers are dropped
 * and the others keep their order.
 *
 * @param end end of the list; the row lies there already
 * @returns the new end
 */
export function addUncovered(k: i32, list: usize, end: usize, stride: usize): usize {
  let to = list;
  for (let row = list; row < end; row += stride) {
    if (covers(k, row, end)) return end;
    if (covers(k, end, row)) continue;
    if (to != row) copyRow(to, row, stride);
    to += stride;
  }
  if (to != end) copyRow(to, end, stride);
  return to + stride;
}

/**
 * Collects the limit set of a row in its first k columns: max(row, other) for the others that
 * come later in column k, or for all others where `sliced` is false.
 *
 * @returns its number of rows, or −1 where one of the others covers the row
 */
function limitSet(
  k: i32,
  row: usize,
  rows: usize,
  end: usize,
  stride: usize,
  sliced: bool,
  out: usize,
): i32 {
  const last = doubles(k);
  const own = load<f64>(row + last);
  let to = out;
  for (let other = rows; other < end; other += stride) {
    if (other == row) continue;
    if (sliced) {
      const value = load<f64>(other + last);
      if (value > own || (value == own && other < row)) continue;
    }
    // An odd k takes in column k as well: padding, or a value that the slice has made equal.
    let same: bool = true;
    for (let column: usize = 0; column < last; column += 16) {
      const point = v128.load(row + column);
      const limited = f64x2.pmax(point, v128.load(other + column));
      v128.store(to + column, limited);
      same = same && i64x2.all_true(f64x2.eq(limited, point));
    }
    if (same) return -1;
    to = k > 4 ? addUncovered(k, out, to, stride) : to + stride;
  }
  return <i32>((to - out) / stride);
}

/** Volume of the box between a row and the reference, in k columns. */
function boxVolume(k: i32, row: usize, reference: usize): f64 {
  let volume: f64 = 1;
  for (let o = 0; o < k; o++) {
    const offset = doubles(o);
    volume *= load<f64>(reference + offset) - load<f64>(row + offset);
  }
  return volume;
}

/**
 * Volume in k columns that a row dominates and the others do not; see `limitSet` for which.
 *
 * @param out workspace for as many rows as there are
 * @returns the volume, 0 where the row is covered, NaN where memory is exhausted
 */
export function rowExclusive(
  k: i32,
  row: usize,
  n: i32,
  rows: usize,
  stride: usize,
  sliced: bool,
  reference: usize,
  out: usize,
): f64 {
  const end = rows + <usize>n * stride;
  const limited = limitSet(k, row, rows, end, stride, sliced, out);
  if (limited < 0) return 0;
  return max(
    boxVolume(k, row, reference) - rowsHypervolume(k, limited, out, stride, reference),
    <f64>0,
  );
}

/**
 * Hypervolume of rows in their first k ≥ 4 columns, in ascending order of the fourth.
 *
 * @returns the volume, or NaN where memory is exhausted
 * Cost: O(n²) for k = 4, exponential in k for more; a few hundred points for k ≤ 6.
 */
export function rowsHypervolume(k: i32, n: i32, rows: usize, stride: usize, reference: usize): f64 {
  const mark = scratch_mark();
  const work = scratch_allocate(k == 4 ? sweep4Bytes(n) : <usize>(n + 1) * stride);
  if (work == 0) return NaN;
  let total: f64 = 0;
  if (k == 4) total = sweep4(n, rows, stride, reference, work);
  else {
    const last = doubles(k - 1);
    const end = rows + <usize>n * stride;
    for (let row = rows; row < end; row += stride) {
      const thickness = load<f64>(reference + last) - load<f64>(row + last);
      total += thickness * rowExclusive(k - 1, row, n, rows, stride, true, reference, work);
    }
  }
  scratch_release(mark);
  return total;
}
