/** The debug binary: the whole interface, and the plain twins of the fast kernels as test oracles. */
export * from "./index";
export * from "./reference/blas";
export * from "./reference/cholesky";
export * from "./reference/covariance";
export * from "./reference/eigen";
export * from "./reference/pairs";
export * from "./reference/pareto";
