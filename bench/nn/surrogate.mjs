/** The surrogate of the offline methods, two hidden layers and a likelihood head, and its data. */
import { workspace } from "../linalg/contestants.mjs";

export const BATCH = 128;

/** Rows of standard normal-like inputs with a smooth score, as floats. */
export function data(rows, inputs) {
  let state = 12345;
  const draw = () => {
    state = (Math.imul(state | 1, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
  const x = Float32Array.from({ length: rows * inputs }, () => 1.7 * draw());
  const y = Float32Array.from({ length: rows }, (_, i) => x[i * inputs] * x[i * inputs + 1]);
  return { x, y };
}

/** Glorot's uniform weights, zero biases, and the head's bounds. */
export function initialParameters(sizes) {
  const { x } = data(4_300_000, 1);
  const parts = sizes.slice(1).flatMap((width, l) => {
    const bound = Math.sqrt(6 / (sizes[l] + width)) / 1.7;
    return [x.slice(0, sizes[l] * width).map((u) => bound * u), new Float32Array(width)];
  });
  return { parts, bounds: Float32Array.of(Math.log(0.2), Math.log(0.1)) };
}

/** One epoch in our core, as a function. */
export async function epoch({ sizes, rows, regularizer = 0, rate = 3e-4 }) {
  const { core, put } = await workspace();
  const floats = (values) => {
    const { pointer } = put(new Float64Array((values.length >> 1) + 16));
    new Float32Array(core.memory.buffer, pointer, values.length).set(values);
    return pointer;
  };
  const words = (values) => {
    const { pointer } = put(new Float64Array((values.length >> 1) + 1));
    new Int32Array(core.memory.buffer, pointer, values.length).set(values);
    return pointer;
  };
  const [LEAKY, IDENTITY] = [2, 0];
  const net = words([sizes.length - 1, ...sizes, LEAKY, LEAKY, IDENTITY]);
  const { parts, bounds } = initialParameters(sizes);
  const flat = Float32Array.from([...parts, bounds].flatMap((part) => Array.from(part)));
  const { x, y } = data(rows, sizes[0]);
  const parameters = floats(flat);
  const moments = floats(new Float32Array(2 * flat.length));
  const gradient = floats(flat);
  const trainer = put(new Float64Array(core.surrogate_trainer_bytes() / 8)).pointer;
  const order = words(Array.from({ length: rows }, (_, i) => i));
  const header = [net, parameters, moments, gradient, floats(x), floats(y), 0, BATCH, 1];
  new Int32Array(core.memory.buffer, trainer, 10).set([...header, regularizer]);
  const numbers = new Float64Array(core.memory.buffer, trainer + 128, 9);
  numbers.set([rate, 0.9, 0.999, 1e-7, 1e-3, 1e-3, 0.05, 0.05, 0.1]);
  return {
    run: () => core.surrogate_train(trainer, order, rows),
    /** Mean loss at the present parameters: an epoch without steps. */
    loss() {
      const values = () => new Float64Array(core.memory.buffer, trainer + 128, 10);
      values()[0] = 0;
      core.surrogate_train(trainer, order, rows);
      values()[0] = rate;
      return values()[9];
    },
  };
}
