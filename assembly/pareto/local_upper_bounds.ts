/**
 * The local upper bounds of a set: the corners below which no point lies, up to the reference. Each
 * takes coordinate j from a point of its own, z^j, or from the reference; and each gives one box,
 *
 *   (−∞, u_0] × Π_{j>0} [max_{i<j} z^i_j, u_j].
 *
 * These are disjoint, and together they are the region that no point dominates: n + 1 boxes for two
 * objectives, at most 2n + 1 for three, O(n²) for four, O(n^⌊k/2⌋) in general.
 *
 * The points come in ascending order of the last objective, so that a bound that one of them cuts is
 * final in it, and leaves a box; only the bounds of the others, which the reference ends, are
 * searched. Equal coordinates count as ascending in the order of the points, as if all were a little
 * larger than those before: the boxes that this gives too much have no volume and are left out.
 * Sources: Klamroth, Lacour and Vanderpooten 2015; Lacour, Klamroth and Fonseca 2017, "A box
 * decomposition algorithm to compute the hypervolume indicator".
 *
 * Cost: n times the bounds that are still open (1, √n or so, 2n + 1 … for k = 2, 3, 4), 3 ns each.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate } from "../memory/scratch";
import { indexOf } from "./order";
import { copyPadded, copyRow, strideOf } from "./recursion";

/** Open bounds that there is room for at first. */
const FIRST_ROOM: i32 = 64;

/** Bytes of a bound: k coordinates, then the k rows that they come from. */
function entryBytes(k: i32): usize {
  return strideOf(k) + ((((<usize>k) << 2) + 15) & ~15);
}

/** The row that coordinate j of a bound comes from. */
function sourceOf(entry: usize, k: i32, j: i32): i32 {
  return load<i32>(entry + strideOf(k) + ((<usize>j) << 2));
}

/** Whether a padded row lies below the bound in every coordinate. */
function isBelow(k: i32, row: usize, bound: usize): bool {
  const end = row + strideOf(k);
  for (; row < end; row += 16, bound += 16) {
    if (!i64x2.all_true(f64x2.lt(v128.load(row), v128.load(bound)))) return false;
  }
  return true;
}

/**
 * The row with the largest coordinate j among those that the first `count` coordinates come from,
 * j itself left out; row n + 1, which holds −∞, where these are the reference.
 */
function largestSource(n: i32, k: i32, rows: usize, entry: usize, count: i32, j: i32): i32 {
  let best = n + 1;
  for (let i = 0; i < count; i++) {
    const row = sourceOf(entry, k, i);
    if (i == j || row == n) continue;
    const larger = load<f64>(at(rowOf(rows, row, k), j)) > load<f64>(at(rowOf(rows, best, k), j));
    best = select<i32>(row, best, larger);
  }
  return best;
}

/**
 * Writes the box of a bound, whose last coordinate row `top` ends, unless it has no volume.
 *
 * @param box k lower and k upper bounds as indices of rows
 * @returns 1 or 0 boxes
 */
function emit(n: i32, k: i32, rows: usize, entry: usize, top: i32, box: usize): i32 {
  store<i32>(box, n + 1);
  for (let j = 0; j < k; j++) {
    const upper = j < k - 1 ? sourceOf(entry, k, j) : top;
    store<i32>(box + ((<usize>(k + j)) << 2), upper);
    if (j == 0) continue;
    const lower = largestSource(n, k, rows, entry, j, j);
    store<i32>(box + ((<usize>j) << 2), lower);
    const low = load<f64>(at(rowOf(rows, lower, k), j));
    if (low >= load<f64>(at(rowOf(rows, upper, k), j))) return 0;
  }
  return 1;
}

/** Adds the bounds that the point leaves of one that it cuts. Returns the end of the list. */
function addCut(n: i32, k: i32, rows: usize, entry: usize, index: i32, end: usize): usize {
  const bytes = entryBytes(k);
  for (let j = 0; j < k - 1; j++) {
    const value = load<f64>(at(rowOf(rows, index, k), j));
    const other = largestSource(n, k, rows, entry, k - 1, j);
    if (value < load<f64>(at(rowOf(rows, other, k), j))) continue;
    copyRow(end, entry, bytes);
    store<f64>(at(end, j), value);
    store<i32>(end + strideOf(k) + ((<usize>j) << 2), index);
    end += bytes;
  }
  return end;
}

