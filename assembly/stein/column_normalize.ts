/**
 * Gradients normalized parameter by parameter over the particles, without a gradient a particle:
 * a particle's weight gradient is the outer product of its input and its delta, so that for a layer
 *   Σ_j w_j g_j = Aᵀ diag(w) D   and   Σ_j g_j² = (A∘A)ᵀ (D∘D).
 */
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { gemm_f32 } from "../nn/gemm_f32";
import { OK, OUT_OF_MEMORY } from "../status";

/** Norms below this divide as if they were this large. */
const SMALLEST_NORM: f32 = 1e-12;

/** out ← a ∘ b over `count` floats, rounded up to whole vectors. */
function multiply(count: i32, a: usize, b: usize, out: usize): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) {
    v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  }
}

/** Multiplies row j of a B × width matrix by w_j. */
export function scaleRows(rows: i32, width: i32, weights: usize, from: usize, out: usize): void {
  for (let j = 0; j < rows; j++) {
    const w = <f32>load<f64>(weights + ((<usize>j) << 3));
    for (let i: usize = 0; i < (<usize>width) << 2; i += 4) {
      store<f32>(out + i, w * load<f32>(from + i));
    }
    from += (<usize>width) << 2;
    out += (<usize>width) << 2;
  }
}

/** The stale gradient of the last step joins the first particle: see STALE_GRADIENT. */
function leak(
  fan: i32,
  width: i32,
  weight: f32,
  input: usize,
  delta: usize,
  stale: usize,
  sums: usize,
  squares: usize,
): void {
  for (let i = 0; i < fan; i++) {
    const a: f32 = input == 0 ? 1 : load<f32>(input + ((<usize>i) << 2));
    for (let j: usize = 0; j < (<usize>width) << 2; j += 4) {
      const old = load<f32>(stale + j);
      const own: f32 = a * load<f32>(delta + j);
      store<f32>(sums + j, load<f32>(sums + j) + weight * old);
      store<f32>(squares + j, load<f32>(squares + j) + (2 * own + old) * old);
    }
    stale += (<usize>width) << 2;
    sums += (<usize>width) << 2;
    squares += (<usize>width) << 2;
  }
}

/** sums ← sums / max(√squares, 1e-12). */
function divideByNorms(count: i32, sums: usize, squares: usize): void {
  const floor = f32x4.splat(SMALLEST_NORM);
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) {
    const norm = f32x4.sqrt(f32x4.max(v128.load(squares + i), zero));
    v128.store(sums + i, f32x4.div(v128.load(sums + i), f32x4.max(norm, floor)));
  }
}

/** sums[j] ← Σ_i w_i d_ij and squares[j] ← Σ_i d_ij²: the biases, whose input is one. */
function biasSums(
  rows: i32,
  width: i32,
  weighted: usize,
  squared: usize,
  sums: usize,
  squares: usize,
): void {
  for (let j: usize = 0; j < (<usize>width) << 2; j += 4) {
    let sum: f32 = 0;
    let square: f32 = 0;
    for (let i: usize = 0; i < <usize>rows; i++) {
      const offset = ((i * <usize>width) << 2) + j;
      sum += load<f32>(weighted + offset);
      square += load<f32>(squared + offset);
    }
    store<f32>(sums + j, sum);
    store<f32>(squares + j, square);
  }
}

/**
 * Writes Σ_j w_j g_j/‖g‖ of one layer, weights and biases, over its part of the gradient.
 *
 * @param input     rows × fan
 * @param delta     rows × width
 * @param weights   w, rows doubles
 * @param gradient  (fan + 1) × width, overwritten; on entry the last step's where `stale`
 * @returns 0 or OUT_OF_MEMORY
 * Cost: 4 · rows · fan · width flops.
 */
export function column_normalize(
  rows: i32,
  fan: i32,
  width: i32,
  input: usize,
  delta: usize,
  weights: usize,
  gradient: usize,
  stale: bool,
): i32 {
  const mark = scratch_mark();
  const size = (<usize>((fan + 1) * width + 16)) << 2;
  const batch = (<usize>(rows * width + 16)) << 2;
  const sums = scratch_allocate(size);
  const squares = scratch_allocate(size);
  const weighted = scratch_allocate(batch);
  const squared = scratch_allocate(batch);
  const inputs2 = scratch_allocate((<usize>(rows * fan + 16)) << 2);
  if (sums == 0 || squares == 0 || weighted == 0 || squared == 0 || inputs2 == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  scaleRows(rows, width, weights, delta, weighted);
  multiply(rows * width, delta, delta, squared);
  multiply(rows * fan, input, input, inputs2);
  const biases = (<usize>(fan * width)) << 2;
  let status = gemm_f32(1, 0, fan, width, rows, 1, input, fan, weighted, width, 0, sums, width);
  if (status == OK) {
    status = gemm_f32(1, 0, fan, width, rows, 1, inputs2, fan, squared, width, 0, squares, width);
  }
  biasSums(rows, width, weighted, squared, sums + biases, squares + biases);
  if (stale) {
    const w = <f32>load<f64>(weights);
    leak(fan, width, w, input, delta, gradient, sums, squares);
    leak(1, width, w, 0, delta, gradient + biases, sums + biases, squares + biases);
  }
  divideByNorms((fan + 1) * width, sums, squares);
  memory.copy(gradient, sums, (<usize>((fan + 1) * width)) << 2);
  scratch_release(mark);
  return status;
}
