/** Closed-form acquisition functions of one point. */
import { core } from "../core/index.js";
import { log } from "../core/math.js";
import { InputError } from "../errors.js";
import type { GaussianProcess } from "../gp/index.js";
import type { AcquisitionFunction } from "./acquisition.js";
import { affine, evaluated, inputsOf, outputScale, scaledPoints, standardized } from "./model.js";

/** Codes of the core, assembly/acquisition/analytic.ts. */
const KIND = {
  expectedImprovement: 0,
  logExpectedImprovement: 1,
  probabilityOfImprovement: 2,
  logProbabilityOfImprovement: 3,
  upperConfidenceBound: 4,
  posteriorMean: 5,
  posteriorStandardDeviation: 6,
} as const;

export interface AnalyticOptions {
  /** A fitted Gaussian process with one output. */
  readonly model: GaussianProcess;
  /** Whether large values of the objective are wanted; default true. */
  readonly maximize?: boolean;
}

export interface ImprovementOptions extends AnalyticOptions {
  /** The value to improve on, in units of y. */
  readonly bestF: number;
}

/** A value of the model's units times `factor`, plus `offset`, is one of natural units. */
interface Units {
  readonly factor: number;
  readonly offset: number;
}

function analytic(
  kind: number,
  { model, maximize = true }: AnalyticOptions,
  parameter: number,
  { factor, offset }: Units,
): AcquisitionFunction {
  const dimension = inputsOf(model);
  const sign = maximize ? 1 : -1;
  return {
    dimension,
    evaluate(X, { gradient = true } = {}) {
      const points = scaledPoints(model, X, 1);
      const m = X.length / dimension;
      const { modelPointer } = model;
      const values = evaluated(model, points, m, gradient, (_, x, value, slopes) =>
        core().acquisition_evaluate(modelPointer, kind, x, m, sign, parameter, value, slopes),
      );
      return affine(values, factor, offset);
    },
  };
}

/** The incumbent in the model's units. */
function incumbent({ model, bestF }: ImprovementOptions): number {
  if (!Number.isFinite(bestF)) throw new InputError("bestF", bestF, "give a finite number");
  return standardized(model, bestF);
}

/**
 * Expected improvement E[(f − bestF)⁺], in units of y.
 * It is 0 in float64 some 38 standard deviations below the incumbent: optimize
 * `logExpectedImprovement` instead. Source: Jones, Schonlau, Welch 1998.
 */
export function expectedImprovement(options: ImprovementOptions): AcquisitionFunction {
  const units = { factor: outputScale(options.model), offset: 0 };
  return analytic(KIND.expectedImprovement, options, incumbent(options), units);
}

/**
 * Logarithm of the expected improvement, with a useful gradient wherever it is evaluated: the
 * default for one point and an objective without noise.
 * Source: Ament et al. 2023, arXiv:2310.20708.
 */
export function logExpectedImprovement(options: ImprovementOptions): AcquisitionFunction {
  const units = { factor: 1, offset: log(outputScale(options.model)) };
  return analytic(KIND.logExpectedImprovement, options, incumbent(options), units);
}

/** Probability that a point improves on `bestF`. Source: Kushner 1964. */
export function probabilityOfImprovement(options: ImprovementOptions): AcquisitionFunction {
  return analytic(KIND.probabilityOfImprovement, options, incumbent(options), PURE);
}

/** Logarithm of the probability of improvement, finite far below the incumbent. */
export function logProbabilityOfImprovement(options: ImprovementOptions): AcquisitionFunction {
  return analytic(KIND.logProbabilityOfImprovement, options, incumbent(options), PURE);
}

const PURE: Units = { factor: 1, offset: 0 };

export interface UpperConfidenceBoundOptions extends AnalyticOptions {
  /** Weight of the variance: the bound is μ + √β σ. Default 4. */
  readonly beta?: number;
}

/**
 * The upper confidence bound μ + √β σ; when minimizing −μ + √β σ, minus the lower bound.
 * Source: Srinivas et al. 2010.
 */
export function upperConfidenceBound(options: UpperConfidenceBoundOptions): AcquisitionFunction {
  const { beta = 4 } = options;
  if (!(beta >= 0 && beta < Infinity)) throw new InputError("beta", beta, "give 0 or more");
  return analytic(KIND.upperConfidenceBound, options, beta, meanUnits(options));
}

/** The posterior mean: exploitation alone. */
export function posteriorMean(options: AnalyticOptions): AcquisitionFunction {
  return analytic(KIND.posteriorMean, options, 0, meanUnits(options));
}

/** The posterior standard deviation: exploration alone, "active learning". */
export function posteriorStandardDeviation(options: { model: GaussianProcess }) {
  const units = { factor: outputScale(options.model), offset: 0 };
  return analytic(KIND.posteriorStandardDeviation, options, 0, units);
}

/** What contains ±μ moves with the mean of the outputs. */
function meanUnits({ model, maximize = true }: AnalyticOptions): Units {
  const [mean] = model.transforms.outputs.mean;
  return { factor: outputScale(model), offset: maximize ? mean! : -mean! };
}
