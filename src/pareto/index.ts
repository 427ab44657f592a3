/**
 * `steinbock/pareto`: dominance, hypervolume and indicators of points in several objectives.
 * All objectives are minimised: negate what is to be maximised.
 */
export { hypervolume } from "./hypervolume.js";
export type { ObjectivePoints, ObjectiveVector } from "./inputs.js";
