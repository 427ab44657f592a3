/**
 * A layer: points of three objectives in ascending order of the third, as (x, y) pairs beside a
 * column of z, and the volume that one further point would add.
 *
 * A pair is one vector, so that both coordinates of a point are compared at once. The box of the
 * new point is cut down by the points below it first; of all others only those inside that box, a
 * handful, are gathered and taken from it one by one. This is the one-contribution update of HV4D+
 * (Guerreiro and Fonseca 2018) on flat arrays instead of linked lists.
 *
 * No loop branches on the data: which points matter is a coin toss, and a mispredicted branch costs
 * as much as ten of these steps. Cost model: two passes of 1 load and 5 operations a point.
 */
import { at } from "../memory/access";
import { staircaseBytes, staircaseInsert, staircaseReset } from "./staircase";

/** Bytes of this many points (32): beyond, a staircase beats passes over an unpruned list. */
const FEW: usize = 512;

/** The number of points whose z is at most `pz`. */
export function layerPosition(count: i32, z: usize, pz: f64): i32 {
  let low = 0;
  while (count > 0) {
    const half = count >> 1;
    const probe = low + half;
    const goRight = load<f64>(at(z, probe)) <= pz;
    low = select<i32>(probe + 1, low, goRight);
    count = select<i32>(count - half - 1, half, goRight);
  }
  return low;
}

/**
 * Cuts the box above `corner` = (px, py) by one point: a point with y ≤ py bounds it in x, a point
 * with x ≤ px in y. The lanes that do not count become NaN, which `pmin` passes over.
 */
function cut(bound: v128, point: v128, corner: v128, limited: v128): v128 {
  const above = f64x2.gt(point, corner);
  return f64x2.pmin(bound, v128.or(limited, v128.shuffle<f64>(above, above, 1, 0)));
}

/** The box that `corner` has for itself among the given pairs. */
function cutBox(pairs: usize, end: usize, corner: v128, bound: v128): v128 {
  for (let pair = pairs; pair < end; pair += 16) {
    const point = v128.load(pair);
    bound = cut(bound, point, corner, point);
  }
  return bound;
}

/** Bytes of a pair where both lanes of the mask are set, else 0. */
function keep(mask: v128): usize {
  return (<usize>((i64x2.bitmask(mask) + 1) & 4)) << 2;
}

/** Collects the pairs inside the box, the highest first. Returns the end of the list. */
function gatherBelow(pairs: usize, end: usize, bound: v128, list: usize): usize {
  for (let pair = end; pair > pairs; ) {
    pair -= 16;
    const point = v128.load(pair);
    v128.store(list, point);
    list += keep(f64x2.lt(point, bound));
  }
  return list;
}

/**
 * Drops the pairs that one before them hides, of which the first few are looked at: where the lower
 * of two points is nowhere below the other in the plane, it takes nothing. The rest gets the height
 * of the box's bottom.
 */
function dropHidden(list: usize, end: usize, heights: usize, pz: f64): usize {
  let kept = list;
  for (let pair = list; pair < end; pair += 16) {
    const point = v128.load(pair);
    let hidden = i64x2.splat(0);
    const nearby = min(kept, list + FEW);
    for (let other = list; other < nearby; other += 16) {
      const behind = f64x2.ge(point, v128.load(other));
      hidden = v128.or(hidden, v128.and(behind, v128.shuffle<f64>(behind, behind, 1, 0)));
    }
    v128.store(kept, point);
    store<f64>(heights, pz);
    const bytes = 16 - keep(hidden);
    kept += bytes;
    heights += bytes >> 1;
  }
  return kept;
}

/**
 * Collects the pairs above the point, cut to its box, with their heights. What one of them takes
 * from the box whole is not offered to the next; one that takes all is the last.
 */
function gatherAbove(
  pairs: usize,
  end: usize,
  z: usize,
  corner: v128,
  bound: v128,
  list: usize,
  heights: usize,
): usize {
  for (let pair = pairs; pair < end; pair += 16, z += 8) {
    const point = v128.load(pair);
    const limited = f64x2.pmax(point, corner);
    const kept = keep(f64x2.lt(limited, bound));
    v128.store(list, limited);
    store<f64>(heights, load<f64>(z));
    list += kept;
    heights += kept >> 1;
    bound = cut(bound, point, corner, limited);
  }
  return list;
}

/** In the first lane: width from one x to the next times the height of the first above the point. */
function strip(state: v128, next: v128, point: v128): v128 {
  const height = f64x2.sub(state, point);
  return f64x2.mul(f64x2.sub(next, state), v128.shuffle<f64>(height, height, 1, 0));
}

/**
 * Area that `point` adds to what `steps`, in ascending order of x, dominate below `bound`. The
 * point takes its place among them; dominated ones stay. Branchless, for lists of a few points.
 */
