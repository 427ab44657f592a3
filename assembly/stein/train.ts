/**
 * Training of a Pareto-set model: Adam steps on a network that maps a preference to a design.
 *
 * A step draws nothing and allocates nothing that it does not return; many steps are one call.
 * Cost of a step: four passes of 2 · B · weights flops and the products of the gradients, three of
 * the same size with COLUMN, one otherwise; k posteriors of B points and one more a constraint.
 * Source: Nguyen et al. 2025, arXiv:2412.17312; Lin et al. 2022, arXiv:2210.08495.
 */
import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { adam_step } from "../nn/adam";
import { network_backward } from "../nn/backward";
import { network_forward, network_output } from "../nn/forward";
import { network_parameters, network_workspace } from "../nn/network";
import { OK, OUT_OF_MEMORY } from "../status";
import { addInfeasibility } from "./feasibility";
import { particleGradient } from "./gradient";
import { interact } from "./interact";
import { optimisticObjectives } from "./optimism";
import { scalarize } from "./scalarize";
import {
  ALONE,
  gradientOf,
  inputs,
  interaction,
  learningRate,
  momentsOf,
  networkOf,
  objectives,
  parametersOf,
  particles,
  preferencesOf,
  setStepsDone,
  stepsDone,
} from "./trainer";

/** floats ← doubles. */
export function narrow(count: i32, from: usize, to: usize): void {
  for (let i = 0; i < count; i++) store<f32>(to + ((<usize>i) << 2), <f32>load<f64>(at(from, i)));
}

/** doubles ← floats. */
export function widen(count: i32, from: usize, to: usize): void {
  for (let i = 0; i < count; i++) store<f64>(at(to, i), <f64>load<f32>(from + ((<usize>i) << 2)));
}

/** upstream_j ← Σ_o push_jo ∇F_o(x_j). */
function pushInDesigns(trainer: usize, push: usize, slopes: usize, upstream: usize): void {
  const k = objectives(trainer);
  const d = inputs(trainer);
  const count = particles(trainer);
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < d; i++) {
      let sum: f64 = 0;
      for (let o = 0; o < k; o++) {
        sum += load<f64>(at(push, j * k + o)) * load<f64>(at(slopes, (o * count + j) * d + i));
      }
      store<f64>(at(upstream, j * d + i), sum);
    }
  }
}

/** Back-propagates ∂/∂design, given in doubles. */
export function carryBack(trainer: usize, work: usize, upstream: usize, spare: usize): i32 {
  const count = particles(trainer);
  narrow(count * inputs(trainer), upstream, spare);
  return network_backward(networkOf(trainer), parametersOf(trainer), count, work, spare);
}

/**
 * Leaves the gradient of one step in the trainer's buffer.
 *
 * @param preferences  B × k
 * @returns 0, OUT_OF_MEMORY or what the posterior answered
 */
export function stein_gradient(trainer: usize, preferences: usize): i32 {
  const k = objectives(trainer);
  const d = inputs(trainer);
  const count = particles(trainer);
  const net = networkOf(trainer);
  const mark = scratch_mark();
  const bytes = network_workspace(net, count);
  const work = scratch_allocate(2 * bytes);
  const x = scratch_allocate(doubles(count * (3 * d + k * d + 3 * k + 3) + count * count + 16));
  if (work == 0 || x == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  const repelled = work + bytes;
  const upstream = at(x, count * d);
  const values = at(upstream, count * d);
  const slopes = at(values, count * k);
  const push = at(slopes, k * count * d);
  const weights = at(push, count * k);
  const active = at(weights, count);
  const preference = at(active, count);
  const spare = at(preference, count * k);
  const floats = at(spare, count * count + k);
  const together = interaction(trainer) != ALONE;
  narrow(count * k, preferences, preference);
  let status = network_forward(net, parametersOf(trainer), preference, count, work);
  if (status == OK) {
    widen(count * d, network_output(net, count, work), x);
    status = optimisticObjectives(trainer, x, count, values, slopes);
  }
  if (status == OK) {
    memory.fill(upstream, 0, (<usize>(count * d)) << 3);
    status = addInfeasibility(trainer, x, count, upstream);
  }
  if (status == OK) {
    scalarize(trainer, preferences, values, slopes, active, upstream);
    status = carryBack(trainer, work, upstream, floats);
  }
  for (let j = 0; j < count; j++) store<f64>(at(weights, j), 1);
  if (status == OK && together) {
    interact(trainer, values, active, weights, push, spare);
    pushInDesigns(trainer, push, slopes, upstream);
    memory.copy(repelled, work, bytes);
    status = carryBack(trainer, repelled, upstream, floats);
  }
  if (status == OK) {
    status = particleGradient(trainer, preference, weights, work, together ? repelled : 0);
  }
  scratch_release(mark);
  return status;
}

/**
 * `steps` training steps, with the preferences that follow those of the steps done.
 *
 * @returns 0, OUT_OF_MEMORY or what the posterior answered; the parameters are those of the last
 *          whole step
 */
export function stein_train(trainer: usize, steps: i32): i32 {
  const stride = particles(trainer) * objectives(trainer);
  for (let s = 0; s < steps; s++) {
    const done = stepsDone(trainer);
    const status = stein_gradient(trainer, at(preferencesOf(trainer), done * stride));
    if (status != OK) return status;
    descend(trainer);
  }
  return OK;
}

/** A step of Adam along the gradient in the trainer's buffer. */
export function descend(trainer: usize): void {
  const step = stepsDone(trainer) + 1;
  adam_step(
    network_parameters(networkOf(trainer)),
    parametersOf(trainer),
    gradientOf(trainer),
    momentsOf(trainer),
    learningRate(trainer),
    0.9,
    0.999,
    1e-8,
    step,
  );
  setStepsDone(trainer, step);
}
