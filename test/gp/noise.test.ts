import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { GaussianProcess, gammaPrior, logNormalPrior, type Noise } from "../../src/gp/index.js";
import { resolveNoise } from "../../src/gp/noise.js";
import { RandomStream } from "../../src/random/index.js";
import { branin, hartmann6 } from "../support/objectives.js";

interface Trial {
  /** Fitted σ² of the standardized outputs. */
  noise: number;
  /** Root mean squared error of the noise-free function, in its standard deviations. */
  error: number;
  /** Mean negative log density of the noise-free function. */
  surprise: number;
}

/** Fits n points with noise of `sd` standard deviations and predicts 200 others. */
function trial(
  f: (u: readonly number[]) => number,
  d: number,
  n: number,
  sd: number,
  noise: Noise,
  seed = 3,
): Trial {
  const random = new RandomStream(seed, d);
  const m = 200;
  const X = Array.from({ length: n + m }, () => Array.from(random.uniform(d)));
  const raw = X.map(f);
  const mean = raw.reduce((sum, v) => sum + v, 0) / raw.length;
  const spread = Math.sqrt(raw.reduce((sum, v) => sum + (v - mean) ** 2, 0) / raw.length);
  const truth = raw.map((v) => (v - mean) / spread);
  const z = random.normal(n);
  const y = truth.slice(0, n).map((v, i) => v + sd * z[i]!);
  const bounds = Array.from({ length: d }, () => [0, 1] as const);
  using gp = new GaussianProcess({ noise, bounds }).fit(X.slice(0, n), y);
  const { mean: mu, variance } = gp.predict(X.slice(n));
  let [squares, surprise] = [0, 0];
  for (let i = 0; i < m; i++) {
    const e = truth[n + i]! - mu[i]!;
    squares += e * e;
    surprise += 0.5 * Math.log(2 * Math.PI * variance[i]!) + (0.5 * e * e) / variance[i]!;
  }
  const error = Math.sqrt(squares / m);
  return { noise: gp.hyperparameters.noise, error, surprise: surprise / m };
}

describe('noise: "auto"', () => {
  it.each([
    [40, 5e-5],
    [80, 1e-7],
  ])("goes below BoTorch's floor on %i exact values of Branin", (n, most) => {
    const auto = trial(branin, 2, n, 0, "auto");
    const infer = trial(branin, 2, n, 0, "infer");
    expect(auto.noise).toBeLessThan(most);
    expect(infer.noise).toBeGreaterThanOrEqual(1e-4);
    expect(auto.error).toBeLessThan(0.7 * infer.error);
    expect(auto.surprise).toBeLessThan(infer.surprise - 0.5);
  });

  it("is no worse than a known absence of noise on exact values", () => {
    const auto = trial(branin, 2, 80, 0, "auto");
    const none = trial(branin, 2, 80, 0, "none");
    expect(auto.surprise).toBeLessThan(none.surprise + 0.05);
  });

  it.each([20, 40, 100])("finds noise of 0.3 standard deviations from %i values", (n) => {
    const auto = trial(branin, 2, n, 0.3, "auto");
    const infer = trial(branin, 2, n, 0.3, "infer");
    expect(auto.surprise).toBeLessThan(infer.surprise + 0.1);
    if (n === 100) expect(Math.abs(Math.log(auto.noise / 0.09))).toBeLessThan(Math.log(1.6));
  });

  it.each([10, 20, 40])("stays with the prior where %i points of Hartmann6 say nothing", (n) => {
    const auto = trial(hartmann6, 6, n, 0, "auto");
    const infer = trial(hartmann6, 6, n, 0, "infer");
    expect(auto.surprise).toBeLessThan(infer.surprise + 0.15);
  });

  it("has a prior whose slope is the derivative of its density, without a jump", () => {
    const { prior } = resolveNoise("auto", 5, [1]).parameter!;
    for (const x of [1e-8, 1e-4, 0.005, 0.00552, 0.006, 0.02, 1]) {
      const h = 1e-5;
      const slope =
        (prior!.logDensity(x * Math.exp(h)) - prior!.logDensity(x * Math.exp(-h))) / (2 * h);
      expect(prior!.gradLog(x)).toBeCloseTo(slope, 4);
    }
    const infer = resolveNoise("infer", 5, [1]).parameter!.prior!;
    expect(prior!.logDensity(0.05)).toBe(infer.logDensity(0.05));
  });
});

describe("resolveNoise", () => {
  it("knows BoTorch's prior, bound and mode", () => {
    const { parameter, shared } = resolveNoise("infer", 5, [2]);
    expect(parameter).toMatchObject({
      lower: 1e-4,
      prior: { type: "logNormal", mu: -4, sigma: 1 },
    });
    expect(shared).toBeCloseTo(Math.exp(-5), 12);
  });

  it("fixes the noise of exact objectives at 1e-6 of the outputs' variance", () => {
    expect(resolveNoise("none", 5, [2])).toEqual({
      parameter: null,
      shared: 1e-6,
      start: 1e-6,
      known: null,
    });
  });

  it("takes known variances in squared units of y", () => {
    expect(resolveNoise(0.8, 5, [2]).shared).toBeCloseTo(0.2, 15);
    const known = resolveNoise([4, 8], 2, [2]).known!;
    expect(Array.from(known)).toEqual([1, 2]);
    expect(resolveNoise(2e-300, 5, [1e-150]).shared).toBeCloseTo(2, 12);
  });

  it("takes a prior and bounds of one's own", () => {
    const own = resolveNoise({ prior: gammaPrior(1.1, 0.05), bounds: [1e-3, 10] }, 5, [1]);
    expect(own.parameter).toMatchObject({ lower: 1e-3, upper: 10 });
    expect(own.shared).toBeCloseTo(2, 12);
    const free = resolveNoise({ prior: null, initial: 0.5 }, 5, [1]);
    expect(free.parameter).toMatchObject({ prior: null, initial: 0.5 });
  });

  it.each<[unknown, string]>([
    ["loud", "noise"],
    [-1, "noise[0]"],
    [Number.NaN, "noise[0]"],
    [[0.1], "noise.length"],
    [[0.1, -0.1], "noise[1]"],
    [{ prior: logNormalPrior(0, 1), bounds: [1, 0.1] }, "noise.bounds"],
    [["1", 1], "noise[0]"],
    [{ prior: null, bounds: 5 }, "noise.bounds"],
    [{ prior: null, bounds: ["1", "2"] }, "noise.bounds"],
    [{ prior: null, initial: 1000 }, "noise.initial"],
    [{ prior: { type: "cauchy" } }, "noise.prior"],
    [null, "noise"],
  ])("refuses %j", (noise, parameter) => {
    const wrong = () => resolveNoise(noise as Noise, 2, [1]);
    expect(wrong).toThrow(InputError);
    expect(wrong).toThrow(expect.objectContaining({ parameter }));
  });

  it("refuses known noise with several outputs, whose units differ", () => {
    expect(() => resolveNoise(0.1, 5, [1, 2])).toThrow(/model for each/);
  });
});
