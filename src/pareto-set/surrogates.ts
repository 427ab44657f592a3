/** The Gaussian processes of the objectives, fitted so that training can trust them. */
import { checked, core, read, withScratch } from "../core/index.js";
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

/** Lower confidence bounds of m designs (m × d), in the models' units: rows of k. Cost: k m n² flops. */
export function lowerBounds(
  models: readonly GaussianProcess[],
  designs: Float64Array,
  { optimism, spread }: Pick<ParetoSetSettings, "optimism" | "spread">,
): number[][] {
  const columns = models.map((model) => {
    const { mean, variance } = posterior(model, designs);
    return mean.map((mu, i) => {
      const v = variance[i]!;
      return mu - optimism * (spread === "variance" ? v : Math.sqrt(v));
    });
  });
  return Array.from(columns[0]!, (_, i) => columns.map((column) => column[i]!));
}

/** Means and variances of m designs, without the checks and copies of `predict`. */
function posterior(model: GaussianProcess, designs: Float64Array) {
  const m = designs.length / model.transforms.inputs.lower.length;
  return withScratch((scratch) => {
    const [mean, variance] = [scratch.allocate(m), scratch.allocate(m)];
    checked(core().gp_posterior(model.modelPointer, scratch.copyIn(designs), m, mean, variance));
    return { mean: read(mean, m), variance: read(variance, m) };
  });
}
