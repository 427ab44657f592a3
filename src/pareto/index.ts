/**
 * `steinbock/pareto`: dominance, hypervolume and indicators of points in several objectives.
 * All objectives are minimized: negate what is to be maximized.
 */
export { type Box, BoxDecomposition, type ExpectedImprovement } from "./box-decomposition.js";
export { type NonDominatedOptions, nonDominated, nonDominatedSort } from "./dominance.js";
export {
  hypervolume,
  hypervolumeContributions,
  hypervolumeImprovement,
} from "./hypervolume.js";
export { igd, igdPlus, r2 } from "./indicators.js";
export type { ObjectivePoints, ObjectiveVector } from "./inputs.js";
export { inferReferencePoint } from "./reference-point.js";
export { type BatchSelection, selectBatch } from "./select-batch.js";
