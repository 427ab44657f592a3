/**
 * Monte-Carlo acquisition functions of batches, by the reparameterization F = μ + T z_b + L z with
 * fixed normals: L the factor of the batch's joint covariance; T z_b the continuation of the
 * baseline's samples, where there is a baseline (then L belongs to what T leaves of the covariance).
 * The gradient runs back through L, T and the joint posterior.
 */
import { covariance_cross_pullback } from "../covariance";
import { gp_joint_posterior, gp_joint_posterior_pullback } from "../gp";
import { inputCount, kernelOf, outputCount } from "../gp/model";
import { gemm, mirror_lower, syrk_lower } from "../linalg";
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import {
  baselineCount,
  columnsOf,
  continueBaseline,
  incumbentsOf,
  normalsOf,
  sitesOf,
  weightsOf,
} from "./baseline";
import { choleskyPullback } from "./cholesky_pullback";
import { factorWithJitter } from "./factor";
import { evaluateSingles } from "./monte_carlo_single";
import { UTILITIES, utilityOfSamples } from "./utility";

/** Samples s(μ + deviations) in place of the deviations, count × q. */
export function addMeans(count: i32, q: i32, mean: usize, samples: usize): void {
  for (let s = 0; s < count; s++) {
    for (let j = 0; j < q; j++) {
      const place = at(rowOf(samples, s, q), j);
      store<f64>(place, load<f64>(at(mean, j)) + load<f64>(place));
    }
  }
}

function scaleBy(n: i32, factor: f64, x: usize): void {
  if (factor == 1) return;
  for (let i = 0; i < n; i++) store<f64>(at(x, i), factor * load<f64>(at(x, i)));
}

/** Σ̄ of the batch and W̄ of its covariances with the sites, from the slopes of the samples. */
export function pullbackDeviations(
  baseline: usize,
  q: i32,
  count: i32,
  z: usize,
  slopes: usize,
  l: usize,
  t: usize,
  l_bar: usize,
  covariance_bar: usize,
  cross_bar: usize,
): i32 {
  let status = gemm(1, 0, q, q, count, 1, slopes, q, z, q, 0, l_bar, q);
  if (status == OK) status = choleskyPullback(q, l, l_bar, covariance_bar);
  if (status != OK || baseline == 0) return status;
  const b = baselineCount(baseline);
  const columns = columnsOf(baseline);
  const mark = scratch_mark();
  const t_bar = scratch_allocate(doubles(q * b));
  if (t_bar == 0) return OUT_OF_MEMORY;
  // The covariance that L factors is Σ − T Tᵀ.
  status = gemm(1, 0, q, b, count, 1, slopes, q, normalsOf(baseline), b, 0, t_bar, b);
  if (status == OK) status = gemm(0, 0, q, b, q, -2, covariance_bar, q, t, b, 1, t_bar, b);
  const w = weightsOf(baseline);
  if (status == OK)
    status = gemm(0, 0, q, columns, b, 1, t_bar, b, w, columns, 0, cross_bar, columns);
  scratch_release(mark);
  return status;
}

/** Means of a batch, T where there is a baseline, and the factor L of the covariance left. */
export function factorBatch(
  model: usize,
  baseline: usize,
  x: usize,
  q: i32,
  mean: usize,
  l: usize,
  cross: usize,
  t: usize,
): i32 {
  let status = gp_joint_posterior(model, x, q, mean, l);
  if (status == OK && baseline != 0) {
    const b = baselineCount(baseline);
    status = continueBaseline(baseline, model, x, q, cross, t);
    if (status == OK) status = syrk_lower(q, b, -1, t, b, 1, l, q);
    mirror_lower(q, l, q);
  }
  return status == OK ? factorWithJitter(q, l) : status;
}

