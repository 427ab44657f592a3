import { InputError } from "../errors.js";
import { nonDominated } from "./dominance.js";
import { type ObjectivePoints, toSomeRows } from "./inputs.js";

/** A range below this counts as none. */
const TINY = 1e-7;

/**
 * A reference point for points without one: the worst value of the non-dominated points in each
 * objective, moved further by a share of their range. A range of 0 is replaced by the size of the
 * value itself. All objectives are minimized.
 *
 * @param points n ≥ 1 points of k objectives
 * @param margin share of the range, default 0.1
 * @throws InputError for an empty set, numbers that are not finite and a margin below 0
 * Cost: that of `nonDominated`.
 * Source: the rule of BoTorch's `infer_reference_point` (Ishibuchi et al. 2011 study such margins).
 */
export function inferReferencePoint(points: ObjectivePoints, margin = 0.1): number[] {
  if (!(margin >= 0 && margin < Number.POSITIVE_INFINITY)) {
    throw new InputError("margin", margin, "give a share of the range, 0 or more");
  }
  const { values, k } = toSomeRows(points, "points");
  const front = nonDominated(points);
  return Array.from({ length: k }, (_, o) => {
    const column = front.map((i) => values[i * k + o]!);
    const nadir = column.reduce((worst, value) => Math.max(worst, value));
    const range = nadir - column.reduce((best, value) => Math.min(best, value));
    return nadir + margin * (range > 0 ? range : Math.max(Math.abs(nadir), TINY));
  });
}
