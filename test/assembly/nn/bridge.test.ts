/** Training of a bridge's denoiser against its plain twin. */
import { describe, expect, it } from "vitest";
import { type DebugCore, withBuffers } from "../../support/debug-core.js";
import { absoluteError, type Bridge, miniBatch, plateauRates } from "./plain-bridge.js";
import { differences, parameterCount, type Shape, words } from "./plain-network.js";

const D = 2;
const TIMES = 20;
const SEED = 12;
const STREAM = 40;
const SHAPE: Shape = { sizes: [D + 3, 7, 6, D], activations: ["swish", "swish", "identity"] };
const COUNT = parameterCount(SHAPE);

const wave = (count: number, seed: number) =>
  Array.from({ length: count }, (_, i) => Math.fround(Math.sin(seed + 7.7 * i * i)));
const pairs = (values: number[]) =>
  Array.from({ length: values.length / 2 }, (_, i) => values.slice(2 * i, 2 * i + 2));

const BRIDGE: Bridge = {
  low: pairs(wave(22, 1)),
  high: pairs(wave(22, 2)).map((row) => row.map((value) => value + 2)),
  scores: pairs(wave(22, 3)),
  schedule: Array.from({ length: TIMES }, (_, t) =>
    [(t + 1) / (TIMES + 1), 0.1 + 0.01 * t, t / TIMES].map(Math.fround),
  ),
};
const PARAMETERS = Float64Array.from(wave(COUNT, 4), (value) => Math.fround(0.5 * value));

interface Setting {
  batch?: number;
  accumulate?: number;
  dropout?: number;
  rate?: number;
  patience?: number;
  averageEvery?: number;
  averageFrom?: number;
}

/** Calls with one order each; what the trainer holds after every call. */
function train(setting: Setting, orders: number[][]) {
  return withBuffers((buffer, core) => {
    const block = (count: number) => buffer(new Float64Array((count >> 1) + 16)).pointer;
    const floats = (values: ArrayLike<number>) => {
      const pointer = block(values.length);
      new Float32Array(core.memory.buffer, pointer, values.length).set(values);
      return pointer;
    };
    const [net, trainer] = [block(16), buffer(new Float64Array(64)).pointer];
    new Int32Array(core.memory.buffer, net, 8).set(words(SHAPE));
    const [parameters, gradient, average] = [floats(PARAMETERS), block(COUNT), block(COUNT)];
    const { low, high, scores, schedule } = BRIDGE;
    const data = [low, high, scores, schedule].map((rows) => floats(rows.flat()));
    const { batch = 11, accumulate = 1000, patience = 5 } = setting;
    new Int32Array(core.memory.buffer, trainer, 20).set([
      ...[net, parameters, block(2 * COUNT), gradient, average, ...data],
      ...[TIMES, batch, accumulate, SEED, 0, STREAM, 0, 0],
      ...[setting.averageEvery ?? 1000, setting.averageFrom ?? 0, patience],
    ]);
    const numbers = () => new Float64Array(core.memory.buffer, trainer + 128, 5);
    numbers().set([setting.rate ?? 0, setting.dropout ?? 0, 0.75, Number.POSITIVE_INFINITY]);
    const copy = (at: number) => new Float32Array(core.memory.buffer, at, COUNT).slice();
    return orders.map((order) => {
      const at = block(order.length);
      new Int32Array(core.memory.buffer, at, order.length).set(order);
      expect(core.bridge_train(trainer, at, order.length)).toBe(0);
      const [rate, , , , loss] = numbers();
      return {
        ...{ parameters: copy(parameters), gradient: copy(gradient), average: copy(average) },
        ...{ rate: rate!, loss: loss! },
      };
    });
  });
}

/** The core's own draws of mini-batch `index`. */
function draws(index: number, rows: number) {
  return withBuffers((buffer, core: DebugCore) => {
    const [uniform, normal] = [
      buffer(new Float64Array(2 * rows)),
      buffer(new Float64Array(D * rows)),
    ];
    core.random_uniform(SEED, 0, STREAM, index * 2 * rows, 2 * rows, uniform.pointer);
    core.random_normal(SEED, 0, STREAM + 1, index * D * rows, D * rows, normal.pointer);
    return { uniform: uniform.values, normal: normal.values };
  });
}

