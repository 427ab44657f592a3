/**
 * A front: points below a reference, prepared for the question what volume one more adds.
 *
 * Up to three objectives it is a layer (two and one are three with constant coordinates), beyond
 * that rows in the order that the recursion needs. It lies in scratch.
 */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate } from "../memory/scratch";
import { layerBytes, layerExclusive, layerInsert, layerPosition } from "./layer";
import { indexOf, orderBytes, sortRows } from "./order";
import { addUncovered, copyPadded, copyRow, ORDERED, rowExclusive, strideOf } from "./recursion";

/** Fields of the head. */
const COUNT: usize = 0;
const OBJECTIVES: usize = 4;
/** The pairs of a layer, or the rows. */
const POINTS: usize = 8;
const HEIGHTS: usize = 12;
/** Workspace of a layer, or room for a limit set. */
const WORK: usize = 16;
/** The index of each point among the points given. */
const IDS: usize = 20;
/** Room for one row, padded. */
const CANDIDATE: usize = 24;
/** The reference point, with ones for the coordinates that are constant. */
const REFERENCE: usize = 28;

/** Number of points in the front. */
export function frontCount(front: usize): i32 {
  return load<i32>(front, COUNT);
}

/** Index among the points given of the front's i-th point. */
export function frontId(front: usize, i: i32): i32 {
  return load<i32>(load<usize>(front, IDS) + ((<usize>i) << 2));
}

/** Whether a row is strictly below the reference in every column. */
export function isInside(k: i32, row: usize, reference: usize): bool {
  for (let o: usize = 0; o < doubles(k); o += 8) {
    if (load<f64>(row + o) >= load<f64>(reference + o)) return false;
  }
  return true;
}

/** An empty front with room for `capacity` points; 0 where memory is exhausted. */
function frontCreate(capacity: i32, k: i32, reference: usize): usize {
  const stride = strideOf(max(k, 4));
  const front = scratch_allocate(64);
  const points = scratch_allocate(<usize>(capacity + 2) * (k > 3 ? stride : 16));
  const heights = scratch_allocate(k > 3 ? 8 : doubles(capacity + 2));
  const work = scratch_allocate(k > 3 ? <usize>(capacity + 2) * stride : layerBytes(capacity + 1));
  const ids = scratch_allocate((<usize>(capacity + 1)) << 2);
  const candidate = scratch_allocate(stride);
  const corner = scratch_allocate(stride);
  if (!front || !points || !heights || !work || !ids || !candidate || !corner) return 0;
  store<i32>(front, 0, COUNT);
  store<i32>(front, k, OBJECTIVES);
  store<usize>(front, points, POINTS);
  store<usize>(front, heights, HEIGHTS);
  store<usize>(front, work, WORK);
  store<usize>(front, ids, IDS);
  store<usize>(front, candidate, CANDIDATE);
  store<usize>(front, corner, REFERENCE);
  for (let o = 0; o < max(k, 3); o++) {
    store<f64>(at(corner, o), o < k ? load<f64>(at(reference, o)) : 1);
  }
  return front;
}

/** Copies a point to the candidate's row, with zeros for constant coordinates and padding. */
function setCandidate(front: usize, point: usize): usize {
  const k = load<i32>(front, OBJECTIVES);
  const row = load<usize>(front, CANDIDATE);
  for (let o = k; o < 3; o++) store<f64>(at(row, o), 0);
  copyPadded(k, point, row);
  return row;
}

/** Adds a point after those that come before it in the front's order. */
function append(front: usize, point: usize, id: i32): void {
  const row = setCandidate(front, point);
  const count = load<i32>(front, COUNT);
  const points = load<usize>(front, POINTS);
  const k = load<i32>(front, OBJECTIVES);
  if (k > 3) copyRow(points + <usize>count * strideOf(k), row, strideOf(k));
  else {
    v128.store(points + ((<usize>count) << 4), v128.load(row));
    store<f64>(at(load<usize>(front, HEIGHTS), count), load<f64>(row, 16));
  }
  store<i32>(load<usize>(front, IDS) + ((<usize>count) << 2), id);
  store<i32>(front, count + 1, COUNT);
}

