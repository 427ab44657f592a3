/**
 * BOSS: the surrogate's mean G is made insensitive to perturbations of the parameters.
 *
 * The penalty is the mean of min(1, (t/(αG))²) over perturbations, t = γᵀ∇G to first order, and
 * the law ω of γ climbs to where it hurts most. `scalar`: one γ ~ N(ω_μ, ω_σ²) for all parameters,
 * as published, so that t = γS with S the sum of ∇G. `vector`: one γ a parameter, as defined;
 * t is then normal with mean ω_μS and deviation ω_σ‖∇G‖, and everything has a closed form.
 *
 * Source: Dao et al. 2024, "Boosting offline optimizers with surrogate sensitivity", ICML.
 * Cost of a step: 16 · rows · weights flops.
 */
import { normal_cdf_f64, normal_pdf_f64 } from "../../math/normal";
import { at } from "../../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { random_normal } from "../../random/normal";
import { OK, OUT_OF_MEMORY } from "../../status";
import { network_hessian_product } from "../hessian_product";
import { classifierSlope, classifierStep } from "./classifier";
import { meanGradient, parametersOf, sumOfFirst, weightsOfNetwork } from "./mean_output";
import {
  ALPHA,
  addressOf,
  CLASSIFIER,
  COMPAT,
  count,
  DIRECTION,
  DRAWS,
  flag,
  GRADIENT,
  LAMBDA,
  MEAN,
  MEAN_BOUND,
  MEAN_GRADIENT,
  NETWORK,
  NORM,
  number,
  OMEGA_MEAN,
  OMEGA_RATE,
  OMEGA_SPREAD,
  PENALTY,
  SEED_HIGH,
  SEED_LOW,
  SPREAD_HIGH,
  SPREAD_LOW,
  STEP,
  STREAM,
  setNumber,
  UPSTREAM,
  VECTOR,
  WORK,
  word,
  X,
} from "./trainer";
import { addScaled, setScaled, squares, total } from "./vector";

/** Targets are standardized, so that G is near zero routinely; the quotient is held finite. */
const SMALLEST_MEAN: f64 = 1e-6;
const CLASSIFIER_STEPS: i32 = 5;

/** Adds λ∇penalty to the gradient and moves ω; the forward pass of the mini-batch is done. */
export function addBoss(trainer: usize, rows: i32): i32 {
  const n = weightsOfNetwork(trainer);
  const g = word(trainer, MEAN_GRADIENT);
  const mean = sumOfFirst(trainer, rows) / <f64>rows;
  const status = meanGradient(trainer, rows, parametersOf(trainer), g);
  if (status != OK) return status;
  const norm = sqrt<f64>(squares(n, g));
  setNumber(trainer, MEAN, mean);
  setNumber(trainer, NORM, norm);
  const sum = total(n, g);
  return flag(trainer, VECTOR)
    ? addVector(trainer, rows, n, mean, sum, norm)
    : addScalar(trainer, rows, n, mean, sum);
}

/** d|G|/dG where the guard does not hold |G|, else 0. */
function signOf(mean: f64): f64 {
  if (abs(mean) <= SMALLEST_MEAN) return 0;
  return mean > 0 ? 1 : -1;
}

/** gradient += H·(bySum · 1 + byNorm · g/‖g‖) + byMean · g. */
function addSlopes(trainer: usize, rows: i32, n: i32, bySum: f64, byNorm: f64, byMean: f64): i32 {
  const g = word(trainer, MEAN_GRADIENT);
  const gradient = word(trainer, GRADIENT);
  const direction = word(trainer, DIRECTION);
  addScaled(n, <f32>byMean, g, gradient);
  setScaled(n, <f32>byNorm, g, <f32>bySum, direction);
  return network_hessian_product(
    word(trainer, NETWORK),
    parametersOf(trainer),
    word(trainer, X),
    rows,
    word(trainer, WORK),
    word(trainer, UPSTREAM),
    direction,
    gradient,
  );
}

