/**
 * L-BFGS-B by reverse communication: the caller evaluates, the core decides. One call between
 * two evaluations, so that any objective in any language can be minimized, and a batch of
 * problems can share its evaluations.
 *
 * Sources: Byrd, Lu, Nocedal, Zhu 1995; Morales, Nocedal 2011. Restarts, tolerances and the line
 * search are those of version 3.0, so that iterates follow SciPy's closely.
 */
import { at } from "../memory/access";
import { OK } from "../status";
import { findCauchyPoint } from "./cauchy";
import { ACCEPT, line_search_advance, line_search_retreat, line_search_start } from "./line_search";
import { addPair, factorMiddle } from "./middle";
import * as S from "./state";
import { minimizeOverFace } from "./subspace";
import { allFinite, copy, inner } from "./vector";

/** The caller evaluates value and gradient at the point and calls again. */
const EVALUATE: i32 = 1;
const DONE: i32 = 0;
/** No step along the last direction lowers the objective: the point is the best one seen. */
const ABNORMAL: i32 = -1;

const AT_START: i32 = 0;
const IN_SEARCH: i32 = 1;
const ENDED: i32 = 2;

const BY_GRADIENT: i32 = 1;
const BY_VALUE: i32 = 2;
const BY_ITERATIONS: i32 = 3;
const BY_SEARCH: i32 = -1;
const BY_START: i32 = -2;

/** Evaluations of one line search. */
const MAX_TRIALS: i32 = 20;
const HUGE: f64 = 1e10;

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

function finish(state: usize, reason: i32): i32 {
  store<i32>(state, ENDED, S.PHASE);
  store<i32>(state, reason, S.REASON);
  return reason > 0 ? DONE : ABNORMAL;
}

/** Largest entry of the gradient projected on the box: how far the point is from stationary. */
function projectedGradient(state: usize): f64 {
  const d = load<i32>(state, S.DIMENSION);
  let largest: f64 = 0;
  for (let i = 0; i < d; i++) {
    const x = load<f64>(at(S.point(state), i));
    let g = load<f64>(at(S.gradient(state), i));
    if (g < 0) g = Math.max(g, x - load<f64>(at(S.upper(state), i)));
    else g = Math.min(g, x - load<f64>(at(S.lower(state), i)));
    largest = Math.max(largest, Math.abs(g));
  }
  return largest;
}

/** Finds the direction of the next iteration; drops the memory once where it has been spoilt. */
function beginIteration(state: usize): i32 {
  const d = load<i32>(state, S.DIMENSION);
  if (!findDirection(state)) {
    store<i32>(state, 0, S.PAIRS);
    store<f64>(state, 1, S.THETA);
    if (!findDirection(state)) return finish(state, BY_SEARCH);
  }
  copy(d, S.point(state), S.oldPoint(state));
  copy(d, S.gradient(state), S.oldGradient(state));
  store<f64>(state, load<f64>(state, S.VALUE), S.OLD_VALUE);
  store<i32>(state, IN_SEARCH, S.PHASE);
  store<i32>(state, 0, S.TRIALS);
  const first = load<i32>(state, S.ITERATIONS) == 0;
  const largest = largestStep(state, first);
  let step = Math.min(1, largest);
  if (first && load<i32>(state, S.BOXED) == 0) {
    const length = Math.sqrt(inner(d, S.direction(state), S.direction(state)));
    step = Math.min(1 / length, largest);
  }
  line_search_start(state, step, largest);
  return proposeTrial(state);
}

/** Direction to the minimizer of the model in the box; false where it does not descend. */
function findDirection(state: usize): bool {
  const d = load<i32>(state, S.DIMENSION);
  const direction = S.direction(state);
  if (!factorMiddle(state, false)) return false;
  findCauchyPoint(state);
  if (load<i32>(state, S.PAIRS) > 0 && !minimizeOverFace(state)) return false;
  for (let i = 0; i < d; i++) {
    const move = load<f64>(at(S.target(state), i)) - load<f64>(at(S.point(state), i));
    store<f64>(at(direction, i), move);
  }
  const slope = inner(d, direction, S.gradient(state));
  store<f64>(state, slope, S.OLD_SLOPE);
  return isFinite(slope) && slope < 0;
}

