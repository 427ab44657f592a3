/** What the Monte-Carlo acquisition functions share: batches, pending points, base samples. */
import { InputError } from "../errors.js";
import type { GaussianProcess, Points } from "../gp/index.js";
import { toPoints } from "../gp/inputs.js";
import type { AcquisitionValues } from "./acquisition.js";
import { qmcNormals } from "./base-samples.js";
import { scaledPoints } from "./model.js";

export interface BatchOptions {
  /** A fitted Gaussian process with one output. */
  readonly model: GaussianProcess;
  /** Whether large values of the objective are wanted; default true. */
  readonly maximize?: boolean;
  /** Points that are valued together, q; default 1. */
  readonly batch?: number;
  /** Points under evaluation, whose results are not known yet. */
  readonly pending?: Points;
  /** Samples of the posterior, default 256. */
  readonly samples?: number;
  /** Seed of the base samples, default 0. */
  readonly seed?: number;
  /** Standard normals instead of those of the seed: samples × all points that are sampled. */
  readonly baseSamples?: Float64Array;
}

/** q. Throws `InputError`. */
export function batchOf({ batch = 1 }: BatchOptions): number {
  if (Number.isInteger(batch) && batch >= 1) return batch;
  throw new InputError("batch", batch, "give a whole number of points, at least 1");
}

/** Pending points in the model's units. */
export function pendingOf({ model, pending }: BatchOptions, d: number): Float64Array {
  if (pending === undefined || pending.length === 0) return new Float64Array(0);
  return scaledPoints(model, toPoints(pending, "pending", { d }).values, 1);
}

/** Standard normals, samples × q: the caller's or quasi-random ones. Throws `InputError`. */
export function baseSamples(
  { baseSamples: given, samples = 256, seed = 0 }: BatchOptions,
  q: number,
): Float64Array {
  if (given === undefined) {
    if (Number.isInteger(samples) && samples >= 1) return qmcNormals(samples, q, seed);
    throw new InputError("samples", samples, "give a whole number, at least 1");
  }
  if (given.length > 0 && given.length % q === 0) return given;
  throw new InputError("baseSamples.length", given.length, `give a multiple of ${q} numbers`);
}
/** Each batch of `size` coordinates followed by the pending points. */
export function joined(X: Float64Array, pending: Float64Array, size: number): Float64Array {
  if (pending.length === 0) return X;
  const m = X.length / size;
  const all = new Float64Array(m * (size + pending.length));
  for (let i = 0; i < m; i++) {
    const start = i * (size + pending.length);
    all.set(X.subarray(i * size, (i + 1) * size), start);
    all.set(pending, start + size);
  }
  return all;
}

/** Drops the gradients of pending points. */
export function ownPart(
  values: AcquisitionValues,
  size: number,
  stride: number,
): AcquisitionValues {
  if (size === stride || values.gradient.length === 0) return values;
  const m = values.value.length;
  const gradient = new Float64Array(m * size);
  for (let i = 0; i < m; i++) {
    gradient.set(values.gradient.subarray(i * stride, i * stride + size), i * size);
  }
  return { value: values.value, gradient };
}
