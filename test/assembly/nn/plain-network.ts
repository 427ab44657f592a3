/** A dense network in plain double arithmetic: the oracle of the network kernels. */

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** By the numbers of assembly/nn/activation.ts. */
export const ACTIVATIONS: Record<string, { kind: number; f: (z: number) => number }> = {
  identity: { kind: 0, f: (z) => z },
  relu: { kind: 1, f: (z) => Math.max(z, 0) },
  leakyRelu: { kind: 2, f: (z) => (z > 0 ? z : 0.3 * z) },
  swish: { kind: 3, f: (z) => z * sigmoid(z) },
  tanh: { kind: 4, f: Math.tanh },
  sigmoid: { kind: 5, f: sigmoid },
};

export interface Shape {
  sizes: number[];
  activations: string[];
}

/** The words that describe the network to the core. */
export function words({ sizes, activations }: Shape): number[] {
  return [sizes.length - 1, ...sizes, ...activations.map((name) => ACTIVATIONS[name].kind)];
}

export function parameterCount({ sizes }: Shape): number {
  return sizes.slice(1).reduce((sum, size, l) => sum + (sizes[l] + 1) * size, 0);
}

/** Outputs (rows × outputs) of the network. */
export function forward(shape: Shape, parameters: Float64Array, x: number[][]): number[][] {
  return x.map((row) => {
    let h = row;
    let offset = 0;
    shape.activations.forEach((name, l) => {
      const [fan, width] = [shape.sizes[l], shape.sizes[l + 1]];
      const bias = offset + fan * width;
      const input = h;
      h = Array.from({ length: width }, (_, j) => {
        let z = parameters[bias + j];
        for (let i = 0; i < fan; i++) z += input[i] * parameters[offset + i * width + j];
        return ACTIVATIONS[name].f(z);
      });
      offset = bias + width;
    });
    return h;
  });
}

/** Σ upstream ∘ output. */
export function loss(
  shape: Shape,
  parameters: Float64Array,
  x: number[][],
  upstream: number[][],
): number {
  const y = forward(shape, parameters, x);
  return y.reduce((sum, row, i) => row.reduce((s, v, j) => s + v * upstream[i][j], sum), 0);
}

/** Central differences of `f` at `at`, one for every entry. */
export function differences(
  f: (point: Float64Array) => number,
  at: Float64Array,
  step = 1e-5,
): Float64Array {
  return at.map((value, i) => {
    const moved = at.slice();
    moved[i] = value + step;
    const above = f(moved);
    moved[i] = value - step;
    return (above - f(moved)) / (2 * step);
  });
}