/** How far the line search may go: to the first bound, on the first iteration to the target. */
function largestStep(state: usize, first: bool): f64 {
  if (first && load<i32>(state, S.BOXED) != 0) return 1;
  const d = load<i32>(state, S.DIMENSION);
  let largest: f64 = HUGE;
  for (let i = 0; i < d; i++) {
    const move = load<f64>(at(S.direction(state), i));
    if (move == 0) continue;
    const bound = load<f64>(at(move > 0 ? S.upper(state) : S.lower(state), i));
    const reach = (bound - load<f64>(at(S.point(state), i))) / move;
    largest = Math.min(largest, Math.max(reach, 0));
  }
  // The target itself lies in the box, whatever rounding says.
  return Math.max(largest, 1);
}

/** Sets the point to the present step of the line search. */
function proposeTrial(state: usize): i32 {
  const d = load<i32>(state, S.DIMENSION);
  const step = load<f64>(state, S.STEP);
  store<i32>(state, load<i32>(state, S.TRIALS) + 1, S.TRIALS);
  if (step == 1) {
    copy(d, S.target(state), S.point(state));
    return EVALUATE;
  }
  for (let i = 0; i < d; i++) {
    const move = step * load<f64>(at(S.direction(state), i));
    const x = load<f64>(at(S.oldPoint(state), i)) + move;
    const inside = Math.max(x, load<f64>(at(S.lower(state), i)));
    store<f64>(at(S.point(state), i), Math.min(inside, load<f64>(at(S.upper(state), i))));
  }
  return EVALUATE;
}

/** The objective has no value at the trial point. */
function afterHole(state: usize): i32 {
  if (load<i32>(state, S.TRIALS) >= MAX_TRIALS) return afterFailure(state);
  line_search_retreat(state);
  return proposeTrial(state);
}

function afterTrial(state: usize, value: f64): i32 {
  const d = load<i32>(state, S.DIMENSION);
  const slope = inner(d, S.gradient(state), S.direction(state));
  if (line_search_advance(state, value, slope) == ACCEPT) {
    const worse = load<f64>(state, S.STEP) == 0 || value > load<f64>(state, S.OLD_VALUE);
    return worse ? afterFailure(state) : afterStep(state, value);
  }
  if (load<i32>(state, S.TRIALS) >= MAX_TRIALS) return afterFailure(state);
  return proposeTrial(state);
}

/** Back to the last iterate; once more without memory, unless there was none. */
function afterFailure(state: usize): i32 {
  const d = load<i32>(state, S.DIMENSION);
  copy(d, S.oldPoint(state), S.point(state));
  copy(d, S.oldGradient(state), S.gradient(state));
  const value = load<f64>(state, S.OLD_VALUE);
  store<f64>(state, value, S.VALUE);
  if (load<i32>(state, S.PAIRS) > 0) {
    store<i32>(state, 0, S.PAIRS);
    store<f64>(state, 1, S.THETA);
    return beginIteration(state);
  }
  // A whole step would not have gained what counts as progress: rounding is the limit.
  const negligible = load<f64>(state, S.VALUE_TOLERANCE) * Math.max(Math.abs(value), 1);
  return finish(state, -load<f64>(state, S.OLD_SLOPE) <= negligible ? BY_VALUE : BY_SEARCH);
}

/** The iteration is complete: convergence tests, then the pair joins the memory. */
function afterStep(state: usize, value: f64): i32 {
  const d = load<i32>(state, S.DIMENSION);
  const old = load<f64>(state, S.OLD_VALUE);
  const iterations = load<i32>(state, S.ITERATIONS) + 1;
  store<i32>(state, iterations, S.ITERATIONS);
  if (projectedGradient(state) <= load<f64>(state, S.GRADIENT_TOLERANCE)) {
    return finish(state, BY_GRADIENT);
  }
  const scale = Math.max(Math.max(Math.abs(old), Math.abs(value)), 1);
  if (old - value <= load<f64>(state, S.VALUE_TOLERANCE) * scale) return finish(state, BY_VALUE);
  if (iterations >= load<i32>(state, S.MAX_ITERATIONS)) return finish(state, BY_ITERATIONS);
  for (let i = 0; i < d; i++) {
    const s = load<f64>(at(S.point(state), i)) - load<f64>(at(S.oldPoint(state), i));
    const y = load<f64>(at(S.gradient(state), i)) - load<f64>(at(S.oldGradient(state), i));
    store<f64>(at(S.oldPoint(state), i), s);
    store<f64>(at(S.oldGradient(state), i), y);
  }
  const curvature = inner(d, S.oldPoint(state), S.oldGradient(state));
  // A pair without positive curvature would spoil the definiteness of the model.
  const floor = f64.EPSILON * -load<f64>(state, S.OLD_SLOPE) * load<f64>(state, S.STEP);
  if (curvature > floor) addPair(state, S.oldPoint(state), S.oldGradient(state), curvature);
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
