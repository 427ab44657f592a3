/**
 * qLogNEHVI: the logarithm of the expected, smoothly positive, hypervolume that a batch adds to the
 * samples of a baseline.
 *
 * A sample gains Σ_boxes Σ_S (−1)^{|S|+1} Π_o side_o(S) over the non-empty subsets S of the batch,
 * ln side_o = smin(smin_{j∈S} ln fatplus(F_jo − l_o), ln length_o), smin the smooth minimum. The
 * powers of the tails stay above 1e−100 for three outcomes, so that only sides are logarithms, and
 * boxes and samples are added as they are.
 * Sources: Daulton et al. 2021, arXiv:2105.08195 (qNEHVI); Ament et al. 2023, arXiv:2310.20708.
 * Cost a batch: count · boxes · k · 2^q · q smooth functions, some 30 ns each; for one point see
 * `box_gain.ts`.
 */
import { exp_f64, log_f64 } from "../math";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { gainOfPoint, least, MIN_WIDTH, pairBytes } from "./box_gain";
import { boxOutcomes, boxSamples, pairsOf } from "./hypervolume_boxes";
import { fatmax, fatplus, fatplusSlope, RELU_WIDTH } from "./smooth";

/** Subsets of larger batches are too many. */
const LARGEST_BATCH: i32 = 8;

/**
 * Doubles of work: q × k each of F, slopes of the gain, ln fatplus, its slopes, and those of the
 * minima over a subset; k slopes of the sides and k ln length; 2q.
 */
function workSize(q: i32, k: i32): i32 {
  return 5 * q * k + 2 * k + 2 * q;
}

/** ln fatplus(F − l) of each member and outcome, and slopes. */
function improvements(q: i32, k: i32, box: usize, f: usize, out: usize, slopes: usize): void {
  for (let j = 0; j < q; j++) {
    for (let o = 0; o < k; o++) {
      const place = j * k + o;
      const u = (load<f64>(at(f, place)) - load<f64>(at(box, 4 * o))) / RELU_WIDTH;
      const positive = RELU_WIDTH * fatplus(u);
      store<f64>(at(out, place), log_f64(positive));
      store<f64>(at(slopes, place), fatplusSlope(u) / positive);
    }
  }
}

/** The smooth minimum over the members of a subset; `slopes` q, 0 outside it. */
function leastOfSubset(
  q: i32,
  k: i32,
  o: i32,
  subset: i32,
  logs: usize,
  slopes: usize,
  work: usize,
): f64 {
  let members = 0;
  for (let j = 0; j < q; j++) {
    if (((subset >> j) & 1) == 0) continue;
    store<f64>(at(work, members++), -load<f64>(at(logs, j * k + o)));
  }
  const slope = at(work, q);
  const value = -fatmax(members, work, MIN_WIDTH, slope);
  members = 0;
  for (let j = 0; j < q; j++) {
    const inside = (subset >> j) & 1;
    store<f64>(at(slopes, j), inside ? load<f64>(at(slope, members)) : 0);
    members += inside;
  }
  return value;
}

/** What one box, a lane of a pair, gains; adds its slopes in F to `bars`. */
function gainOfBox(q: i32, k: i32, box: usize, f: usize, bars: usize, work: usize): f64 {
  const logs = work;
  const slopes = at(work, q * k);
  const members = at(work, 2 * q * k);
  const own = at(work, 3 * q * k);
  const lengths = at(own, k);
  const rest = at(lengths, k);
  improvements(q, k, box, f, logs, slopes);
  for (let o = 0; o < k; o++) {
    store<f64>(at(lengths, o), log_f64(load<f64>(at(box, 4 * o + 2))));
  }
  let gain: f64 = 0;
  for (let subset = 1; subset < 1 << q; subset++) {
    let area: f64 = 0;
    for (let o = 0; o < k; o++) {
      const side = leastOfSubset(q, k, o, subset, logs, at(members, o * q), rest);
      area += least(side, load<f64>(at(lengths, o)), at(own, o));
    }
    const volume = (popcnt<i32>(subset) & 1 ? 1.0 : -1.0) * exp_f64(area);
    gain += volume;
    if (bars == 0) continue;
    for (let j = 0; j < q; j++) {
      for (let o = 0; o < k; o++) {
        const place = j * k + o;
        const chain = load<f64>(at(own, o)) * load<f64>(at(members, o * q + j));
        const slope = volume * chain * load<f64>(at(slopes, place));
        store<f64>(at(bars, place), load<f64>(at(bars, place)) + slope);
      }
    }
  }
  return gain;
}

