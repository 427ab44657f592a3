/** What a Gaussian process knows once it is fitted, and how new points join it. */
import type { FitReport } from "./fit.js";
import type { Matrix } from "./inputs.js";
import type { Model } from "./model.js";
import { knownVariances } from "./noise.js";
import { type InputScaling, type Standardization, scaleInputs, standardize } from "./transforms.js";
import type { Warning } from "./warning.js";

export interface FittedState {
  readonly model: Model;
  readonly scaling: InputScaling;
  readonly standardization: Standardization;
  /** Natural units: n × d. */
  readonly inputs: Matrix;
  /** Natural units: n × k. */
  readonly targets: Matrix;
  /** Known variances of each point, squared units of y, or null. */
  readonly variances: Float64Array | null;
  /** Sizes of the groups in which points entered the factor: replayed, they give the same bits. */
  readonly blocks: readonly number[];
  readonly report: FitReport;
  readonly warnings: readonly Warning[];
}

/** Puts rows `first` … `first + count − 1` of the data into a form that the core takes. */
export function scaledRows(
  state: Pick<FittedState, "inputs" | "targets" | "variances" | "scaling" | "standardization">,
  first: number,
  count: number,
) {
  const { inputs, targets, variances, scaling, standardization } = state;
  const known = variances?.subarray(first, first + count);
  return {
    n: count,
    x: scaleInputs(rows(inputs, first, count), scaling),
    y: standardize(rows(targets, first, count), standardization),
    noise: known ? knownVariances(known, standardization.sd) : null,
  };
}

function rows({ values, columns }: Matrix, first: number, count: number): Matrix {
  const part = values.subarray(first * columns, (first + count) * columns);
  return { values: part, rows: count, columns };
}

/**
 * The state with more points at the same hyperparameters, standardization and scaling, in a model of
 * its own. Cost: O(n²) a point, and a copy of the factor.
 */
export function extended(
  state: FittedState,
  inputs: Matrix,
  targets: Matrix,
  variances: Float64Array | null,
): FittedState {
  const n = state.inputs.rows;
  const data = {
    ...state,
    inputs: stacked(state.inputs, inputs),
    targets: stacked(state.targets, targets),
    variances: state.variances && joined(state.variances, variances!),
  };
  const model = state.model.copy(n + inputs.rows);
  try {
    if (model.append(scaledRows(data, n, inputs.rows))) {
      return { ...data, model, blocks: [...state.blocks, inputs.rows] };
    }
    // The new rows need more jitter than the factor has: factorize all anew.
    const { parameters } = state.model;
    model.setData(scaledRows(data, 0, n + inputs.rows));
    model.factorize(parameters, false);
    const warnings = [...state.warnings, ...jitterWarnings(model)];
    return { ...data, model, blocks: [n + inputs.rows], warnings };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function stacked(above: Matrix, below: Matrix): Matrix {
  const values = joined(above.values, below.values);
  return { values, rows: above.rows + below.rows, columns: above.columns };
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const values = new Float64Array(first.length + second.length);
  values.set(first);
  values.set(second, first.length);
  return values;
}

/** Jitter up to here is the usual rounding of a smooth kernel; beyond, it changes what is predicted. */
const USUAL_JITTER = 1.5e-6;

export function jitterWarnings({ jitter }: Model): Warning[] {
  if (jitter <= USUAL_JITTER) return [];
  const message = `the covariance matrix is nearly singular: ${jitter} was added to its diagonal; points that nearly repeat, or a longer lengthscale than the data bears, cause this`;
  return [{ code: "JITTER", jitter, message }];
}
