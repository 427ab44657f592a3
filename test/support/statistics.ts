/** Tests of distributions, with their critical values at a chance of 1e-6. */
import { normalQuantile } from "../../src/core/math.js";

/** Upper 1e-6 point of Kolmogorov's law: √(−ln(0.5e-6)/2), as √n times the largest distance. */
const KOLMOGOROV = Math.sqrt(-Math.log(0.5e-6) / 2);

/** √n · sup |F_n − F|, as a fraction of its critical value: above 1 the sample is not from `cdf`. */
export function kolmogorovSmirnov(sample: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  });
  return (Math.sqrt(n) * distance) / KOLMOGOROV;
}

/** χ² of counts that should be equal, in standard normal units (Wilson and Hilferty). */
export function chiSquare(counts: ArrayLike<number>): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const expected = total / counts.length;
  const square = Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2, 0);
  const freedom = counts.length - 1;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(square / expected / freedom) - (1 - spread)) / Math.sqrt(spread);
}

/** |x| of a standard normal number stays below this but for a chance of 1e-6. */
export const SIGNIFICANT = normalQuantile(1 - 0.5e-6);

/** Correlation of two samples times √n: standard normal where they are independent. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  const mean = (x: ArrayLike<number>) => Array.from(x).reduce((sum, value) => sum + value, 0) / n;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    ab += (a[i]! - meanA) * (b[i]! - meanB);
    aa += (a[i]! - meanA) ** 2;
    bb += (b[i]! - meanB) ** 2;
  }
  return (ab / Math.sqrt(aa * bb)) * Math.sqrt(n);
}
