/** Monte-Carlo acquisition functions of batches, with fixed base samples. */
import { core } from "../core/index.js";
import { log } from "../core/math.js";
import { InputError } from "../errors.js";
import type { AcquisitionFunction } from "./acquisition.js";
import { type BatchOptions, baseSamples, batchOf, joined, ownPart, pendingOf } from "./batches.js";
import { affine, evaluated, inputsOf, outputScale, scaledPoints, standardized } from "./model.js";

/** Codes of the core, assembly/acquisition/utility.ts. */
const KIND = {
  expectedImprovement: 0,
  logExpectedImprovement: 1,
  probabilityOfImprovement: 2,
  upperConfidenceBound: 3,
  simpleRegret: 4,
} as const;

export type MonteCarloOptions = BatchOptions;

export interface MonteCarloImprovementOptions extends MonteCarloOptions {
  /** The value to improve on, in units of y. */
  readonly bestF: number;
}

interface Units {
  readonly factor: number;
  readonly offset: number;
}

function monteCarlo(
  kind: number,
  options: MonteCarloOptions,
  best: number,
  parameter: number,
  { factor, offset }: Units,
): AcquisitionFunction {
  const { model, maximize = true } = options;
  const dimension = inputsOf(model);
  const batch = batchOf(options);
  const pending = pendingOf(options, dimension);
  const q = batch + pending.length / dimension;
  const normals = baseSamples(options, q);
  const count = normals.length / q;
  const sign = maximize ? 1 : -1;
  return {
    dimension,
    batch,
    evaluate(X, { gradient = true } = {}) {
      const points = joined(scaledPoints(model, X, batch), pending, batch * dimension);
      const m = X.length / (batch * dimension);
      const { modelPointer } = model;
      const values = evaluated(model, points, m, gradient, (scratch, x, value, slopes) => {
        const z = scratch.copyIn(normals);
        return core().monte_carlo_evaluate(
          modelPointer,
          0,
          kind,
          x,
          m,
          q,
          count,
          z,
          best,
          sign,
          parameter,
          value,
          slopes,
        );
      });
      return affine(ownPart(values, batch * dimension, q * dimension), factor, offset);
    },
  };
}

function incumbent({ model, bestF }: MonteCarloImprovementOptions): number {
  if (!Number.isFinite(bestF)) throw new InputError("bestF", bestF, "give a finite number");
  return standardized(model, bestF);
}

/**
 * Expected improvement of the best of a batch.
 * Source: Wilson, Hutter, Deisenroth 2018.
 */
export function qExpectedImprovement(options: MonteCarloImprovementOptions): AcquisitionFunction {
  const units = { factor: outputScale(options.model), offset: 0 };
  return monteCarlo(KIND.expectedImprovement, options, incumbent(options), 0, units);
}

/**
 * Logarithm of a smooth expected improvement of the best of a batch. The positive part is smoothed
 * over 1e-6 standard deviations of the outputs and the maximum over 1e-2.
 * Source: Ament et al. 2023, arXiv:2310.20708.
 */
export function qLogExpectedImprovement(
  options: MonteCarloImprovementOptions,
): AcquisitionFunction {
  const units = { factor: 1, offset: log(outputScale(options.model)) };
  return monteCarlo(KIND.logExpectedImprovement, options, incumbent(options), 0, units);
}

/** Probability that one of a batch improves on `bestF`, with a sigmoid of width `tau`. */
export function qProbabilityOfImprovement(
  options: MonteCarloImprovementOptions & {
    /** Width of the sigmoid, in units of y; default 1e-3 standard deviations of the outputs. */
    readonly tau?: number;
  },
): AcquisitionFunction {
  const scale = outputScale(options.model);
  const { tau = 1e-3 * scale } = options;
  if (!(tau > 0 && tau < Infinity)) throw new InputError("tau", tau, "give a positive number");
  const units = { factor: 1, offset: 0 };
  return monteCarlo(KIND.probabilityOfImprovement, options, incumbent(options), tau / scale, units);
}

/** Upper confidence bound of the best of a batch; for one point it tends to μ + √β σ. */
export function qUpperConfidenceBound(
  options: MonteCarloOptions & {
    /** Default 4. */
    readonly beta?: number;
  },
): AcquisitionFunction {
  const { beta = 4 } = options;
  if (!(beta >= 0 && beta < Infinity)) throw new InputError("beta", beta, "give 0 or more");
  return monteCarlo(KIND.upperConfidenceBound, options, 0, beta, valueUnits(options));
}

/** Expected best value of a batch. */
export function qSimpleRegret(options: MonteCarloOptions): AcquisitionFunction {
  return monteCarlo(KIND.simpleRegret, options, 0, 0, valueUnits(options));
}

function valueUnits({ model, maximize = true }: MonteCarloOptions): Units {
  const [mean] = model.transforms.outputs.mean;
  return { factor: outputScale(model), offset: maximize ? mean! : -mean! };
}
