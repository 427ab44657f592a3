import { checked, core, read, withScratch } from "../core/index.js";
import { InputError } from "../errors.js";
import { checkMatrix, checkSize } from "./check.js";

/** A = V diag(values) Vᵀ. */
export interface SymmetricEigen {
  /** n eigenvalues, ascending. */
  readonly values: Float64Array;
  /** n × n, row-major; column j is the unit eigenvector of value j. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix.
 *
 * @param a  n × n; only its lower triangle is used
 * Accuracy: values to a few ulps of the largest one. Cost: about 7 n³ operations.
 * Throws `InputError` for a wrong length or a number that is not finite.
 */
export function eigenSymmetric(a: Float64Array, n: number): SymmetricEigen {
  checkSize(n, "n");
  checkMatrix(a, n, n, "a");
  return withScratch((scratch) => {
    const work = scratch.copyIn(a);
    const values = scratch.allocate(n);
    const vectors = scratch.allocate(n * n);
    if (checked(core().symmetric_eigen(n, work, n, values, vectors, n)) > 0) {
      throw new InputError("a", a, "its eigenvalues do not converge: scale or perturb it");
    }
    return { values: read(values, n), vectors: read(vectors, n * n) };
  });
}
