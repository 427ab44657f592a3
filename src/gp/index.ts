/** Gaussian processes: `steinbock/gp`. */
export type { FitOptions, FitReport, Hyperparameters } from "./fit.js";
export { GaussianProcess, type GaussianProcessData } from "./gaussian-process.js";
export type { Points, Targets } from "./inputs.js";
export * from "./kernels/index.js";
export type { Noise, NoiseOptions } from "./noise.js";
export type {
  JointPrediction,
  LeaveOneOut,
  Prediction,
  PredictionWithGradients,
  PredictOptions,
} from "./prediction.js";
export {
  gammaPrior,
  halfCauchyPrior,
  logNormalPrior,
  normalPrior,
  type Prior,
  type PriorData,
} from "./priors.js";
export type { PathValues, SamplePath } from "./sample-path.js";
export type { SampleOptions, SamplePathOptions } from "./sampling.js";
export type { GaussianProcessOptions } from "./training.js";
export type { InputBounds } from "./transforms.js";
export type { Warning } from "./warning.js";
