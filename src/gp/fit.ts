/** Hyperparameters by maximum a posteriori: L-BFGS-B on logarithms with analytic gradients. */
import { exp, log } from "../core/math.js";
import { InputError } from "../errors.js";
import { type MinimizeResult, minimize } from "../optimize/lbfgsb.js";
import { checkKeys } from "../options.js";
import { RandomStream } from "../random/index.js";
import type { Hyperparameter } from "./kernels/index.js";
import type { Model } from "./model.js";

/** What a fit found, in the model's units: inputs in the unit cube, outputs standardized. */
export interface Hyperparameters {
  /** By their names, as in `KernelProgram.parameters`. */
  readonly kernel: Readonly<Record<string, number>>;
  /** Noise variance σ². */
  readonly noise: number;
  /** Prior mean of each output. */
  readonly mean: readonly number[];
}

export interface FitOptions {
  /**
   * Where to start: the modes of the priors (default), the hyperparameters of the last fit, or
   * given ones. A mean that is fitted follows from the others.
   */
  readonly start?: "prior" | "previous" | Pick<Hyperparameters, "kernel" | "noise">;
  /** Iterations of one search, default 200; 0 keeps the hyperparameters where they start. */
  readonly maxIterations?: number;
  /** Searches: the first from `start`, others from draws of the priors; the best is kept. Default 1. */
  readonly searches?: number;
  /** Seed of those draws, default 0. */
  readonly seed?: number;
  /** Milliseconds after which the search ends with the best so far; results then vary. */
  readonly timeBudget?: number;
  /** Evaluations of the likelihood, of all searches, after which they end with the best so far. */
  readonly maxEvaluations?: number;
  /** Ends the fit, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Runs only the search of this number, from 0: one of several workers' share.
   *
   * @internal
   */
  readonly only?: number;
}

/** How a fit went. */
export interface FitReport {
  /** (ln p + Σ ln prior) / n at the end, what was maximized. */
  readonly objective: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** Searches that were run, those after a failure included. */
  readonly searches: number;
  /** Those of them that broke off; another one made up for each, up to five. */
  readonly failed: number;
  /** Whether the best search ended at a maximum rather than at a limit. */
  readonly converged: boolean;
}

/** Throws `InputError` for options that make no sense. */
export function checkFitOptions(options: FitOptions): void {
  checkKeys("options", options, [
    ...["start", "maxIterations", "searches", "seed", "timeBudget", "maxEvaluations", "signal"],
    "only",
  ]);
  const { start, maxIterations, searches, timeBudget, maxEvaluations } = options;
  const named = start === undefined || start === "prior" || start === "previous";
  if (!named && !(typeof start === "object" && typeof start?.kernel === "object")) {
    throw new InputError("start", start, 'give "prior", "previous" or hyperparameters');
  }
  whole(maxIterations, "maxIterations", 0);
  whole(searches, "searches", 1);
  whole(maxEvaluations, "maxEvaluations", 1);
  if (timeBudget !== undefined && !(timeBudget >= 0)) {
    throw new InputError("timeBudget", timeBudget, "give milliseconds, 0 or more");
  }
}

function whole(value: number | undefined, parameter: string, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  throw new InputError(parameter, value, `give a whole number, ${least} or more`);
}

export interface Fitted {
  /** Logarithms of the kernel's hyperparameters, then ln σ². */
  readonly parameters: Float64Array;
  readonly report: FitReport;
}

/** Searches after the first one failed, as in BoTorch. */
const ATTEMPTS = 5;

/** Whether so many searches, some of which broke off, are not enough. */
export function wantsMore(searches: number, done: number, failed: number): boolean {
  return done - failed < searches && done < searches + ATTEMPTS - 1;
}

/** Whether a search's value beats that of an earlier one. */
export function isBetter(value: number, best: number): boolean {
  return value < best || Number.isNaN(best);
}

/** Where a search that found no further step has in fact arrived. */
const NEARLY_FLAT = 1e-3;

/**
 * Maximizes (ln p(y) + Σ ln prior) / n over the kernel's hyperparameters and, where it is unknown,
 * the noise; the mean is at its optimum throughout. The priors are densities of the hyperparameters
 * themselves, not of their logarithms.
 *
 * @param start     logarithms of all p + 1 parameters
 * @param unknown   the kernel's hyperparameters, and the noise where it is fitted
 * @param profile   whether the mean is trained
 */
