import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../src/core/math.js";
import {
  fitPowerTransform,
  transformed,
  untransformed,
} from "../../src/pareto-set/power-transform.js";
import { expectedLoss, standardsOf } from "../../src/pareto-set/standard.js";

const skewed = Float64Array.from({ length: 40 }, (_, i) =>
  Math.exp(2 * normalQuantile((i + 0.5) / 40)),
);

describe("standardsOf", () => {
  it("gives mean and population deviation of every objective", () => {
    const values = Float64Array.from({ length: 80 }, (_, i) => (i % 2 ? i >> 2 : 3 + (i >> 1)));
    const [even, odd] = standardsOf(values, 2, true);
    expect(even!.mean).toBeCloseTo(22.5, 12);
    expect(even!.sd).toBeCloseTo(Math.sqrt((40 ** 2 - 1) / 12), 12);
    expect(odd!.mean).toBeCloseTo(9.5, 12);
    expect(odd!.sd).toBeCloseTo(Math.sqrt((20 ** 2 - 1) / 12), 12);
    const [none] = standardsOf(values, 2, false);
    expect(none).toEqual({ mean: 0, sd: 1 });
  });

  it("gives a constant objective the deviation 1", () => {
    expect(standardsOf(new Float64Array(5).fill(7), 1, true)).toEqual([{ mean: 7, sd: 1 }]);
  });
});

describe("expectedLoss", () => {
  const [scale] = standardsOf(skewed, 1, true);
  const power = fitPowerTransform(
    skewed.map((value) => (value - scale!.mean) / scale!.sd),
    40,
  )!;
  const standard = { ...scale!, power };

  it("is exact without a transform", () => {
    expect(expectedLoss({ mean: 10, sd: 4 }, 0.5, 0.09)).toEqual({ mean: 12, sd: 0.3 * 4 });
  });

  it.each([
    [0, 0.01],
    [-1, 0.3],
    [1, 1],
  ])("agrees with a fine sum over quantiles at mean %d, variance %d", (mu, variance) => {
    const n = 200_000;
    let [first, second] = [0, 0];
    for (let i = 0; i < n; i++) {
      const w = mu + Math.sqrt(variance) * normalQuantile((i + 0.5) / n);
      const value = standard.mean + standard.sd * untransformed(standard.power, w);
      first += value / n;
      second += (value * value) / n;
    }
    const { mean, sd } = expectedLoss(standard, mu, variance);
    expect(mean).toBeCloseTo(first, 2);
    expect(sd / Math.sqrt(second - first * first)).toBeCloseTo(1, 1);
  });

  it("is the value itself where nothing is uncertain", () => {
    const z = (skewed[33]! - standard.mean) / standard.sd;
    const { mean, sd } = expectedLoss(standard, transformed(standard.power, z), 0);
    expect(mean).toBeCloseTo(skewed[33]!, 10);
    expect(sd).toBe(0);
  });

  it("counts what a model expects below the floor as the floor", () => {
    const floored = { mean: 10, sd: 4, floor: -0.5 };
    // E max(Z, 0) = 1/√(2π), E max(Z, 0)² = ½ for a standard normal Z.
    const { mean, sd } = expectedLoss(floored, -0.5, 0.09);
    expect(Math.abs(mean - 8 - 1.2 / Math.sqrt(2 * Math.PI))).toBeLessThan(0.07);
    expect(Math.abs(sd / (1.2 * Math.sqrt(0.5 - 1 / (2 * Math.PI))) - 1)).toBeLessThan(0.06);
    expect(expectedLoss(floored, -3, 1e-8).mean).toBe(8);
    expect(expectedLoss(floored, 2, 1e-4).mean).toBeCloseTo(18, 10);
  });
});
