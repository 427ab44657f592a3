/** A Gaussian process as plain data, and back: the same bits in every prediction. */
import { FormatError, InputError } from "../errors.js";
import type { FitReport } from "./fit.js";
import { type Matrix, toPoints, toTargets, toVariances } from "./inputs.js";
import { type Kernel, rbf } from "./kernels/index.js";
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
export function restoreState(kernel: Kernel | undefined, saved: SavedState): FittedState {
  const { d, k, scaling, standardization, parameters, means, blocks, report, warnings } = saved;
  const inputs = toPoints(Float64Array.from(saved.X), "X", { d });
  const targets: Matrix = { ...toTargets(saved.y, "y"), rows: inputs.rows, columns: k };
  const n = inputs.rows;
  if (targets.values.length !== n * k) throw new InputError("y", saved.y, `give ${n * k} values`);
  const variances = saved.variances && toVariances(saved.variances, "variances", n);
  const data = { inputs, targets, variances, scaling, standardization };
  if (blocks.reduce((sum, count) => sum + count, 0) !== n) {
    throw new InputError("blocks", blocks, `make them add up to ${n} points`);
  }
  const model = new Model(kernel ?? rbf(), n, d, k);
  try {
    let known = blocks[0]!;
    model.setData(scaledRows(data, 0, known));
    model.setMeans(means);
    model.factorize(Float64Array.from(parameters), false);
    for (const count of blocks.slice(1)) {
      model.append(scaledRows(data, known, count));
      known += count;
    }
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { ...data, model, blocks, report, warnings };
}

/** Throws `FormatError` unless `data` was saved by this library in a version that it reads. */
export function checkFormat(data: unknown): void {
  const { format, version } = (data ?? {}) as { format?: unknown; version?: unknown };
  if (format !== FORMAT) throw new FormatError("saved Gaussian process", format, FORMAT);
  if (version !== VERSION) throw new FormatError("version of a Gaussian process", version, VERSION);
}
