/**
 * Box decomposition of the region that no point dominates below the reference, for two and three
 * objectives: n + 1 or 2n + 1 boxes, each open to −∞ where nothing bounds it.
 *
 * Three objectives: a sweep upwards in z over vertical strips of the plane, one between each pair
 * of neighbours of the staircase. A new point closes the strips that it changes, each of which
 * leaves a box from the height where it was opened, and opens two.
 * Sources: Dächert, Klamroth, Lacour and Vanderpooten 2017, "Efficient computation of the search
 * region in multi-objective optimization"; Yang, Emmerich, Deutz and Bäck 2019.
 *
 * A partition is one block without pointers, so that it can be kept and moved: a head of 8 doubles
 * {n, k, boxes}, the n points followed by the reference and by a row of −∞, the bounds of the boxes
 * (k lower, k upper), and the same bounds as 32-bit indices of the rows they come from.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { gatherInside } from "./hypervolume";
import { indexOf, orderBytes, sortRows } from "./order";

const HEAD: usize = 64;

function maxBoxes(n: i32, k: i32): i32 {
  return k == 2 ? n + 1 : 2 * n + 1;
}

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
  return partition + HEAD;
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
  const boxes = maxBoxes(partitionPoints(partition), k);
  return pareto_partition_bounds(partition) + ((<usize>boxes * <usize>k) << 4);
}

/** Doubles that a partition of n points takes; 0 where there is none for k objectives. */
export function pareto_partition_size(n: i32, k: i32): i32 {
  if (n < 0 || k < 2 || k > 3) return 0;
  return 8 + (n + 2) * k + maxBoxes(n, k) * 3 * k;
}

/** Adds a box: its bounds as indices of rows. */
function emit2(indices: usize, box: i32, lowX: i32, highX: i32, highY: i32, bottom: i32): void {
  const entry = indices + ((<usize>box) << 4);
  store<i32>(entry, lowX);
  store<i32>(entry, bottom, 4);
  store<i32>(entry, highX, 8);
  store<i32>(entry, highY, 12);
}

function split2(n: i32, y: usize, order: usize, indices: usize): i32 {
  const bottom = n + 1;
  let left = bottom;
  let top = n;
  let lowest = load<f64>(y + ((<usize>n) << 4), 8);
  let boxes = 0;
  for (let i = 0; i < n; i++) {
    const index = indexOf(order, i);
    const height = load<f64>(y + ((<usize>index) << 4), 8);
    if (height >= lowest) continue;
    emit2(indices, boxes++, left, index, top, bottom);
    left = index;
    top = index;
    lowest = height;
  }
  emit2(indices, boxes++, left, n, top, bottom);
  return boxes;
}

/**
 * Strips from left to right, 16 bytes each: the row whose x is the left end, the row whose y is
 * the top, the row whose z is where the strip was opened. A last entry holds the right end.
 */
function closeStrip(strip: usize, highZ: i32, rows: usize, indices: usize, boxes: i32): i32 {
  const lowZ = load<i32>(strip, 8);
  if (load<f64>(rows + <usize>lowZ * 24, 16) >= load<f64>(rows + <usize>highZ * 24, 16)) {
    return boxes;
  }
  const box = indices + <usize>boxes * 24;
  store<i32>(box, load<i32>(strip));
  store<i32>(box, load<i32>(strip, 12), 4);
  store<i32>(box, lowZ, 8);
  store<i32>(box, load<i32>(strip, 16), 12);
  store<i32>(box, load<i32>(strip, 4), 16);
  store<i32>(box, highZ, 20);
  return boxes + 1;
}

function setStrip(strip: usize, x: i32, y: i32, z: i32, bottom: i32): void {
  store<i32>(strip, x);
  store<i32>(strip, y, 4);
  store<i32>(strip, z, 8);
  store<i32>(strip, bottom, 12);
}

function split3(n: i32, rows: usize, order: usize, indices: usize, strips: usize): i32 {
  const bottom = n + 1;
  setStrip(strips, bottom, n, bottom, bottom);
  setStrip(strips + 16, n, bottom, bottom, bottom);
  let end = strips + 32;
  let boxes = 0;
  for (let i = 0; i < n; i++) {
    const index = indexOf(order, i);
    const x = load<f64>(rows + <usize>index * 24);
    const y = load<f64>(rows + <usize>index * 24, 8);
    let strip = strips;
    while (load<f64>(rows + <usize>load<i32>(strip, 16) * 24) <= x) strip += 16;
    // `strip` holds x; the point is dominated where it is not below the strip's top.
    if (load<f64>(rows + <usize>load<i32>(strip, 4) * 24, 8) <= y) continue;
    let last = strip;
    while (load<f64>(rows + <usize>load<i32>(last, 20) * 24, 8) >= y) last += 16;
    for (let closed = strip; closed <= last; closed += 16) {
      boxes = closeStrip(closed, index, rows, indices, boxes);
    }
    const after = last + 16;
    // A strip that begins at x leaves nothing to the left of the point.
    const keeps = load<f64>(rows + <usize>load<i32>(strip) * 24) < x;
    const fresh = keeps ? strip + 16 : strip;
    if (fresh + 16 != after) memory.copy(fresh + 16, after, end - after);
    end += fresh + 16 - after;
    if (keeps) store<i32>(strip, index, 8);
    setStrip(fresh, index, index, index, bottom);
  }
  for (let strip = strips; strip < end - 16; strip += 16) {
    boxes = closeStrip(strip, n, rows, indices, boxes);
  }
  return boxes;
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
 * @param y n × k, finite, k = 2 or 3; all objectives are minimized; points that are dominated or
 *   not below the reference change nothing
 * @param partition `pareto_partition_size(n, k)` doubles
 * Cost: O(n log n) for k = 2, O(n log n + n s) for k = 3, s the longest staircase.
 */
export function pareto_partition(
  n: i32,
  k: i32,
  y: usize,
  reference: usize,
  partition: usize,
): i32 {
  if (n < 0) return -1;
  if (k < 2 || k > 3) return -2;
  const rows = partitionRows(partition);
  const inside = gatherInside(n, k, y, reference, rows);
  const corner = rowOf(rows, inside, k);
  memory.copy(corner, reference, doubles(k));
  for (let o = 0; o < k; o++) store<f64>(at(corner, k + o), -Infinity);
  store<i32>(partition, inside);
  store<i32>(partition, k, 4);
  const mark = scratch_mark();
  const work = scratch_allocate(orderBytes(inside));
  const strips = scratch_allocate((<usize>(inside + 3)) << 4);
  if (work == 0 || strips == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  const order = sortRows(inside, k, rows, k == 2 ? 0 : 2, work);
  const indices = partitionIndices(partition);
  const boxes =
    k == 2 ? split2(inside, rows, order, indices) : split3(inside, rows, order, indices, strips);
  store<i32>(partition, boxes, 8);
  writeBounds(partition);
  scratch_release(mark);
  return OK;
}