function addScalar(trainer: usize, rows: i32, n: i32, mean: f64, sum: f64): i32 {
  const mark = scratch_mark();
  const draws = count(trainer, DRAWS);
  const gammas = scratch_allocate((<usize>draws + 8) << 3);
  if (gammas == 0) return OUT_OF_MEMORY;
  let status = random_normal(
    count(trainer, SEED_LOW),
    count(trainer, SEED_HIGH),
    count(trainer, STREAM),
    <f64>count(trainer, STEP) * <f64>draws,
    draws,
    gammas,
  );
  const limit = number(trainer, ALPHA) * max(abs(mean), SMALLEST_MEAN);
  const ratio = sum / limit;
  let penalty: f64 = 0;
  let second: f64 = 0;
  for (let i = 0; i < draws; i++) {
    const z = load<f64>(at(gammas, i));
    const gamma = number(trainer, OMEGA_MEAN) + number(trainer, OMEGA_SPREAD) * z;
    store<f64>(at(gammas, i), gamma);
    const term = gamma * ratio * (gamma * ratio);
    if (term < 1) second += gamma * gamma;
    penalty += min(1, term);
  }
  setNumber(trainer, PENALTY, penalty / <f64>draws);
  const scale = (2 * number(trainer, LAMBDA) * second * ratio) / (<f64>draws * limit);
  const byMean = (-scale * sum * number(trainer, ALPHA) * signOf(mean)) / limit;
  if (status == OK) status = addSlopes(trainer, rows, n, scale, 0, byMean);
  moveScalarLaw(trainer, draws, gammas, limit / abs(sum));
  scratch_release(mark);
  return status;
}

/** Fits the classifier to the hits |γ| > `limit`, and moves ω up its slopes. */
function moveScalarLaw(trainer: usize, draws: i32, gammas: usize, limit: f64): void {
  const theta = addressOf(trainer, CLASSIFIER);
  const slopes = at(gammas, draws);
  for (let i = 0; i < CLASSIFIER_STEPS; i++) {
    const step = count(trainer, STEP) * CLASSIFIER_STEPS + i + 1;
    classifierStep(theta, draws, gammas, limit, slopes, step);
  }
  const mean = number(trainer, OMEGA_MEAN);
  const spread = number(trainer, OMEGA_SPREAD);
  let slopeSum: f64 = 0;
  let spreadSum: f64 = 0;
  let offsetSum: f64 = 0;
  for (let i = 0; i < draws; i++) {
    const gamma = load<f64>(at(gammas, i));
    const p = classifierSlope(theta, gamma);
    const offset = (gamma - mean) / spread;
    slopeSum += p;
    spreadSum += p * offset;
    offsetSum += offset;
  }
  // The published script multiplies the two sums instead of summing the products.
  if (flag(trainer, COMPAT)) spreadSum = slopeSum * offsetSum;
  moveLaw(trainer, slopeSum / <f64>draws, spreadSum / <f64>draws);
}

/** ω ← its box ∩ (ω + rate · slopes). */
function moveLaw(trainer: usize, byMean: f64, bySpread: f64): void {
  const rate = number(trainer, OMEGA_RATE);
  const bound = number(trainer, MEAN_BOUND);
  const mean = number(trainer, OMEGA_MEAN) + rate * byMean;
  const spread = number(trainer, OMEGA_SPREAD) + rate * bySpread;
  setNumber(trainer, OMEGA_MEAN, min(max(mean, -bound), bound));
  const low = number(trainer, SPREAD_LOW);
  setNumber(trainer, OMEGA_SPREAD, min(max(spread, low), number(trainer, SPREAD_HIGH)));
}

/**
 * E min(1, (t/c)²) for t = m + sz, c = α|G|, and its slopes, from the moments of the standard
 * normal law between the two points where |t| = c.
 */
function addVector(trainer: usize, rows: i32, n: i32, mean: f64, sum: f64, norm: f64): i32 {
  const lambda = number(trainer, LAMBDA);
  const c = number(trainer, ALPHA) * max(abs(mean), SMALLEST_MEAN);
  const m = number(trainer, OMEGA_MEAN) * sum;
  const s = number(trainer, OMEGA_SPREAD) * norm;
  // Without a gradient nothing moves the mean.
  if (!(s > 0)) return OK;
  const low = (-c - m) / s;
  const high = (c - m) / s;
  const densityLow = normal_pdf_f64(low);
  const densityHigh = normal_pdf_f64(high);
  const inside = normal_cdf_f64(high) - normal_cdf_f64(low);
  const first = densityLow - densityHigh;
  const second = inside + low * densityLow - high * densityHigh;
  const square = m * m * inside + 2 * m * s * first + s * s * second;
  const bySum = (2 * (m * inside + s * first)) / (c * c);
  const bySpread = (2 * (m * first + s * second)) / (c * c);
  const byLimit = (-2 * square) / (c * c * c);
  setNumber(trainer, PENALTY, 1 - inside + square / (c * c));
  const status = addSlopes(
    trainer,
    rows,
    n,
    lambda * bySum * number(trainer, OMEGA_MEAN),
    (lambda * bySpread * number(trainer, OMEGA_SPREAD)) / norm,
    lambda * byLimit * number(trainer, ALPHA) * signOf(mean),
  );
  moveLaw(trainer, bySum * sum, bySpread * norm);
  return status;
}