/** One batch of q points: value, and gradient where `gradient` is not 0. */
function evaluateBatch(
  model: usize,
  baseline: usize,
  kind: i32,
  x: usize,
  q: i32,
  count: i32,
  z: usize,
  best: usize,
  sign: f64,
  parameter: f64,
  value: usize,
  gradient: usize,
): i32 {
  const d = inputCount(model);
  const b = baseline == 0 ? 0 : baselineCount(baseline);
  const columns = baseline == 0 ? 0 : columnsOf(baseline);
  const mean = scratch_allocate(doubles(q * outputCount(model)));
  const l = scratch_allocate(doubles(q * q));
  const samples = scratch_allocate(doubles(count * q));
  const slopes = scratch_allocate(doubles(count * q));
  const cross = scratch_allocate(doubles(q * columns));
  const t = scratch_allocate(doubles(q * b));
  const work = scratch_allocate(doubles(2 * q * (q + 1)));
  if (work == 0 || slopes == 0 || samples == 0 || cross == 0) return OUT_OF_MEMORY;
  let status = factorBatch(model, baseline, x, q, mean, l, cross, t);
  if (status == OK) status = gemm(0, 1, count, q, q, sign, z, q, l, q, 0, samples, q);
  if (status == OK && b > 0) {
    const base = normalsOf(baseline);
    status = gemm(0, 1, count, q, b, sign, base, b, t, b, 1, samples, q);
  }
  if (status != OK) return status;
  scaleBy(q, sign, mean);
  addMeans(count, q, mean, samples);
  const incumbents = b > 0 ? incumbentsOf(baseline) : best;
  const result = utilityOfSamples(kind, count, q, samples, incumbents, parameter, slopes, work);
  store<f64>(value, result);
  if (gradient == 0) return OK;
  scaleBy(count * q, sign, slopes);
  const covariance_bar = at(work, q * q);
  status = pullbackDeviations(baseline, q, count, z, slopes, l, t, work, covariance_bar, cross);
  if (status != OK) return status;
  const mean_bar = mean;
  sumSamples(count, q, slopes, mean_bar);
  status = gp_joint_posterior_pullback(model, x, q, mean_bar, covariance_bar, gradient);
  if (status != OK || b == 0) return status;
  const kernel = kernelOf(model);
  const sites = sitesOf(baseline);
  return covariance_cross_pullback(kernel, x, q, sites, columns, d, cross, columns, 0, gradient);
}

/** Slopes in the means: each sample moves with its mean. */
export function sumSamples(count: i32, q: i32, slopes: usize, out: usize): void {
  memory.fill(out, 0, doubles(q));
  for (let s = 0; s < count; s++) {
    for (let j = 0; j < q; j++) {
      const sum = load<f64>(at(out, j)) + load<f64>(elementOf(slopes, s, j, q));
      store<f64>(at(out, j), sum);
    }
  }
}

/**
 * A Monte-Carlo acquisition function of output 0 at m batches of q points, in the model's units.
 *
 * @param baseline   a block of `baseline_build`, or 0: then `best` is the incumbent
 * @param kind       0 qEI, 1 qLogEI, 2 qPI, 3 qUCB, 4 qSR; with a baseline 0 is qNEI, 1 qLogNEI
 * @param x          m × q × d, scaled
 * @param count      samples; with a baseline as many as it has
 * @param z          count × q standard normals, the same for all batches
 * @param best       incumbent, unread with a baseline; the sign is that of the objective
 * @param sign       1 to maximize, −1 to minimize
 * @param parameter  temperature of qPI, β of qUCB
 * @param value      m, overwritten
 * @param gradient   m × q × d, overwritten; 0 to spare the work
 * @returns 0, minus the position of a bad argument, a failing pivot, or OUT_OF_MEMORY
 * Cost a batch: the joint posterior and its pullback, 2(n + b)qb and O(count · q(q + b)) flops.
 */
export function monte_carlo_evaluate(
  model: usize,
  baseline: usize,
  kind: i32,
  x: usize,
  m: i32,
  q: i32,
  count: i32,
  z: usize,
  best: f64,
  sign: f64,
  parameter: f64,
  value: usize,
  gradient: usize,
): i32 {
  if (kind < 0 || kind >= UTILITIES) return -3;
  if (q < 1) return -6;
  if (count < 1) return -7;
  const size = q * inputCount(model);
  if (gradient != 0) memory.fill(gradient, 0, doubles(m * size));
  const mark = scratch_mark();
  const incumbents = scratch_allocate(doubles(count));
  let status = incumbents == 0 ? OUT_OF_MEMORY : OK;
  for (let s = 0; s < count && status == OK; s++) store<f64>(at(incumbents, s), sign * best);
  if (status == OK && q == 1) {
    const each = baseline == 0 ? incumbents : incumbentsOf(baseline);
    status = evaluateSingles(
      model,
      baseline,
      kind,
      x,
      m,
      count,
      z,
      each,
      sign,
      parameter,
      value,
      gradient,
    );
    scratch_release(mark);
    return status;
  }
  const inner = scratch_mark();
  for (let i = 0; i < m && status == OK; i++) {
    const slope = gradient == 0 ? 0 : rowOf(gradient, i, size);
    status = evaluateBatch(
      model,
      baseline,
      kind,
      rowOf(x, i, size),
      q,
      count,
      z,
      incumbents,
      sign,
      parameter,
      at(value, i),
      slope,
    );
    scratch_release(inner);
  }
  scratch_release(mark);
  return status;
}
