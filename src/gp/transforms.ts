/**
 * The border between the user's units and the model's: inputs in the unit cube, outputs with mean
 * 0 and standard deviation 1. Everything inside is scaled, everything outside natural, and only
 * this file converts.
 */
import { InputError } from "../errors.js";
import type { Matrix } from "./inputs.js";

/** Lower and upper limit of each input. */
export type InputBounds = readonly (readonly [lower: number, upper: number])[];

/** u = (x − lower) / width. */
export interface InputScaling {
  readonly lower: readonly number[];
  readonly width: readonly number[];
}

/** z = (y − mean) / sd, an output each. */
export interface Standardization {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}

/** Outputs that vary by less than this share of their magnitude are constant up to rounding. */
const CONSTANT = 1e-13;

/** The scaling that takes `bounds` to the unit cube. Throws `InputError`. */
export function scalingFromBounds(bounds: InputBounds): InputScaling {
  if (!Array.isArray(bounds))
    throw new InputError("bounds", bounds, "give [lower, upper] an input");
  // Not forEach, which passes over the holes of sparse arrays.
  for (const [j, pair] of bounds.entries()) {
    const [lower, upper] = Array.isArray(pair) ? pair : [];
    if (!(Number.isFinite(upper - lower) && lower < upper)) {
      throw new InputError(`bounds[${j}]`, pair, "give finite [lower, upper] with lower < upper");
    }
  }
  return {
    lower: bounds.map(([lower]) => lower),
    width: bounds.map(([lower, upper]) => upper - lower),
  };
}

/** The scaling that takes the data's own range to the unit cube; a constant input only moves. */
export function scalingFromData({ values, rows, columns }: Matrix): InputScaling {
  const lower = Array.from({ length: columns }, () => Infinity);
  const upper = Array.from({ length: columns }, () => -Infinity);
  for (let i = 0; i < rows * columns; i++) {
    const j = i % columns;
    lower[j] = Math.min(lower[j]!, values[i]!);
    upper[j] = Math.max(upper[j]!, values[i]!);
  }
  return { lower, width: lower.map((low, j) => upper[j]! - low || 1) };
}

/** Points in the unit cube, row-major. */
export function scaleInputs({ values, columns }: Matrix, scaling: InputScaling): Float64Array {
  return values.map((x, i) => (x - scaling.lower[i % columns]!) / scaling.width[i % columns]!);
}

/** Gradients in scaled inputs become gradients in natural ones, in place; `factor` scales them all. */
export function unscaleGradients(
  gradients: Float64Array,
  { width }: InputScaling,
  factor: number,
): Float64Array {
  for (let i = 0; i < gradients.length; i++) {
    gradients[i] = (gradients[i]! * factor) / width[i % width.length]!;
  }
  return gradients;
}

/**
 * Mean and standard deviation (divisor n − 1) of each output. One point, or values that differ
 * by no more than rounding, get the standard deviation 1.
 */
export function standardizationOf(outputs: Matrix): Standardization {
  const moments = Array.from({ length: outputs.columns }, (_, t) => momentsOf(outputs, t));
  return { mean: moments.map(([mean]) => mean), sd: moments.map(([, sd]) => sd || 1) };
}

/** The outputs whose values are the same up to rounding, where there are several values. */
export function constantOutputs(outputs: Matrix): number[] {
  const all = Array.from({ length: outputs.columns }, (_, t) => t);
  return outputs.rows === 1 ? [] : all.filter((t) => momentsOf(outputs, t)[1] === 0);
}

/** Leaves outputs as they are. */
export function noStandardization(k: number): Standardization {
  return { mean: Array(k).fill(0), sd: Array(k).fill(1) };
}

/**
 * Mean and deviation of one output, the deviation 0 where it is mere rounding; computed relative to
 * the largest magnitude so that nothing under- or overflows.
 */
function momentsOf(outputs: Matrix, output: number): [mean: number, sd: number] {
  const { values, rows: n, columns } = outputs;
  const column = Array.from({ length: n }, (_, i) => values[i * columns + output]!);
  const magnitude = column.reduce((largest, y) => Math.max(largest, Math.abs(y)), 0);
  if (magnitude === 0) return [0, 0];
  const shares = column.map((y) => y / magnitude);
  const center = shares.reduce((sum, y) => sum + y, 0) / n;
  const squares = shares.reduce((sum, y) => sum + (y - center) * (y - center), 0);
  const spread = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  return [center * magnitude, spread > CONSTANT ? spread * magnitude : 0];
}

/** Standardized outputs, k × n: one row an output, as the core keeps them. */
export function standardize(
  { values, rows, columns }: Matrix,
  { mean, sd }: Standardization,
): Float64Array {
  const scaled = new Float64Array(rows * columns);
  for (let t = 0; t < columns; t++) {
    for (let i = 0; i < rows; i++) {
      scaled[t * rows + i] = (values[i * columns + t]! - mean[t]!) / sd[t]!;
    }
  }
  return scaled;
}

/** Means of the core, k × m, in natural units, m × k. */
export function naturalMeans(means: Float64Array, { mean, sd }: Standardization): Float64Array {
  const k = mean.length;
  const m = means.length / k;
  const natural = new Float64Array(means.length);
  for (let t = 0; t < k; t++) {
    for (let i = 0; i < m; i++) natural[i * k + t] = means[t * m + i]! * sd[t]! + mean[t]!;
  }
  return natural;
}

/** Variances of the core, m and the same for every output, in natural units, m × k. */
export function naturalVariances(variances: Float64Array, { sd }: Standardization): Float64Array {
  const k = sd.length;
  const natural = new Float64Array(variances.length * k);
  for (let i = 0; i < variances.length; i++) {
    for (let t = 0; t < k; t++) natural[i * k + t] = variances[i]! * sd[t]! * sd[t]!;
  }
  return natural;
}
