/**
 * A staircase: the non-dominated points of a plane below a corner, as (x, y) pairs with x
 * ascending and y descending, between two sentinels (−∞, corner y) and (corner x, −∞).
 *
 * A sorted array, not a tree: fronts of a few hundred points leave staircases of tens of points,
 * which a branchless search and one short move handle faster than any pointer structure.
 */

/** The pairs begin here, after the count. */
const PAIRS: usize = 16;
/** Below this many pairs a loop moves them faster than a call to the engine's `memory.copy`. */
const SHORT: i32 = 24;

/** Bytes for a staircase of up to n points. */
export function staircaseBytes(n: i32): usize {
  return PAIRS + ((<usize>(n + 3)) << 4);
}

/** Empties the staircase and sets its corner. */
export function staircaseReset(stair: usize, cornerX: f64, cornerY: f64): void {
  store<i32>(stair, 2);
  store<f64>(stair, -Infinity, PAIRS);
  store<f64>(stair, cornerY, PAIRS + 8);
  store<f64>(stair, cornerX, PAIRS + 16);
  store<f64>(stair, -Infinity, PAIRS + 24);
}

/** Address of the last pair whose x is below `x`; the left sentinel where there is none. */
export function staircaseSearch(stair: usize, x: f64): usize {
  let base = stair + PAIRS;
  let count = load<i32>(stair);
  while (count > 1) {
    const half = count >> 1;
    const probe = base + ((<usize>half) << 4);
    base = select<usize>(probe, base, load<f64>(probe) < x);
    count -= half;
  }
  return base;
}

/** Replaces the pairs from `at` up to `end` by one pair. */
function replace(stair: usize, at: usize, end: usize, x: f64, y: f64): void {
  const count = load<i32>(stair);
  const after = stair + PAIRS + ((<usize>count) << 4);
  const removed = <i32>((end - at) >> 4);
  const moved = <i32>((after - end) >> 4);
  if (removed != 1) {
    if (moved > SHORT) memory.copy(at + 16, end, after - end);
    else if (removed == 0) {
      for (let pair = after; pair > end; pair -= 16) v128.store(pair, v128.load(pair - 16));
    } else {
      let to = at + 16;
      for (let pair = end; pair < after; pair += 16, to += 16) v128.store(to, v128.load(pair));
    }
    store<i32>(stair, count + 1 - removed);
  }
  store<f64>(at, x);
  store<f64>(at, y, 8);
}

/**
 * Adds a point below the corner and drops those that it dominates.
 *
 * @returns the area that it adds to what the staircase dominates; 0 where it is dominated itself
 * Cost: O(log n + moved pairs).
 */
export function staircaseInsert(stair: usize, x: f64, y: f64): f64 {
  const left = staircaseSearch(stair, x);
  const first = left + 16;
  let above = load<f64>(left, 8);
  if (above <= y || (load<f64>(first) == x && load<f64>(first, 8) <= y)) return 0;
  let area: f64 = 0;
  let from = x;
  let next = first;
  for (;;) {
    const to = load<f64>(next);
    area += (to - from) * (above - y);
    const height = load<f64>(next, 8);
    if (height < y) break;
    from = to;
    above = height;
    next += 16;
  }
  replace(stair, first, next, x, y);
  return area;
}
