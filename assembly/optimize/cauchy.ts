/**
 * The generalized Cauchy point: the first local minimizer of the quadratic model along the
 * projected steepest-descent path x(t) = clamp(x − t g). The path bends where a coordinate
 * meets its bound; between two bends the model is a parabola that is updated in O(c²).
 *
 * Source: Byrd, Lu, Nocedal, Zhu 1995, algorithm CP.
 * Cost: O(cd) and O(d + c²) a bend.
 */
import { at } from "../memory/access";
import { displacement, rowOfW, solveMiddle } from "./middle";
import {
  breaks,
  DIMENSION,
  direction,
  gradient,
  lower,
  PAIRS,
  point,
  THETA,
  target,
  upper,
  work,
} from "./state";
import { addScaled, copy, inner } from "./vector";

/** A coordinate that stays where it is. */
const HELD: f64 = -1;

/** Break points and the direction of the path; adds up p = Wᵀd. Returns d · d. */
function preparePath(state: usize, p: usize, row: usize): f64 {
  const d = load<i32>(state, DIMENSION);
  const c2 = 2 * load<i32>(state, PAIRS);
  let square: f64 = 0;
  for (let i = 0; i < c2; i++) store<f64>(at(p, i), 0);
  for (let i = 0; i < d; i++) {
    const x = load<f64>(at(point(state), i));
    const slope = load<f64>(at(gradient(state), i));
    const bound = slope > 0 ? load<f64>(at(lower(state), i)) : load<f64>(at(upper(state), i));
    const room = slope > 0 ? x - bound : bound - x;
    let at0: f64 = HELD;
    let move: f64 = 0;
    if (load<f64>(at(lower(state), i)) < load<f64>(at(upper(state), i))) {
      if (slope == 0) {
        // It may move in the subspace step.
        at0 = Infinity;
      } else if (room > 0) {
        at0 = room / Math.abs(slope);
        move = -slope;
      }
    }
    store<f64>(at(breaks(state), i), at0);
    store<f64>(at(direction(state), i), move);
    if (move == 0) continue;
    square += move * move;
    rowOfW(state, i, row);
    addScaled(c2, move, row, p);
  }
  return square;
}

/** The moving coordinate whose bound comes next; −1 where none has one. */
function nextBreak(state: usize): i32 {
  const d = load<i32>(state, DIMENSION);
  let best = -1;
  let nearest: f64 = Infinity;
  for (let i = 0; i < d; i++) {
    if (load<f64>(at(direction(state), i)) == 0) continue;
    const t = load<f64>(at(breaks(state), i));
    if (t < nearest) {
      nearest = t;
      best = i;
    }
  }
  return best;
}

/** Follows the path; leaves the point in `target`, held coordinates with a negative break. */
export function findCauchyPoint(state: usize): void {
  const d = load<i32>(state, DIMENSION);
  const c2 = 2 * load<i32>(state, PAIRS);
  const theta = load<f64>(state, THETA);
  const p = work(state, 0);
  const c = displacement(state);
  const v = work(state, 2);
  const row = work(state, 3);
  copy(d, point(state), target(state));
  let first = -preparePath(state, p, row);
  for (let i = 0; i < c2; i++) store<f64>(at(c, i), 0);
  if (first == 0) return;
  copy(c2, p, v);
  solveMiddle(state, v);
  let second = -theta * first - inner(c2, p, v);
  const flattest = f64.EPSILON * -theta * first;
  let wanted = -first / second;
  let t: f64 = 0;
  let moving = 0;
  for (let i = 0; i < d; i++) moving += load<f64>(at(direction(state), i)) != 0 ? 1 : 0;
  for (;;) {
    const next = nextBreak(state);
    if (next < 0) break;
    const leg = load<f64>(at(breaks(state), next)) - t;
    if (wanted < leg) break;
    t += leg;
    addScaled(c2, leg, p, c);
    const move = load<f64>(at(direction(state), next));
    const bound = load<f64>(at(move > 0 ? upper(state) : lower(state), next));
    const travelled = bound - load<f64>(at(point(state), next));
    store<f64>(at(target(state), next), bound);
    store<f64>(at(direction(state), next), 0);
    store<f64>(at(breaks(state), next), HELD);
    wanted = 0;
    if (--moving == 0) break;
    first += leg * second + move * move - theta * move * travelled;
    second -= theta * move * move;
    if (c2 > 0) {
      rowOfW(state, next, row);
      copy(c2, row, v);
      solveMiddle(state, v);
      first += move * inner(c2, c, v);
      second += 2 * move * inner(c2, p, v) - move * move * inner(c2, row, v);
      addScaled(c2, -move, row, p);
    }
    second = Math.max(second, flattest);
    wanted = Math.max(-first / second, 0);
  }
  for (let i = 0; i < d; i++) {
    const move = load<f64>(at(direction(state), i));
    if (move != 0) {
      store<f64>(at(target(state), i), load<f64>(at(point(state), i)) + (t + wanted) * move);
    }
  }
  addScaled(c2, wanted, p, c);
}
