/** Greedy choice of a batch by hypervolume improvement. */
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { frontBuild, frontGain, frontInsert } from "./front";
import { pareto_improvement } from "./improvement";

/** The first of the c bounds that no other exceeds; −1 where none is above 0 or one is NaN. */
function largest(c: i32, bounds: usize): i32 {
  let best = -1;
  let value: f64 = 0;
  for (let i = 0; i < c; i++) {
    const bound = load<f64>(at(bounds, i));
    if (bound <= value) continue;
    if (bound != bound) return -1;
    value = bound;
    best = i;
  }
  return best;
}

/** Looks again at candidates until the one with the largest bound is up to date. */
function nextPick(
  pick: i32,
  k: i32,
  front: usize,
  c: i32,
  candidates: usize,
  bounds: usize,
  stamps: usize,
): i32 {
  let best = largest(c, bounds);
  while (best >= 0 && load<i32>(stamps + ((<usize>best) << 2)) != pick) {
    const bound = at(bounds, best);
    const gain = frontGain(front, rowOf(candidates, best, k));
    // Rounding must not raise a bound: of equal candidates the first is to win.
    store<f64>(bound, min(gain, load<f64>(bound)));
    store<i32>(stamps + ((<usize>best) << 2), pick);
    best = largest(c, bounds);
  }
  return best;
}

/**
 * Chooses up to q of c candidates, each the one that adds most to the hypervolume of the points
 * and of those chosen before it; of equal ones the first.
 *
 * A candidate's gain can only fall while the set grows (the hypervolume is submodular), so an old
 * gain is a bound: only candidates whose bound is the largest are looked at again, and the result
 * is exactly that of the full search.
 *
 * @param y n × k, finite; all objectives are minimized
 * @param candidates c × k, finite
 * @param chosen q 32-bit indices of candidates, −1 where none adds anything any more
 * @param gains q volumes, 0 where none was chosen
 * Cost: that of `pareto_improvement`, then a few gains of a single point a choice.
 * Source: Minoux 1978, "Accelerated greedy algorithms for maximizing submodular set functions".
 */
export function pareto_select(
  n: i32,
  k: i32,
  y: usize,
  reference: usize,
  c: i32,
  candidates: usize,
  q: i32,
  chosen: usize,
  gains: usize,
): i32 {
  if (n < 0) return -1;
  if (k < 1) return -2;
  if (c < 0) return -5;
  if (q < 0) return -7;
  const mark = scratch_mark();
  const front = frontBuild(n, k, y, reference, q, false);
  const bounds = scratch_allocate(doubles(c + 1));
  const stamps = scratch_allocate((<usize>(c + 1)) << 2);
  let status: i32 = OUT_OF_MEMORY;
  if (front != 0 && bounds != 0 && stamps != 0) {
    memory.fill(stamps, 0, (<usize>c) << 2);
    status = pareto_improvement(n, k, y, reference, c, candidates, bounds);
  }
  for (let pick = 0; pick < q && status == OK; pick++) {
    const best = nextPick(pick, k, front, c, candidates, bounds, stamps);
    store<i32>(chosen + ((<usize>pick) << 2), best);
    store<f64>(at(gains, pick), best < 0 ? 0 : load<f64>(at(bounds, best)));
    if (best >= 0) frontInsert(front, rowOf(candidates, best, k));
  }
  scratch_release(mark);
  return status;
}
