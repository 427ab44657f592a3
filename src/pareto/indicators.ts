import { core, withScratch } from "../core/index.js";
import { InputError } from "../errors.js";
import { type ObjectivePoints, type ObjectiveVector, toSomeRows, toVector } from "./inputs.js";

/**
 * Inverted generational distance: the mean, over the points of a known front, of the Euclidean
 * distance to the nearest point of the set. 0 is best; scale the objectives alike beforehand.
 *
 * @param points n ≥ 1 points of k objectives
 * @param front m ≥ 1 points that stand for the true front
 * @throws InputError for empty sets, numbers that are not finite and lengths that differ
 * Cost: O(n m k).
 */
export function igd(points: ObjectivePoints, front: ObjectivePoints): number {
  return distance(points, front, 0);
}

/**
 * IGD+: as `igd`, but only those objectives count in which a point is worse than the front's, so
 * that a set that dominates another never scores worse. All objectives are minimized.
 *
 * Cost: O(n m k).
 * Source: Ishibuchi, Masuda, Tanigaki and Nojima 2015.
 */
export function igdPlus(points: ObjectivePoints, front: ObjectivePoints): number {
  return distance(points, front, 1);
}

function distance(points: ObjectivePoints, front: ObjectivePoints, plus: number): number {
  const { values: targets, n: m, k } = toSomeRows(front, "front");
  const { values, n } = toSomeRows(points, "points", k);
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    return core().pareto_igd(n, k, y, m, scratch.copyIn(targets), plus);
  });
}

/**
 * R2: the mean, over weight vectors, of the least weighted Chebyshev distance max wₒ |yₒ − idealₒ|
 * that a point of the set reaches. Smaller is better.
 *
 * @param points n ≥ 1 points of k objectives, all minimized
 * @param weights m ≥ 1 vectors of k numbers ≥ 0
 * @param ideal k numbers, at least as good as every point
 * @throws InputError for empty sets, weights below 0, numbers that are not finite and lengths
 *   that differ
 * Cost: O(n m k).
 * Source: Brockhoff, Wagner and Trautmann 2012.
 */
export function r2(
  points: ObjectivePoints,
  weights: ObjectivePoints,
  ideal: ObjectiveVector,
): number {
  const corner = toVector(ideal, "ideal");
  const { values, n, k } = toSomeRows(points, "points", corner.length);
  const { values: directions, n: m } = toSomeRows(weights, "weights", k);
  const bad = directions.findIndex((weight) => weight < 0);
  if (bad >= 0) {
    const parameter = `weights[${Math.floor(bad / k)}][${bad % k}]`;
    throw new InputError(parameter, directions[bad], "give a weight of 0 or more");
  }
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    const w = scratch.copyIn(directions);
    return core().pareto_r2(n, k, y, m, w, scratch.copyIn(corner));
  });
}
