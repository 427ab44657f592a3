import { describe, expect, it } from "vitest";
import {
  type AcquisitionFunction,
  qLogNoisyExpectedHypervolumeImprovement,
  qLogNParEGO,
} from "../../src/acquisition/index.js";
import { core } from "../../src/core/index.js";
import { InputError, StateError } from "../../src/errors.js";
import { GaussianProcess } from "../../src/gp/index.js";
import { matern52, scale } from "../../src/gp/kernels/index.js";
import { hypervolume, hypervolumeImprovement } from "../../src/pareto/index.js";
import { differences, factorizedModel, points, smooth, worstError } from "../support/gp-model.js";
import { describeReference } from "../support/reference.js";

/** Models in units far from the core's: inputs in [−5, 10] × [0, 300], outputs around 5,000. */
const bounds = [
  [-5, 10],
  [0, 300],
] as const;
const natural = (u: readonly number[]) => [-5 + 15 * u[0]!, 300 * u[1]!];
const unit = points(14, 2);
const X = unit.map(natural);
const outcomes = [
  unit.map((u) => 5000 + 800 * smooth(u)),
  unit.map((u) => -3 * smooth([u[1]!, u[0]!])),
  unit.map((u) => u[0]! - 2 * u[1]! ** 2),
  unit.map((u) => smooth([u[0]! * u[1]!])),
];
const models = outcomes.map((y) => {
  const sd = Math.sqrt(
    y.reduce((s, v) => s + v * v, 0) / 14 - (y.reduce((s, v) => s + v) / 14) ** 2,
  );
  return new GaussianProcess({ bounds, noise: (0.1 * sd) ** 2 }).fit(X, y);
});
const reference = outcomes.map((y) => Math.min(...y));
const pending = [natural([0.3, 0.8])];
const common = { baseline: X, samples: 16, seed: 3, pending };
const hypervolumeOf = (k: number, options = {}) =>
  qLogNoisyExpectedHypervolumeImprovement({
    ...common,
    models: models.slice(0, k),
    reference: reference.slice(0, k),
    ...options,
  });
const parEgoOf = (k: number, options = {}) =>
  qLogNParEGO({
    ...common,
    models: models.slice(0, k),
    weights: [0.3, 0.2, 0.4, 0.1].slice(0, k),
    ...options,
  });

const cases: Record<string, () => AcquisitionFunction & Disposable> = {
  "qLogNEHVI of 2 outcomes": () => hypervolumeOf(2),
  "qLogNEHVI of 2 outcomes, q = 3": () => hypervolumeOf(2, { batch: 3 }),
  "qLogNEHVI of 3 outcomes": () => hypervolumeOf(3),
  "qLogNEHVI of 3 outcomes, q = 2": () => hypervolumeOf(3, { batch: 2 }),
  "qLogNEHVI of 4 outcomes": () => hypervolumeOf(4),
  "qLogNEHVI of 4 outcomes, q = 2": () => hypervolumeOf(4, { batch: 2 }),
  "qLogNParEGO of 2 outcomes": () => parEgoOf(2),
  "qLogNParEGO of 4 outcomes": () => parEgoOf(4),
  "qLogNParEGO of 4 outcomes, q = 2": () => parEgoOf(4, { batch: 2 }),
};

