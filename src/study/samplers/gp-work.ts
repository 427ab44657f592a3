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

/**
 * A point's value over several models costs more than theirs alone: what the front gains by it.
 * The first figure is that of a small budget, with fewer samples of fewer points.
 */
const FRONT = [1.5, 3] as const;

/** Samples of a front where a budget is small: a quarter of what there are else. */
export const FRUGAL_SAMPLES = 32;

/** Share of a budget that pruning a baseline is worth. */
const PRUNING_SHARE = 0.25;

/** How a fit is kept within its share of a budget. */
export type FitLimit = Pick<FitOptions, "timeBudget" | "maxEvaluations" | "signal">;

/**
 * Whether pruning would take too much of a budget, of work or of time. Then one objective is searched
 * by LogEI, which needs no baseline, and of several the points of the front are one.
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
    const { workBudget, cube, count, objectives, values, limits, failed } = request;
    const d = cube.dimension;
    const n = values.length / objectives + failed.length / d;
    const frugal = isFrugal(request);
    const each = baselineWork(n) * objectives + allPruningWork(request);
    const believed = objectives === 1 ? 0 : frontWork(n) * objectives;
    this.#baselines = count * (frugal ? believed : each);
    this.#budget = workBudget;
    this.#count = count;
    this.#models = objectives + limits.length + (failed.length > 0 ? 1 : 0);
    this.#likelihood = likelihoodWork(n, d);
    const front = objectives === 1 ? 1 : FRONT[frugal ? 0 : 1];
    this.#value = valueWork(n, d) * this.#models * front;
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

/** The same of the front alone, with a quarter of the samples. */
function frontWork(n: number): number {
  return 0.05 + 0.002 * n;
}

/** Of finding out which told points matter: 2,048 joint samples. */
function pruningWork(n: number): number {
  return n * (0.003 + 4.5e-4 * n);
}
