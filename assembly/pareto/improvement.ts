/**
 * Hypervolume improvement of many candidates.
 *
 * Tile: four candidates against one box, their coordinates in two vectors an objective, sums in
 * two more; a box is loaded by splats and serves all four. 2 flops a box and candidate for the first
 * objective, 4 for each other; up to a few hundred boxes stay in the first-level cache.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { frontBuild, frontGain, isInside } from "./front";
import {
  pareto_partition,
  pareto_partition_bounds,
  pareto_partition_count,
  pareto_partition_room,
  pareto_partition_size,
  partitionObjectives,
} from "./partition";

/** Up to this many objectives the boxes of a set cost less than a limit set for each candidate. */
const BOXED: i32 = 4;

/** Lanes of two candidates `stride` bytes apart. */
function pair(candidate: usize, stride: usize): v128 {
  return f64x2.replace_lane(f64x2.splat(load<f64>(candidate)), 1, load<f64>(candidate + stride));
}

/** max(upper − max(lower, y), 0) */
function overlap(y: v128, lower: v128, upper: v128, zero: v128): v128 {
  return f64x2.pmax(zero, f64x2.sub(upper, f64x2.pmax(y, lower)));
}

/** Coordinates of four candidates: 32 bytes an objective. */
function packFour(k: i32, candidates: usize, out: usize): void {
  const row = doubles(k);
  for (let o = 0; o < k; o++, candidates += 8, out += 32) {
    v128.store(out, pair(candidates, row));
    v128.store(out, pair(candidates + 2 * row, row), 16);
  }
}

/** Volume of the boxes above each of four packed candidates. */
function fourGains(k: i32, bounds: usize, end: usize, packed: usize, out: usize): void {
  const zero = f64x2.splat(0);
  const row = doubles(k);
  const x0 = v128.load(packed);
  const x1 = v128.load(packed, 16);
  let sum0 = zero;
  let sum1 = zero;
  for (let box = bounds; box < end; box += 2 * row) {
    const upper = box + row;
    const end = v128.load64_splat(upper);
    let volume0 = f64x2.pmax(zero, f64x2.sub(end, x0));
    let volume1 = f64x2.pmax(zero, f64x2.sub(end, x1));
    let y = packed + 32;
    for (let o: usize = 8; o < row; o += 8, y += 32) {
      const low = v128.load64_splat(box + o);
      const high = v128.load64_splat(upper + o);
      volume0 = f64x2.mul(volume0, overlap(v128.load(y), low, high, zero));
      volume1 = f64x2.mul(volume1, overlap(v128.load(y, 16), low, high, zero));
    }
    sum0 = f64x2.add(sum0, volume0);
    sum1 = f64x2.add(sum1, volume1);
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
  const row = doubles(k);
  const tail = scratch_allocate(4 * row);
  const packed = scratch_allocate(4 * row);
  const gains = scratch_allocate(32);
  if (tail == 0 || packed == 0 || gains == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  for (let i = 0; i < m; i += 4) {
    const left = min(m - i, 4);
    let source = candidates + <usize>i * row;
    if (left < 4) {
      memory.copy(tail, source, <usize>left * row);
      source = tail;
    }
    packFour(k, source, packed);
    fourGains(k, bounds, end, packed, gains);
    memory.copy(at(out, i), gains, doubles(left));
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
 * Cost: O(n log n + m n) for k ≤ 3, O(m n²) for k = 4 (some 7n boxes of an ordinary front), m limit
 * sets for more.
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
  if (k > 1 && k <= BOXED) {
    const room = pareto_partition_room(n, k, y, reference);
    const bytes = room < 0 ? 0 : doubles(pareto_partition_size(n, k, room));
    const partition = room < 0 ? 0 : scratch_allocate(bytes);
    if (partition != 0) status = pareto_partition(n, k, y, reference, room, partition);
    if (status == OK) status = pareto_partition_improvement(partition, m, candidates, out);
  } else {
    const front = frontBuild(n, k, y, reference, 0, false);
    if (front != 0) status = byLimitSets(front, k, reference, m, candidates, out);
  }
  scratch_release(mark);
  return status;
}