/** What the boxes of a sample gain. */
function gainOfPairs(
  q: i32,
  k: i32,
  pairs: usize,
  end: usize,
  f: usize,
  bars: usize,
  work: usize,
): f64 {
  let gain: f64 = 0;
  for (let pair = pairs; pair < end; pair += pairBytes(k)) {
    gain += gainOfBox(q, k, pair, f, bars, work);
    gain += gainOfBox(q, k, pair + 8, f, bars, work);
  }
  return gain;
}

/** Sample s of batch i: F, or its slopes back to their places; `samples` k × m × count × q. */
function gather(q: i32, k: i32, stride: i32, samples: usize, f: usize): void {
  for (let o = 0; o < k; o++) {
    const row = rowOf(samples, o, stride);
    for (let j = 0; j < q; j++) store<f64>(at(f, j * k + o), load<f64>(at(row, j)));
  }
}

function scatter(q: i32, k: i32, stride: i32, bars: usize, slopes: usize): void {
  for (let o = 0; o < k; o++) {
    const row = rowOf(slopes, o, stride);
    for (let j = 0; j < q; j++) store<f64>(at(row, j), load<f64>(at(bars, j * k + o)));
  }
}

/** Sum of the gains of a batch over `count` samples; slopes of the sum where wanted. */
function gainOfBatch(
  boxes: usize,
  q: i32,
  count: i32,
  stride: i32,
  samples: usize,
  slopes: usize,
  work: usize,
): f64 {
  const k = boxOutcomes(boxes);
  const f = work;
  const bars = slopes == 0 ? 0 : at(work, q * k);
  const rest = at(work, 2 * q * k);
  let total: f64 = 0;
  for (let s = 0; s < count; s++) {
    const from = <usize>s * doubles(q);
    gather(q, k, stride, samples + from, f);
    if (bars != 0) memory.fill(bars, 0, doubles(q * k));
    const first = pairsOf(boxes, s);
    const end = pairsOf(boxes, s + 1);
    total +=
      q == 1
        ? gainOfPoint(k, first, end, f, bars, rest)
        : gainOfPairs(q, k, first, end, f, bars, rest);
    if (bars != 0) scatter(q, k, stride, bars, slopes + from);
  }
  return total;
}

function scaleSlopes(q: i32, k: i32, count: i32, stride: i32, factor: f64, slopes: usize): void {
  for (let o = 0; o < k; o++) {
    const row = rowOf(slopes, o, stride);
    for (let i = 0; i < count * q; i++) {
      store<f64>(at(row, i), factor * load<f64>(at(row, i)));
    }
  }
}

/**
 * qLogNEHVI of m batches of q points from their samples.
 *
 * @param boxes    of `hypervolume_boxes`, with k outcomes
 * @param q        at most 8
 * @param count    samples, at most those of the boxes: the first of them
 * @param samples  k × m × count × q: `outcome_samples` of each outcome
 * @param value    m, overwritten
 * @param slopes   k × m × count × q, overwritten with the slopes in the samples; 0 to spare the work
 * @returns 0, minus the position of a bad argument, or OUT_OF_MEMORY
 */
export function log_hypervolume_improvement(
  boxes: usize,
  m: i32,
  q: i32,
  count: i32,
  samples: usize,
  value: usize,
  slopes: usize,
): i32 {
  if (q < 1 || q > LARGEST_BATCH) return -3;
  if (count < 1 || count > boxSamples(boxes)) return -4;
  const k = boxOutcomes(boxes);
  const stride = m * count * q;
  const mark = scratch_mark();
  const work = scratch_allocate(doubles(workSize(q, k)));
  if (work == 0) return OUT_OF_MEMORY;
  for (let i = 0; i < m; i++) {
    const from = <usize>i * doubles(count * q);
    const bars = slopes == 0 ? 0 : slopes + from;
    const total = gainOfBatch(boxes, q, count, stride, samples + from, bars, work);
    store<f64>(at(value, i), log_f64(total / count));
    if (bars != 0) scaleSlopes(q, k, count, stride, 1 / total, bars);
  }
  scratch_release(mark);
  return OK;
}
