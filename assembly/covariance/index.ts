/** Covariance: kernels as programs, their matrices and the gradients of both. */
export {
  reference_covariance_cross as covariance_cross,
  reference_covariance_cross_pullback as covariance_cross_pullback,
  reference_covariance_diagonal as covariance_diagonal,
  reference_covariance_diagonal_pullback as covariance_diagonal_pullback,
  reference_covariance_gram as covariance_gram,
  reference_covariance_gram_pullback as covariance_gram_pullback,
} from "../reference/covariance";
export { covariance_bind } from "./program";
