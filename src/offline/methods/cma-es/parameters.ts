import { log } from "../../../core/math.js";

/** What a search by CMA-ES adapts its law with. */
export interface CmaParameters {
  /** λ, points a generation. */
  readonly populationSize: number;
  /** w_i of the points from the best down: Σ w⁺ = 1, the worse half below 0. */
  readonly weights: Float64Array;
  /** μ, how many weights are above 0. */
  readonly parents: number;
  /** μ_eff, the variance-effective number of parents. */
  readonly effective: number;
  /** c_σ and d_σ, of the step size. */
  readonly sigmaRate: number;
  readonly damping: number;
  /** c_c, of the path of the mean. */
  readonly pathRate: number;
  /** c_1 and c_μ, of the covariance by the path and by the points. */
  readonly rankOne: number;
  readonly rankMu: number;
  /** E‖N(0, I)‖. */
  readonly expectedNorm: number;
}

/**
 * The default settings in `n` dimensions.
 *
 * Source: Hansen 2023, "The CMA evolution strategy: a tutorial", arXiv:1604.00772, table 1 and
 * equations 49–58.
 */
export function cmaParameters(
  n: number,
  populationSize = 4 + Math.floor(3 * log(n)),
): CmaParameters {
  const parents = populationSize >> 1;
  const raw = Float64Array.from(
    { length: populationSize },
    (_, i) => log((populationSize + 1) / 2) - log(i + 1),
  );
  const effective = effectiveCount(raw.subarray(0, parents));
  const rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
  const gain = 0.25 + effective + 1 / effective - 2;
  const rankMu = Math.min(1 - rankOne, (2 * gain) / ((n + 2) * (n + 2) + effective));
  const negative = Math.min(
    1 + rankOne / rankMu,
    1 + (2 * effectiveCount(raw.subarray(parents))) / (effective + 2),
    (1 - rankOne - rankMu) / (n * rankMu),
  );
  const [above, below] = [total(raw, 1), total(raw, -1)];
  const excess = Math.sqrt((effective - 1) / (n + 1)) - 1;
  const sigmaRate = (effective + 2) / (n + effective + 5);
  return {
    populationSize,
    weights: raw.map((w) => (w >= 0 ? w / above : (negative * w) / below)),
    parents,
    effective,
    sigmaRate,
    damping: 1 + 2 * Math.max(0, excess) + sigmaRate,
    pathRate: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    rankOne,
    rankMu,
    expectedNorm: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** (Σ w)² / Σ w². */
function effectiveCount(weights: Float64Array): number {
  const sum = weights.reduce((all, w) => all + w, 0);
  return (sum * sum) / weights.reduce((all, w) => all + w * w, 0);
}

/** Sum of the sizes of the weights of one sign. */
function total(weights: Float64Array, sign: number): number {
  return weights.reduce((sum, w) => sum + Math.max(sign * w, 0), 0);
}
