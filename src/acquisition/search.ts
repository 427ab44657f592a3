/**
 * Multi-start maximization over the unit cube. Raw points are valued in one call, then all searches
 * move in lock-step, one call a round: tens of crossings into the core for a whole search.
 */
import { minimizeBatch } from "../optimize/batch.js";
import { type Axes, combinationCount } from "./domain.js";
import { moveToBestNeighbour, neighbourCount } from "./local-search.js";
import { ENUMERATED, pickStarts, pointsAround, rawPoints, type StartOptions } from "./starts.js";

/** Values of the rows of `points`; gradients are written where an array is given. */
export type UnitObjective = (
  points: Float64Array,
  gradients: Float64Array | null,
  rough?: boolean,
) => Float64Array;

export interface SearchOptions extends StartOptions {
  readonly restarts: number;
  readonly rawSamples: number;
  readonly maxIterations: number;
  /** Rows to value in all, about. */
  readonly maxEvaluations: number;
  /** Good points to start around, rows of d; may be empty. */
  readonly around: Float64Array;
  /** Asked between calls: true ends the search with the best so far. */
  readonly stop: () => boolean;
}

export interface SearchResult {
  /** Points that the searches ended at, rows of d, best first. */
  readonly points: Float64Array;
  readonly values: Float64Array;
  /** Calls of the objective. */
  readonly rounds: number;
  /** Rows that it valued. */
  readonly evaluations: number;
  readonly stopped: boolean;
}

/** Gain that lets discrete and continuous searches alternate once more. */
const TOLERANCE = 1e-4;
const ALTERNATIONS = 8;
/** Raw points valued between two looks at the clock. */
const CHUNK = 64;

export function searchUnitCube(
  acquisition: UnitObjective,
  axes: Axes,
  given: SearchOptions,
): SearchResult {
  const d = axes.length;
  let [rounds, evaluations] = [0, 0];
  const objective: UnitObjective = (points, gradients, rough) => {
    rounds++;
    evaluations += points.length / d;
    return acquisition(points, gradients, rough);
  };
  const evaluate = (points: Float64Array) => objective(points, null);
  const stop = () => given.stop() || evaluations >= given.maxEvaluations;
  const neighbours = neighbourCount(axes);
  const options = { ...affordable(given, neighbours), stop };
  const raw = candidates(axes, options);
  const scored = scoreAll((points) => objective(points, null, true), raw, d, options.stop);
  let stopped = scored.length * d < raw.length;
  let points = chosen(raw, scored, axes, options);
  let values = evaluate(points);
  const fixed = axes.map((axis) => axis !== null);
  const mixed = fixed.includes(true);
  for (let turn = 0; turn < (mixed ? ALTERNATIONS : 1) && !stopped; turn++) {
    if (fixed.includes(false)) {
      const climbed = climb(objective, points, fixed, options);
      stopped = climbed.stopped;
      keepBetter(points, values, climbed.x, climbed.values, d);
    }
    const next = evaluations + (points.length / d) * neighbours;
    stopped ||= mixed && (options.stop() || next > options.maxEvaluations);
    if (!mixed || stopped) break;
    const moved = moveToBestNeighbour(evaluate, points, values, axes, TOLERANCE);
    if (!moved.includes(true)) break;
  }
  [points, values] = sorted(points, values, d);
  return { points, values, rounds, evaluations, stopped };
}

/** A search that has fewer evaluations than this is not worth its start. */
const WORTHWHILE = 25;

/** How many searches half of the budget is enough for, each with a look at all neighbours. */
const worthwhile = ({ maxEvaluations }: SearchOptions, neighbours: number) =>
  Math.max(Math.floor(maxEvaluations / 2 / (WORTHWHILE + neighbours)), 1);

/** With a budget, half of it at most goes to choosing starts, and the rest to fewer searches. */
function affordable(options: SearchOptions, neighbours: number): SearchOptions {
  const families = options.around.length === 0 ? 1 : 2;
  const raw = Math.floor(options.maxEvaluations / 2 / families);
  return {
    ...options,
    rawSamples: Math.max(Math.min(options.rawSamples, raw), 1),
    restarts: Math.min(options.restarts, worthwhile(options, neighbours)),
  };
}

