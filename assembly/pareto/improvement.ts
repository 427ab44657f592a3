/**
 * Hypervolume improvement of many candidates.
 *
 * Tile: four candidates against one box, their coordinates in two vectors an objective, sums in
 * two more; a box is loaded by splats and serves all four. 11 flops a box and candidate for three
 * objectives, 7 for two; the boxes (48 bytes each) stay in the first-level cache.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { frontBuild, frontGain, isInside } from "./front";
import {
  pareto_partition,
  pareto_partition_bounds,
  pareto_partition_count,
  pareto_partition_size,
  partitionObjectives,
} from "./partition";

/** Lanes of two candidates `stride` bytes apart. */
function pair(candidate: usize, stride: usize): v128 {
  return f64x2.replace_lane(f64x2.splat(load<f64>(candidate)), 1, load<f64>(candidate + stride));
}

/** max(upper − max(lower, y), 0) */
function overlap(y: v128, lower: v128, upper: v128, zero: v128): v128 {
  return f64x2.pmax(zero, f64x2.sub(upper, f64x2.pmax(y, lower)));
}

/** Volume of the boxes above each of four candidates of two objectives. */
function fourOfTwo(bounds: usize, end: usize, candidates: usize, out: usize): void {
  const zero = f64x2.splat(0);
  const x0 = pair(candidates, 16);
  const x1 = pair(candidates + 32, 16);
  const y0 = pair(candidates + 8, 16);
  const y1 = pair(candidates + 40, 16);
  let sum0 = zero;
  let sum1 = zero;
  for (let box = bounds; box < end; box += 32) {
    const low = v128.load64_splat(box);
    const high = v128.load64_splat(box, 16);
    const top = v128.load64_splat(box, 24);
    const height0 = f64x2.pmax(zero, f64x2.sub(top, y0));
    const height1 = f64x2.pmax(zero, f64x2.sub(top, y1));
    sum0 = f64x2.add(sum0, f64x2.mul(overlap(x0, low, high, zero), height0));
    sum1 = f64x2.add(sum1, f64x2.mul(overlap(x1, low, high, zero), height1));
  }
  v128.store(out, sum0);
  v128.store(out, sum1, 16);
}

/** Volume of the boxes above each of four candidates of three objectives. */
function fourOfThree(bounds: usize, end: usize, candidates: usize, out: usize): void {
  const zero = f64x2.splat(0);
  const x0 = pair(candidates, 24);
  const x1 = pair(candidates + 48, 24);
  const y0 = pair(candidates + 8, 24);
  const y1 = pair(candidates + 56, 24);
  const z0 = pair(candidates + 16, 24);
  const z1 = pair(candidates + 64, 24);
  let sum0 = zero;
  let sum1 = zero;
  for (let box = bounds; box < end; box += 48) {
    const lowX = v128.load64_splat(box);
    const highX = v128.load64_splat(box, 24);
    const highY = v128.load64_splat(box, 32);
    let face0 = overlap(x0, lowX, highX, zero);
    let face1 = overlap(x1, lowX, highX, zero);
    face0 = f64x2.mul(face0, f64x2.pmax(zero, f64x2.sub(highY, y0)));
    face1 = f64x2.mul(face1, f64x2.pmax(zero, f64x2.sub(highY, y1)));
    const lowZ = v128.load64_splat(box, 16);
    const highZ = v128.load64_splat(box, 40);
    sum0 = f64x2.add(sum0, f64x2.mul(face0, overlap(z0, lowZ, highZ, zero)));
    sum1 = f64x2.add(sum1, f64x2.mul(face1, overlap(z1, lowZ, highZ, zero)));
  }
  v128.store(out, sum0);
  v128.store(out, sum1, 16);
}

/**
 * Hypervolume improvement of m candidates over the points of a partition; 0 for candidates that
 * are dominated or not below the reference.
 *
 * @param candidates m × k, finite
 * @param out m values
 * Cost: O(m boxes), about 1 ns a box and candidate. Workspace: eight candidates.
 */
export function pareto_partition_improvement(
  partition: usize,
  m: i32,
  candidates: usize,
  out: usize,
): i32 {
  if (m < 0) return -2;
  const k = partitionObjectives(partition);
  const bounds = pareto_partition_bounds(partition);
  const end = bounds + ((<usize>pareto_partition_count(partition) * <usize>k) << 4);
  const mark = scratch_mark();
  const tail = scratch_allocate(128);
  if (tail == 0) return OUT_OF_MEMORY;
  const row = doubles(k);
  for (let i = 0; i < m; i += 4) {
    let source = candidates + <usize>i * row;
    let target = at(out, i);
    const left = min(m - i, 4);
    if (left < 4) {
      memory.copy(tail, source, <usize>left * row);
      source = tail;
      target = tail + 96;
    }
    if (k == 2) fourOfTwo(bounds, end, source, target);
    else fourOfThree(bounds, end, source, target);
    if (left < 4) memory.copy(at(out, i), target, doubles(left));
  }
  scratch_release(mark);
  return OK;
}

function byLimitSets(front: usize, k: i32, reference: usize, m: i32, y: usize, out: usize): i32 {
  for (let i = 0; i < m; i++) {
    const candidate = rowOf(y, i, k);
    const gain = isInside(k, candidate, reference) ? frontGain(front, candidate) : 0;
    if (gain != gain) return OUT_OF_MEMORY;
    store<f64>(at(out, i), gain);
  }
  return OK;
}

/**
 * What each of m candidates alone would add to the hypervolume of n points; 0 for candidates that
 * are dominated or not below the reference.
 *
 * @param y n × k, finite; all objectives are minimized
 * @param candidates m × k, finite
 * @param out m values
 * Cost: O(n log n + m n) for k ≤ 3, m limit sets for more (O(n²) each for k = 4).
 */
export function pareto_improvement(
  n: i32,
  k: i32,
  y: usize,
  reference: usize,
  m: i32,
  candidates: usize,
  out: usize,
): i32 {
  if (n < 0) return -1;
  if (k < 1) return -2;
  if (m < 0) return -5;
  const mark = scratch_mark();
  let status: i32 = OUT_OF_MEMORY;
  if (k == 2 || k == 3) {
    const partition = scratch_allocate(doubles(pareto_partition_size(n, k)));
    if (partition != 0) status = pareto_partition(n, k, y, reference, partition);
    if (status == OK) status = pareto_partition_improvement(partition, m, candidates, out);
  } else {
    const front = frontBuild(n, k, y, reference, 0, false);
    if (front != 0) status = byLimitSets(front, k, reference, m, candidates, out);
  }
  scratch_release(mark);
  return status;
}
