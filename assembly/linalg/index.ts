/** Dense linear algebra on row-major float64 matrices. */
export {
  reference_axpy as axpy,
  reference_dot as dot,
  reference_gemm as gemm,
  reference_gemv as gemv,
  reference_gemv_transposed as gemv_transposed,
  reference_mirror_lower as mirror_lower,
  reference_syrk_lower as syrk_lower,
  reference_trsm_lower as trsm_lower,
  reference_trsm_lower_rows as trsm_lower_rows,
  reference_trsm_lower_transposed as trsm_lower_transposed,
  reference_trsv_lower as trsv_lower,
  reference_trsv_lower_transposed as trsv_lower_transposed,
} from "../reference/blas";
export {
  reference_cholesky_append as cholesky_append,
  reference_cholesky_compute as cholesky_compute,
  reference_cholesky_downdate as cholesky_downdate,
  reference_cholesky_inverse as cholesky_inverse,
  reference_cholesky_logdet as cholesky_logdet,
  reference_cholesky_remove as cholesky_remove,
  reference_cholesky_solve as cholesky_solve,
  reference_cholesky_update as cholesky_update,
  reference_triangular_inverse as triangular_inverse,
} from "../reference/cholesky";
export { reference_symmetric_eigen as symmetric_eigen } from "../reference/eigen";
