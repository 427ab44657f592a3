/** Acquisition functions and their maximization: `steinbock/acquisition`. */
export type { AcquisitionFunction, AcquisitionValues, EvaluateOptions } from "./acquisition.js";
export {
  type AnalyticOptions,
  expectedImprovement,
  type ImprovementOptions,
  logExpectedImprovement,
  logProbabilityOfImprovement,
  posteriorMean,
  posteriorStandardDeviation,
  probabilityOfImprovement,
  type UpperConfidenceBoundOptions,
  upperConfidenceBound,
} from "./analytic.js";
export type { BatchOptions } from "./batches.js";
export {
  type ConstrainedImprovementOptions,
  logConstrainedExpectedImprovement,
  logProbabilityOfFeasibility,
  type OutcomeConstraint,
} from "./constrained.js";
export type { Axes, DiscreteAxis } from "./domain.js";
export {
  type HypervolumeImprovementOptions,
  qLogNoisyExpectedHypervolumeImprovement,
} from "./hypervolume-improvement.js";
export { incumbent } from "./incumbent.js";
export {
  type MonteCarloImprovementOptions,
  type MonteCarloOptions,
  qExpectedImprovement,
  qLogExpectedImprovement,
  qProbabilityOfImprovement,
  qSimpleRegret,
  qUpperConfidenceBound,
} from "./monte-carlo.js";
export {
  type NoisyImprovementOptions,
  qLogNoisyExpectedImprovement,
  qNoisyExpectedImprovement,
} from "./noisy.js";
export {
  type AcquisitionOptimum,
  type OptimizeAcquisitionOptions,
  optimizeAcquisition,
} from "./optimize.js";
export type { OutcomesOptions } from "./outcomes.js";
export { type ParEgoOptions, qLogNParEGO } from "./par-ego.js";
export { sumOf } from "./sum.js";
