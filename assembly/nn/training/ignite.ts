/**
 * IGNITE: the gradient of the surrogate's mean, in its own parameters, is held short.
 *
 * minimize L(β) subject to ρ‖∇G(β)‖ ≤ ε, by descent in β and ascent in the multiplier λ. A fixed λ
 * (rate 0) gives IGNITE-2. ∇‖∇G‖ = H∇G/‖∇G‖ is exact here; the published form is a difference of
 * gradients at distance r, which crosses kinks of the activation.
 *
 * Source: Dao et al. 2024, "Incorporating surrogate gradient norm to improve offline optimization
 * techniques", NeurIPS.
 * Cost of a step: 16 · rows · weights flops, 10 by differences.
 */
import { OK } from "../../status";
import { network_hessian_product } from "../hessian_product";
import { meanGradient, meanGradientAt, parametersOf, weightsOfNetwork } from "./mean_output";
import {
  DIFFERENCE,
  DIRECTION,
  FREE_MULTIPLIER,
  flag,
  GRADIENT,
  LAMBDA,
  LAMBDA_RATE,
  LIMIT,
  MEAN_GRADIENT,
  NETWORK,
  NORM,
  number,
  PENALTY,
  RADIUS,
  RHO,
  setNumber,
  UPSTREAM,
  WORK,
  word,
  X,
} from "./trainer";
import { addScaled, setScaled, squares } from "./vector";

/** Adds λρ∇‖∇G‖ to the gradient and moves λ; the forward pass of the mini-batch is done. */
export function addIgnite(trainer: usize, rows: i32): i32 {
  const n = weightsOfNetwork(trainer);
  const g = word(trainer, MEAN_GRADIENT);
  let status = meanGradient(trainer, rows, parametersOf(trainer), g);
  if (status != OK) return status;
  const norm = sqrt<f64>(squares(n, g));
  const lambda = number(trainer, LAMBDA);
  const rho = number(trainer, RHO);
  if (norm > 0) {
    status = flag(trainer, DIFFERENCE)
      ? addDifference(trainer, rows, n, g, norm)
      : addExact(trainer, rows, n, g, (lambda * rho) / norm);
  }
  setNumber(trainer, NORM, norm);
  setNumber(trainer, PENALTY, lambda * rho * norm);
  const moved = lambda + number(trainer, LAMBDA_RATE) * (rho * norm - number(trainer, LIMIT));
  setNumber(trainer, LAMBDA, flag(trainer, FREE_MULTIPLIER) ? moved : max(moved, 0));
  return status;
}

function addExact(trainer: usize, rows: i32, n: i32, g: usize, scale: f64): i32 {
  const direction = word(trainer, DIRECTION);
  setScaled(n, <f32>scale, g, 0, direction);
  return network_hessian_product(
    word(trainer, NETWORK),
    parametersOf(trainer),
    word(trainer, X),
    rows,
    word(trainer, WORK),
    word(trainer, UPSTREAM),
    direction,
    word(trainer, GRADIENT),
  );
}

/** λ(ρ/r)(∇G(β + r∇G/‖∇G‖) − ∇G(β)), at a copy of the parameters. */
function addDifference(trainer: usize, rows: i32, n: i32, g: usize, norm: f64): i32 {
  const r = number(trainer, RADIUS);
  const scale = <f32>((number(trainer, LAMBDA) * number(trainer, RHO)) / r);
  const gradient = word(trainer, GRADIENT);
  addScaled(n, -scale, g, gradient);
  const moved = word(trainer, DIRECTION);
  memory.copy(moved, parametersOf(trainer), (<usize>n) << 2);
  addScaled(n, <f32>(r / norm), g, moved);
  const status = meanGradientAt(trainer, rows, moved, g);
  if (status == OK) addScaled(n, scale, g, gradient);
  return status;
}
