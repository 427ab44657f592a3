/**
 * The line search of Moré and Thuente by reverse communication: a step with sufficient decrease
 * (1e-3) and a slope reduced to 0.9 of the first, found by safeguarded cubic and quadratic
 * interpolation in an interval that brackets one.
 *
 * Source: Moré, Thuente 1994, ACM TOMS 20, 286 (as dcsrch and dcstep of MINPACK-2).
 */
import {
  BEST_SLOPE,
  BEST_STEP,
  BEST_VALUE,
  BRACKETED,
  LARGEST_STEP,
  MAX_STEP,
  MIN_STEP,
  OLD_SLOPE,
  OLD_VALUE,
  OLD_WIDTH,
  OTHER_SLOPE,
  OTHER_STEP,
  OTHER_VALUE,
  STAGE,
  STEP,
  WIDTH,
} from "./state";

const DECREASE: f64 = 1e-3;
const CURVATURE: f64 = 0.9;
/** Relative width of the bracket at which no better step is to be found. */
const NARROW: f64 = 0.1;

/** The step is to be tried. */
export const TRY: i32 = 0;
/** The step that was just evaluated satisfies both conditions, or nothing better is in reach. */
export const ACCEPT: i32 = 1;

export function line_search_start(state: usize, step: f64, largest: f64): void {
  const value = load<f64>(state, OLD_VALUE);
  const slope = load<f64>(state, OLD_SLOPE);
  store<f64>(state, step, STEP);
  store<f64>(state, largest, LARGEST_STEP);
  store<i32>(state, 0, BRACKETED);
  store<i32>(state, 1, STAGE);
  store<f64>(state, largest, WIDTH);
  store<f64>(state, 2 * largest, OLD_WIDTH);
  store<f64>(state, 0, BEST_STEP);
  store<f64>(state, value, BEST_VALUE);
  store<f64>(state, slope, BEST_SLOPE);
  store<f64>(state, 0, OTHER_STEP);
  store<f64>(state, value, OTHER_VALUE);
  store<f64>(state, slope, OTHER_SLOPE);
  store<f64>(state, 0, MIN_STEP);
  store<f64>(state, 5 * step, MAX_STEP);
}

/** The objective has no value here: halves the distance to the best step and never goes back. */
export function line_search_retreat(state: usize): void {
  const step = 0.5 * (load<f64>(state, BEST_STEP) + load<f64>(state, STEP));
  store<f64>(state, step, STEP);
  store<f64>(state, step, LARGEST_STEP);
  store<f64>(state, Math.min(load<f64>(state, MIN_STEP), step), MIN_STEP);
  store<f64>(state, step, MAX_STEP);
}

/** The root γ of the cubic's derivative, scaled against overflow; 0 where it has none. */
function cubicRoot(theta: f64, a: f64, b: f64): f64 {
  const scale = Math.max(Math.abs(theta), Math.max(Math.abs(a), Math.abs(b)));
  if (scale == 0) return 0;
  const t = theta / scale;
  return scale * Math.sqrt(Math.max(0, t * t - (a / scale) * (b / scale)));
}

/** The next step and the new interval, from value and slope at the present step (dcstep). */
function interpolate(state: usize, value: f64, slope: f64): void {
  const best = load<f64>(state, BEST_STEP);
  const bestValue = load<f64>(state, BEST_VALUE);
  const bestSlope = load<f64>(state, BEST_SLOPE);
  const other = load<f64>(state, OTHER_STEP);
  const step = load<f64>(state, STEP);
  const bracketed = load<i32>(state, BRACKETED) != 0;
  const opposite = slope * bestSlope < 0;
  const theta = (3 * (bestValue - value)) / (step - best) + bestSlope + slope;
  let next: f64;
  let closes = true;
  if (value > bestValue) {
    const gamma =
      step < best ? -cubicRoot(theta, bestSlope, slope) : cubicRoot(theta, bestSlope, slope);
    const r = (gamma - bestSlope + theta) / (2 * gamma - bestSlope + slope);
    const cubic = best + r * (step - best);
    const chord = (bestValue - value) / (step - best) + bestSlope;
    const quadratic = best + (bestSlope / chord / 2) * (step - best);
    const nearer = Math.abs(cubic - best) < Math.abs(quadratic - best);
    next = nearer ? cubic : cubic + (quadratic - cubic) / 2;
  } else if (opposite) {
    const gamma =
      step > best ? -cubicRoot(theta, bestSlope, slope) : cubicRoot(theta, bestSlope, slope);
    const r = (gamma - slope + theta) / (2 * gamma - slope + bestSlope);
    const cubic = step + r * (best - step);
    const secant = step + (slope / (slope - bestSlope)) * (best - step);
    next = Math.abs(cubic - step) > Math.abs(secant - step) ? cubic : secant;
  } else if (Math.abs(slope) < Math.abs(bestSlope)) {
    const root = cubicRoot(theta, bestSlope, slope);
    const gamma = step > best ? -root : root;
    const r = (gamma - slope + theta) / (gamma + (bestSlope - slope) + gamma);
    let cubic = step > best ? load<f64>(state, MAX_STEP) : load<f64>(state, MIN_STEP);
    if (r < 0 && gamma != 0) cubic = step + r * (best - step);
    const secant = step + (slope / (slope - bestSlope)) * (best - step);
    const cubicNearer = Math.abs(cubic - step) < Math.abs(secant - step);
    if (bracketed) {
      next = cubicNearer ? cubic : secant;
      const limit = step + 0.66 * (other - step);
      next = step > best ? Math.min(limit, next) : Math.max(limit, next);
    } else {
      next = cubicNearer ? secant : cubic;
      next = Math.min(Math.max(next, load<f64>(state, MIN_STEP)), load<f64>(state, MAX_STEP));
    }
    closes = bracketed;
  } else {
    closes = bracketed;
    next = step > best ? load<f64>(state, MAX_STEP) : load<f64>(state, MIN_STEP);
    if (bracketed) {
      const otherSlope = load<f64>(state, OTHER_SLOPE);
      const t = (3 * (value - load<f64>(state, OTHER_VALUE))) / (other - step) + otherSlope + slope;
      const root = cubicRoot(t, otherSlope, slope);
      const gamma = step > other ? -root : root;
      next = step + ((gamma - slope + t) / (2 * gamma - slope + otherSlope)) * (other - step);
    }
  }
  narrow(state, value, slope, opposite);
  if (closes) store<i32>(state, 1, BRACKETED);
  store<f64>(state, next, STEP);
}

