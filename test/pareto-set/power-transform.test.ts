import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../src/core/math.js";
import {
  fitPowerTransform,
  logSlopes,
  transformed,
  untransformed,
} from "../../src/pareto-set/power-transform.js";

const plain = (lambda: number) => ({ lambda, center: 0, width: 1, mean: 0, sd: 1 });

/** n standard normal quantiles: as normal as n numbers can be. */
const normals = (n: number) =>
  Float64Array.from({ length: n }, (_, i) => normalQuantile((i + 0.5) / n));

const moments = (values: Float64Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(square)];
};

describe("the transform of Yeo and Johnson", () => {
  // scipy.stats.yeojohnson (SciPy 1.11) at −3, −½, 0, ¼ and 4.
  it.each([
    [0, [-7.5, -0.625, 0, 0.22314355131420976, 1.6094379124341003]],
    [0.5, [-4.666666666666665, -0.5580782047249224, 0, 0.2360679774997897, 2.472135954999579]],
    [1, [-3, -0.5, 0, 0.25, 4]],
    [1.5, [-2, -0.4494897427831781, 0, 0.26502832395824577, 6.78689325833263]],
    [2, [-1.3862943611198906, -0.4054651081081644, 0, 0.28125, 12]],
  ])("has SciPy's values at λ = %d, and an inverse", (lambda, expected) => {
    [-3, -0.5, 0, 0.25, 4].forEach((z, i) => {
      const w = transformed(plain(lambda), z);
      expect(w).toBeCloseTo(expected[i]!, 13);
      expect(untransformed(plain(lambda), w)).toBeCloseTo(z, 12);
    });
  });

  it("never falls, and its inverse is finite however far a bound lies", () => {
    for (const lambda of [0, 0.35, 1, 1.7, 2]) {
      let last = -Infinity;
      for (let z = -30; z <= 30; z += 0.25) {
        const w = transformed(plain(lambda), z);
        expect(w).toBeGreaterThan(last);
        last = w;
      }
      for (const w of [-1e300, 1e300]) {
        expect(Number.isFinite(untransformed(plain(lambda), w))).toBe(true);
      }
    }
  });
});

describe("fitPowerTransform", () => {
  // The optimum of scipy.stats.yeojohnson on the same values, centred and scaled in the same way.
  it.each([
    ["a long upper tail", (z: number) => Math.exp(2 * z), -0.8345664326229689],
    ["a long lower tail", (z: number) => -Math.exp(z), 2.2664392444065062],
    ["both tails, skewed", (z: number) => -Math.sinh(1.3 * z - 0.5), 0.60524825250846],
  ])("finds the most likely power of %s", (_, shape, lambda) => {
    const values = normals(40).map(shape);
    const power = fitPowerTransform(values, values.length)!;
    expect(Math.abs(power.lambda - Math.min(Math.max(lambda, 0), 2))).toBeLessThanOrEqual(0.03);
    const [mean, sd] = moments(values.map((z) => transformed(power, z)));
    expect(mean).toBeCloseTo(0, 12);
    expect(sd).toBeCloseTo(1, 12);
    for (const z of values) {
      expect(untransformed(power, transformed(power, z))).toBeCloseTo(z, 9);
    }
  });

  it("has slopes whose logarithms sum to what the transform adds to ln p", () => {
    const values = normals(40).map((z) => Math.exp(2 * z));
    const power = fitPowerTransform(values, values.length)!;
    const step = 1e-6;
    let sum = 0;
    for (const z of values) {
      const rise = transformed(power, z + step * z) - transformed(power, z - step * z);
      sum += Math.log(rise / (2 * step * z));
    }
    expect(logSlopes(power, values)).toBeCloseTo(sum, 5);
  });

  it("asks the early values for the power, and scales all", () => {
    const early = normals(40).map((z) => Math.exp(2 * z));
    const late = Float64Array.from({ length: 60 }, (_, i) => 0.1 + 1e-3 * i);
    const values = Float64Array.of(...early, ...late);
    const [part, whole] = [fitPowerTransform(early, 40)!, fitPowerTransform(values, 40)!];
    const { lambda, center, width } = part;
    expect(whole).toMatchObject({ lambda, center, width });
    const [mean, sd] = moments(values.map((z) => transformed(whole, z)));
    expect(mean).toBeCloseTo(0, 12);
    expect(sd).toBeCloseTo(1, 12);
  });

  it("commutes with shifts and scales of the values", () => {
    const values = normals(30).map((z) => Math.exp(1.5 * z));
    const moved = values.map((z) => 1e4 * z - 70);
    const [a, b] = [fitPowerTransform(values, values.length)!, fitPowerTransform(moved, 30)!];
    expect(b.lambda).toBe(a.lambda);
    values.forEach((z, i) => {
      expect(transformed(b, moved[i]!)).toBeCloseTo(transformed(a, z), 9);
    });
  });

  it.each([
    ["normal values", normals(60)],
    ["uniform values", Float64Array.from({ length: 40 }, (_, i) => i)],
    ["a constant", new Float64Array(20).fill(3)],
    [
      "values most of which are the same",
      Float64Array.from({ length: 40 }, (_, i) => Math.max(i, 32)),
    ],
    ["two values", Float64Array.of(1, 5)],
    ["one value", Float64Array.of(2)],
  ])("leaves %s alone", (_, values) => {
    expect(fitPowerTransform(values, values.length)).toBeNull();
  });
});
