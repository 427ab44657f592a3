/**
 * BOSS's classifier of perturbations: 1 → 2 (ReLU) → 1 (sigmoid) says how likely a perturbation γ
 * changes the surrogate's mean too much. Seven doubles: w₁, b₁ (two each), w₂ (two), b₂; their
 * 14 moments of Adam follow.
 */
import { exp_f64 } from "../../math/exp";
import { at } from "../../memory/access";
import { power } from "../adam";

const PARAMETERS: i32 = 7;
const RATE: f64 = 1e-3;
const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
const EPSILON: f64 = 1e-8;

function hidden(theta: usize, unit: i32, gamma: f64): f64 {
  return load<f64>(at(theta, unit)) * gamma + load<f64>(at(theta, 2 + unit));
}

function probability(theta: usize, gamma: f64): f64 {
  let sum = load<f64>(at(theta, 6));
  for (let u = 0; u < 2; u++) sum += load<f64>(at(theta, 4 + u)) * max(hidden(theta, u, gamma), 0);
  return 1 / (1 + exp_f64(-sum));
}

/** ∂Φ/∂γ. */
export function classifierSlope(theta: usize, gamma: f64): f64 {
  let slope: f64 = 0;
  for (let u = 0; u < 2; u++) {
    if (hidden(theta, u, gamma) > 0) {
      slope += load<f64>(at(theta, 4 + u)) * load<f64>(at(theta, u));
    }
  }
  const p = probability(theta, gamma);
  return p * (1 - p) * slope;
}

/** out += slopes of the cross-entropy of one perturbation, whose slope in the logit is `delta`. */
function addSlopes(theta: usize, gamma: f64, delta: f64, out: usize): void {
  for (let u = 0; u < 2; u++) {
    const h = hidden(theta, u, gamma);
    if (!(h > 0)) continue;
    const back = delta * load<f64>(at(theta, 4 + u));
    store<f64>(at(out, u), load<f64>(at(out, u)) + back * gamma);
    store<f64>(at(out, 2 + u), load<f64>(at(out, 2 + u)) + back);
    store<f64>(at(out, 4 + u), load<f64>(at(out, 4 + u)) + delta * h);
  }
  store<f64>(at(out, 6), load<f64>(at(out, 6)) + delta);
}

/**
 * One step of Adam down the mean cross-entropy over n perturbations.
 *
 * @param limit    a perturbation is a hit where |γ| exceeds this
 * @param slopes   seven doubles of working memory
 * @param step     number of this step, from 1
 */
export function classifierStep(
  theta: usize,
  n: i32,
  gammas: usize,
  limit: f64,
  slopes: usize,
  step: i32,
): void {
  memory.fill(slopes, 0, (<usize>PARAMETERS) << 3);
  for (let i = 0; i < n; i++) {
    const gamma = load<f64>(at(gammas, i));
    const hit: f64 = abs(gamma) > limit ? 1 : 0;
    addSlopes(theta, gamma, (probability(theta, gamma) - hit) / <f64>n, slopes);
  }
  const first = at(theta, PARAMETERS);
  const second = at(first, PARAMETERS);
  const spread = 1 / (1 - power(BETA2, step));
  const rate = RATE / (1 - power(BETA1, step));
  for (let j = 0; j < PARAMETERS; j++) {
    const g = load<f64>(at(slopes, j));
    const m = BETA1 * load<f64>(at(first, j)) + (1 - BETA1) * g;
    const v = BETA2 * load<f64>(at(second, j)) + (1 - BETA2) * g * g;
    store<f64>(at(first, j), m);
    store<f64>(at(second, j), v);
    const change = (rate * m) / (sqrt<f64>(v * spread) + EPSILON);
    store<f64>(at(theta, j), load<f64>(at(theta, j)) - change);
  }
}
