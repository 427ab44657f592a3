/** How a model treats observation noise: what it is, where it may go, and what is believed of it. */
import { InputError } from "../errors.js";
import { toVariances } from "./inputs.js";
import type { Bounds, Hyperparameter } from "./kernels/index.js";
import { logNormalPrior, type Prior, type PriorData, toPrior } from "./priors.js";

/**
 * - `"auto"` (default): σ² is fitted between 1e-8 and 100 with a prior that is flat below its mode
 *   e⁻⁵ and LogNormal(−4, 1) above. Noise-free data takes it to the bottom, where BoTorch's prior
 *   would hold it near 0.006; noisy data keeps BoTorch's behaviour.
 * - `"infer"`: σ² is fitted under LogNormal(−4, 1) with lower bound 1e-4, exactly as in BoTorch.
 * - `"none"`: σ² = 1e-6 of the standardized outputs, for objectives known to be exact.
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

/** Noise for n observations with standard deviation `sd`, one an output. Throws `InputError`. */
export function resolveNoise(noise: Noise, n: number, sd: readonly number[]): ResolvedNoise {
  if (noise === "none") return fixed(NOISE_FREE, null);
  if (noise === "infer") return fitted({ prior: botorchPrior }, SMOOTHING);
  if (noise === "auto") return fitted({ prior: oneSidedPrior, bounds: [1e-8, 100] }, SMOOTHING);
  if (typeof noise === "number") {
    const [variance] = toVariances([noise], "noise", 1);
    const scaled = variance! / onlyOutput(sd) / onlyOutput(sd);
    return fixed(Math.max(scaled, NEGLIGIBLE), null);
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
  return variances.map((variance) => variance / unit / unit);
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
  const [lower, upper] = bounds;
  if (!(lower > 0 && lower <= upper && upper < Infinity)) {
    throw new InputError("noise.bounds", bounds, "give [lower, upper], positive and finite");
  }
  const belief = prior === null || prior === oneSidedPrior ? prior : toPrior(prior, "noise.prior");
  const start = initial ?? (belief !== null && belief.mode > 0 ? belief.mode : 0.01);
  if (!(start > 0)) throw new InputError("noise.initial", initial, "give a positive number");
  const shared = Math.min(Math.max(start, lower), upper);
  const parameter = { name: "noise", initial: shared, lower, upper, prior: belief as Prior | null };
  return { parameter, shared, start: Math.min(shared * smoothing, upper), known: null };
}

/** LogNormal(−4, 1) above its mode and its largest density below: no pull away from zero noise. */
const oneSidedPrior: Prior = {
  type: "logNormal",
  mode: botorchPrior.mode,
  logDensity: (x) => botorchPrior.logDensity(Math.max(x, botorchPrior.mode)),
  gradLog: (x) => (x > botorchPrior.mode ? botorchPrior.gradLog(x) : 0),
  sample: (u) => botorchPrior.sample(u),
};
