/**
 * qLogNEHVI: the logarithm of the expected, smoothly positive, hypervolume that a batch adds to the
 * samples of a baseline.
 *
 * A sample gains Σ_boxes Σ_S (−1)^{|S|+1} Π_o side_o(S) over the non-empty subsets S of the batch,
 * ln side_o = smin(smin_{j∈S} ln fatplus(F_jo − l_o), ln length_o), smin the smooth minimum. The
 * powers of the tails stay above 1e−100 for three outcomes, so that only sides are logarithms, and
 * boxes and samples are added as they are.
 * Sources: Daulton et al. 2021, arXiv:2105.08195 (qNEHVI); Ament et al. 2023, arXiv:2310.20708.
 * Cost a batch: count · boxes · k · 2^q · q smooth functions, some 30 ns each; for one point 5 ns.
 */
import { exp_f64, log_f64 } from "../math";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { boxesOf, boxOutcomes, boxSamples } from "./hypervolume_boxes";
import { fatmax, fatplus, fatplusSlope, RELU_WIDTH, SATURATED, TAIL_WEIGHT } from "./smooth";

/**
 * Width of the smooth minima: a tenth of that of single outcomes, so that the volume that samples
 * gain is right to 1e-6. BoTorch's values agree with this width.
 */
const MIN_WIDTH: f64 = 1e-3;

/** Subsets of larger batches are too many. */
const LARGEST_BATCH: i32 = 8;

/**
 * Doubles of work: q × k each of F, slopes of the gain, ln fatplus, its slopes, and those of the
 * minima over a subset; k slopes of the sides; 2q.
 */
function workSize(q: i32, k: i32): i32 {
  return 5 * q * k + k + 2 * q;
}

/** ln fatplus(F − l) of each member and outcome, and slopes. */
function improvements(q: i32, k: i32, box: usize, f: usize, out: usize, slopes: usize): void {
  for (let j = 0; j < q; j++) {
    for (let o = 0; o < k; o++) {
      const place = j * k + o;
      const u = (load<f64>(at(f, place)) - load<f64>(at(box, o))) / RELU_WIDTH;
      const positive = RELU_WIDTH * fatplus(u);
      store<f64>(at(out, place), log_f64(positive));
      store<f64>(at(slopes, place), fatplusSlope(u) / positive);
    }
  }
}

/** The smooth minimum of two; its slope in the first is stored. */
function least(a: f64, b: f64, slope: usize): f64 {
  const z = Math.abs(a - b) / MIN_WIDTH;
  const term = 2 / (2 + z * (2 + z));
  const other = ((1 + z) * term * term) / (1 + term);
  store<f64>(slope, a <= b ? 1 - other : other);
  return Math.min(a, b) - MIN_WIDTH * log_f64(1 + term);
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

/** What one box gains; adds its slopes in F to `bars`. */
function gainOfBox(q: i32, k: i32, box: usize, f: usize, bars: usize, work: usize): f64 {
  const logs = work;
  const slopes = at(work, q * k);
  const members = at(work, 2 * q * k);
  const own = at(work, 3 * q * k);
  const rest = at(own, k);
  improvements(q, k, box, f, logs, slopes);
  let gain: f64 = 0;
  for (let subset = 1; subset < 1 << q; subset++) {
    let area: f64 = 0;
    for (let o = 0; o < k; o++) {
      const side = leastOfSubset(q, k, o, subset, logs, at(members, o * q), rest);
      area += least(side, load<f64>(at(box, 2 * k + o)), at(own, o));
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

/**
 * ln of a smooth minimum needs two logarithms; where one side is twice the other it differs from
 * the plain one by less than 1e-8.
 */
const APART: f64 = 2;

/** One side of a box for a single point, at most `length`, and its slope in F. */
function sideOfOne(gap: f64, length: f64, logLength: f64, slope: usize): f64 {
  const u = gap / RELU_WIDTH;
  let positive: f64;
  let step: f64;
  if (Math.abs(u) > SATURATED) {
    const cauchy = 1 / (1 + u * u);
    positive = RELU_WIDTH * (Math.max(u, 0) + TAIL_WEIGHT * cauchy);
    step = (u > 0 ? 1.0 : 0.0) - 2 * TAIL_WEIGHT * u * cauchy * cauchy;
  } else {
    positive = RELU_WIDTH * fatplus(u);
    step = fatplusSlope(u);
  }
  if (positive * APART < length) {
    store<f64>(slope, step);
    return positive;
  }
  if (positive > APART * length) {
    store<f64>(slope, 0);
    return length;
  }
  const side = exp_f64(least(log_f64(positive), logLength, slope));
  store<f64>(slope, (load<f64>(slope) * side * step) / positive);
  return side;
}

/** `gainOfBox` of a single point, without logarithms where sides are far from equal. */
function gainOfOne(k: i32, box: usize, f: usize, bars: usize, work: usize): f64 {
  const slopes = at(work, k);
  let gain: f64 = 1;
  for (let o = 0; o < k; o++) {
    const gap = load<f64>(at(f, o)) - load<f64>(at(box, o));
    const length = load<f64>(at(box, k + o));
    const side = sideOfOne(gap, length, load<f64>(at(box, 2 * k + o)), at(slopes, o));
    store<f64>(at(work, o), side);
    gain *= side;
  }
  if (bars == 0) return gain;
  for (let o = 0; o < k; o++) {
    // The tail keeps every side above 0.
    const slope = (gain / load<f64>(at(work, o))) * load<f64>(at(slopes, o));
    store<f64>(at(bars, o), load<f64>(at(bars, o)) + slope);
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

/** Sum of the gains of batch i over the samples; slopes of the sum where wanted. */
function gainOfBatch(
  boxes: usize,
  q: i32,
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
  for (let s = 0; s < boxSamples(boxes); s++) {
    const from = <usize>s * doubles(q);
    gather(q, k, stride, samples + from, f);
    if (bars != 0) memory.fill(bars, 0, doubles(q * k));
    const end = boxesOf(boxes, s + 1);
    let gain: f64 = 0;
    for (let box = boxesOf(boxes, s); box < end; box = at(box, 3 * k)) {
      gain += q == 1 ? gainOfOne(k, box, f, bars, rest) : gainOfBox(q, k, box, f, bars, rest);
    }
    total += gain;
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
 * @param boxes    of `hypervolume_boxes`, with k outcomes and `count` samples
 * @param q        at most 8
 * @param samples  k × m × count × q: `outcome_samples` of each outcome
 * @param value    m, overwritten
 * @param slopes   k × m × count × q, overwritten with the slopes in the samples; 0 to spare the work
 * @returns 0, minus the position of a bad argument, or OUT_OF_MEMORY
 */
export function log_hypervolume_improvement(
  boxes: usize,
  m: i32,
  q: i32,
  samples: usize,
  value: usize,
  slopes: usize,
): i32 {
  if (q < 1 || q > LARGEST_BATCH) return -3;
  const k = boxOutcomes(boxes);
  const count = boxSamples(boxes);
  const stride = m * count * q;
  const mark = scratch_mark();
  const work = scratch_allocate(doubles(workSize(q, k)));
  if (work == 0) return OUT_OF_MEMORY;
  for (let i = 0; i < m; i++) {
    const from = <usize>i * doubles(count * q);
    const bars = slopes == 0 ? 0 : slopes + from;
    const total = gainOfBatch(boxes, q, stride, samples + from, bars, work);
    store<f64>(at(value, i), log_f64(total / count));
    if (bars != 0) scaleSlopes(q, k, count, stride, 1 / total, bars);
  }
  scratch_release(mark);
  return OK;
}
