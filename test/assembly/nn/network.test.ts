import { describe, expect, it } from "vitest";
import { type Buffer, debugCore, withBuffers } from "../../support/debug-core.js";
import { differences, forward, loss, parameterCount, type Shape, words } from "./plain-network.js";

/** A repeatable number in (−1, 1), far from any structure. */
function noise(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state | 1, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

const SHAPES: Shape[] = [
  { sizes: [3, 5, 2], activations: ["relu", "sigmoid"] },
  { sizes: [2, 9, 11, 3], activations: ["swish", "tanh", "identity"] },
  { sizes: [4, 8, 8, 1], activations: ["leakyRelu", "leakyRelu", "identity"] },
  { sizes: [1, 1], activations: ["tanh"] },
  { sizes: [7, 17, 6], activations: ["sigmoid", "swish"] },
];

interface Setting {
  shape: Shape;
  x: number[][];
  parameters: Float64Array;
  upstream: number[][];
}

function setting(shape: Shape, rows: number, seed: number): Setting {
  const draw = noise(seed);
  const matrix = (columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.fround(draw())));
  const parameters = Float64Array.from({ length: parameterCount(shape) }, () =>
    Math.fround(draw()),
  );
  return {
    shape,
    x: matrix(shape.sizes[0]),
    parameters,
    upstream: matrix(shape.sizes.at(-1) as number),
  };
}

/** The core's memory as floats, at a buffer that was made for doubles. */
function floats(buffer: Buffer, count: number): Float32Array {
  const { memory } = debugCore();
  return new Float32Array(memory.buffer, buffer.pointer, count);
}

function run({ shape, x, parameters, upstream }: Setting) {
  return withBuffers((buffer, core) => {
    const place = (values: ArrayLike<number>) => {
      const block = buffer(new Float64Array((values.length >> 1) + 16));
      floats(block, values.length).set(values);
      return block;
    };
    const net = buffer(new Float64Array(16));
    new Int32Array(core.memory.buffer, net.pointer).set(words(shape));
    const rows = x.length;
    const count = parameters.length;
    const work = buffer(new Float64Array(core.network_workspace(net.pointer, rows) / 8));
    const theta = place(parameters);
    const input = place(x.flat());
    const delta = place(upstream.flat());
    const direction = place(parameters.map((_, i) => Math.fround(Math.sin(i + 1))));
    const gradient = place(new Float64Array(count));
    const product = place(new Float64Array(count));
    const inputGradient = place(new Float64Array(input.values.length * 2));
    const outputs = rows * (shape.sizes.at(-1) as number);
    expect(core.network_parameters(net.pointer)).toBe(count);
    const p = [net.pointer, theta.pointer] as const;
    expect(core.network_forward(...p, input.pointer, rows, work.pointer)).toBe(0);
    const at = core.network_output(net.pointer, rows, work.pointer);
    const output = new Float32Array(core.memory.buffer, at, outputs).slice();
    expect(core.network_backward(...p, rows, work.pointer, delta.pointer)).toBe(0);
    core.network_gradient(net.pointer, input.pointer, rows, work.pointer, gradient.pointer);
    core.network_input_gradient(...p, rows, work.pointer, inputGradient.pointer);
    core.network_hessian_product(
      ...p,
      input.pointer,
      rows,
      work.pointer,
      delta.pointer,
      direction.pointer,
      product.pointer,
    );
    return {
      output,
      gradient: floats(gradient, count).slice(),
      inputGradient: floats(inputGradient, x.length * x[0].length).slice(),
      product: floats(product, count).slice(),
    };
  });
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

describe.each(SHAPES)("network $sizes with $activations", (shape) => {
  describe.each([1, 3, 10, 33])("%i rows", (rows) => {
    const given = setting(shape, rows, rows + shape.sizes.length);
    const result = run(given);
    const { x, parameters, upstream } = given;

    it("outputs agree with double arithmetic", () => {
      expect(error(result.output, forward(shape, parameters, x).flat())).toBeLessThan(2e-6);
    });

    it("the parameter gradient agrees with differences", () => {
      const expected = differences((p) => loss(shape, p, x, upstream), parameters);
      expect(error(result.gradient, expected)).toBeLessThan(5e-6);
    });

    it("the input gradient agrees with differences", () => {
      const fan = shape.sizes[0];
      const expected = differences((flat) => {
        const moved = x.map((_, i) => [...flat.subarray(i * fan, (i + 1) * fan)]);
        return loss(shape, parameters, moved, upstream);
      }, Float64Array.from(x.flat()));
      expect(error(result.inputGradient, expected)).toBeLessThan(5e-6);
    });

    it("the Hessian product agrees with differences of the gradient", () => {
      const step = 1e-4;
      const gradientAt = (t: number) =>
        differences(
          (p) => loss(shape, p, x, upstream),
          parameters.map((p, i) => p + t * Math.fround(Math.sin(i + 1))),
        );
      const [above, below] = [gradientAt(step), gradientAt(-step)];
      const expected = above.map((value, i) => (value - below[i]) / (2 * step));
      // Where the Hessian vanishes the difference quotient is rounding noise of this size.
      const scale = Math.max(1e-3, ...expected.map(Math.abs));
      const worst = Math.max(...expected.map((value, i) => Math.abs(value - result.product[i])));
      expect(worst / scale).toBeLessThan(1e-4);
    });
  });
});

describe("adam_step", () => {
  it.each([1, 4, 11])("follows the published recursion, %i parameters", (count) => {
    const draw = noise(count);
    const theta = Float64Array.from({ length: count }, draw);
    const m = new Float64Array(count);
    const v = new Float64Array(count);
    withBuffers((buffer, core) => {
      const place = (length: number) => buffer(new Float64Array(length));
      const [parameters, gradient, moments] = [place(count), place(count), place(2 * count)];
      floats(parameters, count).set(theta);
      for (let step = 1; step <= 50; step++) {
        const g = floats(gradient, count);
        for (let i = 0; i < count; i++) g[i] = draw();
        for (let i = 0; i < count; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.999 * v[i] + 0.001 * g[i] ** 2;
          const [mean, square] = [m[i] / (1 - 0.9 ** step), v[i] / (1 - 0.999 ** step)];
          theta[i] -= (0.01 * mean) / (Math.sqrt(square) + 1e-8);
        }
        const pointers = [parameters.pointer, gradient.pointer, moments.pointer] as const;
        core.adam_step(count, ...pointers, 0.01, 0.9, 0.999, 1e-8, step);
      }
      expect(error(floats(parameters, count), theta)).toBeLessThan(1e-5);
    });
  });
});
