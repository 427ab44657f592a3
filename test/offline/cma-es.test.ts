import { describe, expect, it } from "vitest";
import { exp, logGamma } from "../../src/core/math.js";
import { cmaEs, optimizeOffline } from "../../src/offline/index.js";
import { Evolution } from "../../src/offline/methods/cma-es/evolution.js";
import { cmaParameters } from "../../src/offline/methods/cma-es/parameters.js";
import { RandomStream } from "../../src/random/index.js";
import { hill } from "./data.js";

describe("the settings", () => {
  it("follow from the dimension as in the tutorial's table", () => {
    // n = 10: λ = 10, raw weights ln 5.5 − ln i.
    const { weights, ...rest } = cmaParameters(10);
    expect(rest.populationSize).toBe(10);
    expect(rest.parents).toBe(5);
    const raw = Array.from({ length: 10 }, (_, i) => Math.log(5.5 / (i + 1)));
    const [good, bad] = [raw.slice(0, 5), raw.slice(5)];
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const count = (values: number[]) => sum(values) ** 2 / sum(values.map((w) => w * w));
    const mu = count(good);
    expect(mu).toBeCloseTo(3.167299, 6);
    expect(rest.effective).toBeCloseTo(mu, 12);
    expect(rest.sigmaRate).toBeCloseTo((mu + 2) / (15 + mu), 12);
    expect(rest.damping).toBeCloseTo(1 + rest.sigmaRate, 12);
    expect(rest.pathRate).toBeCloseTo((4 + mu / 10) / (14 + (2 * mu) / 10), 12);
    expect(rest.rankOne).toBeCloseTo(2 / (11.3 ** 2 + mu), 12);
    expect(rest.rankMu).toBeCloseTo((2 * (0.25 + mu + 1 / mu - 2)) / (144 + mu), 12);
    expect(rest.expectedNorm).toBeCloseTo(Math.sqrt(10) * (1 - 1 / 40 + 1 / 2100), 12);
    const below = Math.min(
      1 + rest.rankOne / rest.rankMu,
      1 + (2 * count(bad)) / (mu + 2),
      (1 - rest.rankOne - rest.rankMu) / (10 * rest.rankMu),
    );
    expect(sum([...weights.slice(0, 5)])).toBeCloseTo(1, 12);
    expect(sum([...weights.slice(5)])).toBeCloseTo(-below, 12);
    expect(weights[1]! / weights[0]!).toBeCloseTo(raw[1]! / raw[0]!, 12);
    expect(weights[9]! / weights[5]!).toBeCloseTo(raw[9]! / raw[5]!, 12);
  });

  it("take a larger step size's damping from large populations", () => {
    const { damping, sigmaRate, effective } = cmaParameters(2, 200);
    expect(damping).toBeCloseTo(1 + 2 * (Math.sqrt((effective - 1) / 3) - 1) + sigmaRate, 12);
  });

  it.each([1, 2, 3, 24, 86, 500])("are sound in %i dimensions", (n) => {
    const { weights, rankOne, rankMu, populationSize, expectedNorm } = cmaParameters(n);
    expect(populationSize).toBe(4 + Math.floor(3 * Math.log(n)));
    const sum = weights.reduce((a, b) => a + b, 0);
    // What C keeps of itself however many points are bad: positive, so that it stays definite.
    expect(1 - rankOne - rankMu * Math.max(sum, 0)).toBeGreaterThan(0);
    expect(rankOne + rankMu).toBeLessThanOrEqual(1);
    // E‖N(0, I)‖ = √2 Γ((n + 1)/2) / Γ(n/2), of which the series is the start.
    const exact = Math.sqrt(2) * exp(logGamma((n + 1) / 2) - logGamma(n / 2));
    expect(Math.abs(expectedNorm / exact - 1)).toBeLessThan(0.01 / n);
  });
});

type Height = (x: Float64Array) => number;

