/** The maximum of an acquisition function in a box. */
import { InputError } from "../errors.js";
import type { InputBounds } from "../gp/index.js";
import { checkKeys } from "../options.js";
import type { AcquisitionFunction } from "./acquisition.js";
import { type Axes, continuousAxes } from "./domain.js";
import { searchUnitCube, type UnitObjective } from "./search.js";

export interface OptimizeAcquisitionOptions {
  /** [lower, upper] of each input; default the unit cube. */
  readonly bounds?: InputBounds;
  /** Inputs with finitely many places, in the cube that the bounds span; default none. */
  readonly axes?: Axes;
  /** Searches, default 10. */
  readonly restarts?: number;
  /** Points that are valued to choose the starts; default 512, beyond 10 variables 1,024. */
  readonly rawSamples?: number;
  /** Good points to start around as well, rows of q × d: the best 5 % of those seen. */
  readonly around?: Float64Array;
  /** Steps of each search, default 200. */
  readonly maxIterations?: number;
  /** Default 0. Equal seeds give equal results. */
  readonly seed?: number;
  /** Milliseconds after which the best so far is returned; results then depend on the machine. */
  readonly timeBudget?: number;
  /**
   * Points to value, in all, about: what the starts and the searches share. Unlike a time budget it
   * gives the same result on every machine.
   */
  readonly maxEvaluations?: number;
  /** Ends the search with the best so far. */
  readonly signal?: AbortSignal;
}

export interface AcquisitionOptimum {
  /** The best batch: q × d. */
  readonly x: Float64Array;
  /** Its acquisition value. */
  readonly value: number;
  /** Where all searches ended, best first: rows of q × d. */
  readonly points: Float64Array;
  readonly values: Float64Array;
  /** Calls of the acquisition function. */
  readonly rounds: number;
  /** Points, or batches, that it valued. */
  readonly evaluations: number;
  /** Whether a budget or the signal ended the search. */
  readonly stopped: boolean;
}

const OPTIONS = [
  ...["bounds", "axes", "restarts", "rawSamples", "around", "maxIterations", "maxEvaluations"],
  ...["seed", "timeBudget", "signal"],
];

/**
 * Maximizes an acquisition function by L-BFGS-B from several starts.
 *
 * The starts are drawn from scrambled Sobol points by their values, the best always among them.
 * Discrete inputs are searched by their neighbours, in turn with the continuous ones; where they
 * have at most 100 combinations every combination is searched.
 *
 * Cost: some tens of calls of `evaluate`. Errors: `InputError`.
 * Source: Balandat et al. 2020 (BoTorch).
 */
export function optimizeAcquisition(
  acquisition: AcquisitionFunction,
  options: OptimizeAcquisitionOptions = {},
): AcquisitionOptimum {
  checkKeys("options", options, OPTIONS);
  const { dimension, batch = 1 } = acquisition;
  const size = dimension * batch;
  const box = boxOf(options.bounds, dimension);
  const axes = repeated(options.axes ?? continuousAxes(dimension), dimension, batch);
  const { restarts = 10, rawSamples = size > 10 ? 1024 : 512 } = options;
  const { maxIterations = 200, maxEvaluations = Infinity, seed = 0 } = options;
  const { timeBudget = Infinity, signal } = options;
  const end = timeBudget === Infinity ? Infinity : performance.now() + timeBudget;
  const result = searchUnitCube(inUnitCube(acquisition, box), axes, {
    restarts: whole("restarts", restarts),
    rawSamples: whole("rawSamples", rawSamples),
    maxIterations,
    maxEvaluations:
      maxEvaluations === Infinity ? Infinity : whole("maxEvaluations", maxEvaluations),
    around: toUnit(options.around ?? new Float64Array(0), box),
    seed,
    stream: 0,
    stop: () => signal?.aborted === true || (end < Infinity && performance.now() >= end),
  });
  const points = toNatural(result.points, box);
  const { values, rounds, evaluations, stopped } = result;
  return {
    x: points.slice(0, size),
    value: values[0]!,
    points,
    values,
    rounds,
    evaluations,
    stopped,
  };
}

interface Box {
  readonly lower: readonly number[];
  readonly width: readonly number[];
}

function boxOf(bounds: InputBounds | undefined, d: number): Box {
  if (bounds === undefined) return { lower: Array(d).fill(0), width: Array(d).fill(1) };
  if (bounds.length !== d) throw new InputError("bounds", bounds, `give ${d} pairs`);
  bounds.forEach(([lower, upper], j) => {
    if (lower < upper && Number.isFinite(upper - lower)) return;
    throw new InputError(`bounds[${j}]`, [lower, upper], "give finite [lower, upper], lower first");
  });
  return { lower: bounds.map((b) => b[0]), width: bounds.map((b) => b[1] - b[0]) };
}

function repeated(axes: Axes, d: number, batch: number): Axes {
  if (axes.length !== d)
    throw new InputError("axes", axes, `give one entry for each of ${d} inputs`);
  return Array.from({ length: batch }, () => axes).flat();
}

function whole(parameter: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InputError(parameter, value, "give a whole number, at least 1");
}

function toUnit(points: Float64Array, { lower, width }: Box): Float64Array {
  const d = lower.length;
  return points.map((x, i) => Math.min(Math.max((x - lower[i % d]!) / width[i % d]!, 0), 1));
}

function toNatural(points: Float64Array, { lower, width }: Box): Float64Array {
  const d = lower.length;
  return points.map((u, i) =>
    u === 1 ? lower[i % d]! + width[i % d]! : lower[i % d]! + u * width[i % d]!,
  );
}

/** The acquisition function of points in the unit cube. */
function inUnitCube(acquisition: AcquisitionFunction, box: Box): UnitObjective {
  const d = box.width.length;
  return (points, gradients, rough = false) => {
    const X = toNatural(points, box);
    const { value, gradient } = acquisition.evaluate(X, { gradient: gradients !== null, rough });
    if (gradients !== null) {
      for (let i = 0; i < gradient.length; i++) gradients[i] = gradient[i]! * box.width[i % d]!;
    }
    return value;
  };
}