function takeStep(steps: usize, end: usize, point: v128, bound: v128): f64 {
  // x where the next strip begins, y of the lowest step so far, which is never below the point's.
  let state = v128.shuffle<f64>(point, bound, 0, 3);
  let carried = point;
  let area = f64x2.splat(0);
  for (let step = steps; step < end; step += 16) {
    const other = v128.load(step);
    const limited = f64x2.pmax(other, point);
    area = f64x2.add(area, strip(state, limited, point));
    state = v128.shuffle<f64>(limited, f64x2.pmin(state, limited), 0, 3);
    const later = f64x2.gt(other, carried);
    const difference = v128.and(v128.xor(other, carried), v128.shuffle<f64>(later, later, 0, 0));
    v128.store(step, v128.xor(other, difference));
    carried = v128.xor(carried, difference);
  }
  v128.store(end, carried);
  return f64x2.extract_lane(f64x2.add(area, strip(state, bound, point)), 0);
}

/**
 * Volume of the box that the gathered points leave, each cutting from its height upwards.
 *
 * @param steps room for the staircase of the points
 */
function shave(
  list: usize,
  end: usize,
  heights: usize,
  steps: usize,
  corner: v128,
  bound: v128,
  pz: f64,
  rz: f64,
): f64 {
  const few: bool = end - list <= FEW;
  const boundX = f64x2.extract_lane(bound, 0);
  const boundY = f64x2.extract_lane(bound, 1);
  let area = (boundX - f64x2.extract_lane(corner, 0)) * (boundY - f64x2.extract_lane(corner, 1));
  let volume: f64 = 0;
  let level = pz;
  let last = steps;
  if (!few) staircaseReset(steps, boundX, boundY);
  for (let pair = list; pair < end; pair += 16, heights += 8, last += 16) {
    const next = load<f64>(heights);
    volume += area * (next - level);
    level = next;
    area -= few
      ? takeStep(steps, last, v128.load(pair), bound)
      : staircaseInsert(steps, load<f64>(pair), load<f64>(pair, 8));
  }
  return volume + area * (rz - level);
}

/** Bytes of workspace for `layerExclusive` with layers of up to n points. */
export function layerBytes(n: i32): usize {
  return staircaseBytes(n) + <usize>(n + 2) * 24;
}

/**
 * Volume below (rx, ry, rz) that the point dominates and the layer does not.
 *
 * @param position points with z ≤ pz, from `layerPosition`
 * @param work `layerBytes(count)` bytes
 * @returns the volume, or −1 where a point of the layer is nowhere worse
 * Cost: O(count + s²) for s ≤ FEW points inside the point's own box, O(count + s log s) for more.
 */
export function layerExclusive(
  count: i32,
  pairs: usize,
  z: usize,
  position: i32,
  px: f64,
  py: f64,
  pz: f64,
  rx: f64,
  ry: f64,
  rz: f64,
  work: usize,
): f64 {
  const corner = f64x2.replace_lane(f64x2.splat(px), 1, py);
  const above = pairs + ((<usize>position) << 4);
  const bound = cutBox(pairs, above, corner, f64x2.replace_lane(f64x2.splat(rx), 1, ry));
  if (v128.any_true(f64x2.le(bound, corner))) return -1;
  const list = work + staircaseBytes(count);
  const heights = list + ((<usize>(count + 2)) << 4);
  const middle = dropHidden(list, gatherBelow(pairs, above, bound, list), heights, pz);
  const last = pairs + ((<usize>count) << 4);
  const higher = heights + ((middle - list) >> 1);
  const end = gatherAbove(above, last, at(z, position), corner, bound, middle, higher);
  // Above a point that hides the whole box nothing is left.
  const hidden = end > middle && i64x2.all_true(f64x2.eq(v128.load(end - 16), corner));
  const top = hidden ? load<f64>(heights + ((end - list) >> 1) - 8) : rz;
  const volume = shave(list, end, heights, work, corner, bound, pz, top);
  return select<f64>(volume, 0, volume > 0);
}

/**
 * Inserts a point at `position` and drops the points above it that it dominates.
 *
 * @returns the new count
 * Cost: O(count − position).
 */
export function layerInsert(
  count: i32,
  pairs: usize,
  z: usize,
  position: i32,
  px: f64,
  py: f64,
  pz: f64,
): i32 {
  const corner = f64x2.replace_lane(f64x2.splat(px), 1, py);
  let carried = corner;
  let carriedZ = f64x2.splat(pz);
  let to = pairs + ((<usize>position) << 4);
  let toZ = at(z, position);
  const end = pairs + ((<usize>count) << 4);
  let fromZ = toZ;
  for (let from = to; from < end; from += 16, fromZ += 8) {
    const point = v128.load(from);
    const height = v128.load64_zero(fromZ);
    const behind = f64x2.ge(point, corner);
    const dropped = v128.and(behind, v128.shuffle<f64>(behind, behind, 1, 0));
    const kept = 16 - keep(behind);
    v128.store(to, carried);
    v128.store64_lane(toZ, carriedZ, 0);
    to += kept;
    toZ += kept >> 1;
    carried = v128.bitselect(carried, point, dropped);
    carriedZ = v128.bitselect(carriedZ, height, dropped);
  }
  v128.store(to, carried);
  v128.store64_lane(toZ, carriedZ, 0);
  return <i32>((to - pairs) >> 4) + 1;
}
