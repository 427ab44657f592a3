/**
 * The interaction of particles: a kernel between their objective vectors mixes their gradients
 * and pushes the vectors apart.
 *
 * K_ij = exp(−δ²/h): LOCAL compares the objective that is active in particle j, with a bandwidth an
 * objective; GLOBAL compares whole vectors. h = c·med/ln B, or c·med²/ln B as published, med being
 * the median of the B² squared differences; bandwidths count as constants in the gradient.
 * Source: Nguyen et al. 2025, arXiv:2412.17312; Liu and Wang 2016, arXiv:1608.04471.
 */
import { exp_f64 } from "../math/exp";
import { log_f64 } from "../math/log";
import { at } from "../memory/access";
import { median } from "./median";
import {
  bandwidthFactor,
  flag,
  interaction,
  LOCAL,
  objectives,
  particles,
  SQUARED_BANDWIDTH,
} from "./trainer";

/** Bandwidths where all particles agree, as published. */
const LOCAL_FLOOR: f64 = 5e-6;
const GLOBAL_FLOOR: f64 = 1e-6;

/** (F_io − F_jo)², or the squared distance of the vectors where `o` is negative. */
function squaredGap(values: usize, k: i32, i: i32, j: i32, o: i32): f64 {
  let sum: f64 = 0;
  const end = o < 0 ? k : o + 1;
  for (let p = max(o, 0); p < end; p++) {
    const gap = load<f64>(at(values, i * k + p)) - load<f64>(at(values, j * k + p));
    sum += gap * gap;
  }
  return sum;
}

/** The bandwidth of one objective, or of whole vectors where `o` is negative. */
function bandwidth(trainer: usize, values: usize, o: i32, spare: usize): f64 {
  const k = objectives(trainer);
  const count = particles(trainer);
  let next = spare;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      store<f64>(next, squaredGap(values, k, i, j, o));
      next += 8;
    }
  }
  const middle = median(spare, count * count);
  if (middle == 0) return o < 0 ? GLOBAL_FLOOR * bandwidthFactor(trainer) : LOCAL_FLOOR;
  const scale = flag(trainer, SQUARED_BANDWIDTH) ? middle * middle : middle;
  return (bandwidthFactor(trainer) * scale) / log_f64(<f64>max(count, 2));
}

/** Adds the derivative of one kernel value at both of its ends. */
function addRepulsion(
  k: i32,
  values: usize,
  i: i32,
  j: i32,
  o: i32,
  steepness: f64,
  push: usize,
): void {
  const end = o < 0 ? k : o + 1;
  for (let p = max(o, 0); p < end; p++) {
    const gap = load<f64>(at(values, i * k + p)) - load<f64>(at(values, j * k + p));
    const e = steepness * gap;
    store<f64>(at(push, i * k + p), load<f64>(at(push, i * k + p)) + e);
    store<f64>(at(push, j * k + p), load<f64>(at(push, j * k + p)) - e);
  }
}

/**
 * Column sums of the kernel and the derivative of the sum of all its values.
 *
 * @param values   B × k
 * @param active   B words: the active objective of every particle
 * @param weights  B, overwritten: w_j = Σ_i K_ij
 * @param push     B × k, overwritten: ∂ΣK/∂F
 * @param spare    B² + k doubles of workspace
 */
export function interact(
  trainer: usize,
  values: usize,
  active: usize,
  weights: usize,
  push: usize,
  spare: usize,
): void {
  const k = objectives(trainer);
  const count = particles(trainer);
  const local = interaction(trainer) == LOCAL;
  const widths = at(spare, count * count);
  const groups = local ? k : 1;
  for (let o = 0; o < groups; o++) {
    store<f64>(at(widths, o), bandwidth(trainer, values, local ? o : -1, spare));
  }
  memory.fill(push, 0, (<usize>(count * k)) << 3);
  for (let j = 0; j < count; j++) {
    const own = load<i32>(active + ((<usize>j) << 2));
    const o = local ? own : -1;
    const h = load<f64>(at(widths, local ? own : 0));
    let sum: f64 = 0;
    for (let i = 0; i < count; i++) {
      const value = exp_f64(-squaredGap(values, k, i, j, o) / h);
      sum += value;
      addRepulsion(k, values, i, j, o, (-2 * value) / h, push);
    }
    store<f64>(at(weights, j), sum);
  }
}
