/** The covariance functions. Each constructor checks its options and returns plain data. */
import { checkKernel } from "./check.js";
import type {
  CosineOptions,
  Kernel,
  LengthscaleOptions,
  LinearOptions,
  PeriodicOptions,
  PolynomialOptions,
  RationalQuadraticOptions,
} from "./kernel.js";

/** u_i = (x_i − x'_i)/ℓ_i and r² = Σ u_i² below. Squared exponential: k = exp(−r²/2). */
export function rbf(options: LengthscaleOptions = {}): Kernel {
  return made({ ...options, type: "rbf" });
}

/** k = exp(−r): continuous and nowhere differentiable. */
export function matern12(options: LengthscaleOptions = {}): Kernel {
  return made({ ...options, type: "matern12" });
}

/** k = (1 + a) exp(−a), a = √3 r: once differentiable. */
export function matern32(options: LengthscaleOptions = {}): Kernel {
  return made({ ...options, type: "matern32" });
}

/** k = (1 + a + a²/3) exp(−a), a = √5 r: twice differentiable. */
export function matern52(options: LengthscaleOptions = {}): Kernel {
  return made({ ...options, type: "matern52" });
}

/** k = (1 + r²/(2α))^−α: a mixture of RBF kernels of all lengthscales. */
export function rationalQuadratic(options: RationalQuadraticOptions = {}): Kernel {
  return made({ ...options, type: "rationalQuadratic" });
}

/**
 * k = exp(−2 Σ sin²(π (x_i − x'_i)/p_i)/ℓ_i), as in GPyTorch: the lengthscale enters once, where
 * textbooks square it.
 */
export function periodic(options: PeriodicOptions = {}): Kernel {
  return made({ ...options, type: "periodic" });
}

/** k = cos(π ‖x − x'‖/p). Positive semi-definite on one input only. */
export function cosine(options: CosineOptions = {}): Kernel {
  return made({ ...options, type: "cosine" });
}

/**
 * For categories coded as numbers: k = exp(−(1/c) Σ 1[x_i ≠ x'_i]/ℓ_i) over c inputs. Its
 * derivative in x is zero.
 */
export function hamming(options: LengthscaleOptions = {}): Kernel {
  return made({ ...options, type: "hamming" });
}

/** k = Σ v_i x_i x'_i. */
export function linear(options: LinearOptions = {}): Kernel {
  return made({ ...options, type: "linear" });
}

/** k = (x·x' + offset)^power. */
export function polynomial(options: PolynomialOptions): Kernel {
  return made({ ...options, type: "polynomial" });
}

function made(kernel: Kernel): Kernel {
  return Object.freeze(checkKernel(kernel));
}
