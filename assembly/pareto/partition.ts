/**
 * Box decomposition of the region that no point dominates below the reference: disjoint boxes, each
 * open to −∞ in the first objective; see `local_upper_bounds.ts`.
 *
 * A partition is one block without pointers, so that it can be kept and moved: a head of 8 doubles
 * {n, k, boxes, room}, the n points followed by the reference and by a row of −∞, the bounds of the
 * boxes (k lower, k upper), and the same bounds as 32-bit indices of the rows they come from.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { gatherInside } from "./hypervolume";
import { splitByBounds } from "./local_upper_bounds";
import { orderBytes, sortRows } from "./order";

const HEAD: i32 = 8;

/** Beyond, boxes of ordinary fronts are too many to be of use. */
export const MOST_OBJECTIVES: i32 = 6;

/** Number of points below the reference. */
export function partitionPoints(partition: usize): i32 {
  return load<i32>(partition);
}

export function partitionObjectives(partition: usize): i32 {
  return load<i32>(partition, 4);
}

/** Number of boxes. */
export function pareto_partition_count(partition: usize): i32 {
  return load<i32>(partition, 8);
}

/** The points, the reference and −∞: n + 2 rows. */
export function partitionRows(partition: usize): usize {
  return at(partition, HEAD);
}

/** Address of the bounds: for each box k lower and k upper ones. */
export function pareto_partition_bounds(partition: usize): usize {
  const n = partitionPoints(partition);
  const k = partitionObjectives(partition);
  return rowOf(partitionRows(partition), n + 2, k);
}

/** Rows that the bounds come from, in the same order. */
export function partitionIndices(partition: usize): usize {
  const k = partitionObjectives(partition);
  const room = load<i32>(partition, 12);
  return rowOf(pareto_partition_bounds(partition), room, 2 * k);
}

/** Doubles that a partition of n points into at most so many boxes takes. */
export function pareto_partition_size(n: i32, k: i32, boxes: i32): i32 {
  return HEAD + (n + 2) * k + (boxes + 1) * 3 * k;
}

/** Copies the points below the reference, then the reference and −∞. Returns how many points. */
function fillRows(n: i32, k: i32, y: usize, reference: usize, rows: usize): i32 {
  const inside = gatherInside(n, k, y, reference, rows);
  const corner = rowOf(rows, inside, k);
  memory.copy(corner, reference, doubles(k));
  for (let o = 0; o < k; o++) store<f64>(at(corner, k + o), -Infinity);
  return inside;
}

/** Boxes of the filled rows; see `splitByBounds`. */
function split(n: i32, k: i32, rows: usize, boxes: usize): i32 {
  const mark = scratch_mark();
  const work = scratch_allocate(orderBytes(n));
  const count =
    work == 0 ? -1 : splitByBounds(n, k, rows, sortRows(n, k, rows, k - 1, work), boxes);
  scratch_release(mark);
  return count;
}

/**
 * How many boxes to make room for: up to three objectives a bound, beyond it their number.
 *
 * @returns the number, minus the position of a bad argument, or OUT_OF_MEMORY
 * Cost: O(1) for k ≤ 3, else that of `pareto_partition`.
 */
export function pareto_partition_room(n: i32, k: i32, y: usize, reference: usize): i32 {
  if (n < 0) return -1;
  if (k < 2 || k > MOST_OBJECTIVES) return -2;
  if (k <= 3) return (k - 1) * n + 1;
  const mark = scratch_mark();
  const rows = scratch_allocate(doubles((n + 2) * k));
  const count = rows == 0 ? -1 : split(fillRows(n, k, y, reference, rows), k, rows, 0);
  scratch_release(mark);
  return count < 0 ? OUT_OF_MEMORY : count;
}

/** Bounds in place of the indices of the rows that they come from. */
function writeBounds(partition: usize): void {
  const k = partitionObjectives(partition);
  const rows = partitionRows(partition);
  let index = partitionIndices(partition);
  let bound = pareto_partition_bounds(partition);
  for (let i = 0; i < pareto_partition_count(partition) * 2; i++) {
    for (let o = 0; o < k; o++, index += 4, bound += 8) {
      const row = rowOf(rows, load<i32>(index), k);
      store<f64>(bound, load<f64>(at(row, o)));
    }
  }
}

/**
 * Splits the region that none of the points dominates below the reference into disjoint boxes.
 *
 * @param y n × k, finite, 2 ≤ k ≤ 6; all objectives are minimized; points that are dominated or not
 *   below the reference change nothing
 * @param room `pareto_partition_room(n, k, y, reference)`
 * @param partition `pareto_partition_size(n, k, room)` doubles
 * Cost: O(n log n) for k = 2, O(n log n + n s) for k = 3, s the longest staircase, O(n²) for k = 4,
 * about 0.1 ms at n = 100.
 */
export function pareto_partition(
  n: i32,
  k: i32,
  y: usize,
  reference: usize,
  room: i32,
  partition: usize,
): i32 {
  if (n < 0) return -1;
  if (k < 2 || k > MOST_OBJECTIVES) return -2;
  const rows = partitionRows(partition);
  const inside = fillRows(n, k, y, reference, rows);
  store<i32>(partition, inside);
  store<i32>(partition, k, 4);
  store<i32>(partition, room, 12);
  const boxes = split(inside, k, rows, partitionIndices(partition));
  if (boxes < 0) return OUT_OF_MEMORY;
  store<i32>(partition, boxes, 8);
  writeBounds(partition);
  return OK;
}
