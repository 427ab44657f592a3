/**
 * Dense linear algebra at the speed of the core, for other libraries: row-major `Float64Array`s
 * and their sizes in, new arrays out, nothing kept in between.
 */
export {
  InputError,
  NotPositiveDefiniteError,
  OptimizationError,
  OutOfMemoryError,
} from "../errors.js";
export {
  cholesky,
  choleskyAppend,
  choleskyDowndate,
  choleskyInverse,
  choleskySolve,
  choleskyUpdate,
  logDeterminant,
  solve,
  solveTriangular,
} from "./cholesky.js";
export { eigenSymmetric, type SymmetricEigen } from "./eigen.js";
export { type MatmulOptions, matmul, syrk } from "./products.js";
