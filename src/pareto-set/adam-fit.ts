/** The published fit of a surrogate: Adam on the likelihood, without priors or second starts. */
import { exp, log, log1p } from "../core/math.js";
import { GaussianProcess } from "../gp/index.js";
import { matern52, scale } from "../gp/kernels/index.js";
import { Model } from "../gp/model.js";

const ITERATIONS = 300;
const RATE = 0.5;
const [DECAY, SQUARE_DECAY, EPSILON] = [0.9, 0.999, 1e-8];
const LEAST_NOISE = 1e-5;

/**
 * Adam goes where it will: nothing is believed of any hyperparameter and no box is meant to bind.
 */
const free = { prior: null, bounds: [1e-12, 1e12] } as const;
const kernel = scale(matern52(free), free);

/**
 * Matérn 5/2 with a lengthscale an input and a constant mean. What moves are inverse softplus
 * values, all from 0, and the mean; the last iterate counts, where the covariance has a factor.
 * Source: the scripts of Nguyen et al. 2025, arXiv:2412.17312.
 */
export function adamFit(x: Float64Array, y: Float64Array, d: number): GaussianProcess {
  const model = new Model(kernel, y.length, d, 1);
  try {
    model.setData({ n: y.length, x, y, noise: null });
    const raw = adam(model);
    const values = naturals(raw);
    const names = model.program.parameters.map(({ name }, i) => [name, values[i]!]);
    const noise = values.at(-1)!;
    return new GaussianProcess({
      kernel,
      noise: { ...free, initial: noise },
      mean: raw.at(-1)!,
      bounds: Array.from({ length: d }, () => [0, 1] as const),
      standardize: false,
    }).fit(x, Array.from(y), {
      start: { kernel: Object.fromEntries(names), noise },
      maxIterations: 0,
    });
  } finally {
    model.dispose();
  }
}

/** The raw kernel hyperparameters, the raw noise and the mean after the last step. */
function adam(model: Model): Float64Array {
  const count = model.program.parameters.length + 2;
  const gradient = new Float64Array(count);
  const [first, second] = [new Float64Array(count), new Float64Array(count)];
  let raw: Float64Array = new Float64Array(count);
  let [bias, squareBias] = [1, 1];
  for (let step = 0; step < ITERATIONS; step++) {
    const values = naturals(raw);
    model.setMeans([raw.at(-1)!]);
    if (Number.isNaN(model.likelihood(values.map(log), false, gradient))) break;
    bias *= DECAY;
    squareBias *= SQUARE_DECAY;
    raw = raw.map((value, i) => {
      // The core's slopes are in logarithms; d softplus(r)/dr = 1/(1 + e⁻ʳ).
      const chain = i < count - 1 ? 1 / (values[i]! * (1 + exp(-value))) : 1;
      const slope = (-gradient[i]! * chain) / model.n;
      first[i] = DECAY * first[i]! + (1 - DECAY) * slope;
      second[i] = SQUARE_DECAY * second[i]! + (1 - SQUARE_DECAY) * slope * slope;
      const size = Math.sqrt(second[i]! / (1 - squareBias)) + EPSILON;
      return value - (RATE * first[i]!) / (1 - bias) / size;
    });
  }
  return raw;
}

/** Kernel hyperparameters, then σ²: softplus of the raw values, the noise above its floor. */
function naturals(raw: Float64Array): Float64Array {
  const values = raw.subarray(0, -1).map((r) => Math.max(r, 0) + log1p(exp(-Math.abs(r))));
  values[values.length - 1]! += LEAST_NOISE;
  return values;
}
