/** Data that breaks lesser models: degenerate shapes, extreme scales, singular matrices, bad input. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import { InputError, NotPositiveDefiniteError, OutOfMemoryError } from "../../src/errors.js";
import {
  cosine,
  GaussianProcess,
  matern52,
  type Noise,
  polynomial,
  rbf,
} from "../../src/gp/index.js";
import { RandomStream } from "../../src/random/index.js";
import { liveBlocks, points, smooth } from "../support/gp-model.js";

/** Every number that a model gives is finite, and variances are positive. */
function expectUsable(gp: GaussianProcess, queries: number[][]): void {
  const all = (values: Float64Array) => values.every(Number.isFinite);
  const p = gp.predict(queries, { gradients: true });
  expect(all(p.mean) && all(p.meanGradient) && all(p.varianceGradient)).toBe(true);
  expect(p.variance.every((v) => v > 0 && v < Infinity)).toBe(true);
  const loo = gp.leaveOneOut();
  expect(all(loo.mean) && all(loo.logDensity)).toBe(true);
  expect(loo.variance.every((v) => v > 0 && v < Infinity)).toBe(true);
  expect(all(gp.sample(queries, 2))).toBe(true);
  expect(Number.isFinite(gp.logMarginalLikelihood)).toBe(true);
  expect(gp.hyperparameters.noise).toBeGreaterThan(0);
}

const noises = fc.constantFrom<Noise>("auto", "infer", "none");
const kernels = fc.constantFrom(rbf(), matern52());
const settings = { numRuns: 40 };

/** A data set of n points in d inputs, with values from -1 to 1. */
const dataSets = fc
  .record({ n: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 8 }) })
  .chain(({ n, d }) => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    return fc.record({
      X: fc.array(fc.array(value, { minLength: d, maxLength: d }), { minLength: n, maxLength: n }),
      y: fc.array(value, { minLength: n, maxLength: n }),
    });
  });

