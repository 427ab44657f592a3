/** What users hand over, checked once at the border and brought into flat arrays. */
import { InputError } from "../errors.js";

/**
 * Points in objective space: one array a point, or all of them in one row-major Float64Array.
 * Every objective is minimized; negate what is to be maximized.
 */
export type ObjectivePoints = readonly (readonly number[] | Float64Array)[] | Float64Array;

/** One number an objective. */
export type ObjectiveVector = readonly number[] | Float64Array;

/** n × k numbers, row-major. */
export interface Rows {
  readonly values: Float64Array;
  readonly n: number;
  readonly k: number;
  /** The largest of all magnitudes. */
  readonly size: number;
}

const POINTS = "give an array of points, or a Float64Array of all their objectives in a row";

/** Squares of larger numbers come near the end of float64. */
const LARGEST = 1e153;

/**
 * Points as rows; any number of them, none included.
 *
 * @param k number of objectives, where it is known; a flat array does not tell it
 */
export function toRows(points: ObjectivePoints, parameter: string, k?: number): Rows {
  if (points instanceof Float64Array) return flatRows(points, parameter, k);
  if (!Array.isArray(points)) throw new InputError(parameter, points, POINTS);
  const n = points.length;
  const columns = k ?? widthOf(points[0], `${parameter}[0]`);
  const values = new Float64Array(n * columns);
  for (let i = 0; i < n; i++) {
    const point = points[i];
    if (point?.length !== columns || typeof point === "string") {
      throw new InputError(`${parameter}[${i}]`, point, `give ${columns} objectives a point`);
    }
    for (let o = 0; o < columns; o++) {
      const value = point[o];
      if (!usable(value)) throw unusable(`${parameter}[${i}][${o}]`, value);
      values[i * columns + o] = value;
    }
  }
  return { values, n, k: columns, size: sizeOf(values) };
}

/** Points as rows, at least one. */
export function toSomeRows(points: ObjectivePoints, parameter: string, k?: number): Rows {
  const rows = toRows(points, parameter, k);
  if (rows.n === 0) throw new InputError(parameter, points, "give at least one point");
  return rows;
}

function flatRows(values: Float64Array, parameter: string, k = 0): Rows {
  if (k < 1) {
    throw new InputError(parameter, values, "give one array a point: a flat one does not say k");
  }
  if (values.length % k !== 0) {
    throw new InputError(`${parameter}.length`, values.length, `make it a multiple of ${k}`);
  }
  const size = sizeOf(values);
  if (size <= LARGEST) return { values, n: values.length / k, k, size };
  const bad = firstUnusable(values);
  throw unusable(`${parameter}[${bad}]`, values[bad]);
}

/** The largest magnitude, or NaN; one pass, since it costs a twentieth of a hypervolume. */
function sizeOf(values: Float64Array): number {
  let size = 0;
  for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]!));
  return size;
}

function usable(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= LARGEST;
}

function unusable(parameter: string, value: unknown): InputError {
  const remedy = Number.isFinite(value)
    ? `rescale: magnitudes beyond ${LARGEST} have no squares`
    : "give a finite number; leave failed evaluations out";
  return new InputError(parameter, value, remedy);
}

/** Index of the first unusable entry, or −1. */
function firstUnusable(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i++) if (!usable(values[i])) return i;
  return -1;
}

function widthOf(point: unknown, parameter: string): number {
  if (point === undefined) return 1;
  const usable = (Array.isArray(point) || point instanceof Float64Array) && point.length > 0;
  if (!usable) throw new InputError(parameter, point, "give an array of objectives a point");
  return point.length;
}

/** A vector of finite numbers, at least one. */
export function toVector(vector: ObjectiveVector, parameter: string, k?: number): Float64Array {
  const usable = Array.isArray(vector) || vector instanceof Float64Array;
  if (!usable || vector.length === 0 || (k !== undefined && vector.length !== k)) {
    throw new InputError(parameter, vector, `give an array of ${k ?? "one or more"} numbers`);
  }
  const bad = firstUnusable(vector);
  if (bad >= 0) throw unusable(`${parameter}[${bad}]`, vector[bad]);
  return new Float64Array(vector);
}

/**
 * Points beside a reference point, which says how many objectives there are. Throws `InputError`
 * where the volume between them would overflow.
 */
export function toSet(
  points: ObjectivePoints,
  reference: ObjectiveVector,
  parameter = "points",
): Rows & { readonly corner: Float64Array } {
  const corner = toVector(reference, "reference");
  const { values, n, k, size } = toRows(points, parameter, corner.length);
  // Where even the largest number of all does not overflow, no objective needs a look of its own.
  const longest = 2 * Math.max(size, sizeOf(corner), 1);
  let bound = 1;
  for (let o = 0; o < k; o++) bound *= longest;
  if (bound < Infinity || volumeBound(values, corner) < Infinity) {
    return { values, n, k, size, corner };
  }
  throw new InputError(parameter, points, "rescale the objectives: their volume overflows");
}

/** At least the volume between the points and the corner. */
function volumeBound(values: Float64Array, corner: Float64Array): number {
  const k = corner.length;
  let volume = 1;
  for (let o = 0; o < k; o++) {
    let size = Math.max(Math.abs(corner[o]!), 1);
    for (let i = o; i < values.length; i += k) size = Math.max(size, Math.abs(values[i]!));
    volume *= 2 * size;
  }
  return volume;
}
