/**
 * Exact hypervolume of 2, 3 and 4 objectives by dimension sweep: the points in ascending order of
 * the last objective, a structure of one dimension less kept up to date between them.
 *
 * Sources: Fonseca, Paquete and López-Ibáñez 2006 (3 objectives), Guerreiro and Fonseca 2018,
 * "Computing and updating hypervolume contributions in up to four dimensions" (4 objectives).
 */
import { at, doubles } from "../memory/access";
import { layerBytes, layerExclusive, layerInsert, layerPosition } from "./layer";
import { ENTRY, indexOf, keyOf } from "./order";
import { staircaseInsert, staircaseReset } from "./staircase";

/** Two objectives, rows in ascending order of the first. Cost: O(n). */
export function sweep2(n: i32, y: usize, order: usize, reference: usize): f64 {
  const rx = load<f64>(reference);
  let lowest = load<f64>(reference, 8);
  let area: f64 = 0;
  for (let i = 0; i < n; i++) {
    const height = load<f64>(y + ((<usize>indexOf(order, i)) << 4), 8);
    if (height >= lowest) continue;
    area += (rx - keyOf(order, i)) * (lowest - height);
    lowest = height;
  }
  return area;
}

/** Three objectives, rows in ascending order of the third. Cost: O(n log n + n s), s the longest staircase. */
export function sweep3(n: i32, y: usize, order: usize, reference: usize, stair: usize): f64 {
  staircaseReset(stair, load<f64>(reference), load<f64>(reference, 8));
  let area: f64 = 0;
  let volume: f64 = 0;
  let level: f64 = n > 0 ? keyOf(order, 0) : 0;
  const end = order + <usize>n * ENTRY;
  for (let entry = order; entry < end; entry += ENTRY) {
    const z = load<f64>(entry);
    const row = y + <usize>load<i32>(entry, 8) * 24;
    volume += area * (z - level);
    level = z;
    area += staircaseInsert(stair, load<f64>(row), load<f64>(row, 8));
  }
  return volume + area * (load<f64>(reference, 16) - level);
}

/** Bytes of workspace for `sweep4`. */
export function sweep4Bytes(n: i32): usize {
  return ((<usize>(n + 2)) << 4) + doubles(n + 2) + layerBytes(n);
}

/**
 * Four objectives, rows `stride` bytes apart in ascending order of the fourth; columns beyond it
 * are ignored, so that it is the base case of the recursion too.
 *
 * Cost: O(n²), about 1 ns a pair of points.
 */
export function sweep4(n: i32, rows: usize, stride: usize, reference: usize, work: usize): f64 {
  const pairs = work;
  const heights = pairs + ((<usize>(n + 2)) << 4);
  const layerWork = at(heights, n + 2);
  const rx = load<f64>(reference);
  const ry = load<f64>(reference, 8);
  const rz = load<f64>(reference, 16);
  let count = 0;
  let volume: f64 = 0;
  let total: f64 = 0;
  let level: f64 = n > 0 ? load<f64>(rows, 24) : 0;
  const end = rows + <usize>n * stride;
  for (let row = rows; row < end; row += stride) {
    const x = load<f64>(row);
    const y = load<f64>(row, 8);
    const z = load<f64>(row, 16);
    const w = load<f64>(row, 24);
    const position = layerPosition(count, heights, z);
    const gain = layerExclusive(count, pairs, heights, position, x, y, z, rx, ry, rz, layerWork);
    if (gain < 0) continue;
    total += volume * (w - level);
    level = w;
    volume += gain;
    count = layerInsert(count, pairs, heights, position, x, y, z);
  }
  return total + volume * (load<f64>(reference, 24) - level);
}
