/** Dense linear algebra on row-major float64 matrices. */

export { cholesky_append } from "./cholesky/append";
export { cholesky_compute } from "./cholesky/compute";
export { cholesky_downdate } from "./cholesky/downdate";
export { cholesky_inverse, triangular_inverse } from "./cholesky/inverse";
export { cholesky_remove } from "./cholesky/remove";
export { cholesky_logdet, cholesky_solve } from "./cholesky/solve";
export { cholesky_update } from "./cholesky/update";
export { symmetric_eigen } from "./eigen/symmetric";
export { gemm } from "./gemm";
export { gemv, gemv_transposed } from "./gemv";
export { mirror_lower } from "./mirror";
export { syrk_lower } from "./syrk";
export { trsm_lower, trsm_lower_rows, trsm_lower_transposed } from "./trsm";
export { trsv_lower, trsv_lower_transposed } from "./trsv";
export { axpy, dot } from "./vector";
