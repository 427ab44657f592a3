import { describe, expect, it } from "vitest";
import { fitPowerTransform, transformed } from "../../src/pareto-set/power-transform.js";
import { resolveSettings } from "../../src/pareto-set/settings.js";
import { fitSurrogates, lowerBounds } from "../../src/pareto-set/surrogates.js";
import { latinHypercube } from "../../src/random/index.js";

const d = 12;
const n = 24;
const x = latinHypercube(d, n, { seed: 2 });

const standardized = (evaluate: (point: Float64Array) => number) => {
  const values = Float64Array.from({ length: n }, (_, i) =>
    evaluate(x.subarray(i * d, (i + 1) * d)),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
  return {
    y: values.map((value) => (value - mean) / sd),
    at: (value: number) => (value - mean) / sd,
  };
};

const sum = (point: ArrayLike<number>) => Array.from(point).reduce((total, u) => total + u, 0);

describe("surrogates with a trend", () => {
  it("follow a slope out of the cloud of designs, where others turn back to the mean", () => {
    const evaluate = (point: ArrayLike<number>) => sum(point) + Math.sqrt(point[0]!);
    const { y, at } = standardized(evaluate);
    const corner = new Float64Array(d);
    const error = (surrogate: "trend" | "map") => {
      const [model] = fitSurrogates({ x, y: [y], d }, surrogate);
      using gp = model!;
      return Math.abs(gp.predict([Array.from(corner)]).mean[0]! - at(evaluate(corner)));
    };
    expect(error("trend")).toBeLessThan(0.1 * Math.abs(at(0)));
    expect(error("trend")).toBeLessThan(0.5 * error("map"));
  });

  it("have the slopes of finite differences", () => {
    const { y } = standardized((point) => sum(point) ** 2 + Math.sin(5 * point[1]!));
    const [model] = fitSurrogates({ x, y: [y], d }, "trend");
    using gp = model!;
    const point = Array.from(latinHypercube(d, 1, { seed: 9 }));
    const { meanGradient, varianceGradient } = gp.predict([point], { gradients: true });
    const step = 1e-5;
    point.forEach((u, i) => {
      const [above, below] = [u + step, u - step].map((moved) =>
        gp.predict([point.with(i, moved)]),
      );
      const slope = (above!.mean[0]! - below!.mean[0]!) / (2 * step);
      const spread = (above!.variance[0]! - below!.variance[0]!) / (2 * step);
      expect(meanGradient[i]).toBeCloseTo(slope, 5);
      expect(varianceGradient[i]).toBeCloseTo(spread, 5);
    });
  });

  it("take a constant objective", () => {
    const [model] = fitSurrogates({ x, y: [new Float64Array(n)], d }, "trend");
    using gp = model!;
    const { mean, variance } = gp.predict([new Array(d).fill(0.3)]);
    expect(mean[0]).toBeCloseTo(0, 8);
    expect(Number.isFinite(variance[0])).toBe(true);
  });
});

describe("lowerBounds", () => {
  it("of a transformed objective are those of the model, taken back", () => {
    const { y } = standardized((point) => Math.exp(1.5 * sum(point)));
    const power = fitPowerTransform(y)!;
    const models = fitSurrogates({ x, y: [y.map((z) => transformed(power, z))], d }, "trend");
    const standards = [{ mean: 0, sd: 1, power }];
    const m = 50;
    const designs = latinHypercube(d, m, { seed: 3 });
    const settings = { ...resolveSettings(), optimism: 0.7 };
    const bounds = lowerBounds({ models, standards }, designs, settings);
    const { mean, variance } = models[0]!.predict(designs);
    bounds.forEach((row, i) => {
      expect(row.length).toBe(1);
      const inModel = mean[i]! - 0.7 * Math.sqrt(variance[i]!);
      expect(transformed(power, row[0]!)).toBeCloseTo(inModel, 10);
    });
    for (const model of models) model.dispose();
  });
});
