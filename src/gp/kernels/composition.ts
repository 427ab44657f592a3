/** Kernels from kernels. */
import { InputError } from "../../errors.js";
import { checkKernel } from "./check.js";
import type { Kernel, LengthscaleOptions, ScaleOptions } from "./kernel.js";
import { hamming, rbf } from "./leaves.js";

/** outputscale · k. */
export function scale(kernel: Kernel, options: ScaleOptions = {}): Kernel {
  return Object.freeze(checkKernel({ ...options, type: "scale", kernel } as const));
}

/** k₁ + k₂ + …: the function is a sum of independent parts. */
export function sum(...kernels: readonly Kernel[]): Kernel {
  return Object.freeze(checkKernel({ type: "sum", kernels } as const));
}

/** k₁ · k₂ · …: points must be alike in every factor. */
export function product(...kernels: readonly Kernel[]): Kernel {
  return Object.freeze(checkKernel({ type: "product", kernels } as const));
}

export interface MixedOptions {
  /** Inputs that are numbers. */
  readonly continuous: readonly number[];
  /** Inputs that are categories, coded as numbers. */
  readonly categorical: readonly number[];
  /** The kernel of the numbers, given the inputs it looks at; default `rbf`. */
  readonly kernel?: (options: LengthscaleOptions) => Kernel;
}

/**
 * For spaces with categories: s₁ (K_num + s₂ K_cat) + s₃ K_num' K_cat', the two halves with
 * lengthscales of their own; s K_cat where all inputs are categories, K_num where none is.
 * Source: the model MixedSingleTaskGP of BoTorch, after Ru et al. 2020, arXiv:1906.08878.
 */
export function mixed({ continuous, categorical, kernel = rbf }: MixedOptions): Kernel {
  const both = categorical.findIndex((input) => continuous.includes(input));
  if (both >= 0) {
    const remedy = "is listed as continuous too: an input is one or the other";
    throw new InputError(`categorical[${both}]`, categorical[both], remedy);
  }
  if (categorical.length === 0) return kernel({ activeDims: continuous });
  const categories = hamming({ activeDims: categorical });
  const start = { outputscale: Math.LN2 };
  if (continuous.length === 0) return scale(categories, start);
  const numbers = kernel({ activeDims: continuous });
  return sum(
    scale(sum(numbers, scale(categories, start)), start),
    scale(product(numbers, categories), start),
  );
}
