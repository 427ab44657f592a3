/**
 * G, the mean of the surrogate's first output over the mini-batch, with the gradient that both
 * sensitivity regularizers need.
 */
import { OK } from "../../status";
import { network_backward, network_gradient } from "../backward";
import { network_forward, network_output } from "../forward";
import { layersOf, network_parameters, sizeOf } from "../network";
import { NETWORK, PARAMETERS, UPSTREAM, WORK, word, X } from "./trainer";

/** Upstream of `scale` · Σ first outputs: the other outputs get none. */
export function firstOutput(trainer: usize, rows: i32, scale: f64): usize {
  const net = word(trainer, NETWORK);
  const upstream = word(trainer, UPSTREAM);
  const outputs = sizeOf(net, layersOf(net));
  memory.fill(upstream, 0, (<usize>(rows * outputs)) << 2);
  for (let i = 0; i < rows; i++) store<f32>(upstream + ((<usize>(i * outputs)) << 2), <f32>scale);
  return upstream;
}

/** Σ first outputs of the last forward pass over `rows` rows. */
export function sumOfFirst(trainer: usize, rows: i32): f64 {
  const net = word(trainer, NETWORK);
  const output = network_output(net, rows, word(trainer, WORK));
  const stride = (<usize>sizeOf(net, layersOf(net))) << 2;
  let sum: f64 = 0;
  for (let i = 0; i < rows; i++) sum += <f64>load<f32>(output + <usize>i * stride);
  return sum;
}

/** out ← ∇G; leaves the deltas of G in the workspace, whose forward pass is of this mini-batch. */
export function meanGradient(trainer: usize, rows: i32, parameters: usize, out: usize): i32 {
  const net = word(trainer, NETWORK);
  const work = word(trainer, WORK);
  const upstream = firstOutput(trainer, rows, 1 / <f64>rows);
  memory.fill(out, 0, (<usize>network_parameters(net)) << 2);
  const status = network_backward(net, parameters, rows, work, upstream);
  if (status != OK) return status;
  return network_gradient(net, word(trainer, X), rows, work, out);
}

/** out ← ∇G at other parameters; the workspace then holds their forward pass. */
export function meanGradientAt(trainer: usize, rows: i32, parameters: usize, out: usize): i32 {
  const net = word(trainer, NETWORK);
  const status = network_forward(net, parameters, word(trainer, X), rows, word(trainer, WORK));
  if (status != OK) return status;
  return meanGradient(trainer, rows, parameters, out);
}

/** Parameters of the network itself, without the bounds of the head. */
export function weightsOfNetwork(trainer: usize): i32 {
  return network_parameters(word(trainer, NETWORK));
}

export function parametersOf(trainer: usize): usize {
  return word(trainer, PARAMETERS);
}
