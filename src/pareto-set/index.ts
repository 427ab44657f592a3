/**
 * `steinbock/pareto`: Pareto-set learning, and the numbers of multi-objective optimization:
 * dominance, hypervolume, indicators.
 */
export * from "../pareto/index.js";
export { ParetoSetLearner } from "./learner.js";
export type { BatchResult, ParetoSetLearnerOptions } from "./learner-options.js";
export { type Expectation, ParetoSetModel, type Solution } from "./model.js";
export type { LearnOptions } from "./pace.js";
export type { ParetoSetMethod } from "./presets.js";
export { ParetoSetSampler, type ParetoSetSamplerOptions } from "./sampler.js";
export type { ParetoSetModelData } from "./saved-model.js";
export type { ParetoSetSettings } from "./settings.js";
export type { Convention, Preference } from "./weights.js";
