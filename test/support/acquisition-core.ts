/** The core's acquisition functions, called as plain functions of numbers. */
import { checked, core, read, withScratch } from "../../src/core/index.js";
import type { Model } from "../../src/gp/model.js";

export const ANALYTIC = {
  EI: 0,
  LogEI: 1,
  PI: 2,
  LogPI: 3,
  UCB: 4,
  mean: 5,
  sd: 6,
} as const;

export const MONTE_CARLO = { qEI: 0, qLogEI: 1, qPI: 2, qUCB: 3, qSR: 4 } as const;

export interface Evaluated {
  value: Float64Array;
  gradient: Float64Array;
}

/** Value and slopes in mean and variance of posteriors. */
export function elementwise(
  kind: number,
  mean: ArrayLike<number>,
  variance: ArrayLike<number>,
  sign: number,
  parameter: number,
): { value: Float64Array; meanSlope: Float64Array; varianceSlope: Float64Array } {
  const m = mean.length;
  return withScratch((s) => {
    const [mu, v] = [s.copyIn(mean), s.copyIn(variance)];
    const [value, byMean, byVariance] = [s.allocate(m), s.allocate(m), s.allocate(m)];
    checked(
      core().acquisition_analytic(kind, m, mu, v, sign, parameter, value, byMean, byVariance),
    );
    return {
      value: read(value, m),
      meanSlope: read(byMean, m),
      varianceSlope: read(byVariance, m),
    };
  });
}

/** An analytic acquisition function of a model. */
export function analytic(
  model: Model,
  kind: number,
  X: ArrayLike<number>,
  sign: number,
  parameter: number,
): Evaluated {
  const m = X.length / model.d;
  return withScratch((s) => {
    const [x, value, gradient] = [s.copyIn(X), s.allocate(m), s.allocate(X.length)];
    const { acquisition_evaluate } = core();
    checked(acquisition_evaluate(model.pointer, kind, x, m, sign, parameter, value, gradient));
    const alone = s.allocate(m);
    checked(acquisition_evaluate(model.pointer, kind, x, m, sign, parameter, alone, 0));
    const [with_, without] = [read(value, m), read(alone, m)];
    if (with_.some((v, i) => !Object.is(v, without[i]))) throw new Error("values differ");
    return { value: with_, gradient: read(gradient, X.length) };
  });
}

/** Log probability that a model's output lies between two bounds. */
export function feasibility(
  model: Model,
  X: ArrayLike<number>,
  low: number,
  high: number,
): Evaluated {
  const m = X.length / model.d;
  return withScratch((s) => {
    const [x, value, gradient] = [s.copyIn(X), s.allocate(m), s.allocate(X.length)];
    checked(core().acquisition_feasibility(model.pointer, x, m, low, high, value, gradient));
    return { value: read(value, m), gradient: read(gradient, X.length) };
  });
}

export interface MonteCarloCase {
  kind: number;
  /** Batches, row-major, m × q × d. */
  X: ArrayLike<number>;
  q: number;
  /** samples × q. */
  z: ArrayLike<number>;
  best?: number;
  sign?: number;
  parameter?: number;
  /** A noisy baseline: its points and normals, samples × b. */
  baseline?: { X: ArrayLike<number>; z: ArrayLike<number> };
}

export function monteCarlo(model: Model, options: MonteCarloCase): Evaluated {
  const { kind, X, q, z, best = 0, sign = 1, parameter = 0, baseline } = options;
  const m = X.length / q / model.d;
  const samples = z.length / q;
  const c = core();
  return withScratch((s) => {
    let block = 0;
    if (baseline) {
      const b = baseline.X.length / model.d;
      block = s.allocate(c.baseline_size(model.pointer, b, samples));
      const [at, normals] = [s.copyIn(baseline.X), s.copyIn(baseline.z)];
      const status = c.baseline_build(block, model.pointer, at, b, samples, normals, sign);
      if (checked(status) !== 0) throw new Error(`baseline: ${status}`);
    }
    const [x, base] = [s.copyIn(X), s.copyIn(z)];
    const [value, gradient] = [s.allocate(m), s.allocate(X.length)];
    const status = c.monte_carlo_evaluate(
      model.pointer,
      block,
      kind,
      x,
      m,
      q,
      samples,
      base,
      best,
      sign,
      parameter,
      value,
      gradient,
    );
    if (checked(status) !== 0) throw new Error(`monte carlo: ${status}`);
    return { value: read(value, m), gradient: read(gradient, X.length) };
  });
}
