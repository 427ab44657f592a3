import { checked, core, memoryDoubles, read, withScratch } from "../core/index.js";
import { type ObjectivePoints, type ObjectiveVector, toSet } from "./inputs.js";

/**
 * Hypervolume: the volume of the region that the points dominate below the reference point, all
 * objectives minimized.
 *
 * Points that are not strictly below the reference in every objective add nothing, and neither do
 * dominated points and duplicates; no points at all have volume 0.
 *
 * @param points n points of k objectives
 * @param reference k numbers: the worst that counts
 * @throws InputError for numbers that are not finite and for lengths that differ
 * Cost: O(n log n) for k ≤ 3, O(n²) for k = 4, exponential in k beyond (k ≤ 6 for a few hundred
 * points). Accuracy: rounding only.
 * Source: Fonseca et al. 2006 (k = 3), Guerreiro and Fonseca 2018 (k = 4), While et al. 2012 (k > 4).
 */
export function hypervolume(points: ObjectivePoints, reference: ObjectiveVector): number {
  const { values, n, k, corner } = toSet(points, reference);
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    const r = scratch.copyIn(corner);
    const out = scratch.allocate(1);
    checked(core().pareto_hypervolume(n, k, y, r, out));
    return memoryDoubles()[out / 8]!;
  });
}

/**
 * Exclusive contributions: for each point the hypervolume that the set loses without it. It is 0
 * for dominated points, for points that occur twice and for those that are not below the
 * reference; dominated points count as part of the set that remains.
 *
 * @param points n points of k objectives, all minimized
 * @param reference k numbers: the worst that counts
 * @returns n volumes
 * @throws InputError for numbers that are not finite and for lengths that differ
 * Cost: O(n log n) for k = 2, O(n²) for k = 3, O(n³) for k = 4, exponential in k beyond.
 * Source: Guerreiro and Fonseca 2018 (k ≤ 4), While et al. 2012 (k > 4).
 */
export function hypervolumeContributions(
  points: ObjectivePoints,
  reference: ObjectiveVector,
): Float64Array {
  const { values, n, k, corner } = toSet(points, reference);
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    const r = scratch.copyIn(corner);
    const out = scratch.allocate(n);
    checked(core().pareto_contributions(n, k, y, r, out));
    return read(out, n);
  });
}

/**
 * Hypervolume improvement: what each candidate alone would add to the hypervolume of the points,
 * 0 where it is dominated or not below the reference. The candidates do not see each other; to
 * choose a batch of them use `selectBatch`.
 *
 * @param candidates m points of k objectives, all minimized
 * @param points n points of k objectives, none included
 * @param reference k numbers: the worst that counts
 * @returns m volumes
 * @throws InputError for numbers that are not finite and for lengths that differ
 * Cost: O(n log n + m n) for k ≤ 3 and O(m n²) for k = 4, about 1 ns a candidate and box of the
 * decomposition; exponential in k beyond.
 * Source: Lacour et al. 2017 (boxes), While et al. 2012 (limit sets).
 */
export function hypervolumeImprovement(
  candidates: ObjectivePoints,
  points: ObjectivePoints,
  reference: ObjectiveVector,
): Float64Array {
  const { values, n, k, corner } = toSet(points, reference);
  const { values: proposed, n: m } = toSet(candidates, corner, "candidates");
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    const r = scratch.copyIn(corner);
    const c = scratch.copyIn(proposed);
    const out = scratch.allocate(m);
    checked(core().pareto_improvement(n, k, y, r, m, c, out));
    return read(out, m);
  });
}
