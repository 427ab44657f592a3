/**
 * A Gaussian process as one block of memory: the data, the hyperparameters outside the kernel, and
 * the factor that every prediction uses. Inputs and outputs are scaled by the host, src/gp/transforms.ts.
 *
 * Layout in bytes:
 *   0 n · 4 inputs d · 8 outputs k · 12 capacity · 16 ld · 20 kernel · 24 noise σ² · 32 jitter
 *   64 arrays, each on a 64-byte boundary:
 *     points x, capacity × d · noise of each point beside σ², capacity · means, k
 *     targets y, k × ld · weights α = K⁻¹(y − m), k × ld · factor L and its inverse, capacity × ld
 * Several outputs share the inputs, the kernel and the noise, and so the factor.
 */
import { at, doubles, rowOf } from "../memory/access";

const HEADER: usize = 64;

/** Bytes of `count` doubles, up to the next 64-byte boundary. */
function padded(count: i32): usize {
  return (doubles(count) + 63) & ~63;
}

/** Leading dimension: rows start on 32 bytes, and their stride is no power of two, which spares cache sets. */
function strideFor(capacity: i32): i32 {
  const even = (capacity + 3) & ~3;
  return (even & 63) == 0 ? even + 4 : even;
}

/** Training points n. */
export function pointCount(model: usize): i32 {
  return load<i32>(model);
}

export function setPointCount(model: usize, n: i32): void {
  store<i32>(model, n);
}

export function inputCount(model: usize): i32 {
  return load<i32>(model, 4);
}

export function outputCount(model: usize): i32 {
  return load<i32>(model, 8);
}

export function capacityOf(model: usize): i32 {
  return load<i32>(model, 12);
}

/** Leading dimension of the factor, its inverse, the targets and the weights. */
export function strideOf(model: usize): i32 {
  return load<i32>(model, 16);
}

export function kernelOf(model: usize): usize {
  return load<usize>(model, 20);
}

/** Noise variance σ² that all points share. */
export function noiseOf(model: usize): f64 {
  return load<f64>(model, 24);
}

export function setNoise(model: usize, variance: f64): void {
  store<f64>(model, variance, 24);
}

/** What the factorization had to add to the diagonal. */
export function jitterOf(model: usize): f64 {
  return load<f64>(model, 32);
}

export function setJitter(model: usize, jitter: f64): void {
  store<f64>(model, jitter, 32);
}

/** Training inputs, n × d. */
export function pointsOf(model: usize): usize {
  return model + HEADER;
}

/** Known noise variance of each point, added to σ². */
export function pointNoiseOf(model: usize): usize {
  return pointsOf(model) + padded(capacityOf(model) * inputCount(model));
}

/** Constant prior mean of each output. */
export function meansOf(model: usize): usize {
  return pointNoiseOf(model) + padded(capacityOf(model));
}

/** Targets of one output. */
export function targetsOf(model: usize, output: i32): usize {
  return meansOf(model) + padded(outputCount(model)) + doubles(output * strideOf(model));
}

/** α = K⁻¹(y − m) of one output. */
export function weightsOf(model: usize, output: i32): usize {
  const targets = targetsOf(model, 0) + padded(outputCount(model) * strideOf(model));
  return targets + doubles(output * strideOf(model));
}

/** L of K = LLᵀ, lower triangle. */
export function factorOf(model: usize): usize {
  return weightsOf(model, 0) + padded(outputCount(model) * strideOf(model));
}

/** L⁻¹, lower triangle, zeros above. During a gradient of the likelihood it serves as workspace. */
export function inverseFactorOf(model: usize): usize {
  return factorOf(model) + <usize>capacityOf(model) * doubles(strideOf(model));
}

/**
 * Bytes of a model's block, as f64 since a large model passes what 32 bits hold.
 * Cost: O(1).
 */
export function gp_model_bytes(capacity: i32, d: i32, k: i32): f64 {
  const ld = strideFor(capacity);
  const vectors = padded(capacity * d) + padded(capacity) + padded(k) + 2 * padded(k * ld);
  return <f64>HEADER + <f64>vectors + 16 * <f64>capacity * <f64>ld;
}