describe("acquisition functions of several outcomes", () => {
  it.each(Object.entries(cases))("%s: gradients agree with central differences", (_, make) => {
    using acquisition = make();
    const q = acquisition.batch!;
    const at = Float64Array.from(points(2 * q, 2, 17).flatMap(natural));
    const { value, gradient } = acquisition.evaluate(at);
    const sum = (x: Float64Array) =>
      acquisition.evaluate(x, { gradient: false }).value.reduce((total, v) => total + v, 0);
    expect(acquisition.evaluate(at, { gradient: false }).value).toEqual(value);
    const largest = Math.max(1, ...gradient.map(Math.abs));
    // The smooth positive part is 1e-6 wide; the units of the inputs are 15 and 300.
    const numeric = differences(sum, at, 1e-7);
    gradient.forEach((slope, i) => {
      expect(Math.abs(slope - numeric[i]!)).toBeLessThan(1e-4 * largest);
    });
  });

  it.each([2, 3, 4])("qLogNEHVI is the logarithm of what samples gain, %i outcomes", (k) => {
    // Without noise the samples are the data at the data, and the batch is sampled by its normals.
    const exact = outcomes
      .slice(0, k)
      .map((_, o) => new GaussianProcess({ bounds, noise: "none" }).fit(X, outcomes[o]!));
    using acquisition = qLogNoisyExpectedHypervolumeImprovement({
      models: exact,
      reference: reference.slice(0, k),
      baseline: X,
      prune: false,
      baseSamples: new Float64Array(k * (X.length + 1)),
    });
    const candidates = points(20, 2, 5).map(natural);
    const { value } = acquisition.evaluate(Float64Array.from(candidates.flat()));
    const minimized = (o: number, at: readonly number[][]) =>
      [...exact[o]!.predict(at).mean].map((v) => -v);
    const rows = (at: readonly number[][]) => {
      const columns = exact.map((_, o) => minimized(o, at));
      return at.map((_, i) => columns.map((column) => column[i]!));
    };
    const corner = reference.slice(0, k).map((v) => -v);
    const gains = hypervolumeImprovement(rows(candidates), rows(X), corner);
    expect(gains.filter((gain) => gain > 1).length).toBeGreaterThan(2);
    const whole = hypervolume(rows(X), corner);
    gains.forEach((gain, i) => {
      // The smooth minimum shortens sides by up to 1e-3 ln 2 where they end together.
      if (gain > 1e-3 * whole) expect(Math.abs(value[i]! - Math.log(gain))).toBeLessThan(3e-3);
      if (gain === 0) expect(value[i]).toBeLessThan(Math.log(1e-4 * whole));
    });
  });

  it("qLogNParEGO is the logarithm of what the scalarization gains", () => {
    const exact = [0, 1, 2, 3].map((o) =>
      new GaussianProcess({ bounds, noise: "none" }).fit(X, outcomes[o]!),
    );
    // Few points are easy to improve on.
    const seen = X.slice(0, 4);
    const weights = [0.3, 0.2, 0.4, 0.1];
    using acquisition = qLogNParEGO({
      models: exact,
      weights,
      baseline: seen,
      prune: false,
      baseSamples: new Float64Array(4 * (seen.length + 1)),
    });
    const scalarized = (at: readonly number[][]) => {
      const columns = exact.map((process) => process.predict(at).mean);
      const ends = exact.map((process) => process.predict(seen).mean);
      return at.map((_, i) => {
        const terms = weights.map((w, o) => {
          const [low, high] = [Math.min(...ends[o]!), Math.max(...ends[o]!)];
          return (w * (columns[o]![i]! - high)) / (high - low);
        });
        return Math.min(...terms) + 0.05 * terms.reduce((sum, term) => sum + term, 0);
      });
    };
    const candidates = points(60, 2, 5).map(natural);
    const best = Math.max(...scalarized(seen));
    const gains = scalarized(candidates).map((g) => g - best);
    expect(gains.filter((gain) => gain > 1e-3).length).toBeGreaterThan(0);
    const { value } = acquisition.evaluate(Float64Array.from(candidates.flat()));
    gains.forEach((gain, i) => {
      if (gain > 1e-3) expect(Math.abs(value[i]! - Math.log(gain))).toBeLessThan(1e-3);
      if (gain < -1e-3) expect(value[i]).toBeLessThan(-20);
    });
  });

  it("has rough values from a quarter of the samples", () => {
    const at = Float64Array.from(points(20, 2, 29).flatMap(natural));
    using acquisition = hypervolumeOf(3, { samples: 128 });
    const gains = (rough: boolean) =>
      acquisition.evaluate(at, { gradient: false, rough }).value.map((value) => Math.exp(value));
    const [exact, rough] = [gains(false), gains(true)];
    const largest = Math.max(...exact);
    expect(rough).not.toEqual(exact);
    exact.forEach((gain, i) => {
      expect(Math.abs(rough[i]! - gain)).toBeLessThan(0.3 * largest);
    });
  });

  it("leaves out only baseline points that do not matter", () => {
    for (const make of [hypervolumeOf, parEgoOf]) {
      const at = Float64Array.from(points(6, 2, 23).flatMap(natural));
      // Other normals meet the points that are kept: many samples make them agree.
      using all = make(2, { prune: false, samples: 2048 });
      using kept = make(2, { prune: true, samples: 2048 });
      const [a, b] = [all, kept].map((acquisition) => acquisition.evaluate(at).value);
      a!.forEach((value, i) => {
        if (value > -10) expect(Math.abs(value - b![i]!)).toBeLessThan(0.2);
      });
    }
  });

  it("takes a batch on the data, with itself, and a reference that nothing reaches", () => {
    const twice = Float64Array.of(...X[0]!, ...X[0]!);
    using batch = hypervolumeOf(2, { batch: 2 });
    using far = hypervolumeOf(3, { reference: [1e5, 1e5, 1e5], batch: 2 });
    using scalar = parEgoOf(4, { batch: 2 });
    for (const acquisition of [batch, far, scalar]) {
      const { value, gradient } = acquisition.evaluate(twice);
      expect(value.every(Number.isFinite)).toBe(true);
      expect(gradient.every(Number.isFinite)).toBe(true);
    }
    expect(far.evaluate(twice).gradient.some((slope) => slope !== 0)).toBe(true);
  });

  it("returns its memory", () => {
    const before = core().heap_live_blocks();
    for (const make of Object.values(cases)) make()[Symbol.dispose]();
    expect(core().heap_live_blocks()).toBe(before);
  });

  it("says what it cannot take", () => {
    expect(() => hypervolumeOf(1)).toThrow(InputError);
    const five = { models: [...models, models[0]!], reference: [...reference, 0] };
    expect(() => hypervolumeOf(5, five)).toThrow(/two to four/);
    expect(() => hypervolumeOf(2, { reference: [1] })).toThrow(/reference.length/);
    expect(() => hypervolumeOf(2, { reference: [1, Number.NaN] })).toThrow(/reference\[1\]/);
    expect(() => hypervolumeOf(2, { batch: 9 })).toThrow(/batch/);
    expect(() => parEgoOf(2, { weights: [1, -1] })).toThrow(/weights\[1\]/);
    expect(() => parEgoOf(2, { weights: [0, 0] })).toThrow(/weights/);
    expect(() => parEgoOf(2, { rho: -1 })).toThrow(/rho/);
    expect(() => parEgoOf(0, { weights: [], models: [] })).toThrow(/models/);
    const model = new GaussianProcess({ bounds, noise: 1 }).fit(X, outcomes[0]!);
    using acquisition = hypervolumeOf(2, { models: [model, models[1]!] });
    model.fit(X.slice(1), outcomes[0]!.slice(1));
    expect(() => acquisition.evaluate(Float64Array.of(0, 0))).toThrow(StateError);
  });
});

