/**
 * The iteration of L-BFGS-B: direction, trials of the line search, convergence tests, restarts.
 *
 * Sources: Byrd, Lu, Nocedal, Zhu 1995; Morales, Nocedal 2011. Restarts, tolerances and the line
 * search are those of version 3.0, so that iterates follow SciPy's closely.
 */
import { at } from "../memory/access";
import { findCauchyPoint } from "./cauchy";
import { ACCEPT, line_search_advance, line_search_retreat, line_search_start } from "./line_search";
import { addPair, factorMiddle } from "./middle";
import * as S from "./state";
import { minimizeOverFace } from "./subspace";
import { copy, inner } from "./vector";

/** The caller evaluates value and gradient at the point and calls again. */
export const EVALUATE: i32 = 1;
export const DONE: i32 = 0;
/** No step along the last direction lowers the objective: the point is the best one seen. */
export const ABNORMAL: i32 = -1;

/** Phases of a problem; a new one, at 0, waits for its first value. */
export const IN_SEARCH: i32 = 1;
export const ENDED: i32 = 2;

export const BY_GRADIENT: i32 = 1;
const BY_VALUE: i32 = 2;
export const BY_ITERATIONS: i32 = 3;
const BY_SEARCH: i32 = -1;
export const BY_START: i32 = -2;

/** Evaluations of one line search. */
const MAX_TRIALS: i32 = 20;
const HUGE: f64 = 1e10;

export function finish(state: usize, reason: i32): i32 {
  store<i32>(state, ENDED, S.PHASE);
  store<i32>(state, reason, S.REASON);
  return reason > 0 ? DONE : ABNORMAL;
}

/** Largest entry of the gradient projected on the box: how far the point is from stationary. */
export function projectedGradient(state: usize): f64 {
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
export function beginIteration(state: usize): i32 {
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
export function afterHole(state: usize): i32 {
  if (load<i32>(state, S.TRIALS) >= MAX_TRIALS) return afterFailure(state);
  line_search_retreat(state);
  return proposeTrial(state);
}

export function afterTrial(state: usize, value: f64): i32 {
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