/** Replaces an end of the interval by the present step. */
function narrow(state: usize, value: f64, slope: f64, opposite: bool): void {
  const step = load<f64>(state, STEP);
  if (value > load<f64>(state, BEST_VALUE)) {
    store<f64>(state, step, OTHER_STEP);
    store<f64>(state, value, OTHER_VALUE);
    store<f64>(state, slope, OTHER_SLOPE);
    return;
  }
  if (opposite) {
    store<f64>(state, load<f64>(state, BEST_STEP), OTHER_STEP);
    store<f64>(state, load<f64>(state, BEST_VALUE), OTHER_VALUE);
    store<f64>(state, load<f64>(state, BEST_SLOPE), OTHER_SLOPE);
  }
  store<f64>(state, step, BEST_STEP);
  store<f64>(state, value, BEST_VALUE);
  store<f64>(state, slope, BEST_SLOPE);
}

/** Adds `amount`·step to the interval's values and `amount` to its slopes. */
function tilt(state: usize, amount: f64): void {
  const best = load<f64>(state, BEST_STEP);
  const other = load<f64>(state, OTHER_STEP);
  store<f64>(state, load<f64>(state, BEST_VALUE) + amount * best, BEST_VALUE);
  store<f64>(state, load<f64>(state, BEST_SLOPE) + amount, BEST_SLOPE);
  store<f64>(state, load<f64>(state, OTHER_VALUE) + amount * other, OTHER_VALUE);
  store<f64>(state, load<f64>(state, OTHER_SLOPE) + amount, OTHER_SLOPE);
}

/** True where the interval has no room for a better step. */
function exhausted(state: usize): bool {
  if (load<i32>(state, BRACKETED) == 0) return false;
  const low = load<f64>(state, MIN_STEP);
  const high = load<f64>(state, MAX_STEP);
  const step = load<f64>(state, STEP);
  return step <= low || step >= high || high - low <= NARROW * high;
}

/** Halves an interval that shrinks too slowly and sets the limits of the next step. */
function safeguard(state: usize): void {
  const best = load<f64>(state, BEST_STEP);
  const other = load<f64>(state, OTHER_STEP);
  let step = load<f64>(state, STEP);
  if (load<i32>(state, BRACKETED) != 0) {
    const width = Math.abs(other - best);
    if (width >= 0.66 * load<f64>(state, OLD_WIDTH)) step = best + 0.5 * (other - best);
    store<f64>(state, load<f64>(state, WIDTH), OLD_WIDTH);
    store<f64>(state, width, WIDTH);
    store<f64>(state, Math.min(best, other), MIN_STEP);
    store<f64>(state, Math.max(best, other), MAX_STEP);
  } else {
    store<f64>(state, step + 1.1 * (step - best), MIN_STEP);
    store<f64>(state, step + 4 * (step - best), MAX_STEP);
  }
  store<f64>(state, Math.min(Math.max(step, 0), load<f64>(state, LARGEST_STEP)), STEP);
  if (exhausted(state)) store<f64>(state, best, STEP);
}

/** Takes value and slope at the present step; TRY leaves a new one in STEP. */
export function line_search_advance(state: usize, value: f64, slope: f64): i32 {
  const firstSlope = load<f64>(state, OLD_SLOPE);
  const needed = DECREASE * firstSlope;
  const step = load<f64>(state, STEP);
  const ceiling = load<f64>(state, OLD_VALUE) + step * needed;
  if (value <= ceiling && slope >= 0) store<i32>(state, 2, STAGE);
  if (exhausted(state)) return ACCEPT;
  if (step == load<f64>(state, LARGEST_STEP) && value <= ceiling && slope <= needed) return ACCEPT;
  if (step == 0) return ACCEPT;
  if (value <= ceiling && Math.abs(slope) <= -CURVATURE * firstSlope) return ACCEPT;
  // Until a step with enough decrease and a rising slope is seen, work on the tilted function.
  const tilted =
    load<i32>(state, STAGE) == 1 && value <= load<f64>(state, BEST_VALUE) && value > ceiling;
  if (tilted) {
    tilt(state, -needed);
    interpolate(state, value - step * needed, slope - needed);
    tilt(state, needed);
  } else {
    interpolate(state, value, slope);
  }
  safeguard(state);
  return TRY;
}
