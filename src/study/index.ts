export type { AskOptions, AskProgress } from "./ask.js";
export type { Constraints, Limits, NoConstraints, OutcomeLimits } from "./constraints.js";
export type { StudyEvent } from "./events.js";
export type { Direction, Objectives, ValuesOf } from "./objectives.js";
export type { Objective, OptimizeOptions, OptimizeResult } from "./optimize.js";
export type { Prediction, Proposal, Sampler, SamplerRequest } from "./sampler.js";
export {
  type GpSamplerOptions,
  gpSampler,
  type Nsga2SamplerOptions,
  nsga2Sampler,
  randomSampler,
  type SamplerName,
  sobolSampler,
  type VariationOptions,
} from "./samplers/index.js";
export type { SavedStudy } from "./saved.js";
export type { StopReason, StopRules } from "./stopping.js";
export {
  type CompleteTrialOf,
  Study,
  type StudyOptions,
  type TrialOf,
} from "./study.js";
export type { Trial, TrialOrigin, TrialState } from "./trial.js";
