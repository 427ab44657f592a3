/** The border between an objective's own units and those of its surrogate. */
import { columnOf } from "./matrix.js";
import { type PowerTransform, untransformed } from "./power-transform.js";

/** Scale of one objective: standardized = (value − mean)/sd. */
export interface Standard {
  readonly mean: number;
  readonly sd: number;
  /** What the surrogate's outputs went through after that; absent for nothing. */
  readonly power?: PowerTransform;
  /** The standardized value below which the objective is not believed to fall; absent for none. */
  readonly floor?: number;
}

/** What is expected of an objective, minimized, in its own units. */
export interface Loss {
  readonly mean: number;
  readonly sd: number;
}

/** Nodes and weights of Gauss–Hermite quadrature for N(0, 1), exact up to degree 13. */
const NODES = [0, 1.1544053947399682, 2.3667594107345415, 3.7504397177257425];
const WEIGHTS = [16 / 35, 0.2401231786050127, 0.030757123967586498, 0.0005482688559722179];

/**
 * Scales of k objectives from n × k values: mean and population deviation, which is 1 for a
 * constant one; or none without `standardize`.
 */
export function standardsOf(values: Float64Array, k: number, standardize: boolean): Standard[] {
  return Array.from({ length: k }, (_, o) => {
    if (!standardize) return { mean: 0, sd: 1 };
    return momentsOf(columnOf(values, k, o));
  });
}

function momentsOf(column: Float64Array): { mean: number; sd: number } {
  let mean = 0;
  for (const value of column) mean += value / column.length;
  let square = 0;
  for (const value of column) square += (value - mean) * ((value - mean) / column.length);
  return { mean, sd: Math.sqrt(square) || 1 };
}

/** The standardized value for an output w of the surrogate. */
export function standardized({ power, floor = -Infinity }: Standard, w: number): number {
  return Math.max(untransformed(power, w), floor);
}

/**
 * Posterior mean and standard deviation in the objective's units, of mean μ and variance σ² in the
 * model's.
 */
export function expectedLoss(standard: Standard, mu: number, variance: number): Loss {
  const { mean, sd, power, floor } = standard;
  const sigma = Math.sqrt(variance);
  if (power === undefined && floor === undefined) return { mean: mu * sd + mean, sd: sigma * sd };
  const middle = standardized(standard, mu);
  let [first, second] = [0, 0];
  NODES.forEach((node, i) => {
    for (const side of node === 0 ? [1] : [-1, 1]) {
      const gap = standardized(standard, mu + side * node * sigma) - middle;
      first += WEIGHTS[i]! * gap;
      second += WEIGHTS[i]! * gap * gap;
    }
  });
  return {
    mean: (middle + first) * sd + mean,
    sd: Math.sqrt(Math.max(second - first * first, 0)) * sd,
  };
}
