import type { Prior, PriorData } from "../priors.js";

/** Smallest and largest value of a hyperparameter, natural units. */
export type Bounds = readonly [lower: number, upper: number];

type PriorChoice = Prior | PriorData | null;

/** Options of every covariance function. */
interface Inputs {
  /** The inputs it looks at, 0-based; default all. */
  readonly activeDims?: readonly number[];
}

/** Options of covariance functions with lengthscales. */
export interface LengthscaleOptions extends Inputs {
  /** One lengthscale, or one for each active input; default the mode of the prior. */
  readonly lengthscale?: number | readonly number[];
  /** One lengthscale for each active input (the default) or one for all. */
  readonly ard?: boolean;
  /** Prior of each lengthscale; default LogNormal(√2 + ½ ln d, √3); null for none. */
  readonly prior?: PriorChoice;
  /** Box of each lengthscale; default [0.025, 1000]. */
  readonly bounds?: Bounds;
}

export interface RationalQuadraticOptions extends LengthscaleOptions {
  /** Weight of the mixture of lengthscales, default 1; at infinity the kernel is the RBF. */
  readonly alpha?: number;
  readonly alphaPrior?: PriorChoice;
  readonly alphaBounds?: Bounds;
}

export interface PeriodicOptions extends LengthscaleOptions {
  /** One period, or one for each active input; default 1. */
  readonly period?: number | readonly number[];
  readonly periodPrior?: PriorChoice;
  readonly periodBounds?: Bounds;
}

export interface CosineOptions extends Inputs {
  /** Distance after which the sign has changed twice is 2 · period; default 1. */
  readonly period?: number;
  readonly prior?: PriorChoice;
  readonly bounds?: Bounds;
}

export interface LinearOptions extends Inputs {
  /** One variance, or one for each active input; default 1. */
  readonly variance?: number | readonly number[];
  /** One variance for each active input (the default) or one for all. */
  readonly ard?: boolean;
  readonly prior?: PriorChoice;
  readonly bounds?: Bounds;
}

export interface PolynomialOptions extends Inputs {
  /** Whole-numbered power, 1 to 20. */
  readonly power: number;
  /** What is added to the inner product; default 1. */
  readonly offset?: number;
  readonly prior?: PriorChoice;
  readonly bounds?: Bounds;
}

export interface ScaleOptions {
  /** Variance of the scaled process; default 1. */
  readonly outputscale?: number;
  readonly prior?: PriorChoice;
  readonly bounds?: Bounds;
}

/**
 * A kernel: plain data, immutable, that JSON keeps. Make it with the functions of this folder
 * or parse it from JSON; `KernelProgram` checks it either way.
 */
export type Kernel =
  | ({ readonly type: "rbf" | "matern12" | "matern32" | "matern52" } & LengthscaleOptions)
  | ({ readonly type: "rationalQuadratic" } & RationalQuadraticOptions)
  | ({ readonly type: "periodic" } & PeriodicOptions)
  | ({ readonly type: "cosine" } & CosineOptions)
  | ({ readonly type: "hamming" } & LengthscaleOptions)
  | ({ readonly type: "linear" } & LinearOptions)
  | ({ readonly type: "polynomial" } & PolynomialOptions)
  | ({ readonly type: "scale"; readonly kernel: Kernel } & ScaleOptions)
  | { readonly type: "sum" | "product"; readonly kernels: readonly Kernel[] };
