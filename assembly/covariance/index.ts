/** Covariance: kernels as programs, their matrices and the gradients of both. */
export { covariance_cross, covariance_diagonal } from "./cross";
export { covariance_gram } from "./gram";
export { covariance_bind } from "./program";
export {
  covariance_cross_pullback,
  covariance_diagonal_pullback,
  covariance_gram_pullback,
} from "./pullback";
