/** The Gaussian processes of the objectives, fitted so that training can trust them. */
import { GaussianProcess } from "../gp/index.js";
import { matern52, scale } from "../gp/kernels/index.js";
import { logNormalPrior } from "../gp/priors.js";
import { adamFit } from "./adam-fit.js";
import type { ParetoSetSettings } from "./settings.js";

/** Data in the models' units: x n × d in the unit cube, y k standardized columns of n. */
export interface SurrogateData {
  readonly x: Float64Array;
  readonly y: readonly Float64Array[];
  readonly d: number;
}

/**
 * Lengthscales to start from, the long one e^√2 · √d: one start alone misses the mode that matters
 * on some problems, and the fit decides more than any other choice.
 */
const SHORT = 0.5;
const LONG = 4.113;

/** One Gaussian process an objective. The caller disposes of them. */
export function fitSurrogates(
  { x, y, d }: SurrogateData,
  surrogate: ParetoSetSettings["surrogate"],
): GaussianProcess[] {
  const fit = surrogate === "adam" ? adamFit : fitOne;
  const models: GaussianProcess[] = [];
  try {
    for (const values of y) models.push(fit(x, values, d));
    return models;
  } catch (error) {
    for (const model of models) model.dispose();
    throw error;
  }
}

function fitOne(x: Float64Array, y: Float64Array, d: number): GaussianProcess {
  const rows = Array.from(y);
  const fits = [SHORT, LONG * Math.sqrt(d)].map((lengthscale) =>
    new GaussianProcess({
      kernel: scale(matern52({ lengthscale }), { prior: logNormalPrior(0, 1) }),
      noise: "auto",
      bounds: Array.from({ length: d }, () => [0, 1] as const),
      standardize: false,
    }).fit(x, rows),
  );
  const [best, ...others] = fits.sort((a, b) => b.report.objective - a.report.objective);
  for (const other of others) other.dispose();
  return best!;
}