/** The bound that the reference alone makes. */
function first(n: i32, k: i32, rows: usize, entry: usize): void {
  copyPadded(k, rowOf(rows, n, k), entry);
  if (k & 1) store<f64>(at(entry, k), 1);
  for (let j = 0; j < k; j++) store<i32>(entry + strideOf(k) + ((<usize>j) << 2), n);
}

/** Fields of the state: the open bounds, how many there are and have room, the boxes so far. */
const LIST: usize = 0;
const OPEN: usize = 4;
const ROOM: usize = 8;
const COUNT: usize = 12;
const BOXES: usize = 16;
/** Room for a box that is only counted. */
const SPARE: usize = 64;

function openBound(state: usize, k: i32, i: i32): usize {
  return load<usize>(state, LIST) + <usize>i * entryBytes(k);
}

/** Makes room for `more` bounds behind the first `count`. Returns whether memory sufficed. */
function makeRoom(state: usize, k: i32, count: i32, more: i32): bool {
  const room = load<i32>(state, ROOM);
  if (count + more <= room) return true;
  const larger = scratch_allocate(<usize>(2 * room) * entryBytes(k));
  if (larger == 0) return false;
  memory.copy(larger, load<usize>(state, LIST), <usize>count * entryBytes(k));
  store<usize>(state, larger, LIST);
  store<i32>(state, 2 * room, ROOM);
  return true;
}

/** A box of a bound; see `emit`. */
function addBox(state: usize, n: i32, k: i32, rows: usize, entry: usize, top: i32): void {
  const boxes = load<usize>(state, BOXES);
  const count = load<i32>(state, COUNT);
  const box = boxes == 0 ? state + SPARE : boxes + ((<usize>count * <usize>k) << 3);
  store<i32>(state, count + emit(n, k, rows, entry, top, box), COUNT);
}

/** Cuts the open bounds that a point lies below. Returns whether memory sufficed. */
function insert(state: usize, n: i32, k: i32, rows: usize, index: i32, point: usize): bool {
  const bytes = entryBytes(k);
  const open = load<i32>(state, OPEN);
  let kept = 0;
  let end = open;
  for (let i = 0; i < open; i++) {
    if (!isBelow(k, point, openBound(state, k, i))) {
      if (kept != i) copyRow(openBound(state, k, kept), openBound(state, k, i), bytes);
      kept++;
      continue;
    }
    if (!makeRoom(state, k, end, k)) return false;
    const entry = openBound(state, k, i);
    const last = openBound(state, k, end);
    addBox(state, n, k, rows, entry, index);
    end += <i32>((addCut(n, k, rows, entry, index, last) - last) / bytes);
  }
  for (let i = open; i < end; i++, kept++) {
    copyRow(openBound(state, k, kept), openBound(state, k, i), bytes);
  }
  store<i32>(state, kept, OPEN);
  return true;
}

/**
 * Splits the region that no point dominates below the reference into boxes.
 *
 * @param rows n points below the reference, the reference, and a row of −∞
 * @param order of the points, ascending in the last objective
 * @param boxes 2k 32-bit indices of rows a box, and room for one box more; 0 to count them only
 * @returns the number of boxes, or −1 where memory is exhausted
 */
export function splitByBounds(n: i32, k: i32, rows: usize, order: usize, boxes: usize): i32 {
  const state = scratch_allocate(SPARE + doubles(k));
  const point = scratch_allocate(strideOf(k));
  const list = scratch_allocate(<usize>FIRST_ROOM * entryBytes(k));
  if (state == 0 || point == 0 || list == 0) return -1;
  store<usize>(state, list, LIST);
  store<i32>(state, 1, OPEN);
  store<i32>(state, FIRST_ROOM, ROOM);
  store<i32>(state, 0, COUNT);
  store<usize>(state, boxes, BOXES);
  first(n, k, rows, list);
  for (let i = 0; i < n; i++) {
    const index = indexOf(order, i);
    copyPadded(k, rowOf(rows, index, k), point);
    if (!insert(state, n, k, rows, index, point)) return -1;
  }
  for (let i = 0; i < load<i32>(state, OPEN); i++) {
    addBox(state, n, k, rows, openBound(state, k, i), n);
  }
  return load<i32>(state, COUNT);
}
