import { describe, expect, it } from "vitest";
import { NotPositiveDefiniteError } from "../../src/errors.js";
import { PosteriorMean } from "../../src/offline/posterior-mean.js";
import { RandomStream } from "../../src/random/index.js";

const x = Float64Array.of(0, 0, 1, 0.5, -1, 2, 0.3, -0.7);
const y = Float64Array.of(0.5, -1, 2, 0.1);
const kernel = { lengthscale: 0.8, variance: 1.7, noise: 0.01 };
const at = Float64Array.of(0.2, 0.1, -0.5, 1.4, 3, 3);
const pause = () => Promise.resolve();
const fit = (centres: number, noise = 0.01) =>
  PosteriorMean.fit({ x, y, d: 2, centres }, { ...kernel, noise }, pause);

function agrees(actual: ArrayLike<number>, expected: number[], digits: number) {
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, digits);
  });
}

describe("the posterior mean", () => {
  it("agrees with its closed form", async () => {
    using posterior = await fit(4);
    const { mean, deviation } = posterior.predict(at);
    // NumPy: solve(K + 0.01 I, y) with K = 1.7 exp(-r²/(2 · 0.64)), then k·α and √(1.7 - kᵀK⁻¹k).
    agrees(mean, [0.23864843829463256, 1.3064723959840725, -0.00045492881183444], 10);
    agrees(deviation, [0.276761823838354, 0.990150780064455, 1.303840397636037], 10);
    expect(posterior.values(at)).toEqual(mean);
  });

  it("agrees with the closed form of its projection on fewer centres", async () => {
    using posterior = await fit(2);
    const { mean, deviation } = posterior.predict(at);
    // NumPy: A = 0.01 Kmm + Kmn Knm, k·solve(A, Kmn y), √(1.7 - kᵀKmm⁻¹k + 0.01 kᵀA⁻¹k).
    agrees(mean, [0.16752821931163997, 0.040910764675403694, -0.00044308068202502526], 7);
    agrees(deviation, [0.2727172912426007, 1.282657399506228, 1.3038403976491917], 7);
  });

  it("steps along the gradient of its differences, up and down", async () => {
    for (const centres of [4, 2]) {
      using posterior = await fit(centres);
      const start = Float32Array.from(at);
      for (const size of [0.25, -0.25]) {
        const moved = posterior.climb(start, size, 1);
        moved.forEach((value, i) => {
          const beside = (step: number) =>
            posterior.values(start.map((v, j) => (i === j ? v + step : v)))[i >> 1]!;
          const slope = (beside(2 ** -10) - beside(-(2 ** -10))) / 2 ** -9;
          expect((value - start[i]!) / size).toBeCloseTo(slope, 4);
        });
      }
    }
  });

  it("stays near the exact one where centres are many and the kernel is smooth", async () => {
    const stream = new RandomStream(4);
    const [n, d] = [200, 2];
    const inputs = stream.uniform(n * d);
    const scores = Float64Array.from({ length: n }, (_, i) => inputs[2 * i]! - inputs[2 * i + 1]!);
    const smooth = { lengthscale: 1, variance: 1, noise: 0.01 };
    const of = (centres: number) =>
      PosteriorMean.fit({ x: inputs, y: scores, d, centres }, smooth, pause);
    using exact = await of(n);
    using projected = await of(40);
    const points = stream.uniform(20);
    const [a, b] = [exact.predict(points), projected.predict(points)];
    agrees(b.mean, Array.from(a.mean), 3);
    agrees(b.deviation, Array.from(a.deviation), 3);
  });

  it("takes coinciding centres, and says where the noise is too small for the rest", async () => {
    const twice = Float64Array.of(...x, ...x);
    const scores = Float64Array.of(...y, ...y);
    const given = { x: twice, y: scores, d: 2 };
    using both = await PosteriorMean.fit({ ...given, centres: 8 }, kernel, pause);
    using projected = await PosteriorMean.fit({ ...given, centres: 5 }, kernel, pause);
    agrees(projected.values(at), Array.from(both.values(at)), 5);
    const none = { ...kernel, noise: 1e-30 };
    await expect(PosteriorMean.fit({ ...given, centres: 8 }, none, pause)).rejects.toThrow(
      NotPositiveDefiniteError,
    );
  });
});
