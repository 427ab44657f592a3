import { checked, core, read, withScratch } from "../core/index.js";
import { type ObjectivePoints, type ObjectiveVector, toRows, toVector } from "./inputs.js";

/**
 * Hypervolume: the volume of the region that the points dominate below the reference point, all
 * objectives minimised.
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
  const corner = toVector(reference, "reference");
  const { values, n, k } = toRows(points, "points", corner.length);
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    const r = scratch.copyIn(corner);
    const out = scratch.allocate(1);
    checked(core().pareto_hypervolume(n, k, y, r, out));
    return read(out, 1)[0]!;
  });
}
