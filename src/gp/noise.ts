/** How a model treats observation noise: what it is, where it may go, and what is believed of it. */
import { exp, log } from "../core/math.js";
import { InputError } from "../errors.js";
import { toVariances } from "./inputs.js";
import type { Bounds, Hyperparameter } from "./kernels/index.js";
import { logNormalPrior, type Prior, type PriorData, toPrior } from "./priors.js";

/**
 * - `"auto"` (default): σ² is fitted between 1e-8 and 100; its prior is BoTorch's above the mode e⁻⁵
 *   and falls slowly below it. Data without noise takes σ² to the bottom, where BoTorch's prior holds
 *   it near 0.006; where there is noise, or too little data to tell, it is as with "infer".
 * - `"infer"`: σ² is fitted under LogNormal(−4, 1) with lower bound 1e-4, exactly as in BoTorch.
 * - `"none"`: σ² = 1e-6 of the standardized outputs, for objectives known to be exact; values that
 *   contradict each other at one point are averaged.
 * - a number: known variance of every observation, in squared units of y.
 * - one number a point: known variances, in squared units of y.
 * - an object: σ² of the standardized outputs is fitted under a prior and bounds of one's own.
 */
export type Noise =
  | "auto"
  | "infer"
  | "none"
  | number
  | readonly number[]
  | Float64Array
  | NoiseOptions;

export interface NoiseOptions {
  /** Prior of σ² of the standardized outputs; null for none. */
  readonly prior: Prior | PriorData | null;
  /** Box of σ²; default [1e-4, 100]. */
  readonly bounds?: Bounds;
  /** Where the fit starts; default the prior's mode, or 0.01. */
  readonly initial?: number;
}

/** Where σ² of the standardized outputs is fixed. */
const NOISE_FREE = 1e-6;

const botorchPrior = logNormalPrior(-4, 1);
const DEFAULT_BOUNDS: Bounds = [1e-4, 100];

/** Noise in the model's units. */
export interface ResolvedNoise {
  /** What the fit moves, or null where nothing of the noise is unknown. */
  readonly parameter: Hyperparameter | null;
  /** σ² where it is fixed, or the mode of its prior. */
  readonly shared: number;
  /** σ² where the fit's search starts. */
  readonly start: number;
  /** Known variances of each point beside σ², or null. */
  readonly known: Float64Array | null;
}

/**
 * The search starts at three times the mode of the default priors: noise smooths the likelihood's
 * surface, so that fewer searches end at a poor local maximum (96 data sets: as many evaluations,
 * a shortfall in ln p of 0.29 on average where a start at the mode has 0.33).
 */
const SMOOTHING = 3;

/** A σ² too small to matter, for models whose noise is known point by point. */
const NEGLIGIBLE = 1e-300;

/** A variance in the model's units beside which an observation says nothing. */
const HOPELESS = 1e150;

/** Noise for n observations with standard deviation `sd`, one an output. Throws `InputError`. */
export function resolveNoise(noise: Noise, n: number, sd: readonly number[]): ResolvedNoise {
  if (noise === "none") return fixed(NOISE_FREE, null);
  if (noise === "infer") return fitted({ prior: botorchPrior }, SMOOTHING);
  if (noise === "auto") return fitted({ prior: autoPrior, bounds: [1e-8, 100] }, SMOOTHING);
  if (typeof noise === "number") {
    const [scaled] = knownVariances(toVariances([noise], "noise", 1), sd);
    return fixed(Math.max(scaled!, NEGLIGIBLE), null);
  }
  if (Array.isArray(noise) || noise instanceof Float64Array) {
    const known = knownVariances(toVariances(noise, "noise", n), sd);
    return fixed(NEGLIGIBLE, known);
  }
  if (typeof noise === "object" && noise !== null && "prior" in noise) {
    return fitted(noise as NoiseOptions);
  }
  const choices = '"auto", "infer", "none", a variance, one variance a point, or { prior, bounds }';
  throw new InputError("noise", noise, `give ${choices}`);
}

/** Known variances in the model's units. */
export function knownVariances(variances: Float64Array, sd: readonly number[]): Float64Array {
  const unit = onlyOutput(sd);
  return variances.map((variance) => Math.min(variance / unit / unit, HOPELESS));
}

/** Known noise scales with each output, so several outputs would need a factor each. */
function onlyOutput(sd: readonly number[]): number {
  if (sd.length === 1) return sd[0]!;
  throw new InputError("noise", "known", "with several outputs fit a model for each of them");
}

function fixed(shared: number, known: Float64Array | null): ResolvedNoise {
  return { parameter: null, shared, start: shared, known };
}

function fitted(
  { prior, bounds = DEFAULT_BOUNDS, initial }: NoiseOptions,
  smoothing = 1,
): ResolvedNoise {
  const [lower, upper] = Array.isArray(bounds) ? bounds : [];
  if (!(isPositive(lower) && isPositive(upper) && lower <= upper)) {
    throw new InputError("noise.bounds", bounds, "give [lower, upper], positive and finite");
  }
  if (initial !== undefined && !(isPositive(initial) && initial >= lower && initial <= upper)) {
    throw new InputError("noise.initial", initial, `give a number from ${lower} to ${upper}`);
  }
  const belief = prior === null || prior === autoPrior ? prior : toPrior(prior, "noise.prior");
  const start = initial ?? (belief !== null && belief.mode > 0 ? belief.mode : 0.01);
  const shared = Math.min(Math.max(start, lower), upper);
  const parameter = { name: "noise", initial: shared, lower, upper, prior: belief as Prior | null };
  return { parameter, shared, start: Math.min(shared * smoothing, upper), known: null };
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value < Infinity;
}

/**
 * Slope of the prior of "auto" in ln σ² below its knee. On Branin, Levy, Ackley, Hartmann6 and a
 * smooth function at n = 10 … 80, with noise of 0, 0.03, 0.3 standard deviations: 0 lets small data
 * sets claim to be exact, 0.35 holds exact ones above the bottom.
 */
const TAIL = 0.2;

/** Where LogNormal(−4, 1) itself has that slope. */
const KNEE = -4 - (1 + TAIL);

/**
 * Prior of "auto": LogNormal(−4, 1) above the knee, a straight line in ln σ² below. Data that says
 * nothing of the noise leaves it near the mode; data without noise gains more than the line costs,
 * and takes it to the bottom.
 */
const autoPrior: Prior = {
  type: "logNormal",
  // Asked for later: the core starts at first use, not at import.
  get mode() {
    return botorchPrior.mode;
  },
  logDensity(x) {
    const below = Math.min(log(x) - KNEE, 0);
    return botorchPrior.logDensity(below < 0 ? exp(KNEE) : x) + TAIL * below;
  },
  gradLog: (x) => (log(x) < KNEE ? TAIL : botorchPrior.gradLog(x)),
  sample: (u) => botorchPrior.sample(u),
};
