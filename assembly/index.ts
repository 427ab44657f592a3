/**
 * The binary interface: every export of the core, in the order of its documentation.
 *
 * Letters used everywhere: n training points, m query points, d inputs, q batch, k objectives,
 * ld leading dimension. Matrices are row-major float64; symmetric ones are read and written in
 * their lower triangle. Pointers are byte addresses into the exported memory.
 */

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

// Memory: owned blocks and workspaces.
export { heap_allocate, heap_live_blocks, heap_live_bytes, heap_release } from "./memory/heap";
export { scratch_allocate, scratch_mark, scratch_release } from "./memory/scratch";

// Bounded minimization by reverse communication.
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
export { abi_version } from "./runtime";
