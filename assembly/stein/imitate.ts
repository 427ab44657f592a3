/**
 * Training towards given designs: what a search without the network has found is learnt first, for
 * the cost of the network alone, and training proper has only to improve on it.
 */
import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { network_forward, network_output } from "../nn/forward";
import { network_workspace } from "../nn/network";
import { OK, OUT_OF_MEMORY } from "../status";
import { particleGradient } from "./gradient";
import { carryBack, descend, narrow, widen } from "./train";
import {
  inputs,
  networkOf,
  objectives,
  parametersOf,
  particles,
  preferencesOf,
  stepsDone,
} from "./trainer";

/** Leaves the gradient of ½‖x_j − t_j‖², its mean over the particles, in the trainer's buffer. */
function imitationGradient(trainer: usize, preferences: usize, targets: usize): i32 {
  const d = inputs(trainer);
  const count = particles(trainer);
  const net = networkOf(trainer);
  const mark = scratch_mark();
  const work = scratch_allocate(network_workspace(net, count));
  const x = scratch_allocate(doubles(count * (2 * d + objectives(trainer) + 1) + 16));
  if (work == 0 || x == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  const weights = at(x, count * d);
  const preference = at(weights, count);
  const floats = at(preference, count * objectives(trainer));
  narrow(count * objectives(trainer), preferences, preference);
  let status = network_forward(net, parametersOf(trainer), preference, count, work);
  if (status == OK) {
    widen(count * d, network_output(net, count, work), x);
    for (let i = 0; i < count * d; i++) {
      store<f64>(at(x, i), load<f64>(at(x, i)) - load<f64>(at(targets, i)));
    }
    status = carryBack(trainer, work, x, floats);
  }
  for (let j = 0; j < count; j++) store<f64>(at(weights, j), 1);
  if (status == OK) status = particleGradient(trainer, preference, weights, work, 0);
  scratch_release(mark);
  return status;
}

/**
 * `steps` steps of Adam towards designs that are given for the preferences that follow those of the
 * steps done. The trainer's normalization counts, models and scalarization do not.
 *
 * @param targets  steps × B × d
 * @returns 0 or OUT_OF_MEMORY; the parameters are those of the last whole step
 */
export function stein_imitate(trainer: usize, steps: i32, targets: usize): i32 {
  const count = particles(trainer);
  for (let s = 0; s < steps; s++) {
    const preferences = at(
      preferencesOf(trainer),
      stepsDone(trainer) * count * objectives(trainer),
    );
    const status = imitationGradient(
      trainer,
      preferences,
      at(targets, s * count * inputs(trainer)),
    );
    if (status != OK) return status;
    descend(trainer);
  }
  return OK;
}
