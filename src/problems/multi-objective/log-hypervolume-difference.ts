import { log } from "../../core/math.js";
import { InputError } from "../../errors.js";
import { hypervolume, type ObjectivePoints } from "../../pareto/index.js";
import type { MultiObjectiveProblem } from "./problem.js";

/** Smaller differences are rounding. */
const FLOOR = 1e-12;

/**
 * Natural logarithm of what a set lacks of the problem's hypervolume, in units of its `scale`; at
 * least ln 1e-12, also for a set that surpasses the largest hypervolume known so far. Each −1 is
 * 63 % less missing.
 *
 * @param points objectives of the evaluated points, in the problem's own units
 * @throws InputError for a problem of unknown hypervolume
 * Cost: that of `hypervolume`.
 */
export function logHypervolumeDifference(
  problem: MultiObjectiveProblem,
  points: ObjectivePoints,
): number {
  if (problem.hypervolume === null) {
    throw new InputError("problem", problem.name, "choose one whose hypervolume is known");
  }
  const unit = problem.scale.reduce((product, side) => product * side, 1);
  const reached = hypervolume(points, problem.reference) / unit;
  return log(Math.max(problem.hypervolume - reached, FLOOR));
}
