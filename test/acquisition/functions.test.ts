import { describe, expect, it } from "vitest";
import {
  type AcquisitionFunction,
  expectedImprovement,
  incumbent,
  logConstrainedExpectedImprovement,
  logExpectedImprovement,
  logProbabilityOfFeasibility,
  logProbabilityOfImprovement,
  posteriorMean,
  posteriorStandardDeviation,
  probabilityOfImprovement,
  qExpectedImprovement,
  qLogExpectedImprovement,
  qLogNoisyExpectedImprovement,
  qNoisyExpectedImprovement,
  qProbabilityOfImprovement,
  qSimpleRegret,
  qUpperConfidenceBound,
  sumOf,
  upperConfidenceBound,
} from "../../src/acquisition/index.js";
import { core } from "../../src/core/index.js";
import { InputError, StateError } from "../../src/errors.js";
import { GaussianProcess } from "../../src/gp/index.js";
import { differences, points, smooth } from "../support/gp-model.js";

/** A model in units far from the core's: inputs in [−5, 10] × [0, 300], outputs around 5,000. */
const bounds = [
  [-5, 10],
  [0, 300],
] as const;
const natural = (u: readonly number[]) => [-5 + 15 * u[0]!, 300 * u[1]!];
const X = points(14, 2).map(natural);
const y = points(14, 2).map((u) => 5000 + 800 * smooth(u));
const model = new GaussianProcess({ bounds, noise: 400 }).fit(X, y);
const best = Math.max(...y);
const at = Float64Array.from(points(4, 2, 11).flatMap(natural));

/** Points that are easy to improve on. */
const poor = [...X.keys()]
  .sort((a, b) => y[a]! - y[b]!)
  .slice(0, 4)
  .map((i) => X[i]!);

const sampled = { model, samples: 32, seed: 3 };
const second = X.map((x) => x[1]!);
const constraint = { model: new GaussianProcess({ bounds, noise: 100 }).fit(X, second) };
const cases: Record<string, AcquisitionFunction> = {
  expectedImprovement: expectedImprovement({ model, bestF: best - 500 }),
  logExpectedImprovement: logExpectedImprovement({ model, bestF: best }),
  "logExpectedImprovement, minimized": logExpectedImprovement({
    model,
    bestF: 5000,
    maximize: false,
  }),
  probabilityOfImprovement: probabilityOfImprovement({ model, bestF: best - 500 }),
  logProbabilityOfImprovement: logProbabilityOfImprovement({ model, bestF: best }),
  upperConfidenceBound: upperConfidenceBound({ model, maximize: false }),
  posteriorMean: posteriorMean({ model, maximize: false }),
  posteriorStandardDeviation: posteriorStandardDeviation({ model }),
  logProbabilityOfFeasibility: logProbabilityOfFeasibility({
    constraints: [{ ...constraint, upper: 120 }],
  }),
  logConstrainedExpectedImprovement: logConstrainedExpectedImprovement({
    model,
    bestF: best,
    constraints: [
      { ...constraint, lower: 20, upper: 120 },
      { model, lower: 4000 },
    ],
  }),
  qExpectedImprovement: qExpectedImprovement({ ...sampled, bestF: best - 500 }),
  "qExpectedImprovement of two": qExpectedImprovement({ ...sampled, batch: 2, bestF: best - 900 }),
  "qExpectedImprovement beside a pending point": qExpectedImprovement({
    ...sampled,
    bestF: best - 900,
    pending: [[2, 200]],
  }),
  "qProbabilityOfImprovement of two": qProbabilityOfImprovement({
    ...sampled,
    batch: 2,
    bestF: best - 900,
    tau: 300,
  }),
  qUpperConfidenceBound: qUpperConfidenceBound({ ...sampled, maximize: false }),
  "qSimpleRegret of two": qSimpleRegret({ ...sampled, batch: 2 }),
  qNoisyExpectedImprovement: qNoisyExpectedImprovement({ ...sampled, baseline: poor }),
  "qLogNoisyExpectedImprovement, minimized": qLogNoisyExpectedImprovement({
    ...sampled,
    baseline: X,
    maximize: false,
    pending: [[2, 200]],
  }),
};