/**
 * Makes a block of `gp_model_bytes` an empty model.
 *
 * @param kernel  a kernel program over d inputs that outlives the model
 */
export function gp_model_create(model: usize, capacity: i32, d: i32, k: i32, kernel: usize): void {
  store<i32>(model, 0);
  store<i32>(model, d, 4);
  store<i32>(model, k, 8);
  store<i32>(model, capacity, 12);
  store<i32>(model, strideFor(capacity), 16);
  store<usize>(model, kernel, 20);
  setNoise(model, 0);
  setJitter(model, 0);
  memory.fill(meansOf(model), 0, doubles(k));
}

/**
 * Copies the training data in; the model has no factor until `gp_factorize`.
 *
 * @param x      n × d, scaled
 * @param y      k × n, standardized, one row an output
 * @param noise  n known noise variances, or 0 where there are none
 * @returns 0, or −2 when n is beyond the capacity
 */
export function gp_model_set_data(model: usize, n: i32, x: usize, y: usize, noise: usize): i32 {
  if (n < 0 || n > capacityOf(model)) return -2;
  setPointCount(model, 0);
  copyPoints(model, 0, n, x, y, noise);
  setPointCount(model, n);
  return 0;
}

/** Copies `count` points to position `first`. */
export function copyPoints(
  model: usize,
  first: i32,
  count: i32,
  x: usize,
  y: usize,
  noise: usize,
): void {
  const d = inputCount(model);
  memory.copy(at(pointsOf(model), first * d), x, doubles(count * d));
  const k = outputCount(model);
  for (let t = 0; t < k; t++) {
    memory.copy(at(targetsOf(model, t), first), at(y, t * count), doubles(count));
  }
  const known = at(pointNoiseOf(model), first);
  if (noise == 0) memory.fill(known, 0, doubles(count));
  else memory.copy(known, noise, doubles(count));
}

/** Address of the k prior means, to be read or, before `gp_factorize`, written. */
export function gp_model_means(model: usize): usize {
  return meansOf(model);
}

/** What the last factorization had to add to the diagonal; 0 where nothing. */
export function gp_model_jitter(model: usize): f64 {
  return jitterOf(model);
}

/** Address of the scaled training inputs, n × d. */
export function gp_model_inputs(model: usize): usize {
  return pointsOf(model);
}

/**
 * Copies data, hyperparameters and factor into an empty model with the same inputs and outputs,
 * an equal kernel and room for them; its kernel must be bound to the same hyperparameters.
 *
 * @returns 0, or −1 where they do not fit
 * Cost: 2n² + O(n(d + k)) doubles copied.
 */
export function gp_model_copy(target: usize, source: usize): i32 {
  const n = pointCount(source);
  const k = outputCount(source);
  if (n > capacityOf(target) || inputCount(target) != inputCount(source)) return -1;
  setPointCount(target, n);
  setNoise(target, noiseOf(source));
  setJitter(target, jitterOf(source));
  memory.copy(pointsOf(target), pointsOf(source), doubles(n * inputCount(source)));
  memory.copy(pointNoiseOf(target), pointNoiseOf(source), doubles(n));
  memory.copy(meansOf(target), meansOf(source), doubles(k));
  for (let t = 0; t < k; t++) {
    memory.copy(targetsOf(target, t), targetsOf(source, t), doubles(n));
    memory.copy(weightsOf(target, t), weightsOf(source, t), doubles(n));
  }
  copyRows(n, factorOf(target), strideOf(target), factorOf(source), strideOf(source));
  copyRows(n, inverseFactorOf(target), strideOf(target), inverseFactorOf(source), strideOf(source));
  return 0;
}

function copyRows(n: i32, target: usize, ldt: i32, source: usize, lds: i32): void {
  for (let a = 0; a < n; a++) {
    memory.copy(rowOf(target, a, ldt), rowOf(source, a, lds), doubles(n));
  }
}

/** Training points n. */
export function gp_model_points(model: usize): i32 {
  return pointCount(model);
}
