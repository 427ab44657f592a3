/** What training has beside the published step: units of objectives, and designs to imitate. */
import { describe, expect, it } from "vitest";
import { Block, checked, core } from "../../../src/core/index.js";
import { forward, parameterCount } from "../nn/plain-network.js";
import { Trainer } from "./core-trainer.js";
import { loss, type PlainModel, type PlainStep } from "./plain-loss.js";

const shape = { sizes: [2, 5, 5, 2], activations: ["relu", "relu", "sigmoid"] };
const SIZE = parameterCount(shape);

/** Designs and gradients of the core are rounded to 24 bits. */
const SINGLE = 3e-5;

const X = Array.from({ length: 9 }, (_, i) => [
  (i % 3) / 2.2 + 0.03,
  Math.floor(i / 3) / 2.4 + 0.1,
]);

function model(f: (x: number, y: number) => number, lengthscale: number[]): PlainModel {
  const y = X.map(([a, b]) => f(a!, b!));
  return { X, y, lengthscale, outputscale: 1.3, noise: 1e-3, mean: 0.1 };
}

const step: PlainStep = {
  shape,
  objectives: [model((x, y) => x * x + y - 1, [0.7, 1.1]), model((x, y) => y * y - x, [0.9, 0.8])],
  preferences: [0.2, 0.55, 0.9].map((share) => [share, 1 - share]),
  ideal: [-1.8, -1.9],
  units: [0.2, 5],
  constraints: [],
  ...{ optimism: 0.1, penalty: 0, smoothing: null },
};

const parameters = Float32Array.from({ length: SIZE }, (_, i) => Math.sin(7.3 * i + 1) * 0.9);

/** Central differences of a function of the parameters. */
function slopes(f: (parameters: Float64Array) => number): Float64Array {
  const at = Float64Array.from(parameters);
  const h = 1e-6;
  return at.map((value, i) => (f(at.with(i, value + h)) - f(at.with(i, value - h))) / (2 * h));
}

function expectNear(actual: Float32Array, expected: Float64Array): void {
  const largest = Math.max(...expected.map(Math.abs));
  expect(largest).toBeGreaterThan(1e-3);
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value) / largest, `parameter ${i}`).toBeLessThan(SINGLE);
  });
}

describe("the gradient of a step with units", () => {
  it.each([null, 0.1])("is that of the plain loss, with smoothing %s", (smoothing) => {
    const own = { ...step, smoothing };
    using made = new Trainer(own, parameters);
    checked(core().stein_gradient(made.pointer, made.draws));
    expectNear(
      made.view(made.gradient),
      slopes((at) => loss(own, at)),
    );
    using plain = new Trainer({ ...own, units: [1, 1] }, parameters);
    using bare = new Trainer({ ...own, units: undefined }, parameters);
    checked(core().stein_gradient(plain.pointer, plain.draws));
    checked(core().stein_gradient(bare.pointer, bare.draws));
    expect(bare.view(bare.gradient)).toEqual(plain.view(plain.gradient));
    expect(bare.view(bare.gradient)).not.toEqual(made.view(made.gradient));
  });
});

describe("imitation", () => {
  const targets = [
    [0.9, 0.2],
    [0.5, 0.6],
    [0.1, 0.7],
  ];

  /** Mean over the particles of half the squared distance to the target. */
  const distance = (at: Float64Array) => {
    const designs = forward(shape, at, step.preferences);
    const squares = designs.map((x, j) =>
      x.reduce((sum, value, i) => sum + (value - targets[j]![i]!) ** 2, 0),
    );
    return squares.reduce((sum, square) => sum + square / 2, 0) / squares.length;
  };

  it("follows the gradient of the distance to the targets", () => {
    using made = new Trainer(step, parameters);
    using goals = Block.from(targets.flat());
    checked(core().stein_imitate(made.pointer, 1, goals.pointer));
    expectNear(made.view(made.gradient), slopes(distance));
    expect(made.view(made.parameters)).toEqual(parameters);
  });

  it("ends at the targets, those of each step for its own preferences", () => {
    const steps = 600;
    // Every other step shows the particles in the opposite order.
    const turns = Array.from({ length: steps }, (_, i) => (i % 2 === 0 ? [0, 1, 2] : [2, 1, 0]));
    const draws = turns.flatMap((order) => order.flatMap((j) => step.preferences[j]!));
    using made = new Trainer(step, parameters, { learningRate: 1e-2, draws });
    using goals = Block.from(turns.flatMap((order) => order.flatMap((j) => targets[j]!)));
    checked(core().stein_imitate(made.pointer, 200, goals.pointer));
    checked(core().stein_imitate(made.pointer, 400, goals.pointer + 8 * 200 * 6));
    expect(distance(Float64Array.from(made.view(made.parameters)))).toBeLessThan(1e-5);
  });
});
