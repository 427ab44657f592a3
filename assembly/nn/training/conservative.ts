/**
 * Conservative objective models: beside the squared error, what the model promises at the ends of
 * short ascents is pushed down against what it says of the data.
 *
 * loss = mean (y − f(x))² + α mean (f(x⁻) − f(x)), x⁻ constant; α keeps the overestimation near τ.
 * Source: Trabucco et al. 2021, "Conservative objective models", arXiv:2107.06882.
 * Cost of a step: (12 + 4 · ascent steps) · rows · weights flops.
 */
import { exp_f64 } from "../../math/exp";
import { OK } from "../../status";
import { power } from "../adam";
import { network_backward, network_gradient, network_input_gradient } from "../backward";
import { network_forward, network_output } from "../forward";
import { sizeOf } from "../network";
import { head_squared } from "./head";
import { firstOutput, parametersOf, sumOfFirst } from "./mean_output";
import {
  ASCENT_SIZE,
  ASCENT_STEPS,
  addressOf,
  BETA1,
  BETA2,
  count,
  EPSILON,
  GRADIENT,
  LOG_WEIGHT,
  MOVED,
  NETWORK,
  number,
  OVERESTIMATION,
  SLOPE,
  STEP,
  setNumber,
  TAU,
  UPSTREAM,
  W,
  WEIGHT_MOMENTS,
  WEIGHT_RATE,
  WORK,
  word,
  X,
  Y,
} from "./trainer";
import { addScaled } from "./vector";

/** x⁻ by plain ascent from the mini-batch. */
function ascend(trainer: usize, rows: i32): i32 {
  const net = word(trainer, NETWORK);
  const work = word(trainer, WORK);
  const moved = word(trainer, MOVED);
  const slope = word(trainer, SLOPE);
  const parameters = parametersOf(trainer);
  const entries = rows * sizeOf(net, 0);
  memory.copy(moved, word(trainer, X), (<usize>entries) << 2);
  for (let step = 0; step < count(trainer, ASCENT_STEPS); step++) {
    const upstream = firstOutput(trainer, rows, 1);
    let status = network_forward(net, parameters, moved, rows, work);
    if (status == OK) status = network_backward(net, parameters, rows, work, upstream);
    if (status == OK) status = network_input_gradient(net, parameters, rows, work, slope);
    if (status != OK) return status;
    addScaled(entries, <f32>number(trainer, ASCENT_SIZE), slope, moved);
  }
  return OK;
}

/** The loss; adds its gradient and moves α. Leaves the forward pass of the mini-batch. */
export function conservativeLoss(trainer: usize, rows: i32, loss: usize): i32 {
  const net = word(trainer, NETWORK);
  const work = word(trainer, WORK);
  const parameters = parametersOf(trainer);
  const gradient = word(trainer, GRADIENT);
  const weight = exp_f64(number(trainer, LOG_WEIGHT));
  const share = weight / <f64>rows;
  let status = ascend(trainer, rows);
  if (status != OK) return status;
  const moved = word(trainer, MOVED);
  status = network_forward(net, parameters, moved, rows, work);
  if (status != OK) return status;
  const above = sumOfFirst(trainer, rows);
  status = network_backward(net, parameters, rows, work, firstOutput(trainer, rows, share));
  if (status == OK) status = network_gradient(net, moved, rows, work, gradient);
  const x = word(trainer, X);
  if (status == OK) status = network_forward(net, parameters, x, rows, work);
  if (status != OK) return status;
  const overestimation = (above - sumOfFirst(trainer, rows)) / <f64>rows;
  const upstream = word(trainer, UPSTREAM);
  const output = network_output(net, rows, work);
  const error = head_squared(rows, output, word(trainer, Y), word(trainer, W), upstream);
  for (let i: usize = 0; i < (<usize>rows) << 2; i += 4) {
    store<f32>(upstream + i, load<f32>(upstream + i) - <f32>share);
  }
  status = network_backward(net, parameters, rows, work, upstream);
  if (status == OK) status = network_gradient(net, x, rows, work, gradient);
  store<f64>(loss, error + weight * overestimation);
  setNumber(trainer, OVERESTIMATION, overestimation);
  moveWeight(trainer, weight * (number(trainer, TAU) - overestimation));
  return status;
}

/** One step of Adam down `slope` in ln α. */
function moveWeight(trainer: usize, slope: f64): void {
  const moments = addressOf(trainer, WEIGHT_MOMENTS);
  const beta1 = number(trainer, BETA1);
  const beta2 = number(trainer, BETA2);
  const first = beta1 * load<f64>(moments) + (1 - beta1) * slope;
  const second = beta2 * load<f64>(moments, 8) + (1 - beta2) * slope * slope;
  store<f64>(moments, first);
  store<f64>(moments, second, 8);
  const step = count(trainer, STEP) + 1;
  const mean = first / (1 - power(beta1, step));
  const spread = sqrt<f64>(second / (1 - power(beta2, step))) + number(trainer, EPSILON);
  const moved = number(trainer, LOG_WEIGHT) - (number(trainer, WEIGHT_RATE) * mean) / spread;
  setNumber(trainer, LOG_WEIGHT, moved);
}
