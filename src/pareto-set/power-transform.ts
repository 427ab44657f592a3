/**
 * A monotone power transform of outputs: heavy tails of one objective (stresses near a singular
 * design, saturating responses) come nearer to the normal outputs that a Gaussian process expects.
 * Source: Yeo and Johnson 2000, doi:10.1093/biomet/87.4.954.
 */
import { expm1, log, log1p, pow } from "../core/math.js";

/** z ↦ (ψ((z − center)/width) − mean)/sd with the transform ψ of Yeo and Johnson: plain data. */
export interface PowerTransform {
  /** 1 changes nothing, less draws high values in, more draws low values in. */
  readonly lambda: number;
  readonly center: number;
  readonly width: number;
  readonly mean: number;
  readonly sd: number;
}

/** Between these powers ψ maps the line onto the line, so that every bound has an inverse. */
const [LEAST, MOST, STEP] = [0, 2, 0.05];

/** What a power must gain in ln p over none to be worth a try. */
const LEAST_GAIN = 0.5;

/** Width of the middle half of a normal distribution, in standard deviations. */
const QUARTILES = 1.349;

/** Beyond this a transformed value is taken for the extrapolation that it is. */
const FARTHEST = 50;

/**
 * The power under which the first `early` of n values are most nearly normal, or null where none is
 * better than leaving them as they are. Later values crowd at the front to which a search has led,
 * and show less of how the objective varies. Before the power, values are centred on the median and
 * scaled by the middle half, so that no outlier decides what counts as far; after it, all of them
 * get mean 0 and deviation 1. Cost: O(41 early + n).
 */
export function fitPowerTransform(values: Float64Array, early: number): PowerTransform | null {
  const sample = values.subarray(0, early);
  const sorted = sample.slice().sort();
  const center = quantile(sorted, 0.5);
  const width = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / QUARTILES;
  // The middle half of the values is the same: there is no scale to speak of.
  if (!(width > 1e-9 * (sorted.at(-1)! - sorted[0]!))) return null;
  const lambda = likeliestPower(sample.map((value) => (value - center) / width));
  if (lambda === 1) return null;
  const powered = values.map((value) => yeoJohnson((value - center) / width, lambda));
  return { lambda, center, width, ...momentsOf(powered) };
}

/** The likeliest λ for normal values, or 1 where none gains enough. */
function likeliestPower(robust: Float64Array): number {
  let best = { lambda: 1, likelihood: logLikelihood(robust, 1) + LEAST_GAIN };
  for (let step = 0; step <= Math.round((MOST - LEAST) / STEP); step++) {
    const lambda = LEAST + step * STEP;
    const likelihood = logLikelihood(robust, lambda);
    if (likelihood > best.likelihood) best = { lambda, likelihood };
  }
  return best.lambda;
}

/** The transformed value; without a transform the value itself. */
export function transformed(power: PowerTransform | undefined, z: number): number {
  if (!power) return z;
  const { lambda, center, width, mean, sd } = power;
  return (yeoJohnson((z - center) / width, lambda) - mean) / sd;
}

/**
 * Σ ln of the transform's slope at n values: what the transform adds to ln p of the values
 * themselves.
 */
export function logSlopes(
  { lambda, center, width, sd }: PowerTransform,
  values: Float64Array,
): number {
  const robust = values.map((value) => (value - center) / width);
  return logJacobian(robust, lambda) - values.length * log(width * sd);
}

/** The value whose transform is w; always finite. */
export function untransformed(power: PowerTransform | undefined, w: number): number {
  if (!power) return w;
  const { lambda, center, width, mean, sd } = power;
  const held = Math.min(Math.max(w, -FARTHEST), FARTHEST);
  return center + width * inverseYeoJohnson(mean + sd * held, lambda);
}

/** ψ: a Box–Cox power of 1 + z above 0, and of 1 − z with 2 − λ below. */
function yeoJohnson(z: number, lambda: number): number {
  return z < 0 ? -boxCox(-z, 2 - lambda) : boxCox(z, lambda);
}

function inverseYeoJohnson(w: number, lambda: number): number {
  return w < 0 ? -inverseBoxCox(-w, 2 - lambda) : inverseBoxCox(w, lambda);
}

/** ((1 + z)^λ − 1)/λ for z ≥ 0. */
function boxCox(z: number, lambda: number): number {
  return lambda === 0 ? log1p(z) : expm1(lambda * log1p(z)) / lambda;
}

function inverseBoxCox(w: number, lambda: number): number {
  return lambda === 0 ? expm1(w) : pow(1 + lambda * w, 1 / lambda) - 1;
}

/** ln p of independent normal outputs after the transform, at the best mean and deviation. */
function logLikelihood(robust: Float64Array, lambda: number): number {
  const { sd } = momentsOf(robust.map((r) => yeoJohnson(r, lambda)));
  return logJacobian(robust, lambda) - robust.length * log(sd);
}

/** Σ ln ψ′. */
function logJacobian(robust: Float64Array, lambda: number): number {
  let sum = 0;
  for (const r of robust) sum += (lambda - 1) * Math.sign(r) * log1p(Math.abs(r));
  return sum;
}

function momentsOf(values: Float64Array): { mean: number; sd: number } {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let square = 0;
  for (const value of values) square += ((value - mean) * (value - mean)) / values.length;
  return { mean, sd: Math.sqrt(square) };
}

/** Of sorted values, linear between them. */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
