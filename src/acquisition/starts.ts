/** Where a multi-start search begins: raw points, and the pick among them. */
import { log } from "../core/math.js";
import { RandomStream, sobol } from "../random/index.js";
import { type Axes, combinationCount, setCombination, snapAll } from "./domain.js";

/** Discrete spaces up to this size are searched from every combination. */
export const ENUMERATED = 100;

/** Deviation of perturbed good points, in widths of the cube. */
const NEAR = 1e-3;
/** From this dimension on half of the perturbations move a few coordinates, and further. */
const MANY = 20;
const FAR = 0.1;

/** How many seeds are drawn from, 2³². */
const SEEDS = 0x1_0000_0000;

/** The longest Sobol sequence has 1,000 coordinates. */
const SOBOL_DIMENSIONS = 1000;

export interface StartOptions {
  readonly seed: number;
  /** Position in the streams of random numbers: equal streams give equal points. */
  readonly stream: number;
}

/** `count` raw points, rows of d: scrambled Sobol, discrete coordinates at legal places. */
export function rawPoints(count: number, axes: Axes, { seed, stream }: StartOptions): Float64Array {
  const d = axes.length;
  // The scramble is drawn from the seed: another one for each search.
  const scramble = Math.floor(new RandomStream(seed, stream).next() * SEEDS);
  const points =
    d <= SOBOL_DIMENSIONS
      ? sobol(d, count, { seed: scramble })
      : new RandomStream(seed, stream + 1).uniform(d * count);
  const combinations = combinationCount(axes);
  if (combinations > 1 && combinations <= ENUMERATED) {
    for (let i = 0; i < count; i++) {
      setCombination(points.subarray(i * d, (i + 1) * d), axes, i % combinations);
    }
    return points;
  }
  return snapAll(points, axes);
}

/**
 * `count` points near good ones, in turn: truncated normal of deviation 1e-3; from 20 inputs on
 * every second one instead moves each coordinate with probability 20/d, with deviation 0.1.
 *
 * @param good  rows of d, the best points seen
 */
export function pointsAround(
  good: Float64Array,
  count: number,
  axes: Axes,
  { seed, stream }: StartOptions,
): Float64Array {
  const d = axes.length;
  const centers = good.length / d;
  const random = new RandomStream(seed, stream + 2);
  const steps = random.normal(count * d);
  const coins = d >= MANY ? random.uniform(count * d) : null;
  const points = new Float64Array(count * d);
  for (let i = 0; i < count; i++) {
    const center = (i % centers) * d;
    const wide = coins !== null && i % 2 === 1;
    for (let j = 0; j < d; j++) {
      const place = i * d + j;
      const moved = !wide || coins[place]! < MANY / d;
      const step = moved ? (wide ? FAR : NEAR) * steps[place]! : 0;
      points[place] = reflected(good[center + j]! + step);
    }
  }
  return snapAll(points, axes);
}

/** Into [0, 1], as if its ends were mirrors. */
function reflected(x: number): number {
  const inside = x < 0 ? -x : x > 1 ? 2 - x : x;
  return Math.min(Math.max(inside, 0), 1);
}

/**
 * Indices of `count` points, drawn without replacement with weights exp((a − mean)/sd): good ones
 * often, others sometimes. The best is always among them, and first. Values that are not finite
 * come last; where all are equal the draw is uniform.
 */
export function pickStarts(
  values: Float64Array,
  count: number,
  { seed, stream }: StartOptions,
): number[] {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, v) => sum + v, 0) / finite.length;
  const square = finite.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / finite.length;
  const sd = Math.sqrt(square) || 1;
  const uniforms = new RandomStream(seed, stream + 3).uniform(values.length);
  // The largest sums of log weight and Gumbel noise are a draw by these weights.
  const keys = Float64Array.from(values, (v, i) =>
    Number.isFinite(v) ? (v - mean) / sd - log(-log(uniforms[i]!)) : Number.NEGATIVE_INFINITY,
  );
  let best = 0;
  for (let i = 1; i < values.length; i++) if (above(values[i]!, values[best]!)) best = i;
  const order = [...keys.keys()].filter((i) => i !== best);
  order.sort((a, b) => (keys[a] === keys[b] ? a - b : keys[b]! - keys[a]!));
  return [best, ...order].slice(0, count);
}

/** NaN is below everything. */
function above(a: number, b: number): boolean {
  return a > b || (Number.isNaN(b) && !Number.isNaN(a));
}
