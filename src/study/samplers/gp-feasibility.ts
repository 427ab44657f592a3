/** What is known of where evaluations succeed and constraints hold. */
import {
  type AcquisitionFunction,
  logProbabilityOfFeasibility,
  type OutcomeConstraint,
} from "../../acquisition/index.js";
import type { Kernel } from "../../gp/index.js";
import type { SamplerRequest } from "../sampler.js";
import { fitFeasibility, fitObjective } from "./gp-model.js";
import type { FitLimit } from "./gp-work.js";

/** A model of each constrained quantity, and one of failures where there were any. */
export class Feasibility {
  readonly #constraints: OutcomeConstraint[] = [];

  constructor(
    { cube, points, failed, limits, outcomes }: SamplerRequest,
    kernel: Kernel,
    fit: FitLimit,
  ) {
    const c = limits.length;
    try {
      limits.forEach(({ lower, upper }, j) => {
        const values = outcomes.filter((_, i) => i % c === j);
        const model = fitObjective(kernel, "auto", points, values, fit);
        this.#constraints.push({ model, lower, upper });
      });
      if (failed.length > 0) {
        const model = fitFeasibility(kernel, points, failed, cube.dimension, fit);
        this.#constraints.push({ model, lower: 0.5 });
      }
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Evaluations of likelihoods that the fits took. */
  get evaluations(): number {
    return this.#constraints.reduce((sum, { model }) => sum + model.report.evaluations, 0);
  }

  /** Logarithm of the probability that a design is feasible; null where all are. */
  acquisition(): AcquisitionFunction | null {
    const constraints = this.#constraints;
    return constraints.length === 0 ? null : logProbabilityOfFeasibility({ constraints });
  }

  dispose(): void {
    for (const { model } of this.#constraints) model.dispose();
  }
}
