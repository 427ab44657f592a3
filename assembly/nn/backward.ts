import { OK, OUT_OF_MEMORY } from "../status";
import { activation_slope } from "./activation";
import { gemm_f32 } from "./gemm_f32";
import {
  activationOf,
  biasesOf,
  deltasOf,
  layersOf,
  outputsOf,
  sizeOf,
  sumsOf,
  weightsOf,
} from "./network";

/**
 * Carries ∂loss/∂output back through the layers: fills the deltas ∂loss/∂z of the workspace.
 *
 * @param work      as `network_forward` left it
 * @param upstream  rows × outputs
 * @returns 0 or OUT_OF_MEMORY
 * Cost: 2 · rows · weights flops.
 */
export function network_backward(
  net: usize,
  parameters: usize,
  rows: i32,
  work: usize,
  upstream: usize,
): i32 {
  let e = upstream;
  for (let l = layersOf(net); l >= 1; l--) {
    const width = sizeOf(net, l);
    const z = sumsOf(net, rows, work, l);
    const d = deltasOf(net, rows, work, l);
    activation_slope(activationOf(net, l), rows * width, z, outputsOf(net, rows, work, l), e, d);
    if (l == 1) break;
    // The deltas below are a buffer of the right size for the product; the slope comes in place.
    e = deltasOf(net, rows, work, l - 1);
    const fan = sizeOf(net, l - 1);
    const weights = weightsOf(net, parameters, l);
    if (gemm_f32(0, 1, rows, fan, width, 1, d, width, weights, width, 0, e, fan) != OK) {
      return OUT_OF_MEMORY;
    }
  }
  return OK;
}

/** sums[j] += Σ over rows of d[row][j]. */
export function addColumnSums(rows: i32, width: i32, d: usize, sums: usize): void {
  const bytes = (<usize>width) << 2;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 4) {
      store<f32>(sums + j, load<f32>(sums + j) + load<f32>(d + j));
    }
    d += bytes;
  }
}

/**
 * gradient += ∂loss/∂parameters, from the deltas of `network_backward`.
 *
 * @returns 0 or OUT_OF_MEMORY
 * Cost: 2 · rows · weights flops.
 */
export function network_gradient(
  net: usize,
  x: usize,
  rows: i32,
  work: usize,
  gradient: usize,
): i32 {
  let input = x;
  for (let l = 1; l <= layersOf(net); l++) {
    const fan = sizeOf(net, l - 1);
    const width = sizeOf(net, l);
    const weights = weightsOf(net, gradient, l);
    const d = deltasOf(net, rows, work, l);
    if (gemm_f32(1, 0, fan, width, rows, 1, input, fan, d, width, 1, weights, width) != OK) {
      return OUT_OF_MEMORY;
    }
    addColumnSums(rows, width, d, biasesOf(net, weights, l));
    input = outputsOf(net, rows, work, l);
  }
  return OK;
}

/**
 * out ← ∂loss/∂x (rows × inputs), from the deltas of `network_backward`.
 *
 * @returns 0 or OUT_OF_MEMORY
 */
export function network_input_gradient(
  net: usize,
  parameters: usize,
  rows: i32,
  work: usize,
  out: usize,
): i32 {
  const width = sizeOf(net, 1);
  const fan = sizeOf(net, 0);
  const d = deltasOf(net, rows, work, 1);
  return gemm_f32(0, 1, rows, fan, width, 1, d, width, parameters, width, 0, out, fan);
}