/** Drops the last point or those that it covers, so that no row covers another. */
function dropCovered(front: usize): void {
  const k = load<i32>(front, OBJECTIVES);
  const rows = load<usize>(front, POINTS);
  const stride = strideOf(k);
  const last = rows + <usize>(load<i32>(front, COUNT) - 1) * stride;
  store<i32>(front, <i32>((addUncovered(k, rows, last, stride) - rows) / stride), COUNT);
}

/**
 * The front of those of n points that are below the reference.
 *
 * @param spare how many points `frontInsert` may add
 * @param all whether dominated points and identities must stay; without, recursion is faster
 * @returns 0 where memory is exhausted
 */
export function frontBuild(
  n: i32,
  k: i32,
  y: usize,
  reference: usize,
  spare: i32,
  all: bool,
): usize {
  const front = frontCreate(n + spare, k, reference);
  const work = scratch_allocate(orderBytes(n));
  if (front == 0 || work == 0) return 0;
  const order = sortRows(n, k, y, min(k - 1, ORDERED), work);
  for (let i = 0; i < n; i++) {
    const row = rowOf(y, indexOf(order, i), k);
    if (!isInside(k, row, reference)) continue;
    append(front, row, indexOf(order, i));
    if (k > 3 && !all) dropCovered(front);
  }
  return front;
}

function layerVolume(front: usize, row: usize): f64 {
  const count = load<i32>(front, COUNT);
  const corner = load<usize>(front, REFERENCE);
  const heights = load<usize>(front, HEIGHTS);
  const z = load<f64>(row, 16);
  return layerExclusive(
    count,
    load<usize>(front, POINTS),
    heights,
    layerPosition(count, heights, z),
    load<f64>(row),
    load<f64>(row, 8),
    z,
    load<f64>(corner),
    load<f64>(corner, 8),
    load<f64>(corner, 16),
    load<usize>(front, WORK),
  );
}

function rowVolume(front: usize, row: usize): f64 {
  const k = load<i32>(front, OBJECTIVES);
  return rowExclusive(
    k,
    row,
    load<i32>(front, COUNT),
    load<usize>(front, POINTS),
    strideOf(k),
    false,
    load<usize>(front, REFERENCE),
    load<usize>(front, WORK),
  );
}

/**
 * Volume that a point below the reference would add; 0 where it is dominated or equal to a point
 * of the front, NaN where memory is exhausted.
 *
 * Cost: O(n) up to three objectives, O(n²) for four.
 */
export function frontGain(front: usize, point: usize): f64 {
  const row = setCandidate(front, point);
  if (load<i32>(front, OBJECTIVES) > 3) return rowVolume(front, row);
  return max(layerVolume(front, row), <f64>0);
}

/** Volume that only the front's i-th point dominates. Cost as for `frontGain`. */
export function frontContribution(front: usize, i: i32): f64 {
  const points = load<usize>(front, POINTS);
  const k = load<i32>(front, OBJECTIVES);
  if (k > 3) return rowVolume(front, points + <usize>i * strideOf(k));
  const pair = points + ((<usize>i) << 4);
  const row = load<usize>(front, CANDIDATE);
  const point = v128.load(pair);
  v128.store(row, point);
  store<f64>(row, load<f64>(at(load<usize>(front, HEIGHTS), i)), 16);
  // At infinity the point neither covers nor cuts anything.
  v128.store(pair, f64x2.splat(Infinity));
  const volume = layerVolume(front, row);
  v128.store(pair, point);
  return max(volume, <f64>0);
}

/** Adds a point below the reference. Identities of the front's points are lost. Cost: O(n k). */
export function frontInsert(front: usize, point: usize): void {
  const k = load<i32>(front, OBJECTIVES);
  const row = setCandidate(front, point);
  const count = load<i32>(front, COUNT);
  const points = load<usize>(front, POINTS);
  const heights = load<usize>(front, HEIGHTS);
  if (k <= 3) {
    const z = load<f64>(row, 16);
    const position = layerPosition(count, heights, z);
    const x = load<f64>(row);
    store<i32>(
      front,
      layerInsert(count, points, heights, position, x, load<f64>(row, 8), z),
      COUNT,
    );
    return;
  }
  const stride = strideOf(k);
  let to = points + <usize>count * stride;
  for (; to > points && load<f64>(to - stride, 24) > load<f64>(row, 24); to -= stride) {
    copyRow(to, to - stride, stride);
  }
  copyRow(to, row, stride);
  store<i32>(front, count + 1, COUNT);
}
