/**
 * Samples of one outcome at batches of points, and the way back from slopes in the samples to the
 * points. Acquisition functions of several outcomes sample each by its own model, value the samples
 * together, and add up the gradients.
 *
 * The two calls find the posterior twice; carrying it from one to the other would cost n + b
 * doubles a point and outcome.
 */
import { covariance_cross_pullback } from "../covariance";
import { gp_joint_posterior_pullback, gp_posterior, gp_posterior_gradient } from "../gp";
import { inputCount, kernelOf, outputCount } from "../gp/model";
import { axpy, gemm } from "../linalg";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { baselineCount, columnsOf, continueBaseline, normalsOf, sitesOf } from "./baseline";
import { chain } from "./chain";
import { addMeans, factorBatch, pullbackDeviations, sumSamples } from "./monte_carlo";
import {
  addThroughBaseline,
  CHUNK,
  deviationsLeft,
  sampleRows,
  slopesOfRows,
} from "./monte_carlo_single";

function sampleChunk(
  model: usize,
  baseline: usize,
  x: usize,
  rows: i32,
  count: i32,
  z: usize,
  samples: usize,
): i32 {
  const b = baseline == 0 ? 0 : baselineCount(baseline);
  const columns = baseline == 0 ? 0 : columnsOf(baseline);
  const mean = scratch_allocate(doubles(rows * outputCount(model)));
  const variance = scratch_allocate(doubles(rows));
  const t = scratch_allocate(doubles(rows * b));
  const cross = scratch_allocate(doubles(rows * columns));
  if (mean == 0 || variance == 0 || t == 0 || cross == 0) return OUT_OF_MEMORY;
  let status = gp_posterior(model, x, rows, mean, variance);
  if (status == OK && b > 0) status = continueBaseline(baseline, model, x, rows, cross, t);
  if (status != OK) return status;
  deviationsLeft(rows, b, t, variance);
  return sampleRows(baseline, rows, count, z, 1, mean, variance, t, samples);
}

function sampleBatch(
  model: usize,
  baseline: usize,
  x: usize,
  q: i32,
  count: i32,
  z: usize,
  samples: usize,
): i32 {
  const b = baseline == 0 ? 0 : baselineCount(baseline);
  const columns = baseline == 0 ? 0 : columnsOf(baseline);
  const mean = scratch_allocate(doubles(q * outputCount(model)));
  const l = scratch_allocate(doubles(q * q));
  const t = scratch_allocate(doubles(q * b));
  const cross = scratch_allocate(doubles(q * columns));
  if (mean == 0 || l == 0 || t == 0 || cross == 0) return OUT_OF_MEMORY;
  let status = factorBatch(model, baseline, x, q, mean, l, cross, t);
  if (status == OK) status = gemm(0, 1, count, q, q, 1, z, q, l, q, 0, samples, q);
  if (status == OK && b > 0) {
    status = gemm(0, 1, count, q, b, 1, normalsOf(baseline), b, t, b, 1, samples, q);
  }
  addMeans(count, q, mean, samples);
  return status;
}

/**
 * Samples of output 0 at m batches of q points, in the model's units.
 *
 * @param baseline  a block of `baseline_build` whose samples are continued, or 0
 * @param x         m × q × d, scaled
 * @param count     samples; with a baseline as many as it has
 * @param z         count × q standard normals, the same for all batches
 * @param samples   m × count × q, overwritten
 * @returns 0, minus the position of a bad argument, a failing pivot, or OUT_OF_MEMORY
 * Cost a batch: the joint posterior, 2(n + b)qb and 2 · count · q(q + b) flops.
 */
export function outcome_samples(
  model: usize,
  baseline: usize,
  x: usize,
  m: i32,
  q: i32,
  count: i32,
  z: usize,
  samples: usize,
): i32 {
  if (q < 1) return -5;
  if (count < 1) return -6;
  const size = q * inputCount(model);
  const step = q == 1 ? CHUNK : 1;
  const mark = scratch_mark();
  let status = OK;
  for (let i = 0; i < m && status == OK; i += step) {
    const from = rowOf(x, i, size);
    const out = rowOf(samples, i, count * q);
    status =
      q == 1
        ? sampleChunk(model, baseline, from, min(step, m - i), count, z, out)
        : sampleBatch(model, baseline, from, q, count, z, out);
    scratch_release(mark);
  }
  return status;
}

