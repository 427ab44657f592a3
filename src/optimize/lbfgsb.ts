import { checked, core, memoryDoubles, read, withScratch } from "../core/index.js";
import { InputError } from "../errors.js";

/** Writes the gradient at `x` into `gradient` and returns the value. Both arrays are reused. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimizeOptions {
  /** Iterations, default 200. */
  maxIterations?: number;
  /** Correction pairs to remember, default 10. */
  memory?: number;
  /** Ends where an iteration lowers f by less than this × max(|f|, 1); default 2.2e-9. */
  valueTolerance?: number;
  /** Ends where no entry of the projected gradient exceeds this; default 1e-5. */
  gradientTolerance?: number;
  /** Ends the search at the next evaluation, with the best point so far. */
  signal?: AbortSignal | undefined;
}

/** Why a minimization ended; `abnormal`: no step along the last direction lowers f. */
export type StopReason = "gradient" | "value" | "iterations" | "abnormal" | "aborted";

export interface MinimizeResult {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
  readonly evaluations: number;
  readonly reason: StopReason;
}

/** Texts of `lbfgsb_reason`; negative ones are abnormal. */
export function stopReason(code: number): StopReason {
  return code === 1 ? "gradient" : code === 2 ? "value" : code === 3 ? "iterations" : "abnormal";
}

/**
 * Minimizes a smooth function in a box by L-BFGS-B.
 *
 * Infinite bounds are allowed and the start is moved into the box. Where f or its gradient is
 * not finite, the line search steps back; a start without a finite value ends as `abnormal`.
 *
 * Cost: one evaluation a step and O(memory² · d) beside it.
 * Source: Byrd, Lu, Nocedal, Zhu 1995; line search of Moré and Thuente 1994.
 */
export function minimize(
  f: Objective,
  x0: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  options: MinimizeOptions = {},
): MinimizeResult {
  const d = x0.length;
  checkBox(x0, lower, upper);
  const { maxIterations = 200, memory = 10, signal } = options;
  const { valueTolerance = 2.2e-9, gradientTolerance = 1e-5 } = options;
  return withScratch((scratch) => {
    const c = core();
    const state = scratch.allocate(c.lbfgsb_size(d, memory));
    const [start, low, high] = [scratch.copyIn(x0), scratch.copyIn(lower), scratch.copyIn(upper)];
    checked(
      c.lbfgsb_start(
        state,
        d,
        memory,
        start,
        low,
        high,
        valueTolerance,
        gradientTolerance,
        maxIterations,
      ),
    );
    const pointAt = (c.lbfgsb_point(state) >>> 0) / 8;
    const gradientAt = (c.lbfgsb_gradient(state) >>> 0) / 8;
    const x = new Float64Array(d);
    const gradient = new Float64Array(d);
    let status = 1;
    let reason: StopReason | undefined;
    while (status === 1) {
      // The first evaluation always happens, so that there is a best point to return.
      if (signal?.aborted && c.lbfgsb_evaluations(state) > 0) {
        reason = "aborted";
        checked(c.lbfgsb_stop(state));
        break;
      }
      x.set(memoryDoubles().subarray(pointAt, pointAt + d));
      const value = f(x, gradient);
      memoryDoubles().set(gradient, gradientAt);
      status = c.lbfgsb_advance(state, value);
    }
    return {
      x: read(pointAt * 8, d),
      value: c.lbfgsb_value(state),
      gradient: read(gradientAt * 8, d),
      iterations: c.lbfgsb_iterations(state),
      evaluations: c.lbfgsb_evaluations(state),
      reason: reason ?? stopReason(c.lbfgsb_reason(state)),
    };
  });
}

function checkBox(x0: ArrayLike<number>, lower: ArrayLike<number>, upper: ArrayLike<number>): void {
  const d = x0.length;
  if (d === 0) throw new InputError("x0", x0, "give at least one variable");
  if (lower.length !== d) throw new InputError("lower", lower, `give ${d} bounds`);
  if (upper.length !== d) throw new InputError("upper", upper, `give ${d} bounds`);
  for (let i = 0; i < d; i++) {
    if (!Number.isFinite(x0[i])) throw new InputError(`x0[${i}]`, x0[i], "give a finite number");
    if (!(lower[i]! <= upper[i]!)) {
      throw new InputError(`lower[${i}]`, lower[i], `give a bound at most upper, ${upper[i]}`);
    }
  }
}
