/**
 * For each posterior sample of the baseline, the region that its points leave undominated, as boxes.
 *
 * Block in bytes: 0 k · 4 samples S · 64 doubles: S + 1 places, at which the pairs of boxes of each
 * sample begin and the last ones end, then the pairs: for each outcome two lower bounds, then two
 * lengths. Outcomes are maximized here.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import {
  pareto_partition,
  pareto_partition_bounds,
  pareto_partition_count,
  pareto_partition_room,
  pareto_partition_size,
} from "../pareto";
import { OK, OUT_OF_MEMORY } from "../status";
import { pairBytes } from "./box_gain";

const HEADER: i32 = 8;

/** More outcomes have too many boxes. */
const MOST_OUTCOMES: i32 = 4;

/** Stands for the end of a box without one, as in BoTorch. */
const FAR: f64 = 1e10;

export function boxOutcomes(boxes: usize): i32 {
  return load<i32>(boxes);
}

export function boxSamples(boxes: usize): i32 {
  return load<i32>(boxes, 4);
}

/** Pairs of boxes of sample s, up to those of s + 1. */
export function pairsOf(boxes: usize, s: i32): usize {
  const first = <usize>load<f64>(at(boxes, HEADER + s));
  return at(boxes, HEADER + boxSamples(boxes) + 1) + first * pairBytes(boxOutcomes(boxes));
}

/** Doubles for so many boxes of `count` samples. */
export function hypervolume_boxes_size(k: i32, count: i32, boxes: i32): i32 {
  return HEADER + count + 1 + (boxes + count) * 2 * k;
}

/** Copies the boxes of a partition. Returns the number of pairs. */
function copyBoxes(partition: usize, k: i32, out: usize): i32 {
  const count = pareto_partition_count(partition);
  const bounds = pareto_partition_bounds(partition);
  for (let i = 0; i < count; i++) {
    const box = rowOf(bounds, i, 2 * k);
    const to = out + <usize>(i >> 1) * pairBytes(k) + ((<usize>(i & 1)) << 3);
    for (let o = 0; o < k; o++) {
      const lower = -load<f64>(at(box, k + o));
      const upper = Math.min(-load<f64>(at(box, o)), FAR);
      store<f64>(at(to, 4 * o), lower);
      store<f64>(at(to, 4 * o + 2), upper - lower);
    }
  }
  if (count & 1) fillPair(k, out + <usize>(count >> 1) * pairBytes(k) + 8);
  return (count + 1) >> 1;
}

/** A box that nothing reaches, for the pair of the last of an odd number. */
function fillPair(k: i32, to: usize): void {
  for (let o = 0; o < k; o++) {
    store<f64>(at(to, 4 * o), FAR);
    store<f64>(at(to, 4 * o + 2), 1);
  }
}

/** Values of the baseline in sample s, b × k, turned round: partitions minimize. */
function negatedSample(b: i32, k: i32, count: i32, samples: usize, s: i32, y: usize): void {
  for (let i = 0; i < b; i++) {
    for (let o = 0; o < k; o++) {
      store<f64>(at(y, i * k + o), -load<f64>(at(rowOf(samples, o * b + i, count), s)));
    }
  }
}

/** The reference turned round; 0 where memory is exhausted. */
function negatedReference(k: i32, reference: usize): usize {
  const corner = scratch_allocate(doubles(k));
  if (corner == 0) return 0;
  for (let o = 0; o < k; o++) store<f64>(at(corner, o), -load<f64>(at(reference, o)));
  return corner;
}

/**
 * How many boxes to make room for; the arguments of `hypervolume_boxes`.
 *
 * @returns the number, minus the position of a bad argument, or OUT_OF_MEMORY
 */
export function hypervolume_boxes_room(
  b: i32,
  k: i32,
  count: i32,
  samples: usize,
  reference: usize,
): i32 {
  if (b < 0) return -1;
  if (k < 2 || k > MOST_OUTCOMES) return -2;
  if (count < 1) return -3;
  const mark = scratch_mark();
  const y = scratch_allocate(doubles(b * k));
  const corner = negatedReference(k, reference);
  let total: i32 = y == 0 || corner == 0 ? OUT_OF_MEMORY : 0;
  for (let s = 0; s < count && total >= 0; s++) {
    negatedSample(b, k, count, samples, s, y);
    const room = pareto_partition_room(b, k, y, corner);
    total = room < 0 ? room : total + room;
  }
  scratch_release(mark);
  return total;
}

/**
 * @param boxes      hypervolume_boxes_size doubles for `hypervolume_boxes_room` boxes, overwritten
 * @param k          outcomes, 2 to 4, maximized
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
  if (k < 2 || k > MOST_OUTCOMES) return -3;
  if (count < 1) return -4;
  store<i32>(boxes, k);
  store<i32>(boxes, count, 4);
  const mark = scratch_mark();
  const y = scratch_allocate(doubles(b * k));
  const corner = negatedReference(k, reference);
  let status = y == 0 || corner == 0 ? OUT_OF_MEMORY : OK;
  let first = 0;
  store<f64>(at(boxes, HEADER), 0);
  for (let s = 0; s < count && status == OK; s++) {
    const own = scratch_mark();
    negatedSample(b, k, count, samples, s, y);
    const room = pareto_partition_room(b, k, y, corner);
    const partition = room < 0 ? 0 : scratch_allocate(doubles(pareto_partition_size(b, k, room)));
    status = partition == 0 ? OUT_OF_MEMORY : pareto_partition(b, k, y, corner, room, partition);
    if (status == OK) first += copyBoxes(partition, k, pairsOf(boxes, s));
    store<f64>(at(boxes, HEADER + s + 1), <f64>first);
    scratch_release(own);
  }
  scratch_release(mark);
  return status;
}