describeReference("acq", ({ multi_objective }) => {
  for (const k of [2, 3]) {
    const data = multi_objective[`m${k}`];
    const fitted = Array.from({ length: k }, (_, o) => {
      const kernel = scale(matern52({ lengthscale: [0.4 + 0.1 * o, 0.6] }), {
        outputscale: 1 + 0.2 * o,
      });
      const y = [data.Y.map((row: number[]) => row[o]!)];
      return asProcess(factorizedModel({ kernel, X: data.X, y, noise: 0.01 }));
    });

    it.each([1, 2])(`qLogNEHVI of ${k} outcomes, q = %i, is BoTorch's`, (q) => {
      const { Xq, qLogNEHVI, qNEHVI_base_samples } = data[`q${q}`];
      const [samples, , width] = qNEHVI_base_samples.shape;
      const flat: number[] = qNEHVI_base_samples.flat;
      const baseSamples = new Float64Array(flat.length);
      for (let s = 0; s < samples; s++) {
        for (let i = 0; i < width; i++) {
          for (let o = 0; o < k; o++) {
            baseSamples[(s * k + o) * width + i] = flat[(s * width + i) * k + o]!;
          }
        }
      }
      using acquisition = qLogNoisyExpectedHypervolumeImprovement({
        models: fitted,
        reference: data.ref_point,
        baseline: data.X,
        prune: false,
        batch: q,
        baseSamples,
      });
      const ours = acquisition.evaluate(Float64Array.from(Xq.flat(2)));
      expect(worstError(ours.value, qLogNEHVI.value)).toBeLessThan(1e-5);
      const slopes: number[] = qLogNEHVI.grad.flat(2);
      const largest = Math.max(...slopes.map(Math.abs));
      slopes.forEach((slope, i) => {
        expect(Math.abs(ours.gradient[i]! - slope)).toBeLessThan(1e-5 * largest);
      });
    });
  }
});

/** A model of the core in the place of a fitted process, in its own units. */
function asProcess(model: { pointer: number }): GaussianProcess {
  const inputs = { lower: [0, 0], width: [1, 1] };
  const transforms = { inputs, outputs: { mean: [0], sd: [1] } };
  const value = { model, modelPointer: model.pointer, transforms };
  const properties = Object.getOwnPropertyDescriptors(value);
  return Object.create(GaussianProcess.prototype, properties) as GaussianProcess;
}