/** Evaluations until the height is above −1e-9, or Infinity. */
function evaluations(height: Height, start: number[], seed: number, most = 20_000): number {
  const n = start.length;
  const search = new Evolution(start, 0.5, cmaParameters(n), new RandomStream(seed));
  for (let spent = 0; spent < most; ) {
    const points = search.ask();
    const values = Array.from({ length: points.length / n }, (_, i) =>
      height(points.subarray(i * n, (i + 1) * n)),
    );
    spent += values.length;
    if (Math.max(...values) > -1e-9) return spent;
    search.tell(values);
  }
  return Number.POSITIVE_INFINITY;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

describe("the search", () => {
  const sphere: Height = (x) => -x.reduce((sum, v) => sum + v * v, 0);
  const ellipsoid: Height = (x) =>
    -x.reduce((sum, v, j) => sum + 1e6 ** (j / (x.length - 1)) * v * v, 0);
  const rosenbrock: Height = (x) => {
    let sum = 0;
    for (let j = 0; j + 1 < x.length; j++) {
      sum += 100 * (x[j + 1]! - x[j]! ** 2) ** 2 + (1 - x[j]!) ** 2;
    }
    return -sum;
  };
  /** Householder's reflection at (1, 2, …, n). */
  const rotated: Height = (x) => {
    const v = x.map((_, j) => j + 1);
    const dot = v.reduce((sum, value, j) => sum + value * x[j]!, 0);
    const square = v.reduce((sum, value) => sum + value * value, 0);
    return ellipsoid(x.map((value, j) => value - (2 * dot * v[j]!) / square));
  };
  const seeds = Array.from({ length: 11 }, (_, i) => i);
  const spent = (height: Height, n: number, from: number) =>
    median(seeds.map((seed) => evaluations(height, Array<number>(n).fill(from), seed)));

  // Hansen's own pycma 4.5 with its defaults: medians of 21 seeds.
  it.each([
    ["a sphere", sphere, 10, 1, 1480],
    ["an ellipsoid of condition 1e6", ellipsoid, 8, 1, 2850],
    ["the same turned", rotated, 8, 1, 2950],
    ["Rosenbrock's valley", rosenbrock, 6, 0, 2331],
  ] as const)("finds the top of %s as fast as pycma", (_, height, n, from, reference) => {
    const ratio = spent(height, n, from) / reference;
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });

  it("searches a line", () => {
    expect(spent(sphere, 1, 3)).toBeLessThan(200);
  });

  it("does not feel the values, only their order", () => {
    const cube: Height = (x) => sphere(x) ** 3;
    const path = (height: Height) => {
      const search = new Evolution([2, -1, 3], 0.5, cmaParameters(3), new RandomStream(4));
      for (let g = 0; g < 30; g++) {
        const points = search.ask();
        search.tell(
          Array.from({ length: points.length / 3 }, (_, i) =>
            height(points.subarray(3 * i, 3 * i + 3)),
          ),
        );
      }
      return search.mean;
    };
    expect(path(cube)).toEqual(path(sphere));
  });
});

describe("cma-es", () => {
  const { X, y } = hill(400);
  const quick = { hidden: [64], epochs: 100, batch: 32, learningRate: 3e-3, members: 3 };

  it("goes further with more generations, and finds more than its starts", async () => {
    const run = async (generations: number) => {
      const method = cmaEs({ ...quick, generations });
      const { candidates } = await optimizeOffline({ X, y }, { method, candidates: 4, seed: 1 });
      return candidates.reduce((sum, { score }) => sum + score, 0);
    };
    expect(await run(30)).toBeGreaterThan(await run(2));
  });

  it("refuses options that cannot be meant", () => {
    expect(() => cmaEs({ generations: 0 })).toThrow(/cmaEs\(\)\.generations/);
    expect(() => cmaEs({ populationSize: 3 })).toThrow(/populationSize is 3/);
    expect(() => cmaEs({ sigma: -1 })).toThrow(/sigma/);
    expect(() => cmaEs({ steps: 3 } as never)).toThrow(/cmaEs\(\)\.steps/);
    expect(() => cmaEs({ hidden: [] })).toThrow(/hidden/);
  });
});