function closest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const size = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (v, i) => Math.abs(v - actual[i]!))) / size;
}

const ALL = BRIDGE.low.map((_, i) => i);

describe("bridge_train", () => {
  it.each([0, 0.4, 1])("has the gradient of the absolute error, dropout %f", (dropout) => {
    const order = [...ALL].reverse();
    const [{ gradient, loss }] = train({ dropout }, [order]) as [ReturnType<typeof train>[0]];
    const batch = miniBatch(BRIDGE, order, draws(0, 11), dropout);
    const value = (p: Float64Array) => absoluteError(SHAPE, p, batch);
    expect(loss).toBeCloseTo(value(PARAMETERS), 6);
    expect(closest(gradient, differences(value, PARAMETERS))).toBeLessThan(1e-5);
  });

  it("sums mini-batches, the last one smaller, each with draws of its own", () => {
    const [{ gradient, loss }] = train({ batch: 4 }, [ALL]) as [ReturnType<typeof train>[0]];
    const parts = [ALL.slice(0, 4), ALL.slice(4, 8), ALL.slice(8)].map((order, i) =>
      miniBatch(BRIDGE, order, draws(i, 4), 0),
    );
    const sum = (p: Float64Array) =>
      parts.reduce((total, part) => total + absoluteError(SHAPE, p, part), 0);
    expect(closest(gradient, differences(sum, PARAMETERS))).toBeLessThan(1e-5);
    const weighted = parts.map(
      (part) => absoluteError(SHAPE, PARAMETERS, part) * part.inputs.length,
    );
    expect(loss).toBeCloseTo(weighted.reduce((a, b) => a + b) / 11, 6);
  });

  it("takes a step of Adam every `accumulate` mini-batches down the sum", () => {
    const summed = train({ batch: 4 }, [ALL.slice(0, 8)])[0]!.gradient;
    const rate = 0.01;
    const [first, second] = train({ batch: 4, accumulate: 2, rate }, [
      ALL.slice(0, 4),
      ALL.slice(4, 8),
    ]);
    expect(first!.parameters).toEqual(Float32Array.from(PARAMETERS));
    // Adam's first step is the rate times g / (|g| + ε).
    const expected = PARAMETERS.map(
      (p, i) => p - (rate * summed[i]!) / (Math.abs(summed[i]!) + 1e-8),
    );
    second!.parameters.forEach((value, i) => {
      if (Math.abs(summed[i]!) > 1e-5) expect(value).toBeCloseTo(expected[i]!, 5);
    });
    expect(second!.gradient.every((value) => value === 0)).toBe(true);
  });

  it("halves the rate on plateaus as PyTorch's rule does", () => {
    const runs = train({ accumulate: 1, rate: 0.01, patience: 5 }, Array(90).fill(ALL));
    const losses = runs.map(({ loss }) => loss);
    expect(runs.map(({ rate }) => rate)).toEqual(plateauRates(losses, 0.01, 5));
    expect(runs.at(-1)!.rate).toBeLessThan(0.01 / 4);
  });

  it("learns", () => {
    const losses = train({ accumulate: 1, rate: 0.003, patience: 1000 }, Array(400).fill(ALL)).map(
      ({ loss }) => loss,
    );
    const mean = (part: number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
    expect(mean(losses.slice(-50))).toBeLessThan(0.6 * mean(losses.slice(0, 20)));
  });

  it("averages weights: a copy at first, then a moving mean", () => {
    const setting = { accumulate: 1, rate: 0.01, averageEvery: 2, averageFrom: 4 };
    const runs = train(setting, Array(8).fill(ALL));
    expect(runs[0]!.average.every((value) => value === 0)).toBe(true);
    expect(runs[1]!.average).toEqual(runs[1]!.parameters);
    expect(runs[3]!.average).toEqual(runs[3]!.parameters);
    expect(runs[4]!.average).toEqual(runs[3]!.average);
    for (const [now, before] of [
      [5, 3],
      [7, 5],
    ] as const) {
      const mean = runs[before]!.average.map((v, i) => 0.75 * v + 0.25 * runs[now]!.parameters[i]!);
      expect(closest(runs[now]!.average, mean)).toBeLessThan(1e-6);
    }
  });

  it("refuses empty mini-batches", () => {
    expect(() => train({ batch: 0 }, [ALL])).toThrow(/-1/);
  });
});
