/** From data to a fitted state: scaling, the search for hyperparameters, the factor. */
import { log } from "../core/math.js";
import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import { checkFitOptions, type FitOptions, type FitReport, fitHyperparameters } from "./fit.js";
import { type Matrix, type Points, type Targets, toPoints, toTargets } from "./inputs.js";
import { type Kernel, rbf } from "./kernels/index.js";
import { Model } from "./model.js";
import { type Noise, type ResolvedNoise, resolveNoise } from "./noise.js";
import { type FittedState, jitterWarnings, scaledRows } from "./state.js";
import {
  constantOutputs,
  type InputBounds,
  noStandardization,
  scalingFromBounds,
  scalingFromData,
  standardizationOf,
} from "./transforms.js";
import type { Warning } from "./warning.js";

export interface GaussianProcessOptions {
  /** Covariance function of inputs in the unit cube; default `rbf()` with a lengthscale an input. */
  readonly kernel?: Kernel;
  /** Default "auto". */
  readonly noise?: Noise;
  /** Prior mean: a constant that is fitted (default), or a number in units of y. */
  readonly mean?: "constant" | number;
  /** What becomes the unit cube; default the range of the training data. */
  readonly bounds?: InputBounds;
  /** Whether outputs are scaled to mean 0 and standard deviation 1; default true. */
  readonly standardize?: boolean;
}

/** Options with their defaults, which a saved model keeps whatever later versions choose. */
export interface ResolvedOptions extends GaussianProcessOptions {
  readonly kernel: Kernel;
  readonly noise: Noise;
  readonly mean: "constant" | number;
  readonly standardize: boolean;
}

/** Fills in the defaults. Throws `InputError` for options that no data could suit. */
export function resolveOptions(options: GaussianProcessOptions): ResolvedOptions {
  checkKeys("options", options, ["kernel", "noise", "mean", "bounds", "standardize"]);
  const { kernel = rbf(), noise = "auto", mean = "constant", standardize = true, bounds } = options;
  if (mean !== "constant" && !Number.isFinite(mean)) {
    throw new InputError("mean", mean, 'give "constant" or a finite number');
  }
  if (bounds === undefined) return { kernel, noise, mean, standardize };
  scalingFromBounds(bounds);
  return { kernel, noise, mean, standardize, bounds };
}

/** Fits a model to data; `previous` is where `start: "previous"` begins. */
export function train(
  options: ResolvedOptions,
  X: Points,
  y: Targets,
  fitOptions: FitOptions,
  previous: FittedState | undefined,
): FittedState {
  checkFitOptions(fitOptions);
  const { kernel, noise, mean } = options;
  const data = prepare(options, X, y);
  const { inputs, targets, standardization } = data;
  const resolved = resolveNoise(noise, inputs.rows, standardization.sd);
  const variances = resolved.known && Float64Array.from(noise as ArrayLike<number>);
  const model = new Model(kernel, inputs.rows, inputs.columns, targets.columns);
  try {
    model.setData(scaledRows({ ...data, variances }, 0, inputs.rows));
    if (mean !== "constant") {
      model.setMeans(standardization.mean.map((m, t) => (mean - m) / standardization.sd[t]!));
    }
    const unknown = [...model.program.parameters];
    if (resolved.parameter !== null) unknown.push(resolved.parameter);
    const start = startOf(model, resolved, fitOptions, previous);
    const profile = mean === "constant";
    const { parameters, report } = fitHyperparameters(model, start, unknown, profile, fitOptions);
    model.factorize(parameters, profile);
    const warnings = [
      ...constancyWarnings(targets),
      ...limitWarnings(report, fitOptions),
      ...jitterWarnings(model),
    ];
    return { ...data, variances, model, blocks: [inputs.rows], report, warnings };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** Checked data and its transforms. */
function prepare({ bounds, standardize }: ResolvedOptions, X: Points, y: Targets) {
  const targets = toTargets(y, "y");
  const inputs = toPoints(X, "X", bounds ? { d: bounds.length } : { n: targets.rows });
  if (inputs.rows !== targets.rows) {
    const remedy = `give one for each of ${inputs.rows} points`;
    throw new InputError("y.length", targets.rows, remedy);
  }
  const scaling = bounds ? scalingFromBounds(bounds) : scalingFromData(inputs);
  const standardization = standardize
    ? standardizationOf(targets)
    : noStandardization(targets.columns);
  return { inputs, targets, scaling, standardization };
}

/** Logarithms of all parameters where the search begins. */
function startOf(
  model: Model,
  noise: ResolvedNoise,
  { start = "prior", maxIterations }: FitOptions,
  previous: FittedState | undefined,
): Float64Array {
  const { parameters } = model.program;
  if (typeof start === "object") {
    const values = parameters.map(({ name }) =>
      positive(start.kernel[name], `start.kernel.${name}`),
    );
    // Noise that is not fitted stays what it is.
    const own = noise.parameter === null ? noise.shared : positive(start.noise, "start.noise");
    return Float64Array.of(...values.map(log), log(own));
  }
  const before = start === "previous" ? previous?.model.parameters : undefined;
  if (before?.length === parameters.length + 1) {
    if (noise.parameter === null) before[parameters.length] = log(noise.shared);
    return before;
  }
  const own = maxIterations === 0 ? noise.shared : noise.start;
  return Float64Array.of(...parameters.map(({ initial }) => log(initial)), log(own));
}

function positive(value: number | undefined, parameter: string): number {
  if (typeof value === "number" && value > 0 && value < Infinity) return value;
  throw new InputError(parameter, value, "give a positive, finite number");
}

function constancyWarnings(targets: Matrix): Warning[] {
  return constantOutputs(targets).map((output) => {
    const message = `output ${output} is the same at all ${targets.rows} points: nothing is learned of it`;
    return { code: "CONSTANT_OUTPUT", output, message };
  });
}

function limitWarnings({ converged }: FitReport, { maxIterations }: FitOptions): Warning[] {
  if (converged || maxIterations === 0) return [];
  const message = "the search for hyperparameters did not end at a maximum: they are the best seen";
  return [{ code: "NOT_CONVERGED", message }];
}
