/** Draws from the posterior: jointly at given points, or as whole functions. */
import { exp } from "../core/math.js";
import { InputError } from "../errors.js";
import { RandomStream } from "../random/index.js";
import type { Matrix } from "./inputs.js";
import { observationVariance, type PredictOptions } from "./prediction.js";
import { SamplePath } from "./sample-path.js";
import { spectralFeatures } from "./spectrum.js";
import { type FittedState, scaledRows } from "./state.js";
import { naturalMeans, scaleInputs } from "./transforms.js";

export interface SampleOptions extends PredictOptions {
  /** Default 0. */
  readonly seed?: number;
}

export interface SamplePathOptions {
  /** Default 0. */
  readonly seed?: number;
  /** Random Fourier features of the prior draw, up to 2²⁰; default 1024. */
  readonly features?: number;
  /** Which output, 0-based; default 0. */
  readonly output?: number;
}

/** Streams of random numbers under one seed. */
const SAMPLE_STREAM = 0x73616d70;
const PATH_STREAM = 0x70617468;

const MOST_FEATURES = 1 << 20;

/** count × m × k. */
export function drawSamples(
  state: FittedState,
  points: Matrix,
  count: number,
  { seed = 0, observationNoise }: SampleOptions,
): Float64Array {
  whole(count, "count");
  const { model, scaling, standardization } = state;
  const size = points.rows * model.k;
  const noise = Math.sqrt(observationVariance(state, observationNoise));
  const random = new RandomStream(seed, SAMPLE_STREAM);
  const x = scaleInputs(points, scaling);
  const drawn = model.sampleJoint(x, count, random.normal(count * size));
  if (noise > 0) {
    const normals = random.normal(count * size);
    for (let i = 0; i < drawn.length; i++) drawn[i]! += noise * normals[i]!;
  }
  const natural = new Float64Array(count * size);
  for (let s = 0; s < count; s++) {
    const part = drawn.subarray(s * size, (s + 1) * size);
    natural.set(naturalMeans(part, standardization), s * size);
  }
  return natural;
}

/** The whole function of one output. */
export function drawPath(
  state: FittedState,
  { seed = 0, features = 1024, output = 0 }: SamplePathOptions,
): SamplePath {
  const { model } = state;
  whole(features, "features", MOST_FEATURES);
  if (!(Number.isInteger(output) && output >= 0 && output < model.k)) {
    throw new InputError("output", output, `outputs are counted from 0 to ${model.k - 1}`);
  }
  const random = new RandomStream(seed, PATH_STREAM);
  const { kernel, parameters } = model.program;
  const logs = model.parameters;
  const values = new Map(parameters.map(({ name }, i) => [name, exp(logs[i]!)]));
  const { omega, amplitudes } = spectralFeatures(kernel, values, model.d, features, random);
  const weights = () => random.normal(amplitudes.length).map((z, j) => z * amplitudes[j]!);
  const prior = { omega, cosines: weights(), sines: weights() };
  // Standard deviations, not variances, multiply the noise's normals.
  const known = scaledRows(state, 0, model.n).noise;
  const shared = exp(logs.at(-1)!) + model.jitter;
  const noise = random.normal(model.n).map((z, i) => z * Math.sqrt(shared + (known?.[i] ?? 0)));
  return new SamplePath({ ...state, output }, prior, noise);
}

function whole(value: number, parameter: string, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value > 0 && value <= most) return;
  throw new InputError(parameter, value, `give a whole number from 1 to ${most}`);
}
