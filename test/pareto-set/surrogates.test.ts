import { describe, expect, it } from "vitest";
import { floorOf } from "../../src/pareto-set/evidence-fit.js";
import { fitPowerTransform, transformed } from "../../src/pareto-set/power-transform.js";
import { resolveSettings } from "../../src/pareto-set/resolve-settings.js";
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

function fitted(y: Float64Array, surrogate: "evidence" | "map" = "evidence") {
  return fitSurrogates({ x, y: [y], d }, surrogate)[0]!;
}

describe("surrogates by evidence", () => {
  it("follow a slope out of the cloud of designs, where others turn back to the mean", () => {
    const evaluate = (point: ArrayLike<number>) => sum(point) + Math.sqrt(point[0]!);
    const { y, at } = standardized(evaluate);
    const corner = new Float64Array(d);
    const error = (surrogate: "evidence" | "map") => {
      using model = fitted(y, surrogate).model;
      return Math.abs(model.predict([Array.from(corner)]).mean[0]! - at(evaluate(corner)));
    };
    expect(error("evidence")).toBeLessThan(0.1 * Math.abs(at(0)));
    expect(error("evidence")).toBeLessThan(0.5 * error("map"));
  });

  it.each([
    ["rbf", (point: ArrayLike<number>) => Math.exp(-sum(Array.from(point, (u) => (u - 0.4) ** 2)))],
    [
      "matern32",
      (point: ArrayLike<number>) => Math.abs(point[0]! - 0.5) + Math.abs(point[1]! - 0.4),
    ],
  ])("choose %s for a function as smooth as that", (type, evaluate) => {
    const n = 60;
    const x = latinHypercube(2, n, { seed: 5 });
    const y = Float64Array.from({ length: n }, (_, i) => evaluate(x.subarray(2 * i, 2 * i + 2)));
    const [fit] = fitSurrogates({ x, y: [y], d: 2 }, "evidence");
    using model = fit!.model;
    expect(JSON.stringify(model.toJSON().options.kernel)).toContain(type);
  });

  it("transform the outputs only where the model gains by it", () => {
    const tailed = fitted(standardized((point) => Math.exp(1.5 * sum(point))).y);
    expect(tailed.power!.lambda).toBeLessThan(0.5);
    tailed.model.dispose();
    // Far from normal as well, but a simple function as it is, whose logarithm has a pole.
    const n = 60;
    const x = latinHypercube(2, n, { seed: 5 });
    const y = Float64Array.from({ length: n }, (_, i) => x[2 * i]! * x[2 * i + 1]!);
    expect(fitPowerTransform(y, 20)).not.toBeNull();
    const [straight] = fitSurrogates({ x, y: [y], d: 2 }, "evidence");
    expect(straight!.power).toBeUndefined();
    straight!.model.dispose();
  });

  it("promise nothing below a value at which an objective stops", () => {
    const m = 40;
    const x = latinHypercube(2, m, { seed: 5 });
    const y = Float64Array.from({ length: m }, (_, i) =>
      Math.max(x[2 * i]! + x[2 * i + 1]! - 0.8, 0),
    );
    const [fit] = fitSurrogates({ x, y: [y], d: 2 }, "evidence");
    using model = fit!.model;
    expect(fit!.floor).toBe(0);
    const standards = [{ mean: 0, sd: 1, ...fit! }];
    const bounds = lowerBounds({ models: [model], standards }, x, resolveSettings());
    expect(bounds.every(([bound]) => bound! >= 0)).toBe(true);
    expect(model.predict(x).mean.some((mean) => mean < 0)).toBe(true);
  });

  it("have the slopes of finite differences", () => {
    const { y } = standardized((point) => sum(point) ** 2 + Math.sin(5 * point[1]!));
    using model = fitted(y).model;
    const point = Array.from(latinHypercube(d, 1, { seed: 9 }));
    const { meanGradient, varianceGradient } = model.predict([point], { gradients: true });
    const step = 1e-5;
    point.forEach((u, i) => {
      const [above, below] = [u + step, u - step].map((moved) =>
        model.predict([point.with(i, moved)]),
      );
      const slope = (above!.mean[0]! - below!.mean[0]!) / (2 * step);
      const spread = (above!.variance[0]! - below!.variance[0]!) / (2 * step);
      expect(meanGradient[i]).toBeCloseTo(slope, 5);
      expect(varianceGradient[i]).toBeCloseTo(spread, 5);
    });
  });

  it("take a constant objective", () => {
    const { model, power } = fitted(new Float64Array(n));
    const { mean, variance } = model.predict([new Array(d).fill(0.3)]);
    expect(power).toBeUndefined();
    expect(mean[0]).toBeCloseTo(0, 8);
    expect(Number.isFinite(variance[0])).toBe(true);
    model.dispose();
  });

  it("take two designs", () => {
    const two = fitSurrogates({ x: x.slice(0, 2 * d), y: [Float64Array.of(-1, 1)], d }, "evidence");
    using model = two[0]!.model;
    const { mean } = model.predict([
      Array.from(x.subarray(0, d)),
      Array.from(x.subarray(d, 2 * d)),
    ]);
    expect(mean[0]!).toBeLessThan(mean[1]!);
  });
});

describe("lowerBounds", () => {
  it("of a transformed objective are those of the model, taken back", () => {
    const { y } = standardized((point) => Math.exp(1.5 * sum(point)));
    const { model: fit, power } = fitted(y);
    using model = fit;
    const standards = [{ mean: 0, sd: 1, power: power! }];
    const m = 50;
    const designs = latinHypercube(d, m, { seed: 3 });
    const settings = { ...resolveSettings(), optimism: 0.7 };
    const bounds = lowerBounds({ models: [model], standards }, designs, settings);
    const { mean, variance } = model.predict(designs);
    bounds.forEach((row, i) => {
      expect(row.length).toBe(1);
      const inModel = mean[i]! - 0.7 * Math.sqrt(variance[i]!);
      expect(transformed(power, row[0]!)).toBeCloseTo(inModel, 10);
    });
  });
});

describe("floorOf", () => {
  it("finds where an objective stops", () => {
    expect(floorOf(Float64Array.of(0, 3, 0, 1.5, 0, 0.2))).toBe(0);
  });

  it.each([
    ["values that differ", [1, 2, 3, 4]],
    ["a best value that was met twice", [1, 1, 2, 3, 4]],
    ["whole steps", [1, 1, 1, 2, 2, 3, 3, 3, 4]],
    ["a constant", [2, 2, 2, 2]],
  ])("finds none in %s", (_, values) => {
    expect(floorOf(Float64Array.from(values))).toBeUndefined();
  });
});
