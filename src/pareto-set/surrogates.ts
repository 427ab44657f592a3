/** The Gaussian processes of the objectives, fitted so that training can trust them. */
import { checked, core, read, withScratch } from "../core/index.js";
import type { GaussianProcess } from "../gp/index.js";
import { matern52, scale } from "../gp/kernels/index.js";
import { logNormalPrior } from "../gp/priors.js";
import { adamFit } from "./adam-fit.js";
import { bestOf, evidenceFit, fitFrom, type Surrogate } from "./evidence-fit.js";
import { rowsOfColumns } from "./matrix.js";
import type { Round } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { standardized } from "./standard.js";

/** Standardized data: x n × d in the unit cube, y k columns of n. */
export interface SurrogateData {
  readonly x: Float64Array;
  readonly y: readonly Float64Array[];
  readonly d: number;
}

const fits = {
  evidence: evidenceFit,
  map: (x: Float64Array, y: Float64Array, d: number): Surrogate => ({ model: mapFit(x, y, d) }),
  adam: (x: Float64Array, y: Float64Array, d: number): Surrogate => ({ model: adamFit(x, y, d) }),
};

/** One Gaussian process an objective. The caller disposes of them. */
export function fitSurrogates(
  { x, y, d }: SurrogateData,
  surrogate: ParetoSetSettings["surrogate"],
): Surrogate[] {
  const fitted: Surrogate[] = [];
  try {
    for (const values of y) fitted.push(fits[surrogate](x, values, d));
    return fitted;
  } catch (error) {
    for (const { model } of fitted) model.dispose();
    throw error;
  }
}

function mapFit(x: Float64Array, y: Float64Array, d: number): GaussianProcess {
  return bestOf(d, (lengthscale) =>
    fitFrom(scale(matern52({ lengthscale }), { prior: logNormalPrior(0, 1) }), { x, y, d }),
  );
}

/**
 * Lower confidence bounds of m designs (m × d), standardized: rows of k. A power transform is
 * monotone, so the bound of what was transformed goes back as it is; no bound lies below a floor.
 * Cost: k m n² flops.
 */
export function lowerBounds(
  { models, standards }: Pick<Round, "models" | "standards">,
  designs: Float64Array,
  { optimism, spread }: Pick<ParetoSetSettings, "optimism" | "spread">,
): number[][] {
  const columns = models.map((model, o) => {
    const standard = standards[o]!;
    const { mean, variance } = posterior(model, designs);
    return mean.map((mu, i) => {
      const v = variance[i]!;
      return standardized(standard, mu - optimism * (spread === "variance" ? v : Math.sqrt(v)));
    });
  });
  return rowsOfColumns(columns);
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
