/** Exclusive contributions: what the hypervolume of a set loses with each of its points. */
import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { frontBuild, frontContribution, frontCount, frontId, isInside } from "./front";
import { indexOf, keyOf, orderBytes, sortRows } from "./order";

/**
 * Area that the point at position `i` of the order has for itself: its box below the steps to its
 * left (`above`) and right, less what the dominated points in that box take.
 *
 * @param above height of the lowest step to the left
 */
function stepArea(i: i32, n: i32, y: usize, order: usize, reference: usize, above: f64): f64 {
  const height = load<f64>(y + ((<usize>indexOf(order, i)) << 4), 8);
  let area: f64 = 0;
  let level = above;
  let from = keyOf(order, i);
  const corner = load<f64>(reference);
  for (let j = i + 1; j < n; j++) {
    const x = keyOf(order, j);
    const other = load<f64>(y + ((<usize>indexOf(order, j)) << 4), 8);
    if (x >= corner) break;
    if (other >= level) continue;
    area += (x - from) * (level - height);
    if (other <= height) return area;
    from = x;
    level = other;
  }
  return area + (corner - from) * (level - height);
}

/** Two objectives. Cost: O(n log n) for a set without many dominated points. */
function planeContributions(n: i32, y: usize, order: usize, reference: usize, out: usize): void {
  let above = load<f64>(reference, 8);
  for (let i = 0; i < n; i++) {
    const index = indexOf(order, i);
    const row = y + ((<usize>index) << 4);
    let area: f64 = 0;
    if (isInside(2, row, reference) && load<f64>(row, 8) < above) {
      area = stepArea(i, n, y, order, reference, above);
      above = load<f64>(row, 8);
    }
    store<f64>(at(out, index), area);
  }
}

function frontContributions(front: usize, n: i32, out: usize): i32 {
  memory.fill(out, 0, doubles(n));
  for (let i = 0; i < frontCount(front); i++) {
    const volume = frontContribution(front, i);
    if (volume != volume) return OUT_OF_MEMORY;
    store<f64>(at(out, frontId(front, i)), volume);
  }
  return OK;
}

/**
 * For each point the volume that the set loses without it: 0 for dominated points, for copies and
 * for points that are not below the reference. Dominated points count as part of the set.
 *
 * @param y n × k, finite; all objectives are minimized
 * @param out n values
 * Cost: O(n log n) for k = 2, O(n²) for k = 3, O(n³) for k = 4, exponential in k beyond.
 * Workspace: O(n k).
 */
export function pareto_contributions(n: i32, k: i32, y: usize, reference: usize, out: usize): i32 {
  if (n < 0) return -1;
  if (k < 1) return -2;
  const mark = scratch_mark();
  let status: i32 = OUT_OF_MEMORY;
  if (k == 2) {
    const work = scratch_allocate(orderBytes(n));
    if (work != 0) {
      planeContributions(n, y, sortRows(n, 2, y, 0, work), reference, out);
      status = OK;
    }
  } else {
    const front = frontBuild(n, k, y, reference, 0, true);
    if (front != 0) status = frontContributions(front, n, out);
  }
  scratch_release(mark);
  return status;
}
