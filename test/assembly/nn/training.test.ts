/** Gradients of every loss and regularizer against differences of the plain twin. */
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import { FLAG, LOSS, REGULARIZER, type Training, train } from "../../support/surrogate-trainer.js";
import { differences, forward, parameterCount, type Shape } from "./plain-network.js";
import {
  meanGradient,
  meanOutput,
  nll,
  scalarSensitivity,
  squared,
  vectorSensitivity,
} from "./plain-training.js";

const ROWS = 11;
const HEADED: Shape = { sizes: [3, 7, 5, 2], activations: ["leakyRelu", "leakyRelu", "identity"] };
const SMOOTH: Shape = { sizes: [3, 6, 5, 1], activations: ["tanh", "tanh", "identity"] };

function noise(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state | 1, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

function setting(shape: Shape, seed: number) {
  const draw = noise(seed);
  const count = parameterCount(shape);
  const x = Array.from({ length: ROWS }, () => [0, 1, 2].map(() => Math.fround(2 * draw())));
  const y = x.map(() => Math.fround(draw()));
  const weights = x.map((_, i) => (i * 7) % 4);
  const parameters = Float64Array.from({ length: count }, () => Math.fround(draw()));
  return { shape, x, y, weights, parameters };
}

/** Largest difference, relative to the largest expected value. */
function error(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [worst, scale] = [0, 1e-30];
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return worst / scale;
}

/** The gradient that a trainer adds to that of the plain loss. */
function added(given: Training): Float64Array {
  const whole = train(given).gradient;
  const plain = train({ ...given, regularizer: REGULARIZER.none }).gradient;
  return Float64Array.from(whole, (value, i) => value - plain[i]).subarray(
    0,
    parameterCount(given.shape),
  );
}

describe.each([1, 2, 3])("setting %i", (seed) => {
  it("the likelihood and its gradient, in the bounds too", () => {
    const { shape, x, y, weights, parameters } = setting(HEADED, seed);
    const bounds = [Math.fround(Math.log(0.2) + 0.3 * seed), Math.fround(Math.log(0.1))];
    const all = Float64Array.from([...parameters, ...bounds]);
    const value = (p: Float64Array) =>
      nll(forward(shape, p, x), y, weights, p.subarray(parameters.length));
    const result = train({ shape, x, y, weights, parameters: all, loss: LOSS.nll });
    expect(result.numbers.meanLoss).toBeCloseTo(value(all), 5);
    expect(error(result.gradient, differences(value, all))).toBeLessThan(1e-5);
    // The bounds' slopes are small beside the weights': held on their own.
    const bySlope = differences(value, all).subarray(parameters.length);
    expect(error(result.gradient.subarray(parameters.length), bySlope)).toBeLessThan(1e-5);
  });

  it("the squared error, weighted and not", () => {
    const { shape, x, y, weights, parameters } = setting(SMOOTH, seed);
    for (const w of [weights, undefined]) {
      const value = (p: Float64Array) => squared(forward(shape, p, x), y, w ?? x.map(() => 1));
      const result = train({
        shape,
        x,
        y,
        parameters,
        loss: LOSS.squared,
        ...(w && { weights: w }),
      });
      expect(result.numbers.meanLoss).toBeCloseTo(value(parameters), 5);
      const gradient = result.gradient.subarray(0, parameters.length);
      expect(error(gradient, differences(value, parameters))).toBeLessThan(1e-5);
    }
  });

  it.each([HEADED, SMOOTH])("IGNITE adds λρ∇‖∇G‖ and raises λ by the slack, $sizes", (shape) => {
    const { x, y, parameters } = setting(shape, seed);
    const given = {
      ...{ shape, x, y, parameters: [...parameters, -1.5, -2.5] },
      loss: shape === HEADED ? LOSS.nll : LOSS.squared,
      regularizer: REGULARIZER.ignite,
      numbers: { lambda: 30, lambdaRate: 0.01, rho: 0.05, radius: 1e-3, limit: 0.1 },
    };
    const norm = (p: Float64Array) => Math.hypot(...meanGradient(shape, p, x));
    const expected = differences(norm, parameters).map((value) => 30 * 0.05 * value);
    expect(error(added(given), expected)).toBeLessThan(2e-5);
    const { numbers } = train(given);
    expect(numbers.norm).toBeCloseTo(norm(parameters), 5);
    expect(numbers.lambda).toBeCloseTo(30 + 0.01 * (0.05 * norm(parameters) - 0.1), 7);
    // The published form is the same to first order in the radius, between kinks.
    if (shape === SMOOTH) {
      const difference = added({ ...given, flags: FLAG.difference });
      expect(error(difference, expected)).toBeLessThan(2e-3);
    }
  });

  it("scalar BOSS adds the slope of the mean over its own draws", () => {
    const { shape, x, y, parameters } = setting(SMOOTH, seed);
    const [draws, alpha] = [40, 0.1];
    const omega = [2e-3, 1e-2];
    const numbers = {
      ...{ lambda: 3, alpha, omegaMean: omega[0], omegaSpread: omega[1], omegaRate: 0 },
      ...{ meanBound: 1, spreadLow: 1e-5, spreadHigh: 1 },
    };
    const given = {
      ...{ shape, x, y, parameters, loss: LOSS.squared },
      ...{ regularizer: REGULARIZER.boss, draws, seed, numbers },
    };
    const normals = withBuffers((buffer, core) => {
      const out = buffer(new Float64Array(draws));
      core.random_normal(seed, 0, 0, 0, draws, out.pointer);
      return [...out.values];
    });
    const gammas = normals.map((z) => omega[0] + omega[1] * z);
    const value = (p: Float64Array) =>
      scalarSensitivity(meanGradient(shape, p, x), meanOutput(shape, p, x), gammas, alpha);
    expect(train(given).numbers.penalty).toBeCloseTo(value(parameters), 4);
    const expected = differences(value, parameters, 1e-6).map((slope) => 3 * slope);
    expect(error(added(given), expected)).toBeLessThan(2e-4);
  });

  it("vector BOSS adds the slope of the expectation, and ω climbs it", () => {
    const { shape, x, y, parameters } = setting(SMOOTH, seed);
    const alpha = 0.1;
    const omega: [number, number] = [1e-3, 8e-3];
    const numbers = {
      ...{ lambda: 3, alpha, omegaMean: omega[0], omegaSpread: omega[1], omegaRate: 1e-6 },
      ...{ meanBound: 1, spreadLow: 1e-5, spreadHigh: 1 },
    };
    const given = {
      ...{ shape, x, y, parameters, loss: LOSS.squared },
      ...{ regularizer: REGULARIZER.boss, flags: FLAG.vector, numbers },
    };
    const g = meanGradient(shape, parameters, x);
    const mean = meanOutput(shape, parameters, x);
    const value = (p: Float64Array) =>
      vectorSensitivity(meanGradient(shape, p, x), meanOutput(shape, p, x), omega, alpha);
    const result = train(given);
    expect(result.numbers.penalty).toBeCloseTo(value(parameters), 5);
    const expected = differences(value, parameters, 1e-5).map((slope) => 3 * slope);
    expect(error(added(given), expected)).toBeLessThan(2e-4);
    const byOmega = differences(
      (w) => vectorSensitivity(g, mean, [w[0], w[1]], alpha),
      Float64Array.from(omega),
      1e-6,
    );
    const moved = [result.numbers.omegaMean, result.numbers.omegaSpread];
    const climbed = moved.map((w, i) => (w - omega[i]) / 1e-6);
    expect(error(climbed, byOmega)).toBeLessThan(1e-4);
  });

  it("a conservative loss: ascent, overestimation, gradient and the step of its weight", () => {
    const { shape, x, y, parameters } = setting(SMOOTH, seed);
    const [steps, size, weight, tau] = [6, 0.3, 0.7, 0.01];
    const given = {
      ...{ shape, x, y, parameters, loss: LOSS.conservative, ascentSteps: steps },
      numbers: { logWeight: Math.log(weight), tau, weightRate: 0.01, ascentSize: size },
    };
    const f = (p: Float64Array, row: number[]) => forward(shape, p, [row])[0][0];
    const moved = x.map((row) => {
      let at = Float64Array.from(row);
      for (let i = 0; i < steps; i++) {
        const slope = differences((point) => f(parameters, [...point]), at);
        at = at.map((value, j) => value + size * slope[j]);
      }
      return [...at];
    });
    const mean = (p: Float64Array, rows: number[][]) => meanOutput(shape, p, rows);
    const value = (p: Float64Array) =>
      squared(
        forward(shape, p, x),
        y,
        x.map(() => 1),
      ) +
      weight * (mean(p, moved) - mean(p, x));
    const result = train(given);
    const gradient = result.gradient.subarray(0, parameters.length);
    expect(error(gradient, differences(value, parameters))).toBeLessThan(1e-4);
    expect(result.numbers.meanLoss).toBeCloseTo(value(parameters), 4);
    const over = mean(parameters, moved) - mean(parameters, x);
    expect(result.numbers.overestimation).toBeCloseTo(over, 4);
    // Adam's first step has the length of its rate.
    const direction = over > tau ? 1 : -1;
    expect(result.numbers.logWeight).toBeCloseTo(Math.log(weight) + direction * 0.01, 5);
  });
});

describe("BOSS's law of perturbations", () => {
  const { shape, x, y, parameters } = setting(SMOOTH, 4);
  const draws = 30;
  const given: Training = {
    ...{ shape, x, y, parameters, loss: LOSS.squared, regularizer: REGULARIZER.boss, draws },
    seed: 9,
    classifier: [0.8, -0.6, 0.3, 0.2, 0.7, 0.4, -0.1],
    numbers: {
      ...{ lambda: 1, alpha: 0.1, omegaMean: 1e-3, omegaSpread: 0.5, omegaRate: 1e-3 },
      ...{ meanBound: 1, spreadLow: 1e-5, spreadHigh: 1 },
    },
  };
  const gammas = withBuffers((buffer, core) => {
    const out = buffer(new Float64Array(draws));
    core.random_normal(9, 0, 0, 0, draws, out.pointer);
    return [...out.values].map((z) => 1e-3 + 0.5 * z);
  });
  const probability = (theta: ArrayLike<number>, gamma: number) => {
    let sum = theta[6];
    for (let u = 0; u < 2; u++) {
      sum += theta[4 + u] * Math.max(theta[u] * gamma + theta[2 + u], 0);
    }
    return 1 / (1 + Math.exp(-sum));
  };
  const sum = meanGradient(shape, parameters, x).reduce((s, v) => s + v, 0);
  const limit = (0.1 * Math.abs(meanOutput(shape, parameters, x))) / Math.abs(sum);

  /** Five steps of Adam on the cross-entropy, by differences. */
  const classifier = (() => {
    let theta = Float64Array.from(given.classifier!);
    const [m, v] = [new Float64Array(7), new Float64Array(7)];
    const entropy = (t: Float64Array) =>
      gammas.reduce((total, gamma) => {
        const p = probability(t, gamma);
        return total - Math.log(Math.abs(gamma) > limit ? p : 1 - p) / draws;
      }, 0);
    for (let step = 1; step <= 5; step++) {
      const g = differences(entropy, theta);
      theta = theta.map((value, j) => {
        m[j] = 0.9 * m[j] + 0.1 * g[j];
        v[j] = 0.999 * v[j] + 0.001 * g[j] ** 2;
        const spread = Math.sqrt(v[j] / (1 - 0.999 ** step)) + 1e-8;
        return value - (1e-3 * (m[j] / (1 - 0.9 ** step))) / spread;
      });
    }
    return theta;
  })();

  it("its classifier follows five steps of Adam on the cross-entropy", () => {
    const result = train(given);
    expect(error(result.classifier.subarray(0, 7), classifier)).toBeLessThan(1e-6);
  });

  it.each([0, FLAG.compat])("ω climbs the classifier, flags %i", (flags) => {
    const slopes = gammas.map((gamma) => {
      const step = 1e-6;
      const above = probability(classifier, gamma + step);
      return (above - probability(classifier, gamma - step)) / (2 * step);
    });
    const offsets = gammas.map((gamma) => (gamma - 1e-3) / 0.5);
    const add = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const bySpread = flags
      ? add(slopes) * add(offsets)
      : add(slopes.map((slope, i) => slope * offsets[i]));
    const { numbers } = train({ ...given, flags });
    expect(numbers.omegaMean).toBeCloseTo(1e-3 + (1e-3 * add(slopes)) / draws, 9);
    expect(numbers.omegaSpread).toBeCloseTo(0.5 + (1e-3 * bySpread) / draws, 8);
  });

  it("ω stays in its box", () => {
    const numbers = { ...given.numbers, omegaRate: 1e6, spreadHigh: 0.6, meanBound: 0.01 };
    const result = train({ ...given, numbers }).numbers;
    expect(Math.abs(result.omegaMean)).toBe(0.01);
    expect([1e-5, 0.6]).toContain(result.omegaSpread);
  });
});

describe("training", () => {
  const base = setting(SMOOTH, 5);
  const rate = { rate: 0.01 };

  it("mini-batches in a given order are calls on their rows", () => {
    const order = [4, 2, 9, 0, 1, 10, 7];
    const whole = train({ ...base, loss: LOSS.squared, order, batch: 3, numbers: rate });
    const twice = train({ ...base, loss: LOSS.squared, order: [...order, ...order], batch: 7 });
    expect(twice.numbers.meanLoss).toBeGreaterThan(0);
    const picked = order.slice(0, 3);
    const first = train({
      ...base,
      x: picked.map((i) => base.x[i]),
      y: picked.map((i) => base.y[i]),
      weights: picked.map((i) => base.weights[i]),
      loss: LOSS.squared,
      numbers: rate,
    });
    const alone = train({
      ...base,
      loss: LOSS.squared,
      order: order.slice(0, 3),
      batch: 3,
      numbers: rate,
    });
    expect(alone.parameters).toEqual(first.parameters);
    expect(whole.parameters).not.toEqual(first.parameters);
  });

  it("refuses mini-batches without rows, which would never end", () => {
    expect(() => train({ ...base, loss: LOSS.squared, batch: 0 })).toThrow(/returned -1/);
  });

  it("a mini-batch whose weights are all zero moves nothing but by momentum", () => {
    const weights = base.y.map(() => 0);
    const { gradient, parameters } = train({
      ...base,
      weights,
      loss: LOSS.squared,
      numbers: rate,
    });
    expect(Math.max(...gradient.map(Math.abs))).toBe(0);
    expect(error(parameters.subarray(0, base.parameters.length), base.parameters)).toBe(0);
  });

  it("a surrogate of constant zero keeps finite numbers under either regularizer", () => {
    const parameters = new Float64Array(base.parameters.length);
    for (const [regularizer, flags] of [
      [REGULARIZER.ignite, 0],
      [REGULARIZER.boss, 0],
      [REGULARIZER.boss, FLAG.vector],
    ]) {
      const result = train({
        ...{ ...base, parameters, loss: LOSS.squared, regularizer, flags, draws: 10, calls: 20 },
        classifier: [0.8, -0.6, 0.3, 0.2, 0.7, 0.4, -0.1],
        numbers: {
          ...{ rate: 0.01, lambda: 1e-3, lambdaRate: 1e-3, rho: 0.05, radius: 0.05, limit: 0.1 },
          ...{ alpha: 0.1, omegaMean: 0, omegaSpread: 1e-3, omegaRate: 1e-2 },
          ...{ meanBound: 1e-3, spreadLow: 1e-5, spreadHigh: 1e-2 },
        },
      });
      expect(result.parameters.every(Number.isFinite)).toBe(true);
    }
  });

  it("lowers the loss it is given", () => {
    const given = { ...setting(HEADED, 6), loss: LOSS.nll };
    const parameters = [...given.parameters, Math.log(0.2), Math.log(0.1)];
    const start = train({ ...given, parameters }).numbers.meanLoss;
    const end = train({ ...given, parameters, calls: 300, numbers: rate }).numbers.meanLoss;
    expect(end).toBeLessThan(start - 1);
  });
});
