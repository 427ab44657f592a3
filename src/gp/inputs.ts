/** What users hand over, checked once at the border and brought into flat arrays. */
import { InputError } from "../errors.js";

/** Points: one array a point, or all of them in one row-major Float64Array. */
export type Points = readonly (readonly number[] | Float64Array)[] | Float64Array;

/** Targets: one number a point, or one array of k outputs a point. */
export type Targets =
  | readonly number[]
  | Float64Array
  | readonly (readonly number[] | Float64Array)[];

/** n × d numbers, row-major. */
export interface Matrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Squares of larger numbers come near the end of float64. */
const LARGEST = 1e153;

/** Smaller numbers count as 0: their squares would underflow. */
const SMALLEST = 1e-153;

/**
 * Points as a matrix.
 *
 * @param shape  what is known beforehand: the number of inputs d, or of points n for a flat array
 */
export function toPoints(
  points: Points,
  parameter: string,
  shape: { d?: number; n?: number } = {},
): Matrix {
  if (points instanceof Float64Array) return flatPoints(points, parameter, shape);
  if (!Array.isArray(points)) throw new InputError(parameter, points, POINTS);
  if (points.length === 0) throw new InputError(parameter, points, "give at least one point");
  const columns = shape.d ?? lengthOf(points[0], `${parameter}[0]`);
  if (columns === 0) throw new InputError(`${parameter}[0]`, points[0], "give at least one input");
  const values = new Float64Array(points.length * columns);
  // Not forEach, which passes over the holes of sparse arrays.
  for (const [i, point] of points.entries()) {
    const length = lengthOf(point, `${parameter}[${i}]`);
    if (length !== columns) {
      throw new InputError(`${parameter}[${i}]`, point, `every point has ${columns} inputs`);
    }
    for (let j = 0; j < columns; j++) {
      values[i * columns + j] = usable(point[j], () => `${parameter}[${i}][${j}]`);
    }
  }
  return { values, rows: points.length, columns };
}

const POINTS = "give an array of points, or a Float64Array of all their inputs in a row";

function flatPoints(
  points: Float64Array,
  parameter: string,
  { d, n }: { d?: number; n?: number },
): Matrix {
  const columns = d ?? points.length / (n ?? 1);
  if (points.length === 0) throw new InputError(parameter, points, "give at least one point");
  if (!Number.isInteger(columns) || points.length % columns !== 0) {
    const whole = d === undefined ? `a multiple of ${n} points` : `a multiple of ${d} inputs`;
    throw new InputError(`${parameter}.length`, points.length, `make it ${whole}`);
  }
  const values = points.map((value, i) => usable(value, () => `${parameter}[${i}]`));
  return { values, rows: points.length / columns, columns };
}

/** Targets as an n × k matrix. */
export function toTargets(targets: Targets, parameter: string, k?: number): Matrix {
  if (!isArray(targets)) {
    throw new InputError(parameter, targets, "give one number a point, or an array of outputs");
  }
  const rows = targets.length;
  if (rows === 0) throw new InputError(parameter, targets, "give at least one value");
  if (!isArray(targets[0])) {
    if (k !== undefined && k !== 1) {
      throw new InputError(parameter, targets, `give an array of ${k} outputs for each point`);
    }
    const values = Float64Array.from(targets as ArrayLike<number>, (value, i) =>
      usable(value, () => `${parameter}[${i}]`),
    );
    return { values, rows, columns: 1 };
  }
  return toPoints(targets as Points, parameter, k === undefined ? {} : { d: k });
}

/** One number or one a point, all finite and at least 0. */
export function toVariances(
  variances: readonly number[] | Float64Array,
  parameter: string,
  n: number,
): Float64Array {
  if (variances.length !== n) {
    throw new InputError(
      `${parameter}.length`,
      variances.length,
      `give one for each of ${n} points`,
    );
  }
  return Float64Array.from(variances, (value, i) => {
    if (typeof value === "number" && value >= 0 && value <= LARGEST) return value;
    throw new InputError(`${parameter}[${i}]`, value, `give a variance from 0 to ${LARGEST}`);
  });
}

/** The same number, where arithmetic can use it; −0 becomes 0, so that JSON keeps all bits. */
function usable(value: unknown, parameter: () => string): number {
  if (typeof value === "number" && Math.abs(value) <= LARGEST) {
    return Math.abs(value) < SMALLEST ? 0 : value;
  }
  const remedy = Number.isFinite(value)
    ? `rescale: magnitudes beyond ${LARGEST} have no squares`
    : "give a finite number";
  throw new InputError(parameter(), value, remedy);
}

function lengthOf(point: unknown, parameter: string): number {
  if (isArray(point)) return point.length;
  throw new InputError(parameter, point, "give an array of numbers for each point");
}

function isArray(value: unknown): value is readonly unknown[] | Float64Array {
  return Array.isArray(value) || value instanceof Float64Array;
}