describe("any data", () => {
  it("one point, n < d, repeats and clusters", () => {
    fc.assert(
      fc.property(dataSets, noises, kernels, fc.boolean(), ({ X, y }, noise, kernel, repeat) => {
        const [points, values] = repeat
          ? [
              [...X, ...X],
              [...y, ...y],
            ]
          : [X, y];
        using gp = new GaussianProcess({ noise, kernel }).fit(points, values, {
          maxIterations: 20,
        });
        expectUsable(gp, [X[0]!, X[0]!.map((v) => v + 0.1)]);
      }),
      settings,
    );
  });

  it("repeats that contradict each other", () => {
    fc.assert(
      fc.property(dataSets, noises, kernels, ({ X, y }, noise, kernel) => {
        const points = [...X, ...X];
        const values = [...y, ...y.map((v) => v + 1)];
        using gp = new GaussianProcess({ noise, kernel }).fit(points, values, {
          maxIterations: 20,
        });
        expectUsable(gp, X);
      }),
      settings,
    );
  });

  it("scales from 1e-150 to 1e150, the same but for the unit", () => {
    const exponent = fc.integer({ min: -150, max: 150 });
    fc.assert(
      fc.property(dataSets, exponent, exponent, (data, ex, ey) => {
        // Not so small that the unit takes them out of range.
        const plain = (v: number) => (Math.abs(v) < 1e-3 ? 0 : v);
        const X = data.X.map((x) => x.map(plain));
        const y = data.y.map(plain);
        // A unit of 2^e changes no bit of the mantissas.
        const [ux, uy] = [2 ** Math.round(ex * 3.3), 2 ** Math.round(ey * 3.3)];
        using gp = new GaussianProcess().fit(X, y, { maxIterations: 20 });
        using far = new GaussianProcess();
        far.fit(
          X.map((x) => x.map((v) => v * ux)),
          y.map((v) => v * uy),
          { maxIterations: 20 },
        );
        const query = X[0]!.map((v, j) => (v + X.at(-1)![j]!) / 2);
        const near = gp.predict([query]).mean[0]!;
        const mean = far.predict([query.map((v) => v * ux)]).mean[0]! / uy;
        expect(Math.abs(mean - near)).toBeLessThan(1e-12 * Math.max(1, Math.abs(near)));
        expect(far.predict(X.map((x) => x.map((v) => v * ux))).variance.every((v) => v >= 0)).toBe(
          true,
        );
      }),
      settings,
    );
  });

  it("constant outputs are predicted as they are, with a warning", () => {
    fc.assert(
      fc.property(dataSets, fc.double({ min: -1e6, max: 1e6, noNaN: true }), ({ X }, level) => {
        using gp = new GaussianProcess().fit(
          X,
          X.map(() => level),
          { maxIterations: 20 },
        );
        const { mean } = gp.predict(X);
        expect(mean.every((v) => Math.abs(v - level) < 1e-6 * Math.max(1, Math.abs(level)))).toBe(
          true,
        );
        expect(gp.warnings.some(({ code }) => code === "CONSTANT_OUTPUT")).toBe(X.length > 1);
      }),
      settings,
    );
  });

  it("outputs that differ by rounding alone are constant", () => {
    const y = [0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2];
    using gp = new GaussianProcess().fit([[0], [1], [2], [3]], y);
    expect(gp.warnings).toMatchObject([{ code: "CONSTANT_OUTPUT", output: 0 }]);
    expect(gp.predict([[1.5]]).mean[0]).toBeCloseTo(0.3, 12);
    using raw = new GaussianProcess({ standardize: false }).fit(
      [[0], [1]],
      [
        [7, 1],
        [7, 2],
      ],
    );
    expect(raw.warnings).toMatchObject([{ code: "CONSTANT_OUTPUT", output: 0 }]);
  });

  it("known noise far beyond the outputs leaves the prior", () => {
    using gp = new GaussianProcess({ noise: 1e153 }).fit([[0], [0.5], [1]], [1e-150, 2e-150, 0]);
    const { mean, variance } = gp.predict([[0.5]]);
    expect(mean[0]! / 1e-150).toBeCloseTo(1, 12);
    expect(variance[0]! / 1e-300).toBeCloseTo(1, 12);
  });

  it("exact values leave variances that are positive, and the same in joint predictions", () => {
    const random = new RandomStream(5);
    for (let round = 0; round < 20; round++) {
      const X = Array.from({ length: 12 }, () => [...random.uniform(4)]);
      using gp = new GaussianProcess({ noise: 0, kernel: matern52() });
      gp.fit(X, X.map(smooth), { maxIterations: 0 });
      const { variance } = gp.predict(X);
      const { covariance } = gp.predictJoint(X);
      const prior = gp.predict([[1e9, 0, 0, 0]]).variance[0]!;
      variance.forEach((v, i) => {
        const joint = covariance[i * 12 + i]!;
        expect(joint).toBeGreaterThan(0);
        expect(Math.abs(joint - v)).toBeLessThan(1e-14 * prior);
      });
    }
  });

  it("inputs that do not vary", () => {
    using gp = new GaussianProcess().fit(
      [
        [1, 5],
        [2, 5],
        [4, 5],
      ],
      [1, 2, 0],
    );
    expectUsable(gp, [
      [3, 5],
      [3, 6],
    ]);
  });

  it("clusters far below the distance that the kernel resolves", () => {
    const X = points(30, 2).map((x) => x.map((v) => 0.5 + 1e-9 * v));
    const bounds = [
      [0, 1],
      [0, 1],
    ] as const;
    using gp = new GaussianProcess({ bounds, noise: "none" }).fit(
      X,
      X.map((_, i) => Math.sin(i)),
    );
    expectUsable(gp, [
      [0.5, 0.5],
      [0.1, 0.9],
    ]);
  });
});

