import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { addColumnSums } from "../nn/backward";
import { gemm_f32 } from "../nn/gemm_f32";
import { biasesOf, deltasOf, layersOf, outputsOf, sizeOf, weightsOf } from "../nn/network";
import { OK, OUT_OF_MEMORY } from "../status";
import { column_normalize, scaleRows } from "./column_normalize";
import {
  COLUMN,
  flag,
  gradientOf,
  networkOf,
  normalization,
  PARTICLE,
  particles,
  repulsion,
  STALE_GRADIENT,
  SUM,
  stepsDone,
} from "./trainer";

/** Norms below this divide as if they were this large. */
const SMALLEST_NORM: f64 = 1e-12;

/** Σ of squares of row j of a matrix. */
function rowSquare(width: i32, matrix: usize, j: i32): f64 {
  const row = matrix + ((<usize>(j * width)) << 2);
  let sum: f64 = 0;
  for (let i: usize = 0; i < (<usize>width) << 2; i += 4) {
    const value = <f64>load<f32>(row + i);
    sum += value * value;
  }
  return sum;
}

/** w_j ← w_j/‖g_j‖; the norm of a particle's whole gradient needs no gradient a particle. */
function divideByParticleNorms(net: usize, rows: i32, x: usize, work: usize, weights: usize): void {
  for (let j = 0; j < rows; j++) {
    let square: f64 = 0;
    for (let l = 1; l <= layersOf(net); l++) {
      const input = l == 1 ? x : outputsOf(net, rows, work, l - 1);
      const delta = rowSquare(sizeOf(net, l), deltasOf(net, rows, work, l), j);
      square += delta * (rowSquare(sizeOf(net, l - 1), input, j) + 1);
    }
    const w = load<f64>(at(weights, j)) / max(sqrt(square), SMALLEST_NORM);
    store<f64>(at(weights, j), w);
  }
}

/** gradient += Aᵀ(factor · diag(w) D) of one layer; w = 1 where `weights` is 0. */
function addLayer(
  rows: i32,
  fan: i32,
  width: i32,
  factor: f64,
  input: usize,
  delta: usize,
  weights: usize,
  gradient: usize,
  ones: usize,
): i32 {
  const mark = scratch_mark();
  const scaled = scratch_allocate((<usize>(rows * width + 16)) << 2);
  if (scaled == 0) return OUT_OF_MEMORY;
  for (let j = 0; j < rows; j++) {
    store<f64>(at(ones, j), factor * (weights == 0 ? 1 : load<f64>(at(weights, j))));
  }
  scaleRows(rows, width, ones, delta, scaled);
  const status = gemm_f32(1, 0, fan, width, rows, 1, input, fan, scaled, width, 1, gradient, width);
  addColumnSums(rows, width, scaled, gradient + ((<usize>(fan * width)) << 2));
  scratch_release(mark);
  return status;
}

/** gradient ← factor · gradient. */
function scaleGradient(count: i32, factor: f32, gradient: usize): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 4) {
    store<f32>(gradient + i, factor * load<f32>(gradient + i));
  }
}

/**
 * Writes the step's gradient: the particles' drives, normalized and weighted, and α times the
 * repulsion, as mean over the particles or as sum.
 *
 * @param x         preferences as floats, rows × k
 * @param weights   w, rows doubles; changed with PARTICLE
 * @param work      workspace with the deltas of the drives
 * @param repelled  workspace with the deltas of the repulsion, 0 where there is none
 */
export function particleGradient(
  trainer: usize,
  x: usize,
  weights: usize,
  work: usize,
  repelled: usize,
): i32 {
  const net = networkOf(trainer);
  const rows = particles(trainer);
  const mark = scratch_mark();
  const ones = scratch_allocate(doubles(rows));
  if (ones == 0) return OUT_OF_MEMORY;
  const stale = flag(trainer, STALE_GRADIENT) && stepsDone(trainer) > 0;
  if (normalization(trainer) == PARTICLE) divideByParticleNorms(net, rows, x, work, weights);
  let status = OK;
  for (let l = 1; l <= layersOf(net) && status == OK; l++) {
    const fan = sizeOf(net, l - 1);
    const width = sizeOf(net, l);
    const input = l == 1 ? x : outputsOf(net, rows, work, l - 1);
    const delta = deltasOf(net, rows, work, l);
    const part = weightsOf(net, gradientOf(trainer), l);
    const end = biasesOf(net, part, l) + ((<usize>width) << 2);
    if (normalization(trainer) == COLUMN) {
      status = column_normalize(rows, fan, width, input, delta, weights, part, stale);
    } else {
      memory.fill(part, 0, end - part);
      status = addLayer(rows, fan, width, 1, input, delta, weights, part, ones);
    }
    if (status == OK && repelled != 0) {
      const push = deltasOf(net, rows, repelled, l);
      status = addLayer(rows, fan, width, repulsion(trainer), input, push, 0, part, ones);
    }
    if (!flag(trainer, SUM)) {
      scaleGradient((fan + 1) * width, 1 / <f32>rows, part);
    }
  }
  scratch_release(mark);
  return status;
}
