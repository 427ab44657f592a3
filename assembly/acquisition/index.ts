/** Acquisition functions: values and gradients over points and batches. */
export { acquisition_analytic } from "./analytic";
export { baseline_build, baseline_size } from "./baseline";
export { acquisition_evaluate, acquisition_feasibility } from "./evaluate";
export { acquisition_log_feasibility } from "./feasibility";
export { monte_carlo_evaluate } from "./monte_carlo";
export { smooth_array } from "./smooth";
