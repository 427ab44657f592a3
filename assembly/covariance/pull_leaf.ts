/** A leaf's adjoint turned into gradients of its hyperparameters and of the points on the left. */
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { multiply_tiles, sum_of_tile } from "./combine";
import { distance_slopes, distance_squares } from "./distance";
import { hamming_pull } from "./hamming";
import { inner_pull } from "./inner";
import { comparesByProduct } from "./leaves";
import { periodic_pull } from "./periodic";
import { featuresOf } from "./points";
import {
  constantsOf,
  countOf,
  extraOf,
  firstGroup,
  HAMMING,
  inputOf,
  inputsOf,
  LINEAR,
  nodeOf,
  operationOf,
  PERIODIC,
  POLYNOMIAL,
  parameterOf,
  RATIONAL_QUADRATIC,
  scalesOf,
  sharedOf,
  weightsOf,
} from "./program";
import { rationalQuadraticAlpha } from "./rational_quadratic";
import { FIRST, SECOND, SLOPES } from "./sums";
import {
  adjointOf,
  columnStrideOf,
  columnsOf,
  pointsOf,
  recordOf,
  rowsOf,
  slopeOf,
  statisticOf,
  sumsOf,
  valueOf,
} from "./workspace";

/** Adds to element `index` of `target`. */
function add(target: usize, index: i32, value: f64): void {
  store<f64>(at(target, index), load<f64>(at(target, index)) + value);
}

/** Leaf `i` of the tile of rows a… and columns b…; `gradX` is that of row a, or 0. */
export function pullLeaf(
  kernel: usize,
  work: usize,
  i: i32,
  a: i32,
  b: i32,
  rows: i32,
  width: i32,
  gradTheta: usize,
  gradX: usize,
): void {
  const node = nodeOf(kernel, i);
  const record = recordOf(work, i);
  const m = weightSlopes(record, rows * width);
  // Rows that are not there weigh nothing.
  memory.fill(rowOf(m, rows, width), 0, doubles((4 - rows) * width));
  const sums = sumsOf(kernel, work);
  const row = rowsOf(record, node, a);
  const column = columnsOf(record, b);
  const ldc = columnStrideOf(record);
  const count = countOf(node);
  for (let j = 0; j < count; j++) {
    const own = rowOf(column, j, ldc);
    pullInput(node, at(row, j), own, ldc, width, m, sums, gradTheta != 0, gradX != 0);
    scatter(kernel, node, j, rows, sums, gradTheta, gradX);
  }
  if (gradTheta != 0) pullExtra(kernel, node, record, rows * width, gradTheta);
}

/** M = adjoint ∘ c, in place of c. */
function weightSlopes(record: usize, count: i32): usize {
  const m = slopeOf(record);
  multiply_tiles(count, adjointOf(record), m, m);
  return m;
}

/** The sums of one active input, as far as they are wanted where that saves time. */
function pullInput(
  node: usize,
  row: usize,
  column: usize,
  ldc: i32,
  width: i32,
  m: usize,
  sums: usize,
  theta: bool,
  slopes: bool,
): void {
  const operation = operationOf(node);
  const count = countOf(node);
  const stride = doubles(featuresOf(node));
  if (operation == PERIODIC) {
    const columnStep = doubles(count * ldc);
    periodic_pull(row, stride, doubles(count), column, columnStep, width, m, sums);
  } else if (operation == HAMMING) hamming_pull(row, stride, column, width, m, sums);
  else if (comparesByProduct(operation)) inner_pull(row, stride, column, width, m, sums);
  else {
    if (theta) store<f64>(sums, distance_squares(row, stride, column, width, m), FIRST);
    if (slopes) distance_slopes(row, stride, column, width, m, sums);
  }
}

/** The sums of active input `j` to where they belong, with the factors that c leaves out. */
function scatter(
  kernel: usize,
  node: usize,
  j: i32,
  rows: i32,
  sums: usize,
  gradTheta: usize,
  gradX: usize,
): void {
  const operation = operationOf(node);
  const constants = constantsOf(kernel, node);
  const weight = load<f64>(at(weightsOf(constants, countOf(node)), j));
  if (gradTheta != 0 && operation != POLYNOMIAL) {
    const parameter = parameterOf(node) + (sharedOf(node) ? 0 : j);
    add(gradTheta, parameter, weight * load<f64>(sums, FIRST));
    if (operation == PERIODIC) {
      add(gradTheta, parameter + firstGroup(node), weight * load<f64>(sums, SECOND));
    }
  }
  if (gradX == 0 || operation == HAMMING) return;
  const d = inputsOf(kernel);
  const scale = weight * load<f64>(at(scalesOf(constants), j));
  const factor = comparesByProduct(operation) ? scale : -scale;
  const input = inputOf(kernel, node, j);
  for (let r = 0; r < rows; r++) {
    add(rowOf(gradX, r, d), input, factor * load<f64>(at(sums + SLOPES, r)));
  }
}

/** The hyperparameter beside those of the inputs: α or the offset. */
function pullExtra(kernel: usize, node: usize, record: usize, count: i32, gradTheta: usize): void {
  const operation = operationOf(node);
  const extra = extraOf(constantsOf(kernel, node));
  if (operation == POLYNOMIAL) {
    add(gradTheta, parameterOf(node), extra * sum_of_tile(count, slopeOf(record)));
  } else if (operation == RATIONAL_QUADRATIC) {
    const t = statisticOf(record);
    const slope = rationalQuadraticAlpha(count, extra, t, valueOf(record), adjointOf(record));
    add(gradTheta, parameterOf(node) + firstGroup(node), slope);
  }
}

/**
 * Leaf `i` where each of the points b… is compared with itself; `gradX` is that of point b, or 0.
 * Functions of differences are flat there.
 */
export function pullOwnLeaf(
  kernel: usize,
  work: usize,
  i: i32,
  b: i32,
  width: i32,
  gradTheta: usize,
  gradX: usize,
): void {
  const node = nodeOf(kernel, i);
  const operation = operationOf(node);
  if (!comparesByProduct(operation)) return;
  const record = recordOf(work, i);
  const m = weightSlopes(record, width);
  const d = inputsOf(kernel);
  const scales = scalesOf(constantsOf(kernel, node));
  const ldc = columnStrideOf(record);
  const points = min(width, pointsOf(record) - b);
  const count = countOf(node);
  for (let j = 0; j < count; j++) {
    const column = rowOf(columnsOf(record, b), j, ldc);
    const scale = load<f64>(at(scales, j));
    const input = inputOf(kernel, node, j);
    let squares: f64 = 0;
    for (let p = 0; p < points; p++) {
      const value = load<f64>(at(column, p));
      const product = load<f64>(at(m, p)) * value;
      squares += product * value;
      if (gradX != 0) {
        const target = elementOf(gradX, p, input, d);
        store<f64>(target, load<f64>(target) + 2 * scale * product);
      }
    }
    if (gradTheta == 0 || operation != LINEAR) continue;
    add(gradTheta, parameterOf(node) + (sharedOf(node) ? 0 : j), squares);
  }
  if (gradTheta != 0) pullExtra(kernel, node, record, width, gradTheta);
}
