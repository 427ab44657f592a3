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

/** Where nothing is left out of a baseline, a value costs as much more. */
const WHOLE_BASELINE = 2;

/** A point's value over several models costs more than theirs alone: what the front gains by it. */
const FRONT = 3;

/** Share of a budget that pruning a baseline is worth. */
const PRUNING_SHARE = 0.25;

/** How a fit is kept within its share of a budget. */
export type FitLimit = Pick<FitOptions, "timeBudget" | "maxEvaluations" | "signal">;

/**
 * Whether pruning would take too much of a budget, of work or of time. Then baselines stay whole, and
 * a single point is chosen by LogEI even where there is noise: it needs no baseline.
 */
export function isFrugal(request: SamplerRequest): boolean {
  const { timeBudget, workBudget } = request;
  return allPruningWork(request) > PRUNING_SHARE * Math.min(timeBudget, workBudget);
}

function allPruningWork({ values, objectives }: SamplerRequest): number {
  return objectives * pruningWork(values.length / objectives);
}

/** How a gain is kept within a budget. */
export interface GainLimit {
  readonly fit: FitLimit;
  /** See `isFrugal`. */
  readonly frugal: boolean;
}

/**
 * Divides the work of one ask: half to the fits, what they leave to the searches. Counted, so that the
 * answer is the same on every machine. Figures are those of one core of an AMD EPYC with Node 20,
 * rounded up: within 0.5 to 1.5 of what was measured for 10 to 400 points of 2 to 15 inputs.
 */
export class WorkPlan {
  readonly #budget: number;
  /** Joint samples of the told points that the acquisition functions need. */
  readonly #baselines: number;
  readonly #count: number;
  readonly #models: number;
  readonly #likelihood: number;
  readonly #value: number;

  constructor(request: SamplerRequest) {
    const { workBudget, cube, count, objectives, values, limits, failed, pending } = request;
    const d = cube.dimension;
    const n = values.length / objectives + failed.length / d;
    const frugal = isFrugal(request);
    const simple = frugal && objectives === 1 && count === 1 && pending.length === 0;
    const each = baselineWork(n) * objectives + (frugal ? 0 : allPruningWork(request));
    this.#baselines = simple ? 0 : count * each;
    this.#budget = workBudget;
    this.#count = count;
    this.#models = objectives + limits.length + (failed.length > 0 ? 1 : 0);
    this.#likelihood = likelihoodWork(n, d);
    const whole = frugal && !simple ? WHOLE_BASELINE : 1;
    this.#value = valueWork(n, d) * this.#models * (objectives > 1 ? FRONT : 1) * whole;
  }

  /** Of each model's fit. */
  get maxEvaluations(): number {
    const share = (FIT_SHARE * this.#budget) / this.#models / this.#likelihood;
    return Math.max(Math.floor(share - AROUND_A_FIT), 1);
  }

  /** Of the search for each point, after fits that took so many evaluations in all. */
  searchEvaluations(fitted: number): number {
    const spent = (fitted + AROUND_A_FIT * this.#models) * this.#likelihood + this.#baselines;
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

/** Of joint samples of the told points: their factor, and 128 samples by n² flops. */
function baselineWork(n: number): number {
  return n * (0.01 + 3e-7 * n * n);
}

/** Of finding out which told points matter: 2,048 joint samples. */
function pruningWork(n: number): number {
  return n * (0.003 + 4.5e-4 * n);
}
