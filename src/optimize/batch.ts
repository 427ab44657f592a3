import { checked, core, memoryDoubles, read, withScratch } from "../core/index.js";
import { type MinimizeOptions, stopReason } from "./lbfgsb.js";

/** Values of `count` points, count × d in `points`, into `values` and `gradients`. */
export type BatchObjective = (
  points: Float64Array,
  count: number,
  values: Float64Array,
  gradients: Float64Array,
) => void;

export interface BatchOptions extends MinimizeOptions {
  /** Asked before every evaluation after the first: true ends all searches where they are. */
  stop?: (() => boolean) | undefined;
}

export interface BatchResult {
  /** count × d, row-major: the best point of each problem. */
  readonly x: Float64Array;
  readonly values: Float64Array;
  /** Evaluations of single points. */
  readonly evaluations: number;
  /** Calls of the objective. */
  readonly rounds: number;
  /** Whether `stop` or the signal ended it. */
  readonly stopped: boolean;
  readonly reasons: readonly string[];
}

/**
 * Minimizes f from `count` starts as independent problems in lock-step: every call of f holds one
 * point of each search that still runs.
 *
 * @param x0     count × d, row-major
 * @param lower  count × d: a coordinate with equal bounds stays fixed in its search
 * @param upper  count × d
 */
export function minimizeBatch(
  f: BatchObjective,
  x0: Float64Array,
  d: number,
  lower: Float64Array,
  upper: Float64Array,
  options: BatchOptions = {},
): BatchResult {
  const count = x0.length / d;
  const { maxIterations = 200, memory = 10, signal, stop } = options;
  const { valueTolerance = 2.2e-9, gradientTolerance = 1e-5 } = options;
  return withScratch((scratch) => {
    const c = core();
    const batch = scratch.allocate(c.lbfgsb_batch_size(count, d, memory));
    const [points, low, high] = [scratch.copyIn(x0), scratch.copyIn(lower), scratch.copyIn(upper)];
    const [values, gradients] = [scratch.allocate(count), scratch.allocate(count * d)];
    checked(
      c.lbfgsb_batch_start(
        batch,
        count,
        d,
        memory,
        points,
        low,
        high,
        valueTolerance,
        gradientTolerance,
        maxIterations,
      ),
    );
    const block = new Float64Array(count * d);
    const value = new Float64Array(count);
    const gradient = new Float64Array(count * d);
    let [evaluations, rounds, stopped] = [0, 0, false];
    for (;;) {
      const wanted = c.lbfgsb_batch_advance(batch, points, values, gradients);
      if (wanted === 0) break;
      stopped = rounds > 0 && ((signal?.aborted ?? false) || (stop?.() ?? false));
      if (stopped) break;
      block.set(memoryDoubles().subarray(points / 8, points / 8 + wanted * d));
      f(block, wanted, value, gradient);
      memoryDoubles().set(value.subarray(0, wanted), values / 8);
      memoryDoubles().set(gradient.subarray(0, wanted * d), gradients / 8);
      evaluations += wanted;
      rounds++;
    }
    const x = new Float64Array(count * d);
    const reasons: string[] = [];
    for (let i = 0; i < count; i++) {
      const state = c.lbfgsb_batch_state(batch, i) >>> 0;
      const code = c.lbfgsb_reason(state);
      reasons.push(code === 0 ? "aborted" : stopReason(code));
      if (code === 0) c.lbfgsb_stop(state);
      x.set(read(c.lbfgsb_point(state) >>> 0, d), i * d);
      value[i] = c.lbfgsb_value(state);
    }
    return { x, values: value, evaluations, rounds, stopped, reasons };
  });
}
