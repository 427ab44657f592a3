/** Dominance and hypervolume of points in several objectives, all minimised. */
export { pareto_hypervolume } from "./hypervolume";
