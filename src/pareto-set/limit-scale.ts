/** A constrained quantity on a scale that is fine at its limits and coarse far from them. */
import { log, log1p } from "../core/math.js";
import type { OutcomeLimits } from "../study/index.js";

/** Where the fine part lies, and how wide it is, in the user's units. */
export interface LimitScale {
  readonly center: number;
  readonly width: number;
}

/** Share of the told values for which the scale is fine. */
const COUNTED = 0.9;

/** Beyond this asinh x = ln 2x to the last digit. */
const LARGE = 1e9;

/**
 * The scale for told values: around the limit, or the middle of both, as wide as nine in ten of the
 * distances to it. A stress that spans decades would else be a model of its few largest values, and
 * all that matters of it is on which side of the limit it lies. With the median for a width the
 * scale would close in on the limit as more and more designs are chosen there.
 * After the bilog transform of Eriksson and Poloczek 2021, arXiv:2002.08526, which has no width.
 */
export function limitScale({ lower, upper }: OutcomeLimits, values: Float64Array): LimitScale {
  const center = lower === -Infinity ? upper : upper === Infinity ? lower : lower / 2 + upper / 2;
  const distances = values.map((value) => Math.abs(value - center)).sort();
  const width = distances[Math.floor(COUNTED * (distances.length - 1))]!;
  return { center, width: width > 0 ? width : 1 };
}

/** asinh((value − center)/width): increasing, odd about the center, finite for finite values. */
export function warped({ center, width }: LimitScale, value: number): number {
  if (Math.abs(value) === Infinity) return value;
  const x = Math.abs(value - center) / width;
  if (x > LARGE)
    return Math.sign(value - center) * (log(Math.abs(value - center)) - log(width) + Math.LN2);
  return Math.sign(value - center) * log1p(x + (x * x) / (1 + Math.sqrt(x * x + 1)));
}
