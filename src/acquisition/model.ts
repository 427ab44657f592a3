/** The border between acquisition functions in natural units and the core's models. */
import { checked, read, type Scratch, withScratch } from "../core/index.js";
import { InputError, NotPositiveDefiniteError } from "../errors.js";
import { GaussianProcess } from "../gp/index.js";
import type { AcquisitionValues } from "./acquisition.js";

/** The last jitter that the core tries, relative to the largest variance. */
const LARGEST_JITTER = 1;

/**
 * Number of inputs of a fitted model. Throws `InputError` for one with several outputs, and for one
 * whose numbers lie in the memory of another core.
 */
export function inputsOf(model: GaussianProcess, parameter = "model"): number {
  if (!(model instanceof GaussianProcess)) {
    const remedy =
      "give a GaussianProcess of the same copy of steinbock: steinbock/slim and the other entries do not mix";
    throw new InputError(parameter, model, remedy);
  }
  const { inputs, outputs } = model.transforms;
  if (outputs.mean.length === 1) return inputs.lower.length;
  throw new InputError(parameter, model, "give a model with one output");
}

/** A value of the objective in the model's units. */
export function standardized(model: GaussianProcess, y: number): number {
  const { mean, sd } = model.transforms.outputs;
  return (y - mean[0]!) / sd[0]!;
}

/** Standard deviation of the outputs that the model was fitted to. */
export function outputScale(model: GaussianProcess): number {
  return model.transforms.outputs.sd[0]!;
}

/** Points in the model's units, m × d; throws `InputError` for a wrong length or NaN. */
export function scaledPoints(model: GaussianProcess, X: Float64Array, batch: number): Float64Array {
  const { lower, width } = model.transforms.inputs;
  const d = lower.length;
  if (X.length === 0 || X.length % (batch * d) !== 0) {
    throw new InputError("X.length", X.length, `give a multiple of ${batch} × ${d} coordinates`);
  }
  const scaled = new Float64Array(X.length);
  for (let i = 0, j = 0; i < X.length; i++, j = j + 1 === d ? 0 : j + 1) {
    const x = X[i]!;
    if (!Number.isFinite(x)) throw new InputError(`X[${i}]`, x, "give finite numbers");
    scaled[i] = (x - lower[j]!) / width[j]!;
  }
  return scaled;
}

/** Runs a core function that writes m values and a gradient like the points'. */
export function evaluated(
  model: GaussianProcess,
  points: Float64Array,
  m: number,
  gradient: boolean,
  call: (scratch: Scratch, x: number, value: number, gradient: number) => number,
): AcquisitionValues {
  return withScratch((scratch) => {
    const x = scratch.copyIn(points);
    const value = scratch.allocate(m);
    const slopes = gradient ? scratch.allocate(points.length) : 0;
    const status = checked(call(scratch, x, value, slopes));
    if (status > 0) {
      const remedy = "points of a batch that nearly coincide, or a model whose numbers overflow";
      throw new NotPositiveDefiniteError(status - 1, LARGEST_JITTER, remedy);
    }
    const gradients = gradient ? read(slopes, points.length) : new Float64Array(0);
    return { value: read(value, m), gradient: unscaled(model, gradients) };
  });
}

/** Gradients in scaled inputs become gradients in natural ones, in place. */
function unscaled(model: GaussianProcess, gradient: Float64Array): Float64Array {
  const { width } = model.transforms.inputs;
  const d = width.length;
  for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! / width[i % d]!;
  return gradient;
}

/** value := factor · value + offset, gradient := factor · gradient, in place. */
export function affine(
  { value, gradient }: AcquisitionValues,
  factor: number,
  offset: number,
): AcquisitionValues {
  for (let i = 0; i < value.length; i++) value[i] = factor * value[i]! + offset;
  if (factor !== 1) for (let i = 0; i < gradient.length; i++) gradient[i] = factor * gradient[i]!;
  return { value, gradient };
}
