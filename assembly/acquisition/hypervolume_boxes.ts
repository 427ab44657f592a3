/**
 * For each posterior sample of the baseline, the region that its points leave undominated, as boxes.
 *
 * Block in bytes: 0 k · 4 samples S · 8 boxes that a sample may have, c · 64 doubles: S counts, then
 * for each sample c boxes of k lower bounds, k lengths and the k logarithms of these. Outcomes are
 * maximized here.
 */
import { log_f64 } from "../math";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import {
  pareto_partition,
  pareto_partition_bounds,
  pareto_partition_count,
  pareto_partition_size,
} from "../pareto";
import { OK, OUT_OF_MEMORY } from "../status";

const HEADER: i32 = 8;

/** Stands for the end of a box without one, as in BoTorch. */
const FAR: f64 = 1e10;

export function boxOutcomes(boxes: usize): i32 {
  return load<i32>(boxes);
}

export function boxSamples(boxes: usize): i32 {
  return load<i32>(boxes, 4);
}

/** Number of boxes of sample s. */
export function boxCount(boxes: usize, s: i32): i32 {
  return <i32>load<f64>(at(boxes, HEADER + s));
}

/** Boxes of sample s: k lower bounds, k lengths, k logarithms of lengths each. */
export function boxesOf(boxes: usize, s: i32): usize {
  const width = 3 * boxOutcomes(boxes) * load<i32>(boxes, 8);
  return rowOf(at(boxes, HEADER + boxSamples(boxes)), s, width);
}

function mostBoxes(b: i32, k: i32): i32 {
  return k == 2 ? b + 1 : 2 * b + 1;
}

/** Doubles for the boxes of `count` samples of b points; 0 where there are none for k outcomes. */
export function hypervolume_boxes_size(b: i32, k: i32, count: i32): i32 {
  if (b < 0 || count < 1 || k < 2 || k > 3) return 0;
  return HEADER + count + count * mostBoxes(b, k) * 3 * k;
}

function copyBoxes(partition: usize, k: i32, out: usize): i32 {
  const count = pareto_partition_count(partition);
  const bounds = pareto_partition_bounds(partition);
  for (let i = 0; i < count; i++) {
    const box = rowOf(bounds, i, 2 * k);
    const to = rowOf(out, i, 3 * k);
    for (let o = 0; o < k; o++) {
      const lower = -load<f64>(at(box, k + o));
      const upper = Math.min(-load<f64>(at(box, o)), FAR);
      store<f64>(at(to, o), lower);
      store<f64>(at(to, k + o), upper - lower);
      store<f64>(at(to, 2 * k + o), log_f64(upper - lower));
    }
  }
  return count;
}

/**
 * @param boxes      hypervolume_boxes_size doubles, overwritten
 * @param k          outcomes, 2 or 3, maximized
 * @param samples    k × b × count: `outcome_samples` of each outcome at the points
 * @param reference  k, the worst that counts
 * @returns 0, minus the position of a bad argument, or OUT_OF_MEMORY
 * Cost: `count` partitions of b points.
 */
export function hypervolume_boxes(
  boxes: usize,
  b: i32,
  k: i32,
  count: i32,
  samples: usize,
  reference: usize,
): i32 {
  if (b < 0) return -2;
  if (k < 2 || k > 3) return -3;
  if (count < 1) return -4;
  store<i32>(boxes, k);
  store<i32>(boxes, count, 4);
  store<i32>(boxes, mostBoxes(b, k), 8);
  const mark = scratch_mark();
  const y = scratch_allocate(doubles(b * k));
  const corner = scratch_allocate(doubles(k));
  const partition = scratch_allocate(doubles(pareto_partition_size(b, k)));
  let status = y == 0 || corner == 0 || partition == 0 ? OUT_OF_MEMORY : OK;
  for (let o = 0; o < k && status == OK; o++) {
    store<f64>(at(corner, o), -load<f64>(at(reference, o)));
  }
  for (let s = 0; s < count && status == OK; s++) {
    for (let i = 0; i < b; i++) {
      for (let o = 0; o < k; o++) {
        const value = load<f64>(at(rowOf(samples, o * b + i, count), s));
        store<f64>(at(y, i * k + o), -value);
      }
    }
    status = pareto_partition(b, k, y, corner, partition);
    if (status != OK) break;
    store<f64>(at(boxes, HEADER + s), <f64>copyBoxes(partition, k, boxesOf(boxes, s)));
  }
  scratch_release(mark);
  return status;
}