/** Raw points, and as many again around good ones. */
function candidates(axes: Axes, options: SearchOptions): Float64Array {
  const raw = rawPoints(options.rawSamples, axes, options);
  if (options.around.length === 0) return raw;
  const near = pointsAround(options.around, options.rawSamples, axes, options);
  const all = new Float64Array(raw.length + near.length);
  all.set(raw);
  all.set(near, raw.length);
  return all;
}

/** Values of all rows, or of those that time allowed: at least the first chunk. */
function scoreAll(
  evaluate: (points: Float64Array) => Float64Array,
  raw: Float64Array,
  d: number,
  stop: () => boolean,
): Float64Array {
  const count = raw.length / d;
  const values = new Float64Array(count);
  for (let first = 0; first < count; first += CHUNK) {
    if (first > 0 && stop()) return values.subarray(0, first);
    const end = Math.min(first + CHUNK, count);
    values.set(evaluate(raw.subarray(first * d, end * d)), first);
  }
  return values;
}

/** The rows to search from: a draw by value, and the best of each of few combinations. */
function chosen(
  raw: Float64Array,
  values: Float64Array,
  axes: Axes,
  options: SearchOptions,
): Float64Array {
  const d = axes.length;
  const picked = new Set(pickStarts(values, options.restarts, options));
  const combinations = combinationCount(axes);
  if (combinations > 1 && combinations <= ENUMERATED) {
    // Raw point i holds combination i modulo their number.
    const count = Math.min(values.length, options.rawSamples);
    const most = worthwhile(options, neighbourCount(axes));
    for (let c = 0; c < combinations && c < count && picked.size < most; c++) {
      let best = c;
      for (let i = c; i < count; i += combinations) if (values[i]! > values[best]!) best = i;
      picked.add(best);
    }
  }
  const rows = [...picked];
  const points = new Float64Array(rows.length * d);
  rows.forEach((row, i) => {
    points.set(raw.subarray(row * d, (row + 1) * d), i * d);
  });
  return points;
}

/** L-BFGS-B from every point, discrete coordinates held. */
function climb(
  objective: UnitObjective,
  points: Float64Array,
  fixed: readonly boolean[],
  { maxIterations, stop }: SearchOptions,
) {
  const d = fixed.length;
  const lower = points.map((x, i) => (fixed[i % d] ? x : 0));
  const upper = points.map((x, i) => (fixed[i % d] ? x : 1));
  const result = minimizeBatch(
    (block, count, values, gradients) => {
      const slopes = gradients.subarray(0, count * d);
      const found = objective(block.subarray(0, count * d), slopes);
      for (let i = 0; i < count; i++) values[i] = -found[i]!;
      for (let i = 0; i < slopes.length; i++) slopes[i] = -slopes[i]!;
    },
    points,
    d,
    lower,
    upper,
    { maxIterations, stop },
  );
  return { ...result, values: result.values.map((value) => -value) };
}

function keepBetter(
  points: Float64Array,
  values: Float64Array,
  x: Float64Array,
  found: Float64Array,
  d: number,
): void {
  found.forEach((value, i) => {
    if (!(value > values[i]!)) return;
    values[i] = value;
    points.set(x.subarray(i * d, (i + 1) * d), i * d);
  });
}

function sorted(
  points: Float64Array,
  values: Float64Array,
  d: number,
): [points: Float64Array, values: Float64Array] {
  const rank = (i: number) => (Number.isNaN(values[i]) ? Number.NEGATIVE_INFINITY : values[i]!);
  const order = [...values.keys()].sort((a, b) => rank(b) - rank(a) || a - b);
  const rows = new Float64Array(points.length);
  order.forEach((from, to) => {
    rows.set(points.subarray(from * d, (from + 1) * d), to * d);
  });
  return [rows, Float64Array.from(order, (i) => values[i]!)];
}