function pullbackChunk(
  model: usize,
  baseline: usize,
  x: usize,
  rows: i32,
  count: i32,
  z: usize,
  slopes: usize,
  gradient: usize,
): i32 {
  const d = inputCount(model);
  const b = baseline == 0 ? 0 : baselineCount(baseline);
  const columns = baseline == 0 ? 0 : columnsOf(baseline);
  const mean = scratch_allocate(doubles(rows * outputCount(model)));
  const variance = scratch_allocate(doubles(rows));
  const grads = scratch_allocate(doubles(3 * rows * d));
  const bars = scratch_allocate(doubles(2 * rows));
  const t = scratch_allocate(doubles(rows * b));
  const cross = scratch_allocate(doubles(rows * columns));
  if (mean == 0 || variance == 0 || grads == 0 || bars == 0) return OUT_OF_MEMORY;
  if (t == 0 || cross == 0) return OUT_OF_MEMORY;
  const variance_grad = at(grads, rows * d);
  const own = at(grads, 2 * rows * d);
  const variance_bar = at(bars, rows);
  let status = gp_posterior_gradient(model, x, rows, mean, variance, grads, variance_grad);
  if (status == OK && b > 0) status = continueBaseline(baseline, model, x, rows, cross, t);
  if (status != OK) return status;
  deviationsLeft(rows, b, t, variance);
  slopesOfRows(rows, count, z, 1, slopes, variance, bars, variance_bar);
  chain(rows, d, bars, variance_bar, grads, variance_grad, own);
  axpy(rows * d, 1, own, gradient);
  if (b == 0) return OK;
  return addThroughBaseline(
    model,
    baseline,
    x,
    rows,
    count,
    1,
    slopes,
    variance_bar,
    t,
    cross,
    gradient,
  );
}

function pullbackBatch(
  model: usize,
  baseline: usize,
  x: usize,
  q: i32,
  count: i32,
  z: usize,
  slopes: usize,
  gradient: usize,
): i32 {
  const d = inputCount(model);
  const b = baseline == 0 ? 0 : baselineCount(baseline);
  const columns = baseline == 0 ? 0 : columnsOf(baseline);
  const mean = scratch_allocate(doubles(q * outputCount(model)));
  const l = scratch_allocate(doubles(3 * q * q));
  const t = scratch_allocate(doubles(q * b));
  const cross = scratch_allocate(doubles(q * columns));
  if (mean == 0 || l == 0 || t == 0 || cross == 0) return OUT_OF_MEMORY;
  const l_bar = at(l, q * q);
  const covariance_bar = at(l, 2 * q * q);
  let status = factorBatch(model, baseline, x, q, mean, l, cross, t);
  if (status != OK) return status;
  status = pullbackDeviations(baseline, q, count, z, slopes, l, t, l_bar, covariance_bar, cross);
  if (status != OK) return status;
  sumSamples(count, q, slopes, mean);
  status = gp_joint_posterior_pullback(model, x, q, mean, covariance_bar, gradient);
  if (status != OK || b == 0) return status;
  const kernel = kernelOf(model);
  const sites = sitesOf(baseline);
  return covariance_cross_pullback(kernel, x, q, sites, columns, d, cross, columns, 0, gradient);
}

/**
 * Adds to `gradient` what the slopes in the samples of `outcome_samples` come to in the points.
 *
 * @param slopes    m × count × q
 * @param gradient  m × q × d, added to
 * @returns as `outcome_samples`, whose other arguments these are
 * Cost a batch: that of `outcome_samples` about twice.
 */
export function outcome_pullback(
  model: usize,
  baseline: usize,
  x: usize,
  m: i32,
  q: i32,
  count: i32,
  z: usize,
  slopes: usize,
  gradient: usize,
): i32 {
  if (q < 1) return -5;
  if (count < 1) return -6;
  const size = q * inputCount(model);
  const step = q == 1 ? CHUNK : 1;
  const mark = scratch_mark();
  let status = OK;
  for (let i = 0; i < m && status == OK; i += step) {
    const from = rowOf(x, i, size);
    const bars = rowOf(slopes, i, count * q);
    const out = rowOf(gradient, i, size);
    status =
      q == 1
        ? pullbackChunk(model, baseline, from, min(step, m - i), count, z, bars, out)
        : pullbackBatch(model, baseline, from, q, count, z, bars, out);
    scratch_release(mark);
  }
  return status;
}
