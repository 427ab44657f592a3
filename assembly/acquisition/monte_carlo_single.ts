/**
 * Monte-Carlo acquisition functions of single points, many at once: the posteriors of all points
 * come from one call, their samples from one product, and so do the slopes on the way back.
 *
 * Points go through in chunks of 64, as in the posterior: a chunk's samples stay in the cache.
 * Cost a point: its posterior, 2(n + b)b + 4Sb flops and S utilities, twice with the gradient.
 */
import { covariance_cross_pullback } from "../covariance";
import { gp_posterior, gp_posterior_gradient } from "../gp";
import { inputCount, kernelOf, outputCount } from "../gp/model";
import { dot, gemm } from "../linalg";
import { at, doubles, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import {
  baselineCount,
  columnsOf,
  continueBaseline,
  normalsOf,
  sitesOf,
  weightsOf,
} from "./baseline";
import { chain } from "./chain";
import { utilityOfSamples, valueOfSamples } from "./utility";

export const CHUNK: i32 = 64;

/** Variances below this are rounding; the same limit as that of a batch's factor. */
const SMALLEST_VARIANCE: f64 = 1e-14;

/** Standard deviations of what the baseline leaves, in place of the variances. */
export function deviationsLeft(rows: i32, b: i32, t: usize, variance: usize): void {
  for (let i = 0; i < rows; i++) {
    const ti = rowOf(t, i, b);
    const left = load<f64>(at(variance, i)) - (b > 0 ? dot(ti, ti, b) : 0);
    store<f64>(at(variance, i), left > SMALLEST_VARIANCE ? Math.sqrt(left) : 0);
  }
}

/** Samples s(μ_i + t_i·z_b + σ_i z) of `rows` points, rows × count. */
export function sampleRows(
  baseline: usize,
  rows: i32,
  count: i32,
  z: usize,
  sign: f64,
  mean: usize,
  deviation: usize,
  t: usize,
  samples: usize,
): i32 {
  const b = baseline == 0 ? 0 : baselineCount(baseline);
  let status = OK;
  if (b > 0) {
    const base = normalsOf(baseline);
    status = gemm(0, 1, rows, count, b, sign, t, b, base, b, 0, samples, count);
  } else {
    memory.fill(samples, 0, doubles(rows * count));
  }
  for (let i = 0; i < rows; i++) {
    const sd = load<f64>(at(deviation, i));
    // What has no variance left still takes the least, or equal samples would hide its slope.
    const spread = sign * (sd > 0 ? sd : Math.sqrt(SMALLEST_VARIANCE));
    const center = sign * load<f64>(at(mean, i));
    const row = rowOf(samples, i, count);
    for (let s = 0; s < count; s++) {
      const place = at(row, s);
      store<f64>(place, load<f64>(place) + center + spread * load<f64>(at(z, s)));
    }
  }
  return status;
}

/** Slopes in the samples become slopes in means and variances; each row counts with the sign. */
export function slopesOfRows(
  rows: i32,
  count: i32,
  z: usize,
  sign: f64,
  slopes: usize,
  sd: usize,
  mean_bar: usize,
  variance_bar: usize,
): void {
  for (let i = 0; i < rows; i++) {
    const row = rowOf(slopes, i, count);
    let byMean: f64 = 0;
    for (let s = 0; s < count; s++) byMean += load<f64>(at(row, s));
    const sigma = load<f64>(at(sd, i));
    const bySd = sigma > 0 ? dot(row, z, count) / (2 * sigma) : 0;
    store<f64>(at(mean_bar, i), sign * byMean);
    store<f64>(at(variance_bar, i), sign * bySd);
  }
}

/** Adds the gradient through the continuation of the baseline. */
export function addThroughBaseline(
  model: usize,
  baseline: usize,
  x: usize,
  rows: i32,
  count: i32,
  sign: f64,
  slopes: usize,
  variance_bar: usize,
  t: usize,
  cross: usize,
  gradient: usize,
): i32 {
  const b = baselineCount(baseline);
  const columns = columnsOf(baseline);
  const d = inputCount(model);
  const base = normalsOf(baseline);
  for (let i = 0; i < rows; i++) {
    // The variance left is σ² − t·t.
    const scale = -2 * load<f64>(at(variance_bar, i));
    for (let j = 0; j < b; j++) {
      const place = at(rowOf(t, i, b), j);
      store<f64>(place, scale * load<f64>(place));
    }
  }
  let status = gemm(0, 0, rows, b, count, sign, slopes, count, base, b, 1, t, b);
  const w = weightsOf(baseline);
  if (status == OK) {
    status = gemm(0, 0, rows, columns, b, 1, t, b, w, columns, 0, cross, columns);
  }
  if (status != OK) return status;
  const sites = sitesOf(baseline);
  const kernel = kernelOf(model);
  return covariance_cross_pullback(kernel, x, rows, sites, columns, d, cross, columns, 0, gradient);
}

/** Values and, where `gradient` is not 0, gradients of at most CHUNK points. */
function evaluateChunk(
  model: usize,
  baseline: usize,
  kind: i32,
  x: usize,
  rows: i32,
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
  const mean = scratch_allocate(doubles(rows * outputCount(model)));
  const variance = scratch_allocate(doubles(rows));
  const mean_grad = scratch_allocate(doubles(rows * d));
  const variance_grad = scratch_allocate(doubles(rows * d));
  const samples = scratch_allocate(doubles(rows * count));
  const slopes = scratch_allocate(doubles(count));
  const bars = scratch_allocate(doubles(2 * rows));
  const t = scratch_allocate(doubles(rows * b));
  const cross = scratch_allocate(doubles(rows * columns));
  if (mean_grad == 0 || variance_grad == 0 || samples == 0 || t == 0 || cross == 0) {
    return OUT_OF_MEMORY;
  }
  if (mean == 0 || variance == 0 || slopes == 0 || bars == 0) return OUT_OF_MEMORY;
  let status =
    gradient == 0
      ? gp_posterior(model, x, rows, mean, variance)
      : gp_posterior_gradient(model, x, rows, mean, variance, mean_grad, variance_grad);
  if (status == OK && b > 0) status = continueBaseline(baseline, model, x, rows, cross, t);
  if (status == OK) deviationsLeft(rows, b, t, variance);
  if (status == OK) status = sampleRows(baseline, rows, count, z, sign, mean, variance, t, samples);
  if (status != OK) return status;
  const work = bars;
  for (let i = 0; i < rows; i++) {
    const row = rowOf(samples, i, count);
    if (gradient == 0) {
      store<f64>(at(value, i), valueOfSamples(kind, count, row, best, parameter, slopes, work));
      continue;
    }
    store<f64>(at(value, i), utilityOfSamples(kind, count, 1, row, best, parameter, slopes, work));
    memory.copy(row, slopes, doubles(count));
  }
  if (gradient == 0) return OK;
  const variance_bar = at(bars, rows);
  slopesOfRows(rows, count, z, sign, samples, variance, bars, variance_bar);
  chain(rows, d, bars, variance_bar, mean_grad, variance_grad, gradient);
  if (b == 0) return OK;
  return addThroughBaseline(
    model,
    baseline,
    x,
    rows,
    count,
    sign,
    samples,
    variance_bar,
    t,
    cross,
    gradient,
  );
}

/** All m points; the arguments are those of `monte_carlo_evaluate`, `best` one a sample. */
export function evaluateSingles(
  model: usize,
  baseline: usize,
  kind: i32,
  x: usize,
  m: i32,
  count: i32,
  z: usize,
  best: usize,
  sign: f64,
  parameter: f64,
  value: usize,
  gradient: usize,
): i32 {
  const d = inputCount(model);
  const mark = scratch_mark();
  let status = OK;
  for (let first = 0; first < m && status == OK; first += CHUNK) {
    const rows = min(CHUNK, m - first);
    const out = gradient == 0 ? 0 : rowOf(gradient, first, d);
    status = evaluateChunk(
      model,
      baseline,
      kind,
      rowOf(x, first, d),
      rows,
      count,
      z,
      best,
      sign,
      parameter,
      at(value, first),
      out,
    );
    scratch_release(mark);
  }
  return status;
}
