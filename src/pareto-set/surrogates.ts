/** The Gaussian processes of the objectives, fitted so that training can trust them. */
import { checked, core, read, withScratch } from "../core/index.js";
import { log } from "../core/math.js";
import { GaussianProcess } from "../gp/index.js";
import { type Kernel, linear, matern52, scale, sum } from "../gp/kernels/index.js";
import { logNormalPrior } from "../gp/priors.js";
import { adamFit } from "./adam-fit.js";
import { untransformed } from "./power-transform.js";
import type { ParetoSetSettings } from "./settings.js";
import type { Standard } from "./standard.js";

/** Data in the models' units: x n × d in the unit cube, y k columns of n. */
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

/** Spread of ln ℓ, as in the default prior. */
const SPREAD = Math.sqrt(3);

/** One Gaussian process an objective. The caller disposes of them. */
export function fitSurrogates(
  { x, y, d }: SurrogateData,
  surrogate: ParetoSetSettings["surrogate"],
): GaussianProcess[] {
  const fit = surrogate === "adam" ? adamFit : bestFit(kernels[surrogate]);
  const models: GaussianProcess[] = [];
  try {
    for (const values of y) models.push(fit(x, values, d));
    return models;
  } catch (error) {
    for (const model of models) model.dispose();
    throw error;
  }
}

const kernels = {
  map: (lengthscale: number): Kernel =>
    scale(matern52({ lengthscale }), { prior: logNormalPrior(0, 1) }),
  /**
   * With a slope that all inputs share the prior of: in many dimensions little but the trend can be
   * learnt from few designs, and it is what leads out of their cloud. What curves is left to the
   * Matérn part, whose lengthscales are believed to be longer: e^√2 · √d is the median of the usual
   * prior, but its mode e³ times shorter, so that few data in many dimensions end as islands.
   */
  trend: (lengthscale: number, d: number): Kernel => {
    const prior = logNormalPrior(Math.SQRT2 + 0.5 * log(d) + SPREAD * SPREAD, SPREAD);
    const curved = scale(matern52({ lengthscale, prior }), { prior: logNormalPrior(0, 1) });
    return sum(curved, linear({ ard: false, bounds: [1e-6, 100] }));
  },
} as const;

/** Fits from both lengthscales, and the better of the two. */
function bestFit(kernel: (lengthscale: number, d: number) => Kernel): typeof adamFit {
  return (x, y, d) => {
    const rows = Array.from(y);
    const fits = [SHORT, LONG * Math.sqrt(d)].map((lengthscale) =>
      new GaussianProcess({
        kernel: kernel(lengthscale, d),
        noise: "auto",
        bounds: Array.from({ length: d }, () => [0, 1] as const),
        standardize: false,
      }).fit(x, rows),
    );
    const [best, ...others] = fits.sort((a, b) => b.report.objective - a.report.objective);
    for (const other of others) other.dispose();
    return best!;
  };
}

/**
 * Lower confidence bounds of m designs (m × d), standardized: rows of k. A power transform is
 * monotone, so the bound of what was transformed goes back as it is. Cost: k m n² flops.
 */
export function lowerBounds(
  {
    models,
    standards,
  }: {
    readonly models: readonly GaussianProcess[];
    readonly standards: readonly Standard[];
  },
  designs: Float64Array,
  { optimism, spread }: Pick<ParetoSetSettings, "optimism" | "spread">,
): number[][] {
  const columns = models.map((model, o) => {
    const { power } = standards[o]!;
    const { mean, variance } = posterior(model, designs);
    return mean.map((mu, i) => {
      const v = variance[i]!;
      return untransformed(power, mu - optimism * (spread === "variance" ? v : Math.sqrt(v)));
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
