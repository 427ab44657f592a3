import { OK, OUT_OF_MEMORY } from "../status";
import { activation_value } from "./activation";
import { gemm_f32 } from "./gemm_f32";
import { activationOf, biasesOf, layersOf, outputsOf, sizeOf, sumsOf, weightsOf } from "./network";

/** Every row of `out` becomes the vector `bias`. */
export function spreadBias(rows: i32, width: i32, bias: usize, out: usize): void {
  const bytes = (<usize>width) << 2;
  for (let i = 0; i < rows; i++) {
    memory.copy(out, bias, bytes);
    out += bytes;
  }
}

/**
 * Runs a batch through the network: fills z and h of every layer of the workspace.
 *
 * @param x      rows × inputs
 * @param work   workspace of `network_workspace(net, rows)` bytes
 * @returns 0 or OUT_OF_MEMORY
 * Cost: 2 · rows · weights flops.
 */
export function network_forward(
  net: usize,
  parameters: usize,
  x: usize,
  rows: i32,
  work: usize,
): i32 {
  let input = x;
  for (let l = 1; l <= layersOf(net); l++) {
    const fan = sizeOf(net, l - 1);
    const width = sizeOf(net, l);
    const weights = weightsOf(net, parameters, l);
    const z = sumsOf(net, rows, work, l);
    const h = outputsOf(net, rows, work, l);
    spreadBias(rows, width, biasesOf(net, weights, l), z);
    if (gemm_f32(0, 0, rows, width, fan, 1, input, fan, weights, width, 1, z, width) != OK) {
      return OUT_OF_MEMORY;
    }
    activation_value(activationOf(net, l), rows * width, z, h);
    input = h;
  }
  return OK;
}

/** Address of the outputs of the last `network_forward`, rows × outputs. */
export function network_output(net: usize, rows: i32, work: usize): usize {
  return outputsOf(net, rows, work, layersOf(net));
}
