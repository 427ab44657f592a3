/** Hypervolume of a set of points: the volume below a reference point that they dominate. */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { indexOf, orderBytes, sortRows } from "./order";
import { copyPadded, ORDERED, rowsHypervolume, strideOf } from "./recursion";
import { staircaseBytes } from "./staircase";
import { sweep2, sweep3 } from "./sweep";

/** Copies the rows strictly below the reference in every column. Returns their number. */
export function gatherInside(n: i32, k: i32, y: usize, reference: usize, out: usize): i32 {
  let count = 0;
  const row = doubles(k);
  for (let i = 0; i < n; i++, y += row) {
    let inside = true;
    for (let o: usize = 0; o < row; o += 8) {
      const value = load<f64>(y + o);
      inside = inside && value < load<f64>(reference + o);
      store<f64>(out + o, value);
    }
    // A row that is outside is overwritten by the next one.
    out += select<usize>(row, 0, inside);
    count += select<i32>(1, 0, inside);
  }
  return count;
}

/** Copies rows in the given order to rows `strideOf(k)` bytes apart. */
export function gatherOrdered(n: i32, k: i32, y: usize, order: usize, out: usize): void {
  const stride = strideOf(k);
  for (let i = 0; i < n; i++, out += stride) {
    const row = rowOf(y, indexOf(order, i), k);
    copyPadded(k, row, out);
  }
}

function lowestOf(n: i32, y: usize, start: f64): f64 {
  let lowest = start;
  for (let i = 0; i < n; i++) lowest = min(lowest, load<f64>(at(y, i)));
  return lowest;
}

function insideHypervolume(n: i32, k: i32, y: usize, reference: usize): f64 {
  if (n == 0) return 0;
  if (k == 1) return load<f64>(reference) - lowestOf(n, y, load<f64>(reference));
  const work = scratch_allocate(orderBytes(n));
  if (work == 0) return NaN;
  const order = sortRows(n, k, y, k == 2 ? 0 : min(k - 1, ORDERED), work);
  if (k == 2) return sweep2(n, y, order, reference);
  const rest = scratch_allocate(k == 3 ? staircaseBytes(n) : <usize>(n + 1) * strideOf(k));
  if (rest == 0) return NaN;
  if (k == 3) return sweep3(n, y, order, reference, rest);
  gatherOrdered(n, k, y, order, rest);
  return rowsHypervolume(k, n, rest, strideOf(k), reference);
}

/**
 * Volume of the region that the points dominate below the reference point, all objectives
 * minimized. Points that are not strictly below the reference in every objective, dominated
 * points and duplicates add nothing.
 *
 * @param y n × k, finite
 * @param reference k values, finite
 * @param out 1 value
 * Cost: O(n log n) for k ≤ 3 on fronts of ordinary shape, O(n²) for k = 4, exponential in k beyond.
 * Accuracy: relative 1e-14 times the number of points. Workspace: O(n k).
 */
export function pareto_hypervolume(n: i32, k: i32, y: usize, reference: usize, out: usize): i32 {
  if (n < 0) return -1;
  if (k < 1) return -2;
  const mark = scratch_mark();
  const inside = scratch_allocate((<usize>n * <usize>k + 1) << 3);
  let volume: f64 = NaN;
  if (inside != 0) {
    volume = insideHypervolume(gatherInside(n, k, y, reference, inside), k, inside, reference);
  }
  scratch_release(mark);
  if (volume != volume) return OUT_OF_MEMORY;
  store<f64>(out, volume);
  return OK;
}
