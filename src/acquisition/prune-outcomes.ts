/** Which points of a noisy baseline of several outcomes matter. */
import { checked, core, read, withScratch } from "../core/index.js";
import type { GaussianProcess } from "../gp/index.js";
import { nonDominated } from "../pareto/index.js";
import { qmcNormals } from "./base-samples.js";

/** Joint samples; a front moves less between them than a single leader. */
const SAMPLES = 256;
/** A point this many deviations behind another in every outcome is behind it in every sample. */
const HOPELESS = 6;
/** The choice of points does not depend on the caller's seed. */
const PRUNING_SEED = 0;

/**
 * The points, rows of d in the models' units, that no other dominates in at least one of 256 joint
 * samples, and that are better than the reference there; where there are none, those that no other
 * dominates by their means. Points that are hopeless by their margins are left out of the sampling.
 * Cost: a joint posterior of the others an outcome, and 512 b² flops.
 */
export function prunedOutcomes(
  models: readonly GaussianProcess[],
  points: Float64Array,
  reference: Float64Array | null,
): Float64Array {
  const k = models.length;
  const marginals = models.map((model) => posterior(model, points));
  const n = marginals[0]!.mean.length;
  const d = points.length / n;
  const means = vectors(n, k, (i, o) => marginals[o]!.mean[i]!);
  const hopeful = contenders(n, marginals);
  const kept = sampledFront(models, rows(points, d, hopeful), hopeful, reference);
  return rows(points, d, kept.length > 0 ? kept : nonDominated(negated(means)));
}

interface Marginals {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

function posterior(model: GaussianProcess, points: Float64Array): Marginals {
  const n = points.length / model.transforms.inputs.lower.length;
  return withScratch((s) => {
    const [x, mean, variance] = [s.copyIn(points), s.allocate(n), s.allocate(n)];
    checked(core().gp_posterior(model.modelPointer, x, n, mean, variance));
    return { mean: read(mean, n), variance: read(variance, n) };
  });
}

/** Indices of points that no other is surely better than. */
function contenders(n: number, marginals: readonly Marginals[]): number[] {
  const bound = (i: number, o: number, way: number) => {
    const { mean, variance } = marginals[o]!;
    return mean[i]! + way * HOPELESS * Math.sqrt(Math.max(variance[i]!, 0));
  };
  const worst = vectors(n, marginals.length, (i, o) => bound(i, o, -1));
  const best = vectors(n, marginals.length, (i, o) => bound(i, o, 1));
  const front = nonDominated(negated(worst));
  const beaten = (i: number) =>
    front.some((j) => j !== i && worst[j]!.every((y, o) => y > best[i]![o]!));
  return Array.from({ length: n }, (_, i) => i).filter((i) => !beaten(i));
}

/** Indices, of those given, that are on the front of a sample and above the reference. */
function sampledFront(
  models: readonly GaussianProcess[],
  points: Float64Array,
  indices: readonly number[],
  reference: Float64Array | null,
): number[] {
  const b = indices.length;
  const draws = models.map((model, o) => jointSamples(model, points, b, o));
  if (draws.some((draw) => draw === null)) return [...indices];
  const kept = new Set<number>();
  for (let s = 0; s < SAMPLES && kept.size < b; s++) {
    const values = vectors(b, models.length, (i, o) => draws[o]![s * b + i]!);
    for (const i of nonDominated(negated(values))) {
      if (reference === null || values[i]!.every((y, o) => y > reference[o]!)) kept.add(i);
    }
  }
  return [...kept].sort((a, c) => a - c).map((i) => indices[i]!);
}

function jointSamples(
  model: GaussianProcess,
  points: Float64Array,
  b: number,
  outcome: number,
): Float64Array | null {
  const normals = qmcNormals(SAMPLES, b, PRUNING_SEED + outcome);
  return withScratch((s) => {
    const [x, z, out] = [s.copyIn(points), s.copyIn(normals), s.allocate(normals.length)];
    const status = checked(core().gp_sample_joint(model.modelPointer, x, b, SAMPLES, z, out));
    return status === 0 ? read(out, normals.length) : null;
  });
}

function vectors(n: number, k: number, at: (i: number, o: number) => number): Float64Array[] {
  return Array.from({ length: n }, (_, i) => Float64Array.from({ length: k }, (_, o) => at(i, o)));
}

/** The core's fronts are of minimized objectives. */
function negated(values: readonly Float64Array[]): Float64Array[] {
  return values.map((row) => row.map((y) => -y));
}

function rows(points: Float64Array, d: number, indices: readonly number[]): Float64Array {
  const out = new Float64Array(indices.length * d);
  indices.forEach((i, to) => {
    out.set(points.subarray(i * d, (i + 1) * d), to * d);
  });
  return out;
}
