export type { Hyperparameter } from "./compile.js";
export { type MixedOptions, mixed, product, scale, sum } from "./composition.js";
export type {
  Bounds,
  CosineOptions,
  Kernel,
  LengthscaleOptions,
  LinearOptions,
  PeriodicOptions,
  PolynomialOptions,
  RationalQuadraticOptions,
  ScaleOptions,
} from "./kernel.js";
export {
  cosine,
  hamming,
  linear,
  matern12,
  matern32,
  matern52,
  periodic,
  polynomial,
  rationalQuadratic,
  rbf,
} from "./leaves.js";
export { KernelProgram } from "./program.js";
