/** A trainer of the debug core, described by plain data. */
import { parameterCount, type Shape, words } from "../assembly/nn/plain-network.js";
import { type DebugCore, withBuffers } from "./debug-core.js";

/** Numbers of assembly/nn/training/trainer.ts. */
export const LOSS = { squared: 0, nll: 1, conservative: 2 };
export const REGULARIZER = { none: 0, ignite: 1, boss: 2 };
export const FLAG = { difference: 1, free: 2, vector: 4, compat: 8 };
const NUMBERS = {
  rate: 0,
  beta1: 1,
  beta2: 2,
  epsilon: 3,
  lambda: 4,
  lambdaRate: 5,
  rho: 6,
  radius: 7,
  limit: 8,
  meanLoss: 9,
  mean: 10,
  norm: 11,
  penalty: 12,
  alpha: 13,
  omegaMean: 14,
  omegaSpread: 15,
  omegaRate: 16,
  meanBound: 17,
  spreadLow: 18,
  spreadHigh: 19,
  logWeight: 20,
  tau: 21,
  weightRate: 22,
  ascentSize: 25,
  overestimation: 26,
} as const;

export type Numbers = Partial<Record<keyof typeof NUMBERS, number>>;

export interface Training {
  shape: Shape;
  /** The network's parameters, then the two bounds where the loss is NLL. */
  parameters: ArrayLike<number>;
  x: number[][];
  y: number[];
  weights?: number[];
  order?: number[];
  batch?: number;
  loss: number;
  regularizer?: number;
  flags?: number;
  seed?: number;
  draws?: number;
  ascentSteps?: number;
  numbers?: Numbers;
  /** Seven numbers of BOSS's classifier. */
  classifier?: number[];
  calls?: number;
}

export interface Trained {
  parameters: Float32Array;
  gradient: Float32Array;
  numbers: Required<Numbers>;
  classifier: Float64Array;
}

/** Trains once over `order` (all rows as they are), `calls` times; a rate of 0 only gives gradients. */
export function train(given: Training, core?: DebugCore): Trained {
  return withBuffers((buffer, core) => {
    const floats = (values: ArrayLike<number>) => {
      const { pointer } = buffer(new Float64Array((values.length >> 1) + 16));
      new Float32Array(core.memory.buffer, pointer, values.length).set(values);
      return pointer;
    };
    const whole = (values: ArrayLike<number>) => {
      const { pointer } = buffer(new Float64Array((values.length >> 1) + 1));
      new Int32Array(core.memory.buffer, pointer, values.length).set(values);
      return pointer;
    };
    const n = parameterCount(given.shape) + 2;
    const order = given.order ?? given.x.map((_, i) => i);
    const pad = new Float32Array(n);
    pad.set(given.parameters);
    const parameters = floats(pad);
    const gradient = floats(new Float32Array(n));
    const net = whole(words(given.shape));
    const moments = floats(new Float32Array(2 * n));
    const inputs = floats(given.x.flat());
    const targets = floats(given.y);
    const weights = given.weights ? floats(given.weights) : 0;
    const rows = whole(order);
    const { pointer: trainer } = buffer(new Float64Array(core.surrogate_trainer_bytes() / 8));
    new Int32Array(core.memory.buffer, trainer, 17).set([
      net,
      parameters,
      moments,
      gradient,
      inputs,
      targets,
      weights,
      given.batch ?? order.length,
      given.loss,
      given.regularizer ?? 0,
      given.flags ?? 0,
      given.seed ?? 1,
      0,
      0,
      0,
      given.draws ?? 0,
      given.ascentSteps ?? 0,
    ]);
    const numbers = () => new Float64Array(core.memory.buffer, trainer + 128, 48);
    const defaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    for (const [name, value] of Object.entries({ ...defaults, ...given.numbers })) {
      numbers()[NUMBERS[name as keyof typeof NUMBERS]] = value;
    }
    numbers().set(given.classifier ?? [], 27);
    for (let i = 0; i < (given.calls ?? 1); i++) {
      const status = core.surrogate_train(trainer, rows, order.length);
      if (status !== 0) throw new Error(`surrogate_train returned ${status}`);
    }
    return {
      parameters: new Float32Array(core.memory.buffer, parameters, n).slice(),
      gradient: new Float32Array(core.memory.buffer, gradient, n).slice(),
      numbers: Object.fromEntries(
        Object.entries(NUMBERS).map(([name, index]) => [name, numbers()[index]]),
      ) as Required<Numbers>,
      classifier: numbers().slice(27),
    };
  }, core);
}
