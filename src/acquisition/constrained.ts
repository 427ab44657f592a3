/** Improvement where other measured quantities must stay within limits. */
import { core } from "../core/index.js";
import { InputError } from "../errors.js";
import type { GaussianProcess } from "../gp/index.js";
import type { AcquisitionFunction } from "./acquisition.js";
import { type ImprovementOptions, logExpectedImprovement } from "./analytic.js";
import { evaluated, inputsOf, scaledPoints, standardized } from "./model.js";
import { sumOf } from "./sum.js";

/** A measured quantity with its limits; leave out the one that there is none of. */
export interface OutcomeConstraint {
  /** A fitted Gaussian process of the quantity. */
  readonly model: GaussianProcess;
  /** In the quantity's units. */
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * Logarithm of the probability that all constraints hold, if they are independent: what to maximize
 * while no point is known that satisfies them.
 */
export function logProbabilityOfFeasibility(options: {
  readonly constraints: readonly OutcomeConstraint[];
}): AcquisitionFunction {
  const { constraints } = options;
  if (constraints.length === 0) {
    throw new InputError("constraints", constraints, "give at least one");
  }
  const terms = constraints.map((constraint, i) => feasibility(constraint, `constraints[${i}]`));
  return sumOf(terms);
}

export interface ConstrainedImprovementOptions extends ImprovementOptions {
  readonly constraints: readonly OutcomeConstraint[];
}

/**
 * LogEI plus the logarithm of the probability that the constraints hold.
 *
 * `bestF` is the best value among points that satisfied them; where there is none maximize
 * `logProbabilityOfFeasibility`. Source: Ament et al. 2023, arXiv:2310.20708.
 */
export function logConstrainedExpectedImprovement(
  options: ConstrainedImprovementOptions,
): AcquisitionFunction {
  const terms = [logExpectedImprovement(options), logProbabilityOfFeasibility(options)];
  return sumOf(terms);
}

function feasibility(
  { model, lower = -Infinity, upper = Infinity }: OutcomeConstraint,
  parameter: string,
): AcquisitionFunction {
  const dimension = inputsOf(model, `${parameter}.model`);
  if (!(lower < upper)) {
    throw new InputError(`${parameter}.lower`, lower, `give a limit below upper, ${upper}`);
  }
  const [low, high] = [standardized(model, lower), standardized(model, upper)];
  return {
    dimension,
    evaluate(X, { gradient = true } = {}) {
      const points = scaledPoints(model, X, 1);
      const m = X.length / dimension;
      const { modelPointer } = model;
      return evaluated(model, points, m, gradient, (_, x, value, slopes) =>
        core().acquisition_feasibility(modelPointer, x, m, low, high, value, slopes),
      );
    },
  };
}
