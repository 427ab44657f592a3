/**
 * Independent minimizations advanced in lock-step: each call takes the values of all points that
 * were wanted and lists the next ones, so that one evaluation serves every problem. Problems do
 * not influence each other; those that have ended drop out of the list.
 *
 * Layout: count and d in the first 64 bytes, then one lbfgsb state a problem.
 */
import { at, doubles, rowOf } from "../memory/access";
import { OK } from "../status";
import { EVALUATE } from "./iteration";
import { lbfgsb_advance, lbfgsb_size, lbfgsb_start } from "./lbfgsb";
import { gradient, point, REASON } from "./state";
import { copy } from "./vector";

const COUNT: usize = 0;
const DIMENSION: usize = 4;
/** Doubles of one state. */
const STRIDE: usize = 8;
const STARTED: usize = 12;
const HEADER: usize = 64;

/** Doubles of a batch of `count` problems in d variables. */
export function lbfgsb_batch_size(count: i32, d: i32, memory: i32): i32 {
  return 8 + count * lbfgsb_size(d, memory);
}

/** State of problem `index`, for the accessors of a single problem. */
export function lbfgsb_batch_state(batch: usize, index: i32): usize {
  return batch + HEADER + doubles(index * load<i32>(batch, STRIDE));
}

/**
 * Begins `count` minimizations; the arguments are those of `lbfgsb_start`, with a row a problem
 * in x, low and high (count × d each).
 */
export function lbfgsb_batch_start(
  batch: usize,
  count: i32,
  d: i32,
  memory: i32,
  x: usize,
  low: usize,
  high: usize,
  valueTolerance: f64,
  gradientTolerance: f64,
  maxIterations: i32,
): i32 {
  if (count < 1) return -2;
  store<i32>(batch, count, COUNT);
  store<i32>(batch, d, DIMENSION);
  store<i32>(batch, lbfgsb_size(d, memory), STRIDE);
  store<i32>(batch, 0, STARTED);
  for (let i = 0; i < count; i++) {
    const status = lbfgsb_start(
      lbfgsb_batch_state(batch, i),
      d,
      memory,
      rowOf(x, i, d),
      rowOf(low, i, d),
      rowOf(high, i, d),
      valueTolerance,
      gradientTolerance,
      maxIterations,
    );
    if (status != OK) return status;
  }
  return OK;
}

/**
 * Takes what was evaluated since the last call and lists what to evaluate next.
 *
 * @param points     count × d, overwritten: the wanted points, one a row
 * @param values     a value for each point of the last list; unread on the first call
 * @param gradients  their gradients, row by row
 * @returns how many points are wanted; 0 when every problem has ended
 */
export function lbfgsb_batch_advance(
  batch: usize,
  points: usize,
  values: usize,
  gradients: usize,
): i32 {
  const count = load<i32>(batch, COUNT);
  const d = load<i32>(batch, DIMENSION);
  const started = load<i32>(batch, STARTED) != 0;
  let answered = 0;
  let wanted = 0;
  for (let i = 0; i < count; i++) {
    const state = lbfgsb_batch_state(batch, i);
    if (load<i32>(state, REASON) != 0) continue;
    if (started) {
      copy(d, rowOf(gradients, answered, d), gradient(state));
      const value = load<f64>(at(values, answered++));
      if (lbfgsb_advance(state, value) != EVALUATE) continue;
    }
    copy(d, point(state), rowOf(points, wanted++, d));
  }
  store<i32>(batch, 1, STARTED);
  return wanted;
}