describe("acquisition functions in natural units", () => {
  it.each(Object.entries(cases))("%s has the gradient of central differences", (_, f) => {
    const { gradient } = f.evaluate(at);
    const total = (x: Float64Array) =>
      f.evaluate(x, { gradient: false }).value.reduce((sum, v) => sum + v, 0);
    // Steps of one part in a million of each input's range.
    const widths = [15, 300];
    const unit = at.map((x, i) => x / widths[i % 2]!);
    const numeric = differences((u) => total(u.map((v, i) => v * widths[i % 2]!)), unit, 1e-7);
    const ours = gradient.map((g, i) => g * widths[i % 2]!);
    const scale = Math.max(...numeric.map(Math.abs));
    const error = Math.max(...ours.map((g, i) => Math.abs(g - numeric[i]!)));
    expect(error).toBeLessThan(2e-4 * scale);
    expect(f.evaluate(at, { gradient: false }).gradient).toHaveLength(0);
  });

  it("agree with the model's prediction and with each other", () => {
    const { mean, variance } = model.predict(at);
    const { value: ei } = cases.expectedImprovement!.evaluate(at);
    const { value: mu } = posteriorMean({ model }).evaluate(at);
    const { value: sd } = cases.posteriorStandardDeviation!.evaluate(at);
    const { value: bound } = cases.upperConfidenceBound!.evaluate(at);
    const { value: log } = logExpectedImprovement({ model, bestF: best - 500 }).evaluate(at);
    const { value: p } = cases.probabilityOfImprovement!.evaluate(at);
    for (let i = 0; i < 4; i++) {
      expect(mu[i]! / mean[i]!).toBeCloseTo(1, 12);
      expect(sd[i]! ** 2 / variance[i]!).toBeCloseTo(1, 12);
      expect(bound[i]! / (2 * sd[i]! - mu[i]!)).toBeCloseTo(1, 12);
      expect(Math.exp(log[i]!) / ei[i]!).toBeCloseTo(1, 10);
      expect(p[i]).toBeGreaterThan(0);
      expect(p[i]).toBeLessThanOrEqual(1);
      expect(ei[i]).toBeGreaterThan(0);
    }
  });

  it("tend to their closed forms with many samples", () => {
    const many = { model, samples: 8192, seed: 1 };
    const { value: exact } = cases.expectedImprovement!.evaluate(at);
    const { value } = qExpectedImprovement({ ...many, bestF: best - 500 }).evaluate(at);
    const { value: logs } = qLogExpectedImprovement({ ...many, bestF: best - 500 }).evaluate(at);
    for (let i = 0; i < 4; i++) {
      expect(Math.abs(value[i]! - exact[i]!)).toBeLessThan(2);
      expect(Math.abs(Math.exp(logs[i]!) - exact[i]!)).toBeLessThan(2);
    }
  });

  it("value a pending point as a batch that holds it", () => {
    const baseSamples = Float64Array.from({ length: 64 }, (_, i) => Math.sin(7 * i + 1));
    const options = { model, bestF: best - 900, baseSamples };
    const x = Float64Array.of(1, 100);
    const joint = qLogExpectedImprovement({ ...options, batch: 2 });
    const waiting = qLogExpectedImprovement({ ...options, pending: [[2, 200]] });
    const together = joint.evaluate(Float64Array.of(...x, 2, 200));
    const alone = waiting.evaluate(x);
    expect(alone.value[0]).toBe(together.value[0]);
    expect([...alone.gradient]).toEqual([...together.gradient.subarray(0, 2)]);
  });

  it("leave out baseline points that never lead, without changing the value by much", () => {
    const all = qNoisyExpectedImprovement({ model, baseline: X, prune: false, samples: 4096 });
    const few = qNoisyExpectedImprovement({ model, baseline: X, samples: 4096 });
    const [a, b] = [all.evaluate(at).value, few.evaluate(at).value];
    for (let i = 0; i < 4; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(5);
  });

  it("improve on the best posterior mean over seen points", () => {
    const { mean } = model.predict(X);
    expect(incumbent({ model, X })).toBe(Math.max(...mean));
    expect(incumbent({ model, X, maximize: false })).toBe(Math.min(...mean));
    const exact = new GaussianProcess({ bounds, noise: "none" }).fit(X, y);
    expect(Math.abs(incumbent({ model: exact, X }) - best)).toBeLessThan(1);
  });

  it("sum up", () => {
    const twice = sumOf([cases.posteriorMean!, cases.posteriorMean!]).evaluate(at);
    const once = cases.posteriorMean!.evaluate(at);
    expect([...twice.value]).toEqual([...once.value].map((v) => 2 * v));
    expect([...twice.gradient]).toEqual([...once.gradient].map((v) => 2 * v));
  });
});

describe("acquisition functions refuse", () => {
  it("bad options by their names", () => {
    const bestF = 1;
    expect(() => logExpectedImprovement({ model, bestF: Number.NaN })).toThrow(/bestF is NaN/);
    expect(() => upperConfidenceBound({ model, beta: -1 })).toThrow(/beta/);
    expect(() => qSimpleRegret({ model, batch: 0 })).toThrow(/batch/);
    expect(() => qSimpleRegret({ model, samples: 1.5 })).toThrow(/samples/);
    expect(() => qSimpleRegret({ model, batch: 2, baseSamples: new Float64Array(3) })).toThrow(
      /baseSamples.length is 3/,
    );
    expect(() => qProbabilityOfImprovement({ model, bestF, tau: 0 })).toThrow(/tau/);
    expect(() => qLogNoisyExpectedImprovement({ model, baseline: [] })).toThrow(/baseline/);
    expect(() => logProbabilityOfFeasibility({ constraints: [] })).toThrow(/constraints/);
    const constraints = [{ model, lower: 2, upper: 1 }];
    expect(() => logProbabilityOfFeasibility({ constraints })).toThrow(/constraints\[0\].lower/);
    expect(() => sumOf([])).toThrow(InputError);
    const other = qSimpleRegret({ model, batch: 2 });
    expect(() => sumOf([posteriorMean({ model }), other])).toThrow(/terms\[1\]/);
  });

  it("points of a wrong shape or without a value", () => {
    const f = posteriorMean({ model });
    expect(() => f.evaluate(Float64Array.of(1))).toThrow(/X.length is 1/);
    expect(() => f.evaluate(Float64Array.of(1, Number.NaN))).toThrow(/X\[1\] is NaN/);
    expect(() => f.evaluate(new Float64Array(0))).toThrow(/X.length/);
  });

  it("models with several outputs or without data, and baselines of an older fit", () => {
    const two = new GaussianProcess({ bounds }).fit(X, X);
    expect(() => posteriorMean({ model: two })).toThrow(/one output/);
    expect(() => posteriorMean({ model: new GaussianProcess() })).toThrow(StateError);
    const own = new GaussianProcess({ bounds }).fit(X, y);
    using f = qLogNoisyExpectedImprovement({ model: own, baseline: X });
    own.fit([...X, [0, 0]], [...y, 5000]);
    expect(() => f.evaluate(at)).toThrow(StateError);
  });

  it("nothing that costs memory: dispose gives it back", () => {
    const before = core().heap_live_blocks();
    for (let i = 0; i < 50; i++) {
      using f = qLogNoisyExpectedImprovement({ model, baseline: X });
      f.evaluate(at);
    }
    expect(core().heap_live_blocks()).toBe(before);
  });
});
