/** Acquisition functions: values and gradients over points and batches. */
export { acquisition_analytic } from "./analytic";
export { baseline_build, baseline_size } from "./baseline";
export { acquisition_evaluate, acquisition_feasibility } from "./evaluate";
export { acquisition_log_feasibility } from "./feasibility";
export {
  hypervolume_boxes,
  hypervolume_boxes_room,
  hypervolume_boxes_size,
} from "./hypervolume_boxes";
export { log_hypervolume_improvement } from "./hypervolume_improvement";
export { monte_carlo_evaluate } from "./monte_carlo";
export { outcome_pullback, outcome_samples } from "./outcomes";
export { chebyshev_scalarize, log_scalarized_improvement } from "./scalarized_improvement";
export { smooth_array } from "./smooth";
