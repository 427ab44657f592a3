/** Particles that feel each other, in the core and in a plain twin with differences for slopes. */
import { describe, expect, it } from "vitest";
import { checked, core } from "../../../src/core/index.js";
import { parameterCount } from "../nn/plain-network.js";
import { Trainer } from "./core-trainer.js";
import { type PlainRules, plainGradient } from "./plain-interaction.js";
import type { PlainModel, PlainStep } from "./plain-loss.js";

/** Numbers of assembly/stein/trainer.ts. */
const INTERACTION = { local: 1, global: 2 };
const NORMALIZATION = { none: 0, particle: 1, column: 2 };
const [VARIANCE, SQUARED_BANDWIDTH, STALE_GRADIENT] = [1, 2, 8];

/** Designs and gradients of the core are rounded to 24 bits. */
const SINGLE = 5e-5;

const X = Array.from({ length: 9 }, (_, i) => [
  (i % 3) / 2.2 + 0.03,
  Math.floor(i / 3) / 2.4 + 0.1,
]);

/** Values about four apart: the squared bandwidth is as wide as gaps are only where gaps are wide. */
function model(f: (x: number, y: number) => number, lengthscale: number[]): PlainModel {
  const y = X.map(([a, b]) => 4 * f(a!, b!));
  return { X, y, lengthscale, outputscale: 9, noise: 1e-3, mean: 0.1 };
}

const objectives = [
  model((x, y) => x * x + y - 1, [0.7, 1.1]),
  model((x, y) => y * y - x, [0.9, 0.8]),
  model((x, y) => 1.5 * x * y - 0.4, [0.8, 1]),
];

/** Preferences of two and of three objectives: each objective is the active one of a particle. */
const preferences = {
  2: [0.03, 0.2, 0.45, 0.6, 0.8, 0.98].map((share) => [share, 1 - share]),
  3: [0.03, 0.2, 0.45, 0.6, 0.8, 0.98].map((share, j) => {
    const second = (1 - share) * (j % 2 === 0 ? 0.75 : 0.2);
    return [share, second, 1 - share - second];
  }),
};

function stepOf(k: 2 | 3): PlainStep {
  return {
    shape: { sizes: [k, 5, 5, 2], activations: ["relu", "relu", "sigmoid"] },
    objectives: objectives.slice(0, k),
    preferences: preferences[k],
    ideal: [-5, -5.5, -4.5].slice(0, k),
    constraints: [],
    ...{ optimism: 0.1, penalty: 0, smoothing: null },
  };
}

/** Weights that send preferences to designs far from each other. */
function parametersOf({ shape }: PlainStep): Float32Array {
  return Float32Array.from(
    { length: parameterCount(shape) },
    (_, i) => Math.sin(7.3 * i + 1) * 1.6,
  );
}

function flagsOf({ spread, bandwidth }: PlainRules): number {
  return (spread === "variance" ? VARIANCE : 0) | (bandwidth === "squared" ? SQUARED_BANDWIDTH : 0);
}

function trainer(step: PlainStep, rules: PlainRules, flags = 0, learningRate = 0): Trainer {
  return new Trainer(step, parametersOf(step), {
    interaction: INTERACTION[rules.interaction],
    normalization: NORMALIZATION[rules.normalization],
    flags: flagsOf(rules) | flags,
    repulsion: rules.repulsion,
    learningRate,
    draws: [...step.preferences, ...step.preferences].flat(),
  });
}

function expectNear(actual: Float32Array, expected: Float64Array): void {
  const largest = Math.max(...expected.map(Math.abs));
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value) / largest, `parameter ${i}`).toBeLessThan(SINGLE);
  });
}

const norm = (values: Float64Array) => Math.hypot(...values);

const all = (["local", "global"] as const).flatMap((interaction) =>
  (["median", "squared"] as const).flatMap((bandwidth) =>
    (["none", "particle", "column"] as const).map((normalization) => {
      const spread = normalization === "particle" ? "variance" : "deviation";
      return { interaction, bandwidth, normalization, spread, repulsion: 0.7 } as const;
    }),
  ),
);

describe.each([2, 3] as const)("a step of particles that interact, %i objectives", (k) => {
  const step = stepOf(k);

  it.each(all)("$interaction, $bandwidth, $normalization", (rules) => {
    const expected = plainGradient(step, rules, Float64Array.from(parametersOf(step)));
    // Neither alone nor all the same: a third of all pairs or more are in between.
    const pairs = expected.kernel.flatMap((row, i) => row.filter((_, j) => j !== i));
    const between = pairs.filter((value) => value > 0.02 && value < 0.98).length;
    expect(between / pairs.length).toBeGreaterThan(1 / 3);
    expect(norm(expected.repulsion) / norm(expected.total)).toBeGreaterThan(0.05);
    expect(new Set(expected.active).size).toBe(k);
    using made = trainer(step, rules);
    checked(core().stein_gradient(made.pointer, made.draws));
    expectNear(made.view(made.gradient), expected.total);
  });

  it("takes the gradient of the step before into particle 0, as published", () => {
    const rules = { ...all[5]!, bandwidth: "squared", normalization: "column" } as const;
    using made = trainer(step, rules, STALE_GRADIENT, 0.02);
    checked(core().stein_train(made.pointer, 1));
    const before = Float64Array.from(made.view(made.gradient));
    const now = Float64Array.from(made.view(made.parameters));
    checked(core().stein_train(made.pointer, 1));
    const fresh = plainGradient(step, rules, now);
    const { total } = plainGradient(step, rules, now, before);
    expect(norm(total.map((value, i) => value - fresh.total[i]!)) / norm(total)).toBeGreaterThan(
      0.05,
    );
    expectNear(made.view(made.gradient), total);
  });
});
