import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import { gpAscent, optimizeOffline } from "../../src/offline/index.js";
import { PosteriorMean } from "../../src/offline/posterior-mean.js";
import { hill, hillHeight } from "./data.js";

describe("the posterior mean", () => {
  const x = Float64Array.of(0, 0, 1, 0.5, -1, 2, 0.3, -0.7);
  const y = Float64Array.of(0.5, -1, 2, 0.1);
  const kernel = { lengthscale: 0.8, variance: 1.7, noise: 0.01 };
  const at = Float64Array.of(0.2, 0.1, -0.5, 1.4, 3, 3);

  it("agrees with its closed form", () => {
    using posterior = new PosteriorMean(x, y, kernel);
    const { mean, deviation } = posterior.predict(at);
    // NumPy: solve(K + 0.01 I, y) with K = 1.7 exp(-r²/(2 · 0.64)), then k·α and √(1.7 - kᵀK⁻¹k).
    const expected = {
      mean: [0.23864843829463256, 1.3064723959840725, -0.00045492881183444],
      deviation: [0.276761823838354, 0.990150780064455, 1.303840397636037],
    };
    expected.mean.forEach((value, i) => {
      expect(mean[i]).toBeCloseTo(value, 10);
    });
    expected.deviation.forEach((value, i) => {
      expect(deviation[i]).toBeCloseTo(value, 10);
    });
  });

  it("has the gradient of its differences", () => {
    using posterior = new PosteriorMean(x, y, kernel);
    const gradient = posterior.gradient(at);
    gradient.forEach((slope, i) => {
      const moved = (step: number) => {
        const point = at.map((value, j) => (i === j ? value + step : value));
        return posterior.predict(point).mean[i >> 1]!;
      };
      expect(slope).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 7);
    });
  });
});

describe("gp-ascent", () => {
  const { X, y } = hill(300);
  const run = (seed: number, pool = 1) =>
    optimizeOffline(
      { X, y },
      { method: gpAscent({ rows: 200, stepSize: 0.02, pool }), candidates: 24, seed },
    );

  it("proposes designs above the best of the data, the same bits again", async () => {
    const before = core().heap_live_blocks();
    const [first, second] = [await run(3), await run(3)];
    expect(second).toEqual(first);
    const truth = first.candidates.map(({ x }) => hillHeight(x)).sort((a, b) => a - b);
    expect(truth[12]).toBeGreaterThan(first.data.best);
    expect(first.validation!.rankCorrelation).toBeGreaterThan(0.95);
    expect((await run(4)).candidates).not.toEqual(first.candidates);
    expect((await run(3, 4)).diversity.distinct).toBe(24);
    expect(core().heap_live_blocks()).toBe(before);
  });

  it("refuses options that make no sense", () => {
    expect(() => gpAscent({ rows: 0 })).toThrow(/gpAscent\(\)\.rows/);
    expect(() => gpAscent({ noise: -1 })).toThrow(/noise/);
    expect(() => gpAscent({ epochs: 1 } as never)).toThrow(/epochs/);
  });
});
