/** The losses and regularizers of training in plain double arithmetic: the oracle of trainers. */
import { ACTIVATIONS, forward, parameterCount, type Shape } from "./plain-network.js";

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Negative log-likelihood of the outputs (μ, s), weighted. `bounds`: largest and smallest s. */
export function nll(
  outputs: number[][],
  y: number[],
  weights: number[],
  bounds: ArrayLike<number>,
): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return outputs.reduce((sum, [mu, s], i) => {
    const capped = bounds[0] - softplus(bounds[0] - s);
    const held = bounds[1] + softplus(capped - bounds[1]);
    const r = (y[i] - mu) / Math.exp(held);
    return sum + (weights[i] / total) * (0.5 * r * r + held + 0.5 * Math.log(2 * Math.PI));
  }, 0);
}

export function squared(outputs: number[][], y: number[], weights: number[]): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return outputs.reduce((sum, [f], i) => sum + (weights[i] / total) * (y[i] - f) ** 2, 0);
}

/** G, the mean of the first output. */
export function meanOutput(shape: Shape, parameters: Float64Array, x: number[][]): number {
  return forward(shape, parameters, x).reduce((sum, row) => sum + row[0] / x.length, 0);
}

/** ∇G by back-propagation; activations must be piecewise linear or tanh. */
export function meanGradient(shape: Shape, parameters: Float64Array, x: number[][]): Float64Array {
  const gradient = new Float64Array(parameterCount(shape));
  for (const row of x) addRow(shape, parameters, row, 1 / x.length, gradient);
  return gradient;
}

function slope(name: string, z: number): number {
  if (name === "tanh") return 1 - Math.tanh(z) ** 2;
  if (z > 0 || name === "identity") return 1;
  return name === "leakyRelu" ? 0.3 : 0;
}

function addRow(
  shape: Shape,
  parameters: Float64Array,
  row: number[],
  scale: number,
  gradient: Float64Array,
): void {
  const { sizes, activations } = shape;
  const [inputs, sums, offsets] = [[row], [] as number[][], [] as number[]];
  let offset = 0;
  activations.forEach((name, l) => {
    const [fan, width] = [sizes[l], sizes[l + 1]];
    const z = Array.from({ length: width }, (_, j) => {
      let sum = parameters[offset + fan * width + j];
      for (let i = 0; i < fan; i++) sum += inputs[l][i] * parameters[offset + i * width + j];
      return sum;
    });
    sums.push(z);
    offsets.push(offset);
    inputs.push(z.map(ACTIVATIONS[name].f));
    offset += (fan + 1) * width;
  });
  let e = sums.at(-1)!.map((_, j) => (j === 0 ? scale : 0));
  for (let l = activations.length - 1; l >= 0; l--) {
    const [fan, width] = [sizes[l], sizes[l + 1]];
    const delta = e.map((value, j) => value * slope(activations[l], sums[l][j]));
    e = new Array<number>(fan).fill(0);
    for (let j = 0; j < width; j++) {
      gradient[offsets[l] + fan * width + j] += delta[j];
      for (let i = 0; i < fan; i++) {
        gradient[offsets[l] + i * width + j] += inputs[l][i] * delta[j];
        e[i] += delta[j] * parameters[offsets[l] + i * width + j];
      }
    }
  }
}

/** Mean of min(1, (t/c)²), c = α max(|G|, 1e-6), over t = γS with the given γ. */
export function scalarSensitivity(g: Float64Array, mean: number, gammas: number[], alpha: number) {
  const sum = g.reduce((s, value) => s + value, 0);
  const c = alpha * Math.max(Math.abs(mean), 1e-6);
  return gammas.reduce((s, gamma) => s + Math.min(1, ((gamma * sum) / c) ** 2) / gammas.length, 0);
}

/**
 * The same for t ~ N(ω_μ S, ω_σ² ‖g‖²): 1 less the integral of 1 − (t/c)² where |t| < c, by the
 * midpoint rule between these ends, so that no kink lies inside.
 */
export function vectorSensitivity(
  g: Float64Array,
  mean: number,
  omega: [mean: number, spread: number],
  alpha: number,
): number {
  const m = omega[0] * g.reduce((s, value) => s + value, 0);
  const s = omega[1] * Math.sqrt(g.reduce((sum, value) => sum + value * value, 0));
  const c = alpha * Math.max(Math.abs(mean), 1e-6);
  const [low, high] = [Math.max((-c - m) / s, -10), Math.min((c - m) / s, 10)];
  const steps = 4000;
  const width = (high - low) / steps;
  let inside = 0;
  for (let i = 0; i < steps; i++) {
    const z = low + (i + 0.5) * width;
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    inside += (1 - ((m + s * z) / c) ** 2) * density * width;
  }
  return 1 - inside;
}
