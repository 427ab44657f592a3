/** Gaussian processes: likelihood, posterior, conditioning, leave-one-out and samples. */
export { gp_append, gp_truncate } from "./condition";
export { gp_factorize, gp_log_likelihood } from "./factor";
export { gp_joint_posterior, gp_joint_posterior_pullback } from "./joint";
export { gp_leave_one_out } from "./leave_one_out";
export { gp_likelihood } from "./likelihood";
export {
  gp_model_bytes,
  gp_model_copy,
  gp_model_create,
  gp_model_inputs,
  gp_model_jitter,
  gp_model_means,
  gp_model_points,
  gp_model_set_data,
} from "./model";
export { gp_path_correct, gp_path_evaluate } from "./path";
export { gp_output_gradient, gp_posterior, gp_posterior_gradient } from "./posterior";
export { gp_sample_joint } from "./sample";