export function fitHyperparameters(
  model: Model,
  start: Float64Array,
  unknown: readonly Hyperparameter[],
  profile: boolean,
  options: FitOptions,
): Fitted {
  const { maxIterations = 200, searches = 1, seed = 0, timeBudget = Infinity, signal } = options;
  signal?.throwIfAborted();
  let spent = 0;
  const { maxEvaluations = Infinity } = options;
  const negative = negativeObjective(model, start, unknown, profile);
  const objective: typeof negative = (x, gradient) => {
    spent++;
    return negative(x, gradient);
  };
  const lower = unknown.map((parameter) => log(parameter.lower));
  const upper = unknown.map((parameter) => log(parameter.upper));
  const stop = stopper(timeBudget, () => spent >= maxEvaluations, signal);
  const draws = new RandomStream(seed, FIT_STREAM);
  let point: Float64Array = start.slice(0, unknown.length);
  let best: MinimizeResult | undefined;
  let [iterations, evaluations, done, failed] = [0, 0, 0, 0];
  const { only: first = 0 } = options;
  for (let i = 1; i < first; i++) drawn(unknown, draws);
  const more = () => (options.only === undefined ? wantsMore(searches, done, failed) : done === 0);
  for (; more() && !(best && stop.aborted); done++) {
    if (first + done > 0) point = drawn(unknown, draws);
    const result = minimize(objective, point, lower, upper, { maxIterations, signal: stop });
    signal?.throwIfAborted();
    iterations += result.iterations;
    evaluations += result.evaluations;
    if (!arrived(result, lower, upper)) failed++;
    if (best === undefined || isBetter(result.value, best.value)) best = result;
  }
  const { x, value, reason } = best!;
  const converged = reason !== "iterations" && reason !== "aborted" && arrived(best!, lower, upper);
  const parameters = start.slice();
  parameters.set(x);
  return {
    parameters,
    report: { objective: -value, iterations, evaluations, searches: done, failed, converged },
  };
}

/** Streams of random numbers under a model's seed. */
const FIT_STREAM = 0x66697400;

/** Whether a search counts: it did not break off, or broke off where nothing was left to gain. */
function arrived(
  result: MinimizeResult,
  lower: readonly number[],
  upper: readonly number[],
): boolean {
  const { x, value, gradient, reason } = result;
  if (!Number.isFinite(value)) return false;
  if (reason !== "abnormal") return true;
  return gradient.every((slope, i) => {
    const blocked = slope > 0 ? x[i]! <= lower[i]! : x[i]! >= upper[i]!;
    return blocked || Math.abs(slope) < NEARLY_FLAT;
  });
}

function drawn(unknown: readonly Hyperparameter[], draws: RandomStream): Float64Array {
  const uniforms = draws.uniform(unknown.length);
  return Float64Array.from(unknown, ({ prior, initial, lower, upper }, i) => {
    const u = uniforms[i]!;
    // Without a prior: within a factor of e³ of the start.
    const value = prior === null ? initial * exp(6 * u - 3) : prior.sample(u);
    return log(Math.min(Math.max(value, lower), upper));
  });
}

function negativeObjective(
  model: Model,
  start: Float64Array,
  unknown: readonly Hyperparameter[],
  profile: boolean,
): (x: Float64Array, gradient: Float64Array) => number {
  const parameters = start.slice();
  const slopes = new Float64Array(start.length);
  return (x, gradient) => {
    parameters.set(x);
    let value = model.likelihood(parameters, profile, slopes);
    for (let i = 0; i < unknown.length; i++) {
      const { prior } = unknown[i]!;
      let slope = slopes[i]!;
      if (prior !== null) {
        const natural = exp(x[i]!);
        value += prior.logDensity(natural);
        slope += prior.gradLog(natural);
      }
      gradient[i] = -slope / model.n;
    }
    return -value / model.n;
  };
}

/** What ends a search: the user's signal, or a budget of time or work. */
function stopper(
  timeBudget: number,
  spent: () => boolean,
  signal: AbortSignal | undefined,
): AbortSignal {
  const end = timeBudget === Infinity ? Infinity : performance.now() + timeBudget;
  return {
    get aborted() {
      return signal?.aborted || spent() || (end < Infinity && performance.now() >= end);
    },
  } as AbortSignal;
}
