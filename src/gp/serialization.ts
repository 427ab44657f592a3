/** A Gaussian process as plain data, and back: the same bits in every prediction. */
import { FormatError, InputError } from "../errors.js";
import type { FitReport } from "./fit.js";
import { toPoints, toVariances } from "./inputs.js";
import type { Kernel } from "./kernels/index.js";
import { Model } from "./model.js";
import { type FittedState, scaledRows } from "./state.js";
import type { InputScaling, Standardization } from "./transforms.js";
import type { Warning } from "./warning.js";

export const FORMAT = "steinbock/gaussian-process";
export const VERSION = 1;

/** A fitted state in natural units, with what was learned. */
export interface SavedState {
  readonly d: number;
  readonly k: number;
  readonly X: readonly number[];
  readonly y: readonly number[];
  readonly variances: readonly number[] | null;
  readonly scaling: InputScaling;
  readonly standardization: Standardization;
  readonly parameters: readonly number[];
  readonly means: readonly number[];
  readonly blocks: readonly number[];
  readonly report: FitReport;
  readonly warnings: readonly Warning[];
}

export function saveState(state: FittedState): SavedState {
  const { model, inputs, targets, variances, scaling, standardization } = state;
  return {
    d: model.d,
    k: model.k,
    X: Array.from(inputs.values),
    y: Array.from(targets.values),
    variances: variances && Array.from(variances),
    scaling,
    standardization,
    parameters: Array.from(model.parameters),
    means: Array.from(model.means),
    blocks: state.blocks,
    report: state.report,
    warnings: state.warnings,
  };
}

/** Replays how the points entered the factor. Throws `InputError` for data that does not fit. */
export function restoreState(kernel: Kernel, saved: SavedState): FittedState {
  checkShapes(saved ?? {});
  const { d, k, scaling, standardization, blocks, report, warnings } = saved;
  const inputs = toPoints(Float64Array.from(saved.X), "X", { d });
  const targets = toPoints(Float64Array.from(saved.y), "y", { d: k });
  const n = inputs.rows;
  const variances = saved.variances && toVariances(saved.variances, "variances", n);
  const data = { inputs, targets, variances, scaling, standardization };
  const model = new Model(kernel, n, d, k);
  try {
    numbers("parameters", saved.parameters, model.program.parameters.length + 1);
    let known = blocks[0]!;
    model.setData(scaledRows(data, 0, known));
    model.setMeans(saved.means);
    model.factorize(Float64Array.from(saved.parameters), false);
    for (const count of blocks.slice(1)) {
      if (!model.append(scaledRows(data, known, count))) {
        throw new InputError("blocks", blocks, "they do not fit the points: save it anew");
      }
      known += count;
    }
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { ...data, model, blocks, report, warnings };
}

/** All lengths follow from d, k and the blocks. */
function checkShapes({ d, k, X, y, scaling, standardization, means, blocks }: SavedState): void {
  for (const [name, value] of Object.entries({ d, k })) whole(name, value);
  if (!Array.isArray(blocks) || blocks.length === 0)
    throw new InputError("blocks", blocks, "give a list of counts");
  for (const count of blocks) whole("blocks", count);
  const n = blocks.reduce((sum, count) => sum + count, 0);
  numbers("X", X, n * d);
  numbers("y", y, n * k);
  numbers("scaling.lower", scaling?.lower, d);
  positive("scaling.width", scaling?.width, d);
  numbers("standardization.mean", standardization?.mean, k);
  positive("standardization.sd", standardization?.sd, k);
  numbers("means", means, k);
}

function whole(name: string, value: unknown): void {
  if (Number.isSafeInteger(value) && (value as number) > 0) return;
  throw new InputError(name, value, "give whole numbers, 1 or more");
}

function numbers(name: string, values: readonly number[], count: number): void {
  if (Array.isArray(values) && values.length === count && values.every(Number.isFinite)) return;
  throw new InputError(name, values, `give ${count} finite numbers`);
}

function positive(name: string, values: readonly number[], count: number): void {
  numbers(name, values, count);
  if (!values.every((value) => value > 0))
    throw new InputError(name, values, "give positive numbers");
}

/** Saved data from an object or from text. */
export function parsed<T>(saved: T | string): T {
  if (typeof saved !== "string") return saved;
  try {
    return JSON.parse(saved) as T;
  } catch {
    throw new FormatError("saved Gaussian process", saved, "JSON");
  }
}

/** Throws `FormatError` unless `data` was saved by this library in a version that it reads. */
export function checkFormat(data: unknown): void {
  const { format, version } = (data ?? {}) as { format?: unknown; version?: unknown };
  if (format !== FORMAT) throw new FormatError("saved Gaussian process", format, FORMAT);
  if (version !== VERSION) throw new FormatError("version of a Gaussian process", version, VERSION);
}
