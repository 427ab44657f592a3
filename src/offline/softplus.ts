import { exp, log1p } from "../core/math.js";

/** ln(1 + eˣ) without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/** The slope of softplus. */
export function sigmoid(x: number): number {
  return 1 / (1 + exp(-x));
}
