import type { GaussianProcess, Points } from "../gp/index.js";
import { inputsOf } from "./model.js";

/**
 * The value to improve on: the best posterior mean over the points seen so far, in units of y.
 *
 * Without noise this is the best value observed. With noise the best observation is the one that
 * was luckiest, and improving on it is more than can be hoped for.
 * Cost: that of `predict` without gradients. Source: Frazier 2018, arXiv:1807.02811, §5.
 */
export function incumbent(options: {
  readonly model: GaussianProcess;
  /** Points seen so far. */
  readonly X: Points;
  readonly maximize?: boolean;
}): number {
  const { model, X, maximize = true } = options;
  inputsOf(model);
  const sign = maximize ? 1 : -1;
  const { mean } = model.predict(X);
  return mean.reduce((best, mu) => (sign * mu > sign * best ? mu : best), -sign * Infinity);
}