describe("nearly singular matrices", () => {
  it.each([500, 2000])("n = %i points of a smooth kernel without noise", (n) => {
    const random = new RandomStream(n);
    const X = Array.from({ length: n }, () => Array.from(random.uniform(2)));
    const y = X.map(smooth);
    const kernel = rbf({ lengthscale: 1 });
    const options = {
      kernel,
      noise: 1e-300,
      bounds: [
        [0, 1],
        [0, 1],
      ] as const,
    };
    using gp = new GaussianProcess(options).fit(X, y, { maxIterations: 0 });
    expect(gp.warnings.every(({ code }) => code === "JITTER")).toBe(true);
    expectUsable(gp, X.slice(0, 20));
    const test = points(20, 2, 77);
    const { mean } = gp.predict(test);
    test.forEach((x, i) => {
      expect(Math.abs(mean[i]! - smooth(x))).toBeLessThan(1e-3);
    });
  });

  /** cos(π‖x − x'‖/p) is no covariance in two dimensions: its least eigenvalue here. */
  function leastEigenvalue(X: number[][]): number {
    using gp = new GaussianProcess({ kernel: cosine(), noise: 1e6, standardize: false, mean: 0 });
    gp.fit(
      X,
      X.map(() => 0),
      { maxIterations: 0 },
    );
    const n = X.length;
    const prior = gp.predictJoint(X).covariance;
    const { heap_allocate, heap_release, symmetric_eigen, memory } = core();
    const [a, values, vectors] = [n * n, n, n * n].map((count) => heap_allocate(8 * count) >>> 0);
    new Float64Array(memory.buffer).set(prior, a! / 8);
    expect(symmetric_eigen(n, a!, n, values!, vectors!, n)).toBe(0);
    const least = Math.min(...new Float64Array(memory.buffer, values!, n));
    for (const block of [a, values, vectors]) heap_release(block!);
    return least;
  }

  const X = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
    [0.4, 0.6],
  ];

  it("warn where they need more jitter than rounding explains", () => {
    const least = leastEigenvalue(X);
    expect(least).toBeLessThan(-0.01);
    // Known noise lifts all eigenvalues to just below zero.
    const options = { kernel: cosine(), noise: -least - 5e-6, standardize: false, mean: 0 };
    using gp = new GaussianProcess(options).fit(X, [1, 2, 3, 4, 5], { maxIterations: 0 });
    expect(gp.warnings).toMatchObject([{ code: "JITTER" }]);
    const [warning] = gp.warnings;
    expect(warning?.code === "JITTER" && warning.jitter).toBeCloseTo(1e-5, 15);
  });

  it("end as an error that names the pivot and the smallest distance", () => {
    const before = liveBlocks();
    const options = { kernel: cosine(), noise: 1e-3 };
    const fit = () => new GaussianProcess(options).fit(X, [1, 2, 3, 4, 5], { maxIterations: 0 });
    expect(fit).toThrow(NotPositiveDefiniteError);
    expect(fit).toThrow(/smallest distance between two points.* 0\.566/);
    expect(fit).toThrow(expect.objectContaining({ jitter: 1e-4 }));
    expect(liveBlocks()).toBe(before);
  });
});

describe("bad input", () => {
  const good = points(5, 2);
  const y = [1, 2, 3, 4, 5];

  it.each<[string, unknown, unknown, string]>([
    ["no points", [], [], "y"],
    ["no inputs", [[], []], [1, 2], "X[0]"],
    ["a flat list of numbers", [1, 2, 3, 4, 5], y, "X[0]"],
    ["ragged points", [...good.slice(1), [1]], y, "X[4]"],
    ["NaN in X", [...good.slice(1), [1, Number.NaN]], y, "X[4][1]"],
    ["infinity in X", [...good.slice(1), [-Infinity, 1]], y, "X[4][0]"],
    ["a string in X", [...good.slice(1), ["1", 1]], y, "X[4][0]"],
    ["a hole in X", [...good.slice(1), [1, undefined]], y, "X[4][1]"],
    // biome-ignore lint/suspicious/noSparseArray: what is tested
    ["a hole for a point", [good[0], , ...good.slice(2)], y, "X[1]"],
    ["no X", undefined, y, "X"],
    ["NaN in y", good, [1, 2, 3, 4, Number.NaN], "y[4]"],
    ["infinity in y", good, [1, 2, 3, 4, Infinity], "y[4]"],
    ["beyond 1e153 in y", good, [1, 2, 3, 4, 1e200], "y[4]"],
    ["no y", good, null, "y"],
    ["too few values", good, [1, 2], "y.length"],
    ["ragged outputs", good, [[1, 2], [1, 2], [1], [1, 2], [1, 2]], "y[2]"],
    ["a flat array of the wrong length", new Float64Array(11), y, "X.length"],
    ["NaN in a flat array", Float64Array.of(1, 2, Number.NaN, 4, 5), y, "X[2]"],
  ])("%s", (_, X, values, parameter) => {
    const before = liveBlocks();
    const fit = () => new GaussianProcess().fit(X as never, values as never);
    expect(fit).toThrow(InputError);
    expect(fit).toThrow(expect.objectContaining({ parameter }));
    expect(liveBlocks()).toBe(before);
  });

  it("queries of the wrong shape", () => {
    using gp = new GaussianProcess().fit(good, y);
    expect(() => gp.predict([[1]])).toThrow(/every point has 2 inputs/);
    expect(() => gp.predict([])).toThrow(InputError);
    expect(() => gp.predict(new Float64Array(3))).toThrow(/X\.length/);
    expect(() => gp.predictJoint([[1, Number.NaN]])).toThrow(/X\[0\]\[1\]/);
    expect(() => gp.sample([[Infinity, 0]], 1)).toThrow(InputError);
    expect(() => gp.condition([1, 2, 3], 1)).toThrow(InputError);
    expect(() => gp.condition([1, 2], [1, 2])).toThrow(/y\.length/);
    expect(() => gp.condition([1, 2], Number.NaN)).toThrow(/y\[0\]/);
    expect(() => gp.samplePath({ features: 2 ** 33 })).toThrow(/features/);
    using path = gp.samplePath();
    expect(() => path.evaluate([[1]])).toThrow(InputError);
  });

  it("noise of new observations that the model has no place for", () => {
    using gp = new GaussianProcess().fit(good, y);
    expect(() => gp.condition([1, 2], 1, [0.1])).toThrow(/variances is .*leave it out/);
    using known = new GaussianProcess({ noise: [1, 1, 1, 1, 1] }).fit(good, y);
    expect(() => known.condition([1, 2], 1)).toThrow(/variances\.length/);
    expect(() => known.condition([1, 2], 1, ["1"] as never)).toThrow(/variances\[0\]/);
  });

  it.each([
    ["polynomial", polynomial({ power: 20 }), 1e100],
    ["cosine", cosine({ period: 0.01 }), 1e153],
  ])("points so far away that a %s kernel overflows", (_, kernel, far) => {
    using gp = new GaussianProcess({ kernel }).fit([[0], [0.5], [1]], [1, 2, 0]);
    const queries = [[0.2], [far]];
    for (const ask of [
      () => gp.predict(queries),
      () => gp.predict(queries, { gradients: true }),
      () => gp.predictJoint(queries),
    ]) {
      expect(ask).toThrow(InputError);
      expect(ask).toThrow(expect.objectContaining({ parameter: "X[1]" }));
    }
  });

  it("options", () => {
    const wrong = (options: object) => () => new GaussianProcess(options);
    expect(wrong({ bounds: [[1, 1]] })).toThrow(/bounds\[0\]/);
    expect(wrong({ bounds: [[0, Infinity]] })).toThrow(InputError);
    expect(wrong({ bounds: 3 })).toThrow(/bounds/);
    // biome-ignore lint/suspicious/noSparseArray: what is tested
    expect(wrong({ bounds: [, [0, 1]] })).toThrow(/bounds\[0\] is undefined/);
    expect(wrong({ mean: Number.NaN })).toThrow(/mean/);
    expect(() => new GaussianProcess({ bounds: [[0, 1]] }).fit(good, y)).toThrow(/1 inputs/);
    expect(() => new GaussianProcess({ kernel: { type: "magic" } as never }).fit(good, y)).toThrow(
      InputError,
    );
  });
});

