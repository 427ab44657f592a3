/**
 * A surrogate whose form the data choose: how smooth the objective is and whether its values want a
 * power transform, each by the evidence, ln p(y) and the priors at their best.
 */
import { log } from "../core/math.js";
import { type FitOptions, GaussianProcess } from "../gp/index.js";
import { type Kernel, linear, matern32, matern52, rbf, scale, sum } from "../gp/kernels/index.js";
import { logNormalPrior } from "../gp/priors.js";
import {
  fitPowerTransform,
  logSlopes,
  type PowerTransform,
  transformed,
} from "./power-transform.js";

/** A model of one standardized objective, and what lies between the two: see `Standard`. */
export interface Surrogate {
  readonly model: GaussianProcess;
  readonly power?: PowerTransform;
  readonly floor?: number;
}

/**
 * Lengthscales to start from, the long one e^√2 · √d: one start alone misses the mode that matters
 * on some problems, and the fit decides more than any other choice.
 */
const SHORT = 0.5;
const LONG = 4.113;

/** Spread of ln ℓ, as in the default prior. */
const SPREAD = Math.sqrt(3);

/** What a form must gain in ln p over the one before. */
const [LEAST_GAIN_OF_POWER, LEAST_GAIN_OF_SMOOTHNESS] = [2, 1];

/** Results before a search leads anywhere, at least: those of the learner's initial design. */
const EARLY = 20;

/** Designs at a floor at least, and the share of others that may coincide. */
const [LEAST_STOPS, MOST_REPEATS] = [3, 0.1];

type Stationary = typeof matern52;

/** x n × d, y n. */
interface FitData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly d: number;
}

/**
 * The likeliest smoothness of the values as they are, and of the transformed ones where a transform
 * makes the earliest more nearly normal; then the likelier of the two; beside it the objective's
 * floor. Cost: two fits, and two to five short ones that begin where another ended.
 */
export function evidenceFit(x: Float64Array, y: Float64Array, d: number): Surrogate {
  const floor = floorOf(y);
  return { ...formFit(x, y, d), ...(floor !== undefined && { floor }) };
}

function formFit(x: Float64Array, y: Float64Array, d: number): Surrogate {
  const data = { x, y, d };
  const first = bestOf(d, (lengthscale) => fitFrom(withTrend(matern52, d, lengthscale), data));
  const plain = likeliest(data, first, [rbf, matern32]);
  const power = fitPowerTransform(y, Math.max(EARLY, 2 * d + 1));
  if (power === null) return { model: plain };
  const moved = { x, y: y.map((z) => transformed(power, z)), d };
  const start = plain.hyperparameters;
  const second = fitFrom(withTrend(matern52, d), moved, { start });
  const other = likeliest(moved, second, [rbf, matern32]);
  const gain = evidence(other, y) + logSlopes(power, y) - evidence(plain, y);
  const better = gain >= LEAST_GAIN_OF_POWER;
  const model = kept(plain, other, better);
  return better ? { model, power } : { model };
}

/**
 * The lowest value where several designs share it exactly though values hardly ever coincide
 * otherwise: a sum of violated constraints stops at 0, and what a model that knows no stop promises
 * below it would be worth nothing. Of objectives in whole steps all values coincide, and the next
 * step may be free.
 */
export function floorOf(y: Float64Array): number | undefined {
  const lowest = y.reduce((low, value) => Math.min(low, value), Infinity);
  const above = y.filter((value) => value !== lowest);
  const repeats = above.length - new Set(above).size;
  const stops = y.length - above.length >= LEAST_STOPS && repeats <= MOST_REPEATS * above.length;
  return stops && above.length > 0 ? lowest : undefined;
}

/** A fit, or one with another kind of kernel where that gains enough. */
function likeliest(data: FitData, first: GaussianProcess, kinds: Stationary[]): GaussianProcess {
  const start = first.hyperparameters;
  let least = evidence(first, data.y) + LEAST_GAIN_OF_SMOOTHNESS;
  let model = first;
  for (const kind of kinds) {
    const other = fitFrom(withTrend(kind, data.d), data, { start });
    const reached = evidence(other, data.y);
    model = kept(model, other, reached >= least);
    least = Math.max(least, reached);
  }
  return model;
}

/** ln p and the logarithms of the priors. */
function evidence({ report }: GaussianProcess, y: Float64Array): number {
  return report.objective * y.length;
}

/** The one that is kept; the other is disposed of. */
function kept(one: GaussianProcess, other: GaussianProcess, better: boolean): GaussianProcess {
  (better ? one : other).dispose();
  return better ? other : one;
}

/**
 * A stationary kernel and a slope, whose prior variance all inputs share: in many dimensions little
 * but the trend can be learnt from few designs, and it is what leads out of their cloud. What
 * curves is left to the stationary part, whose lengthscales are believed to be longer than usual.
 * The usual prior has its median at e^√2 · √d but its mode e³ times lower, where few data in many
 * dimensions are islands.
 */
function withTrend(kind: Stationary, d: number, lengthscale?: number): Kernel {
  const prior = logNormalPrior(Math.SQRT2 + 0.5 * log(d) + SPREAD * SPREAD, SPREAD);
  const curved = kind({ prior, ...(lengthscale !== undefined && { lengthscale }) });
  return sum(
    scale(curved, { prior: logNormalPrior(0, 1) }),
    linear({ ard: false, bounds: [1e-6, 100] }),
  );
}

/** The better of the fits from a short and a long lengthscale. */
export function bestOf(d: number, fit: (lengthscale: number) => GaussianProcess): GaussianProcess {
  const short = fit(SHORT);
  const long = fit(LONG * Math.sqrt(d));
  return kept(short, long, long.report.objective > short.report.objective);
}

/** A fit to data in the unit cube, whose outputs are standardized already. */
export function fitFrom(
  kernel: Kernel,
  { x, y, d }: FitData,
  options: FitOptions = {},
): GaussianProcess {
  const bounds = Array.from({ length: d }, () => [0, 1] as const);
  const gp = new GaussianProcess({ kernel, noise: "auto", bounds, standardize: false });
  return gp.fit(x, Array.from(y), options);
}
