/**
 * L-BFGS-B by reverse communication: the caller evaluates, the core decides. One call between
 * two evaluations, so that any objective in any language can be minimized, and a batch of
 * problems can share its evaluations.
 */
import { at } from "../memory/access";
import { OK } from "../status";
import {
  ABNORMAL,
  afterHole,
  afterTrial,
  BY_GRADIENT,
  BY_ITERATIONS,
  BY_START,
  beginIteration,
  DONE,
  ENDED,
  finish,
  IN_SEARCH,
  projectedGradient,
} from "./iteration";
import * as S from "./state";
import { allFinite, copy } from "./vector";

/** Doubles of the state of a problem in d variables that remembers `memory` pairs. */
export function lbfgsb_size(d: i32, memory: i32): i32 {
  return S.sizeOf(d, memory);
}

/**
 * Begins a minimization at `x`, moved into the box.
 *
 * @param state  lbfgsb_size doubles, overwritten
 * @param x      d values
 * @param low    d lower bounds, −∞ allowed
 * @param high   d upper bounds, +∞ allowed, ≥ low
 * @param valueTolerance     ends where an iteration lowers f by less than this × max(|f|, 1)
 * @param gradientTolerance  ends where no entry of the projected gradient exceeds this
 */
export function lbfgsb_start(
  state: usize,
  d: i32,
  memory_: i32,
  x: usize,
  low: usize,
  high: usize,
  valueTolerance: f64,
  gradientTolerance: f64,
  maxIterations: i32,
): i32 {
  if (d < 1) return -2;
  if (memory_ < 1) return -3;
  memory.fill(state, 0, 256);
  store<i32>(state, d, S.DIMENSION);
  store<i32>(state, memory_, S.MEMORY);
  store<i32>(state, maxIterations, S.MAX_ITERATIONS);
  store<f64>(state, 1, S.THETA);
  store<f64>(state, valueTolerance, S.VALUE_TOLERANCE);
  store<f64>(state, gradientTolerance, S.GRADIENT_TOLERANCE);
  copy(d, low, S.lower(state));
  copy(d, high, S.upper(state));
  let boxed = 1;
  for (let i = 0; i < d; i++) {
    const least = load<f64>(at(low, i));
    const most = load<f64>(at(high, i));
    if (!(isFinite(least) && isFinite(most))) boxed = 0;
    store<f64>(at(S.point(state), i), Math.min(Math.max(load<f64>(at(x, i)), least), most));
  }
  store<i32>(state, boxed, S.BOXED);
  return OK;
}

/**
 * Takes the value at the point (the gradient was written to `lbfgsb_gradient`) and goes on.
 * A value or gradient that is not finite makes the search step back.
 *
 * @returns 1: evaluate at `lbfgsb_point` and call again; 0: done; −1: abnormal. When ended,
 *   point, gradient and value are the best iterate and `lbfgsb_reason` says why.
 * Cost: O(c²d + c³) an iteration, for c ≤ memory pairs.
 */
export function lbfgsb_advance(state: usize, value: f64): i32 {
  const phase = load<i32>(state, S.PHASE);
  if (phase == ENDED) return load<i32>(state, S.REASON) > 0 ? DONE : ABNORMAL;
  store<i32>(state, load<i32>(state, S.EVALUATIONS) + 1, S.EVALUATIONS);
  store<f64>(state, value, S.VALUE);
  const usable = isFinite(value) && allFinite(load<i32>(state, S.DIMENSION), S.gradient(state));
  if (phase == IN_SEARCH) return usable ? afterTrial(state, value) : afterHole(state);
  if (!usable) return finish(state, BY_START);
  if (projectedGradient(state) <= load<f64>(state, S.GRADIENT_TOLERANCE)) {
    return finish(state, BY_GRADIENT);
  }
  if (load<i32>(state, S.MAX_ITERATIONS) < 1) return finish(state, BY_ITERATIONS);
  return beginIteration(state);
}

/** Ends a running minimization: the last iterate becomes the result. */
export function lbfgsb_stop(state: usize): i32 {
  if (load<i32>(state, S.PHASE) == IN_SEARCH) {
    const d = load<i32>(state, S.DIMENSION);
    copy(d, S.oldPoint(state), S.point(state));
    copy(d, S.oldGradient(state), S.gradient(state));
    store<f64>(state, load<f64>(state, S.OLD_VALUE), S.VALUE);
  }
  finish(state, BY_ITERATIONS);
  return OK;
}

/** Address of the d coordinates to evaluate at, or of the result. */
export function lbfgsb_point(state: usize): usize {
  return S.point(state);
}

/** Address of the d entries where the caller writes the gradient. */
export function lbfgsb_gradient(state: usize): usize {
  return S.gradient(state);
}

export function lbfgsb_value(state: usize): f64 {
  return load<f64>(state, S.VALUE);
}

/**
 * Why it ended: 1 gradient, 2 change of value, 3 iterations, −1 no step descends, −2 the start
 * has no finite value; 0 while it runs.
 */
export function lbfgsb_reason(state: usize): i32 {
  return load<i32>(state, S.REASON);
}

export function lbfgsb_iterations(state: usize): i32 {
  return load<i32>(state, S.ITERATIONS);
}

export function lbfgsb_evaluations(state: usize): i32 {
  return load<i32>(state, S.EVALUATIONS);
}
