/** How far a budget of work goes: the GP sampler's steps in nominal milliseconds. */
import type { FitOptions } from "../../gp/index.js";
import type { SamplerRequest } from "../sampler.js";

/** Share of a budget that fits may take. */
export const FIT_SHARE = 0.5;

/**
 * What each model costs beside its fit, in evaluations of the likelihood: two factorizations, and
 * predictions at its own points.
 */
const AROUND_A_FIT = 3;

/** A point's value over several models costs more than theirs alone: what the front gains by it. */
const FRONT = 3;

/** How a fit is kept within its share of a budget. */
export type FitLimit = Pick<FitOptions, "timeBudget" | "maxEvaluations">;

/**
 * Divides the work of one ask: half to the fits, what they leave to the searches. Counted, so that the
 * answer is the same on every machine. Figures are those of one core of an AMD EPYC with Node 20,
 * rounded up: within 0.5 to 1.5 of what was measured for 10 to 400 points of 2 to 15 inputs.
 */
export class WorkPlan {
  readonly #budget: number;
  readonly #count: number;
  readonly #models: number;
  readonly #likelihood: number;
  readonly #value: number;

  constructor({ workBudget, cube, count, objectives, values, failed }: SamplerRequest) {
    const d = cube.dimension;
    const n = values.length / objectives + failed.length / d;
    this.#budget = workBudget;
    this.#count = count;
    this.#models = objectives + (failed.length > 0 ? 1 : 0);
    this.#likelihood = likelihoodWork(n, d);
    this.#value = valueWork(n, d) * this.#models * (objectives > 1 ? FRONT : 1);
  }

  /** Of each model's fit. */
  get maxEvaluations(): number {
    const share = (FIT_SHARE * this.#budget) / this.#models / this.#likelihood;
    return Math.max(Math.floor(share - AROUND_A_FIT), 1);
  }

  /** Of the search for each point, after fits that took so many evaluations in all. */
  searchEvaluations(fitted: number): number {
    const spent = (fitted + AROUND_A_FIT * this.#models) * this.#likelihood;
    return Math.max(Math.floor((this.#budget - spent) / this.#count / this.#value), 1);
  }
}

/** Of the likelihood with its gradient: elements of the matrix, n²d/2, then n³ flops. */
function likelihoodWork(n: number, d: number): number {
  return 0.015 + n * (3e-4 + n * (8e-6 + 5e-7 * d + 8e-8 * n));
}

/** Of a point's acquisition value with its gradient, in a search: n d, then 4n² flops. */
function valueWork(n: number, d: number): number {
  return 0.003 + 2.5e-4 * d + n * (1.5e-5 + 1.5e-7 * n);
}
