/** The values of a kernel's program over one tile of pairs, node after node. */
import { multiply_tiles, scale_tile, sum_tiles } from "./combine";
import { leafOwnStatistic, leafSlopes, leafStatistic, leafValues } from "./leaves";
import {
  constantsOf,
  extraOf,
  leftOf,
  nodeOf,
  nodesOf,
  operationOf,
  PRODUCT,
  SCALE,
  SUM,
} from "./program";
import {
  columnStrideOf,
  columnsOf,
  isLeaf,
  recordOf,
  rowsOf,
  slopeOf,
  statisticOf,
  valueOf,
} from "./workspace";

/** A tile that compares each column's point with itself, in one row. */
export const OWN: i32 = -1;

/**
 * The root's tile for rows a… against columns b…, `width` (a multiple of 4) columns wide; slopes
 * of the leaves too where the workspace is one for gradients. `rows`, 1 to 4, are valid. `a` may
 * be OWN.
 */
export function evaluateTile(
  kernel: usize,
  work: usize,
  a: i32,
  b: i32,
  rows: i32,
  width: i32,
): usize {
  const nodes = nodesOf(kernel);
  const count = rows * width;
  let value: usize = 0;
  for (let i = 0; i < nodes; i++) {
    const node = nodeOf(kernel, i);
    const operation = operationOf(node);
    const record = recordOf(work, i);
    const last = value;
    value = valueOf(record);
    if (isLeaf(operation)) evaluateLeaf(kernel, node, record, a, b, count, width);
    else if (operation == SCALE) {
      scale_tile(count, extraOf(constantsOf(kernel, node)), last, value);
    } else {
      const left = valueOf(recordOf(work, leftOf(node)));
      if (operation == SUM) sum_tiles(count, left, last, value);
      else if (operation == PRODUCT) multiply_tiles(count, left, last, value);
    }
  }
  return value;
}

function evaluateLeaf(
  kernel: usize,
  node: usize,
  record: usize,
  a: i32,
  b: i32,
  count: i32,
  width: i32,
): void {
  const t = statisticOf(record);
  const columns = columnsOf(record, b);
  const ldc = columnStrideOf(record);
  if (a == OWN) leafOwnStatistic(node, columns, ldc, width, t);
  else leafStatistic(kernel, node, rowsOf(record, node, a), columns, ldc, width, t);
  const slopes = slopeOf(record);
  if (slopes == 0) leafValues(kernel, node, count, t, valueOf(record));
  else leafSlopes(kernel, node, count, t, valueOf(record), slopes);
}
