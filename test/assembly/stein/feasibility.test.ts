/** The penalty of infeasible designs, against differences of a plain loss. */
import { describe, expect, it } from "vitest";
import { Block, checked, core } from "../../../src/core/index.js";
import { matern52, scale } from "../../../src/gp/kernels/index.js";
import { factorizedModel } from "../../support/gp-model.js";
import { forward } from "../nn/plain-network.js";
import { Trainer } from "./core-trainer.js";
import {
  infeasibility,
  LEAST_VARIANCE,
  loss,
  type PlainModel,
  type PlainStep,
} from "./plain-loss.js";

const shape = { sizes: [2, 5, 5, 2], activations: ["relu", "relu", "sigmoid"] };
const SIZE = 57;

const X = Array.from({ length: 9 }, (_, i) => [
  (i % 3) / 2.2 + 0.03,
  Math.floor(i / 3) / 2.4 + 0.1,
]);

function model(f: (x: number, y: number) => number, lengthscale: number[]): PlainModel {
  const y = X.map(([a, b]) => f(a!, b!));
  return { X, y, lengthscale, outputscale: 1.3, noise: 1e-3, mean: 0.1 };
}

const objectives = [
  model((x, y) => x * x + y - 1, [0.7, 1.1]),
  model((x, y) => y * y - x, [0.9, 0.8]),
];
const sum = model((x, y) => x + y - 1, [0.8, 0.9]);
const difference = model((x, y) => x - y, [1.2, 0.6]);

/** Designs are rounded to 24 bits, and the penalty is steep where the posterior is narrow. */
const SINGLE = 3e-5;

/** Random enough, and nowhere near a kink of a rectifier. */
const parameters = Float32Array.from({ length: SIZE }, (_, i) => Math.sin(7.3 * i + 1) * 0.9);

const preferences = [
  [0.2, 0.8],
  [0.55, 0.45],
  [0.9, 0.1],
];

const step: PlainStep = {
  ...{ shape, objectives, preferences, ideal: [-1.8, -1.9] },
  constraints: [],
  ...{ optimism: 0.1, penalty: 0.7, smoothing: null },
};

describe("the gradient of a step with constraints", () => {
  it.each([
    ["an upper limit", [{ model: sum, lower: -Infinity, upper: 0.1 }], null],
    ["a lower limit", [{ model: sum, lower: 0.3, upper: Infinity }], 0.1],
    ["both limits", [{ model: difference, lower: -0.3, upper: 0.1 }], null],
    [
      "two quantities",
      [
        { model: sum, lower: 0.2, upper: Infinity },
        { model: difference, lower: -0.2, upper: 0.4 },
      ],
      0.1,
    ],
    ["none", [], null],
  ])("is that of the plain loss: %s", (_, constraints, smoothing) => {
    const own = { ...step, constraints, smoothing };
    using made = new Trainer(own, parameters);
    checked(core().stein_gradient(made.pointer, made.draws));
    const actual = made.view(made.gradient).slice();
    const at = Float64Array.from(parameters);
    const h = 1e-6;
    const expected = at.map((value, i) => {
      const moved = (by: number) => loss(own, at.with(i, value + by));
      return (moved(h) - moved(-h)) / (2 * h);
    });
    const largest = Math.max(...expected.map(Math.abs));
    expect(largest).toBeGreaterThan(1e-3);
    actual.forEach((value, i) => {
      expect(Math.abs(value - expected[i]!) / largest, `parameter ${i}`).toBeLessThan(SINGLE);
    });
  });
});

describe("training with constraints", () => {
  const steps = 400;
  const draws = Array.from({ length: steps }, () => preferences).flat(2);
  const designs = (own: PlainStep) => {
    using made = new Trainer(own, parameters, { learningRate: 1e-2, draws });
    checked(core().stein_train(made.pointer, steps));
    return forward(shape, Float64Array.from(made.view(made.parameters)), preferences);
  };

  it("ends at designs that are likely to be feasible, where without it ends outside", () => {
    const constraints = [{ model: sum, lower: 0.4, upper: Infinity }];
    const worst = (ends: number[][]) => Math.max(...ends.map((x) => infeasibility(constraints, x)));
    expect(worst(designs(step))).toBeGreaterThan(2);
    expect(worst(designs({ ...step, constraints }))).toBeLessThan(Math.LN2);
  });

  it("stays finite where no design is anywhere near feasible", () => {
    const constraints = [{ model: sum, lower: 1e9, upper: Infinity }];
    for (const x of designs({ ...step, constraints })) {
      expect(x.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });
});

describe("stein_log_feasibility", () => {
  const limits = [
    [-Infinity, 0.1],
    [-0.3, Infinity],
    [-0.2, 0.4],
  ] as const;

  it.each(limits)("is the plain logarithm of the probability between %j and %j", (low, high) => {
    const designs = [...X, [0.4, 0.6], [0.5, 0.5], [0.6, 0.45], [0.45, 0.65], [0.99, 0.01]];
    const { lengthscale, outputscale, noise, mean, y } = sum;
    const kernel = scale(matern52({ lengthscale }), { outputscale });
    const model = factorizedModel({ kernel, X, y: [y], noise, mean });
    const [x, out] = [Block.from(designs.flat()), new Block(designs.length)];
    const call = (...ends: [number, number]) =>
      core().stein_log_feasibility(
        model.pointer,
        x.pointer,
        designs.length,
        LEAST_VARIANCE,
        ...ends,
        out.pointer,
      );
    expect(call(low, high)).toBe(0);
    const plain = designs.map((x) => -infeasibility([{ model: sum, lower: low, upper: high }], x));
    // Farther out the plain series has no digits left.
    const near = plain.flatMap((value, i) => (value > -8 ? [i] : []));
    expect(near.length).toBeGreaterThan(3);
    const values = out.copy();
    for (const i of near) expect(values[i]).toBeCloseTo(plain[i]!, 9);
    expect(values.every((value) => value <= 0 && value > -Infinity)).toBe(true);
    expect(call(high, low)).toBe(-5);
    for (const block of [model, x, out]) block.dispose();
  });
});
