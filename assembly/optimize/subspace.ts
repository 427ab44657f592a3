/**
 * Minimizes the quadratic model over the coordinates that the Cauchy point leaves free, by the
 * inverse of the reduced compact Hessian, and brings the result back into the box.
 *
 * Source: Byrd, Lu, Nocedal, Zhu 1995, §5.1; the projection is that of Morales and Nocedal 2011
 * (remark on algorithm 778), with truncation where the projected step does not descend.
 * Cost: O(c²d + c³).
 */
import { at } from "../memory/access";
import { displacement, factorMiddle, rowOfW, solveMiddle } from "./middle";
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
import { addScaled, inner } from "./vector";

/** −Zᵀ(gradient of the model at the Cauchy point) into `out`; held coordinates get 0. */
function reducedResidual(state: usize, out: usize): void {
  const d = load<i32>(state, DIMENSION);
  const c2 = 2 * load<i32>(state, PAIRS);
  const theta = load<f64>(state, THETA);
  const row = work(state, 3);
  solveMiddle(state, displacement(state));
  for (let i = 0; i < d; i++) {
    let r: f64 = 0;
    if (load<f64>(at(breaks(state), i)) >= 0) {
      rowOfW(state, i, row);
      const moved = load<f64>(at(target(state), i)) - load<f64>(at(point(state), i));
      r = inner(c2, row, displacement(state)) - theta * moved - load<f64>(at(gradient(state), i));
    }
    store<f64>(at(out, i), r);
  }
}

/** r := (reduced Hessian)⁻¹ r, held coordinates stay 0; false where the factors fail. */
function solveReduced(state: usize, r: usize): bool {
  const d = load<i32>(state, DIMENSION);
  const c2 = 2 * load<i32>(state, PAIRS);
  const theta = load<f64>(state, THETA);
  const v = work(state, 2);
  const row = work(state, 3);
  if (!factorMiddle(state, true)) return false;
  for (let i = 0; i < c2; i++) store<f64>(at(v, i), 0);
  for (let i = 0; i < d; i++) {
    const ri = load<f64>(at(r, i));
    if (ri == 0) continue;
    rowOfW(state, i, row);
    addScaled(c2, ri, row, v);
  }
  solveMiddle(state, v);
  for (let i = 0; i < d; i++) {
    if (load<f64>(at(breaks(state), i)) < 0) continue;
    rowOfW(state, i, row);
    const ri = load<f64>(at(r, i));
    store<f64>(at(r, i), (ri + inner(c2, row, v) / theta) / theta);
  }
  return true;
}

function clampTo(state: usize, i: i32, x: f64): f64 {
  return Math.min(Math.max(x, load<f64>(at(lower(state), i))), load<f64>(at(upper(state), i)));
}

/** The longest step ≤ 1 from the Cauchy point along `step` that stays in the box. */
function roomAlong(state: usize, step: usize): f64 {
  const d = load<i32>(state, DIMENSION);
  let room: f64 = 1;
  for (let i = 0; i < d; i++) {
    const move = load<f64>(at(step, i));
    if (move == 0) continue;
    const bound = load<f64>(at(move > 0 ? upper(state) : lower(state), i));
    const reach = (bound - load<f64>(at(target(state), i))) / move;
    if (reach < room) room = Math.max(reach, 0);
  }
  return room;
}

/**
 * Moves `target` from the Cauchy point to the minimizer over its face.
 * False where rounding has spoilt the limited memory, which the caller then drops.
 */
export function minimizeOverFace(state: usize): bool {
  const d = load<i32>(state, DIMENSION);
  const step = direction(state);
  reducedResidual(state, step);
  if (!solveReduced(state, step)) return false;
  let slope: f64 = 0;
  for (let i = 0; i < d; i++) {
    const moved = load<f64>(at(target(state), i)) + load<f64>(at(step, i));
    const gain = clampTo(state, i, moved) - load<f64>(at(point(state), i));
    slope += gain * load<f64>(at(gradient(state), i));
  }
  const scale: f64 = slope > 0 ? roomAlong(state, step) : 1;
  for (let i = 0; i < d; i++) {
    const entry = at(target(state), i);
    store<f64>(entry, clampTo(state, i, load<f64>(entry) + scale * load<f64>(at(step, i))));
  }
  return true;
}
