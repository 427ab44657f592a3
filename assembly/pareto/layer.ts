/**
 * A layer: points of three objectives in ascending order of the third, as (x, y) pairs beside a
 * column of z, and the volume that one further point would add.
 *
 * A pair is one vector, so that both coordinates of a point are compared at once; the box of the
 * new point is cut down by the points below it first, and of all others only those inside that
 * box, a handful, reach the staircase. This is the one-contribution update of HV4D+ (Guerreiro
 * and Fonseca 2018) on flat arrays instead of linked lists.
 * Cost model: 2 compares and 1 load a point and pass, about 1 ns.
 */
import { staircaseInsert, staircaseReset } from "./staircase";

/** The number of points whose z is at most `pz`. */
export function layerPosition(count: i32, z: usize, pz: f64): i32 {
  let low = 0;
  while (count > 0) {
    const half = count >> 1;
    const probe = low + half;
    const goRight = load<f64>(z + ((<usize>probe) << 3)) <= pz;
    low = select<i32>(probe + 1, low, goRight);
    count = select<i32>(count - half - 1, half, goRight);
  }
  return low;
}

/**
 * Bounds of the box that `corner` = (px, py) has for itself among the given pairs: the least x of
 * those with y ≤ py and the least y of those with x ≤ px, starting from `bound`.
 */
function cutBox(pairs: usize, end: usize, corner: v128, bound: v128): v128 {
  const none = f64x2.splat(Infinity);
  for (let pair = pairs; pair < end; pair += 16) {
    const point = v128.load(pair);
    const below = f64x2.le(point, corner);
    const other = v128.shuffle<f64>(below, below, 1, 0);
    bound = f64x2.pmin(bound, v128.bitselect(point, none, other));
  }
  return bound;
}

/** Area that the pairs inside the box take from it; they are left in the staircase. */
function takenBelow(pairs: usize, end: usize, bound: v128, stair: usize): f64 {
  let taken: f64 = 0;
  for (let pair = pairs; pair < end; pair += 16) {
    if (i64x2.all_true(f64x2.lt(v128.load(pair), bound))) {
      taken += staircaseInsert(stair, load<f64>(pair), load<f64>(pair, 8));
    }
  }
  return taken;
}

/**
 * Volume below (rx, ry, rz) that the point dominates and the layer does not.
 *
 * @param position points with z ≤ pz, from `layerPosition`
 * @param stair workspace, a staircase for `count` points
 * @returns the volume, or −1 where a point of the layer is nowhere worse
 * Cost: O(count + s log s) where s points lie inside the point's own box.
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
  stair: usize,
): f64 {
  const corner = f64x2.replace_lane(f64x2.splat(px), 1, py);
  const above = pairs + ((<usize>position) << 4);
  let bound = cutBox(pairs, above, corner, f64x2.replace_lane(f64x2.splat(rx), 1, ry));
  let boundX = f64x2.extract_lane(bound, 0);
  const boundY = f64x2.extract_lane(bound, 1);
  if (boundX <= px || boundY <= py) return -1;
  staircaseReset(stair, boundX, boundY);
  let area = (boundX - px) * (boundY - py) - takenBelow(pairs, above, bound, stair);
  let volume: f64 = 0;
  let level = pz;
  const end = pairs + ((<usize>count) << 4);
  let height = z + ((<usize>position) << 3);
  for (let pair = above; pair < end; pair += 16, height += 8) {
    const point = v128.load(pair);
    if (!i64x2.all_true(f64x2.lt(point, bound))) continue;
    const qz = load<f64>(height);
    volume += area * (qz - level);
    level = qz;
    const limited = f64x2.pmax(point, corner);
    // Above a point that hides the whole box nothing is left.
    if (i64x2.all_true(f64x2.eq(limited, corner))) return max(volume, 0);
    const qx = f64x2.extract_lane(limited, 0);
    const qy = f64x2.extract_lane(limited, 1);
    area -= staircaseInsert(stair, qx, qy);
    if (qy == py) bound = f64x2.replace_lane(bound, 0, qx);
    if (qx == px) bound = f64x2.replace_lane(bound, 1, qy);
  }
  return max(volume + area * (rz - level), 0);
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
  let carriedZ = pz;
  let to = pairs + ((<usize>position) << 4);
  let toZ = z + ((<usize>position) << 3);
  const end = pairs + ((<usize>count) << 4);
  let fromZ = toZ;
  for (let from = to; from < end; from += 16, fromZ += 8) {
    const point = v128.load(from);
    const height = load<f64>(fromZ);
    if (i64x2.all_true(f64x2.ge(point, corner))) continue;
    v128.store(to, carried);
    store<f64>(toZ, carriedZ);
    to += 16;
    toZ += 8;
    carried = point;
    carriedZ = height;
  }
  v128.store(to, carried);
  store<f64>(toZ, carriedZ);
  return <i32>((to - pairs) >> 4) + 1;
}