describe("memory", () => {
  const X = points(60, 2);
  const y = X.map(smooth);

  it("a model beyond what the core can hold is refused at once", () => {
    const many = new Float64Array(500_000);
    expect(() => new GaussianProcess().fit(many, many)).toThrow(OutOfMemoryError);
  });

  it("exhaustion is an error after which the library works", () => {
    using gp = new GaussianProcess().fit(X, y);
    const expected = gp.predict(X);
    const { heap_allocate, heap_release } = core();
    const taken: number[] = [];
    for (let bytes = 2 ** 30; bytes >= 1024; ) {
      const block = heap_allocate(bytes) >>> 0;
      if (block === 0) bytes /= 2;
      else taken.push(block);
    }
    const blocks = liveBlocks();
    expect(() => new GaussianProcess().fit(X, y)).toThrow(OutOfMemoryError);
    expect(() => gp.fit(X, y)).toThrow(OutOfMemoryError);
    expect(() => gp.condition(X[0]!, 1)).toThrow(OutOfMemoryError);
    expect(() => gp.predictJoint(points(400, 2))).toThrow(OutOfMemoryError);
    expect(liveBlocks()).toBe(blocks);
    for (const block of taken) heap_release(block);
    expect(gp.predict(X)).toEqual(expected);
    expect(gp.fit(X, y).predict(X)).toEqual(expected);
  });
});

it("ten thousand rounds of fit, predict, dispose leave memory as it was", () => {
  const X = points(6, 2);
  const y = X.map(smooth);
  const round = () => {
    const gp = new GaussianProcess({ kernel: matern52() }).fit(X, y, { maxIterations: 2 });
    gp.predict(X);
    gp.condition([0.5, 0.5], 1).dispose();
    gp.dispose();
  };
  round();
  const { heap_live_blocks, heap_live_bytes, memory } = core();
  const [blocks, bytes, size] = [heap_live_blocks(), heap_live_bytes(), memory.buffer.byteLength];
  for (let i = 0; i < 10_000; i++) round();
  expect(heap_live_blocks()).toBe(blocks);
  expect(heap_live_bytes()).toBe(bytes);
  expect(memory.buffer.byteLength).toBe(size);
}, 60_000);
