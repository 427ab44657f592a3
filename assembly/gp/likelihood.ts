/** The log marginal likelihood and its gradient in every hyperparameter, from one factorization. */
import { covariance_gram_pullback } from "../covariance";
import { cholesky_inverse } from "../linalg";
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { OK } from "../status";
import {
  bindParameters,
  factorize,
  gp_log_likelihood,
  parameterCount,
  profileMeans,
  solveWeights,
} from "./factor";
import {
  factorOf,
  inputCount,
  inverseFactorOf,
  kernelOf,
  noiseOf,
  outputCount,
  pointCount,
  pointsOf,
  strideOf,
  weightsOf,
} from "./model";

/** g_b = scale · g_b + weight · α_b for b < count. */
function blend(count: i32, scale: f64, g: usize, weight: f64, weights: usize): void {
  const scales = f64x2.splat(scale);
  const factors = f64x2.splat(weight);
  const paired = count & ~1;
  for (let b = 0; b < paired; b += 2) {
    const kept = f64x2.mul(scales, v128.load(at(g, b)));
    v128.store(at(g, b), f64x2.add(kept, f64x2.mul(factors, v128.load(at(weights, b)))));
  }
  if (paired < count) {
    const kept = scale * load<f64>(at(g, paired));
    store<f64>(at(g, paired), kept + weight * load<f64>(at(weights, paired)));
  }
}

/** Turns K⁻¹ into G = ½(Σ_t α_t α_tᵀ − k K⁻¹), lower triangle: the likelihood's slope in K. */
function slopeInCovariance(model: usize, g: usize): void {
  const n = pointCount(model);
  const ld = strideOf(model);
  const k = outputCount(model);
  for (let t = 0; t < k; t++) {
    const weights = weightsOf(model, t);
    const scale = t == 0 ? -0.5 * <f64>k : 1;
    for (let a = 0; a < n; a++) {
      blend(a + 1, scale, rowOf(g, a, ld), 0.5 * load<f64>(at(weights, a)), weights);
    }
  }
}

/** ∂/∂ln σ² = σ² tr G and ∂/∂m_t = 1ᵀα_t, after the kernel's own derivatives. */
function gradientBesideKernel(model: usize, g: usize, gradient: usize): void {
  const n = pointCount(model);
  const ld = strideOf(model);
  const p = parameterCount(model);
  let trace: f64 = 0;
  for (let a = 0; a < n; a++) trace += load<f64>(elementOf(g, a, a, ld));
  store<f64>(at(gradient, p), noiseOf(model) * trace);
  const k = outputCount(model);
  for (let t = 0; t < k; t++) {
    let sum: f64 = 0;
    for (let a = 0; a < n; a++) sum += load<f64>(at(weightsOf(model, t), a));
    store<f64>(at(gradient, p + 1 + t), sum);
  }
}

/**
 * Log marginal likelihood at given hyperparameters and, where asked, its gradient.
 *
 *   ln p = −½ rᵀα − Σ ln L_aa − (n/2) ln 2π,  ∂ = Σ_ab G_ab ∂K_ab,  G = ½(ααᵀ − K⁻¹)
 * Several outputs share one factor: their likelihoods are added.
 *
 * @param parameters    p logarithms of the kernel's hyperparameters, then ln σ²
 * @param profile_mean  1: each mean is set to its optimum (the gradient in the others is then the
 *   gradient of the profile likelihood too); 0: the means stay as they are
 * @param value         1 double
 * @param gradient      p + 1 + k doubles: the parameters in their order, then the means; or 0
 * @returns 0, the pivot that fails even with the largest jitter, −2 for parameters that are not
 *   finite, or OUT_OF_MEMORY. The model holds L and α afterwards; with a gradient L⁻¹ is lost, so
 *   `gp_factorize` must come before a prediction.
 * Cost: n³/3 flops, n³ with a gradient, and O(n²d).
 * Source: Rasmussen and Williams 2006, eq. 2.30 and 5.9.
 */
export function gp_likelihood(
  model: usize,
  parameters: usize,
  profile_mean: i32,
  value: usize,
  gradient: usize,
): i32 {
  let status = bindParameters(model, parameters);
  if (status == OK) status = factorize(model);
  if (status == OK && profile_mean != 0) status = profileMeans(model);
  if (status != OK) return status;
  solveWeights(model);
  store<f64>(value, gp_log_likelihood(model));
  if (gradient == 0) return OK;

  const n = pointCount(model);
  const ld = strideOf(model);
  const g = inverseFactorOf(model);
  status = cholesky_inverse(n, factorOf(model), ld, g, ld);
  if (status != OK) return status;
  slopeInCovariance(model, g);
  memory.fill(gradient, 0, doubles(parameterCount(model)));
  gradientBesideKernel(model, g, gradient);
  const kernel = kernelOf(model);
  return covariance_gram_pullback(kernel, pointsOf(model), n, inputCount(model), g, ld, gradient);
}
