/**
 * Workspace of an evaluation: for every node a record, for every leaf the points as it sees them,
 * and tiles, each 4 rows of up to WIDTH columns in contiguous rows of the present width.
 *
 * WIDTH keeps what one leaf touches (four tiles and, at ten inputs, 10 KB of columns) in the
 * first cache. For values, nodes share tiles by slot; for gradients each keeps its own.
 *
 * Record of a node, 32 bytes: 0 rows · 4 columns · 8 leading dimension of the columns
 *   12 value tile · 16 statistic tile · 20 slope tile (0 for values alone) · 24 adjoint tile
 *   28 how many points the columns hold
 */
import { at, rowOf } from "../memory/access";
import { scratch_allocate } from "../memory/scratch";
import { featuresOf, padded, pointBytes, projectColumns, projectRows } from "./points";
import {
  leftOf,
  nodeOf,
  nodesOf,
  operationOf,
  PRODUCT,
  SCALE,
  SUM,
  slotOf,
  slotsOf,
} from "./program";
import { SUMS_BYTES } from "./sums";

/** Columns of a tile at most. */
export const WIDTH: i32 = 128;

const TILE_BYTES: usize = 4 * 128 * 8;

export function recordOf(work: usize, index: i32): usize {
  return work + ((<usize>index) << 5);
}

/** The leaf's points from row `a` on. */
export function rowsOf(record: usize, node: usize, a: i32): usize {
  return rowOf(load<usize>(record), a, featuresOf(node));
}

/** The leaf's points from column `b` on. */
export function columnsOf(record: usize, b: i32): usize {
  return at(load<usize>(record, 4), b);
}

export function columnStrideOf(record: usize): i32 {
  return load<i32>(record, 8);
}

/** Points that the columns hold, without padding. */
export function pointsOf(record: usize): i32 {
  return load<i32>(record, 28);
}

export function valueOf(record: usize): usize {
  return load<usize>(record, 12);
}

export function statisticOf(record: usize): usize {
  return load<usize>(record, 16);
}

export function slopeOf(record: usize): usize {
  return load<usize>(record, 20);
}

export function adjointOf(record: usize): usize {
  return load<usize>(record, 24);
}

/** Room for the sums of one active input, after the records. */
export function sumsOf(kernel: usize, work: usize): usize {
  return recordOf(work, nodesOf(kernel));
}

export function isLeaf(operation: i32): bool {
  return operation != SUM && operation != PRODUCT && operation != SCALE;
}

/** Bytes of the leaves' points, m as rows and n as columns; more than memory has is possible. */
function allPointBytes(kernel: usize, m: i32, n: i32): u64 {
  let bytes: u64 = 0;
  const nodes = nodesOf(kernel);
  for (let i = 0; i < nodes; i++) {
    const node = nodeOf(kernel, i);
    if (isLeaf(operationOf(node))) bytes += pointBytes(node, m) + pointBytes(node, n);
  }
  return bytes;
}

/**
 * A workspace for values, m points x against n points z, or for values and gradients.
 *
 * @returns its address, 0 when memory is exhausted
 */
export function openWorkspace(
  kernel: usize,
  x: usize,
  m: i32,
  z: usize,
  n: i32,
  d: i32,
  gradients: bool,
): usize {
  const nodes = nodesOf(kernel);
  const tiles = gradients ? 4 * nodes : slotsOf(kernel) + 1;
  const records = ((<usize>nodes) << 5) + SUMS_BYTES + 16;
  const tileBytes = <usize>tiles * TILE_BYTES;
  const bytes = <u64>(records + tileBytes) + allPointBytes(kernel, m, n);
  if (bytes > 0x7fff0000) return 0;
  const work = scratch_allocate(<usize>bytes);
  if (work == 0) return 0;
  const firstTile = work + records;
  let points = firstTile + tileBytes;
  for (let i = 0; i < nodes; i++) {
    const node = nodeOf(kernel, i);
    const record = recordOf(work, i);
    if (isLeaf(operationOf(node))) {
      projectRows(kernel, node, x, m, d, points);
      store<usize>(record, points);
      points += <usize>pointBytes(node, m);
      projectColumns(kernel, node, z, n, d, points);
      store<usize>(record, points, 4);
      points += <usize>pointBytes(node, n);
      store<i32>(record, padded(n), 8);
      store<i32>(record, n, 28);
    }
    if (gradients) ownTiles(record, firstTile + <usize>(4 * i) * TILE_BYTES);
    else {
      store<usize>(record, firstTile + <usize>(slotOf(node) + 1) * TILE_BYTES, 12);
      store<usize>(record, firstTile, 16);
      store<usize>(record, 0, 20);
    }
  }
  if (gradients) shareAdjoints(kernel, work);
  return work;
}

function ownTiles(record: usize, tile: usize): void {
  store<usize>(record, tile, 12);
  store<usize>(record, tile + TILE_BYTES, 16);
  store<usize>(record, tile + 2 * TILE_BYTES, 20);
  store<usize>(record, tile + 3 * TILE_BYTES, 24);
}

/** The parts of a sum have the adjoint of the sum: they read its tile. */
function shareAdjoints(kernel: usize, work: usize): void {
  for (let i = nodesOf(kernel) - 1; i >= 0; i--) {
    const node = nodeOf(kernel, i);
    if (operationOf(node) != SUM) continue;
    const adjoint = adjointOf(recordOf(work, i));
    store<usize>(recordOf(work, i - 1), adjoint, 24);
    store<usize>(recordOf(work, leftOf(node)), adjoint, 24);
  }
}
