/**
 * The smooth log expected improvement of samples, ln mean_s exp fatmax_j ln fatplus(F_sj − b_s), with
 * its slopes in the samples.
 *
 * Source: Ament et al. 2023, arXiv:2310.20708, eq. 10.
 */
import { exp_f64, log_f64 } from "../math";
import { at, rowOf } from "../memory/access";
import {
  fatmax,
  fatplus,
  fatplusSlope,
  MAX_WIDTH,
  RELU_WIDTH,
  SATURATED,
  TAIL_WEIGHT,
} from "./smooth";

/**
 * Sum of fatplus((F − b)/τ) over one point's samples, and where `slopes` is not 0 its slopes in u.
 *
 * Nearly all samples lie many widths τ from their incumbent, where softplus is max(u, 0): two of
 * them take one division. The others go through the scalar functions.
 */
function sumFatplus(count: i32, samples: usize, best: usize, slopes: usize): f64 {
  const scale = f64x2.splat(1 / RELU_WIDTH);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const limit = f64x2.splat(SATURATED);
  const weight = f64x2.splat(TAIL_WEIGHT);
  const twice = f64x2.splat(2 * TAIL_WEIGHT);
  let sums = zero;
  let rest: f64 = 0;
  for (let s = 0; s < count; s += 2) {
    if (s + 1 == count) {
      rest += fatplusAt(samples, best, slopes, s);
      break;
    }
    const gap = f64x2.sub(v128.load(at(samples, s)), v128.load(at(best, s)));
    const u = f64x2.mul(gap, scale);
    if (!i64x2.all_true(f64x2.gt(f64x2.abs(u), limit))) {
      rest += fatplusAt(samples, best, slopes, s) + fatplusAt(samples, best, slopes, s + 1);
      continue;
    }
    const cauchy = f64x2.div(one, f64x2.add(one, f64x2.mul(u, u)));
    const tail = f64x2.mul(weight, cauchy);
    sums = f64x2.add(sums, f64x2.add(f64x2.max(u, zero), tail));
    if (slopes == 0) continue;
    const step = v128.and(one, f64x2.gt(u, zero));
    const fall = f64x2.mul(f64x2.mul(twice, u), f64x2.mul(cauchy, cauchy));
    v128.store(at(slopes, s), f64x2.sub(step, fall));
  }
  return rest + f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

function fatplusAt(samples: usize, best: usize, slopes: usize, s: i32): f64 {
  const u = (load<f64>(at(samples, s)) - load<f64>(at(best, s))) / RELU_WIDTH;
  if (slopes != 0) store<f64>(at(slopes, s), fatplusSlope(u));
  return fatplus(u);
}

/** ln mean fatplus of one point's samples: for one point the maxima fall away. */
export function logImprovementOfOne(count: i32, samples: usize, best: usize, slopes: usize): f64 {
  const sum = sumFatplus(count, samples, best, slopes);
  if (slopes != 0) {
    const scale = 1 / (RELU_WIDTH * sum);
    for (let s = 0; s < count; s++) {
      store<f64>(at(slopes, s), load<f64>(at(slopes, s)) * scale);
    }
  }
  return log_f64((RELU_WIDTH * sum) / count);
}

/** ln mean_s exp fatmax_j ln fatplus, `samples` and `slopes` count × q, `work` q. */
export function logImprovement(
  count: i32,
  q: i32,
  samples: usize,
  best: usize,
  slopes: usize,
  work: usize,
): f64 {
  let sum: f64 = 0;
  for (let s = 0; s < count; s++) {
    const row = rowOf(samples, s, q);
    const out = rowOf(slopes, s, q);
    const incumbent = load<f64>(at(best, s));
    for (let j = 0; j < q; j++) {
      const u = (load<f64>(at(row, j)) - incumbent) / RELU_WIDTH;
      store<f64>(at(work, j), log_f64(RELU_WIDTH * fatplus(u)));
    }
    const term = exp_f64(fatmax(q, work, MAX_WIDTH, out));
    sum += term;
    for (let j = 0; j < q; j++) {
      const u = (load<f64>(at(row, j)) - incumbent) / RELU_WIDTH;
      const slope = fatplusSlope(u) / (RELU_WIDTH * fatplus(u));
      store<f64>(at(out, j), load<f64>(at(out, j)) * term * slope);
    }
  }
  for (let i = 0; i < count * q; i++) {
    store<f64>(at(slopes, i), load<f64>(at(slopes, i)) / sum);
  }
  return log_f64(sum / count);
}
