/**
 * The binary interface: every export of the core, in the order of its documentation.
 *
 * Letters used everywhere: n training points, m query points, d inputs, q batch, k objectives,
 * ld leading dimension. Matrices are row-major float64; symmetric ones are read and written in
 * their lower triangle. Pointers are byte addresses into the exported memory.
 */

// Acquisition functions: values and gradients over points or batches.
export {
  acquisition_analytic,
  acquisition_evaluate,
  acquisition_feasibility,
  acquisition_log_feasibility,
  baseline_build,
  baseline_size,
  chebyshev_scalarize,
  hypervolume_boxes,
  hypervolume_boxes_room,
  hypervolume_boxes_size,
  log_hypervolume_improvement,
  log_scalarized_improvement,
  monte_carlo_evaluate,
  outcome_pullback,
  outcome_samples,
  smooth_array,
} from "./acquisition";
// Covariance: a kernel is a program in memory, θ the natural logarithms of its hyperparameters.
export {
  covariance_bind,
  covariance_cross,
  covariance_cross_pullback,
  covariance_diagonal,
  covariance_diagonal_pullback,
  covariance_gram,
  covariance_gram_pullback,
} from "./covariance";
// Gaussian processes.
export {
  gp_append,
  gp_factorize,
  gp_joint_posterior,
  gp_joint_posterior_pullback,
  gp_leave_one_out,
  gp_likelihood,
  gp_log_likelihood,
  gp_model_bytes,
  gp_model_copy,
  gp_model_create,
  gp_model_inputs,
  gp_model_jitter,
  gp_model_means,
  gp_model_points,
  gp_model_set_data,
  gp_output_gradient,
  gp_path_correct,
  gp_path_evaluate,
  gp_posterior,
  gp_posterior_gradient,
  gp_sample_joint,
  gp_truncate,
} from "./gp";
// Dense linear algebra.
export {
  axpy,
  cholesky_append,
  cholesky_compute,
  cholesky_downdate,
  cholesky_inverse,
  cholesky_logdet,
  cholesky_remove,
  cholesky_solve,
  cholesky_update,
  dot,
  gemm,
  gemv,
  gemv_transposed,
  mirror_lower,
  symmetric_eigen,
  syrk_lower,
  triangular_inverse,
  trsm_lower,
  trsm_lower_rows,
  trsm_lower_transposed,
  trsv_lower,
  trsv_lower_transposed,
} from "./linalg";
// Inner loops, exported so that they stay functions of their own, which engines tier up early.
export { rotate_four_rows_down } from "./linalg/cholesky/downdate";
export { rotate_eight_rows } from "./linalg/cholesky/rotate";
export { rotate_two_rows } from "./linalg/eigen/implicit_ql";
export { subtract_two } from "./linalg/eigen/tridiagonal";
export { gemm_row_of_tiles } from "./linalg/gemm";
export { axpy_four_rows, gemv_four_rows } from "./linalg/gemv";
export {
  pack_columns,
  pack_duplicated,
  pack_rows,
  unpack_columns,
  unpack_rows,
} from "./linalg/pack";
export { solve_tile_4x4 } from "./linalg/solve_tile";
export { substitute_row_of_tiles, substitute_staggered_row } from "./linalg/substitution";
export { syrk_row_of_tiles } from "./linalg/syrk";
export { gemm_tile_4x4 } from "./linalg/tile";
// Elementary and probability functions: single values and arrays.
export {
  cos_f64,
  erf_f64,
  erfc_f64,
  erfcx_f64,
  exp_array,
  exp_f64,
  expm1_f64,
  log_array,
  log_f64,
  log_gamma_f64,
  log1mexp_f64,
  log1p_f64,
  normal_cdf_array,
  normal_cdf_f64,
  normal_log_cdf_f64,
  normal_pdf_f64,
  normal_quantile_array,
  normal_quantile_f64,
  pow_f64,
  sin_f64,
  tanh_f64,
} from "./math";

// Memory: owned blocks and workspaces.
export { heap_allocate, heap_live_blocks, heap_live_bytes, heap_release } from "./memory/heap";
export { scratch_allocate, scratch_mark, scratch_release } from "./memory/scratch";

// Dense networks, in single precision.
export {
  activation_value,
  adam_step,
  bridge_train,
  network_backward,
  network_forward,
  network_gradient,
  network_hessian_product,
  network_input_gradient,
  network_output,
  network_parameters,
  network_workspace,
  rbf_ascend,
  surrogate_train,
  surrogate_trainer_bytes,
} from "./nn";
export { gemm_f32, gemm_row_of_tiles_f32 } from "./nn/gemm_f32";
export { pack_columns_f32, pack_repeated_f32, pack_rows_f32 } from "./nn/pack_f32";
export { gemm_tile_4x8_f32 } from "./nn/tile_f32";
// Bounded minimization by reverse communication.
export {
  lbfgsb_batch_advance,
  lbfgsb_batch_size,
  lbfgsb_batch_start,
  lbfgsb_batch_state,
} from "./optimize/batch";
export {
  lbfgsb_advance,
  lbfgsb_evaluations,
  lbfgsb_gradient,
  lbfgsb_iterations,
  lbfgsb_point,
  lbfgsb_reason,
  lbfgsb_size,
  lbfgsb_start,
  lbfgsb_stop,
  lbfgsb_value,
} from "./optimize/lbfgsb";
// Dominance, hypervolume and its improvement; all objectives are minimized.
export {
  pareto_contributions,
  pareto_ehvi,
  pareto_hypervolume,
  pareto_igd,
  pareto_improvement,
  pareto_partition,
  pareto_partition_bounds,
  pareto_partition_count,
  pareto_partition_improvement,
  pareto_partition_room,
  pareto_partition_size,
  pareto_r2,
  pareto_rank,
  pareto_select,
} from "./pareto";

// Random numbers: pure functions of (seed, stream, counter).
export {
  latin_hypercube,
  random_block,
  random_dirichlet,
  random_gamma,
  random_normal,
  random_permutation,
  random_uniform,
  sobol_fill,
  sobol_scrambled,
} from "./random";
export { abi_version } from "./runtime";
// Pareto-set training by Stein variational steps.
export {
  stein_gradient,
  stein_imitate,
  stein_log_feasibility,
  stein_train,
  stein_trainer_bytes,
} from "./stein";
