/** The loss of one training step in plain double arithmetic, posteriors and probabilities included. */
import { forward, type Shape } from "../nn/plain-network.js";

/** A Gaussian process with a scaled Matérn 5/2 at given hyperparameters. */
export interface PlainModel {
  X: number[][];
  y: number[];
  lengthscale: number[];
  outputscale: number;
  noise: number;
  mean: number;
}

export interface PlainConstraint {
  model: PlainModel;
  lower: number;
  upper: number;
}

function matern52(a: number[], b: number[], { lengthscale, outputscale }: PlainModel): number {
  const r = Math.sqrt(a.reduce((sum, x, i) => sum + ((x - b[i]) / lengthscale[i]) ** 2, 0));
  const s = Math.sqrt(5) * r;
  return outputscale * (1 + s + (s * s) / 3) * Math.exp(-s);
}

/** Solves A x = b by elimination without pivots: A is positive definite. */
function solve(A: number[][], b: number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]]);
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const factor = rows[j][i] / rows[i][i];
      for (let c = i; c <= n; c++) rows[j][c] -= factor * rows[i][c];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

export function posterior(model: PlainModel, x: number[]): { mean: number; variance: number } {
  const { X, y, noise, mean } = model;
  const K = X.map((a, i) => X.map((b, j) => matern52(a, b, model) + (i === j ? noise : 0)));
  const k = X.map((a) => matern52(a, x, model));
  const dot = (weights: number[]) => weights.reduce((sum, w, i) => sum + w * k[i], 0);
  const residuals = y.map((value) => value - mean);
  return {
    mean: mean + dot(solve(K, residuals)),
    variance: model.outputscale - dot(solve(K, k)),
  };
}

/** Φ by Marsaglia's series: 16 decimals for |z| < 6. */
function normalCdf(z: number): number {
  let [term, sum] = [z, z];
  for (let k = 1; Math.abs(term) > 1e-18; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Variance that outcomes have in training besides the posterior's. */
export const LEAST_VARIANCE = 2.5e-3;

/** −Σ ln P(lower < c(x) < upper). */
export function infeasibility(constraints: PlainConstraint[], x: number[]): number {
  return constraints.reduce((sum, { model, lower, upper }) => {
    const { mean, variance } = posterior(model, x);
    const deviation = Math.sqrt(variance + LEAST_VARIANCE);
    const end = (limit: number) => {
      if (Math.abs(limit) === Infinity) return limit > 0 ? 1 : 0;
      return normalCdf((limit - mean) / deviation);
    };
    return sum - Math.log(end(upper) - end(lower));
  }, 0);
}

export interface PlainStep {
  shape: Shape;
  objectives: PlainModel[];
  constraints: PlainConstraint[];
  preferences: number[][];
  ideal: number[];
  /** What counts as one in each objective; by default 1. */
  units?: number[] | undefined;
  /** β of μ − βσ. */
  optimism: number;
  /** ω of −ω ln P. */
  penalty: number;
  /** μ of μ ln Σ exp(…/μ); null for the largest. */
  smoothing: number | null;
}

/** Mean over the particles of the scalarized bounds and the penalty. */
export function loss(step: PlainStep, parameters: Float64Array): number {
  const designs = forward(step.shape, parameters, step.preferences);
  const losses = designs.map((x, j) => {
    const terms = step.objectives.map((model, o) => {
      const { mean, variance } = posterior(model, x);
      const bound = mean - step.optimism * Math.sqrt(variance);
      return (step.preferences[j][o] * (bound - step.ideal[o])) / (step.units?.[o] ?? 1);
    });
    const mu = step.smoothing;
    const scalar =
      mu === null
        ? Math.max(...terms)
        : mu * Math.log(terms.reduce((sum, t) => sum + Math.exp(t / mu), 0));
    return scalar + step.penalty * infeasibility(step.constraints, x);
  });
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}
