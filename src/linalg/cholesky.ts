import { checked, core, memoryDoubles, read, withScratch } from "../core/index.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { checkFactor, checkMatrix, checkSize } from "./check.js";

const REMEDY = "pass a symmetric matrix with positive eigenvalues, or add to its diagonal";

/** A factor in the core's memory as a matrix with zeros above its diagonal. */
function readFactor(pointer: number, n: number, ld = n): Float64Array {
  const memory = memoryDoubles();
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = pointer / 8 + i * ld;
    result.set(memory.subarray(row, row + i + 1), i * n);
  }
  return result;
}

function positive(status: number): void {
  const pivot = checked(status);
  if (pivot > 0) throw new NotPositiveDefiniteError(pivot - 1, 0, REMEDY);
}

/**
 * The lower triangle L of A = L Lᵀ, zeros above the diagonal.
 *
 * @param a  symmetric, n × n; only its lower triangle is used
 * Cost: n³ / 3 operations. Throws `NotPositiveDefiniteError`, which names the pivot (from 0), and
 * `InputError` for a wrong length or a number that is not finite.
 */
export function cholesky(a: Float64Array, n: number): Float64Array {
  checkSize(n, "n");
  checkMatrix(a, n, n, "a");
  return withScratch((scratch) => {
    const l = scratch.copyIn(a);
    positive(core().cholesky_compute(n, l, n));
    return readFactor(l, n);
  });
}

/** X of A X = B for a positive definite A, n × n, and B, n × m. Errors as `cholesky`. */
export function solve(a: Float64Array, b: Float64Array, n: number, m = 1): Float64Array {
  checkSize(n, "n");
  checkSize(m, "m");
  checkMatrix(a, n, n, "a");
  checkMatrix(b, n, m, "b");
  return withScratch((scratch) => {
    const l = scratch.copyIn(a);
    positive(core().cholesky_compute(n, l, n));
    const x = scratch.copyIn(b);
    checked(core().cholesky_solve(n, m, l, n, x, m));
    return read(x, n * m);
  });
}

/** X of L Lᵀ X = B from the factor L that `cholesky` gave; 2 m n² operations. */
export function choleskySolve(l: Float64Array, b: Float64Array, n: number, m = 1): Float64Array {
  return withFactor(l, b, n, m, (factor, x) => core().cholesky_solve(n, m, factor, n, x, m));
}

/** X of L X = B, or of Lᵀ X = B where `transposed`; m n² operations. */
export function solveTriangular(
  l: Float64Array,
  b: Float64Array,
  n: number,
  m = 1,
  { transposed = false }: { readonly transposed?: boolean } = {},
): Float64Array {
  return withFactor(l, b, n, m, (factor, x) =>
    transposed
      ? core().trsm_lower_transposed(n, m, factor, n, x, m)
      : core().trsm_lower(n, m, factor, n, x, m),
  );
}

function withFactor(
  l: Float64Array,
  b: Float64Array,
  n: number,
  m: number,
  run: (factor: number, x: number) => number,
): Float64Array {
  checkSize(n, "n");
  checkSize(m, "m");
  checkFactor(l, n, "l");
  checkMatrix(b, n, m, "b");
  return withScratch((scratch) => {
    const factor = scratch.copyIn(l);
    const x = scratch.copyIn(b);
    checked(run(factor, x));
    return read(x, n * m);
  });
}

/** A⁻¹, n × n, from the factor L that `cholesky` gave; 2 n³ / 3 operations. */
export function choleskyInverse(l: Float64Array, n: number): Float64Array {
  checkSize(n, "n");
  checkFactor(l, n, "l");
  return withScratch((scratch) => {
    const factor = scratch.copyIn(l);
    checked(core().cholesky_inverse(n, factor, n, factor, n));
    return read(factor, n * n);
  });
}

/** log det A from the factor L that `cholesky` gave: no overflow where det A itself has one. */
export function logDeterminant(l: Float64Array, n: number): number {
  checkSize(n, "n");
  checkFactor(l, n, "l");
  return withScratch((scratch) => core().cholesky_logdet(n, scratch.copyIn(l), n));
}

/** The factor of L Lᵀ + x xᵀ in 3 n² operations. */
export function choleskyUpdate(l: Float64Array, x: Float64Array, n: number): Float64Array {
  return change(l, x, n, (factor, vector) => core().cholesky_update(n, factor, n, vector));
}

/** The factor of L Lᵀ − x xᵀ in 4 n² operations. Throws `NotPositiveDefiniteError`. */
export function choleskyDowndate(l: Float64Array, x: Float64Array, n: number): Float64Array {
  return change(l, x, n, (factor, vector) => core().cholesky_downdate(n, factor, n, vector));
}

function change(
  l: Float64Array,
  x: Float64Array,
  n: number,
  run: (factor: number, vector: number) => number,
): Float64Array {
  checkSize(n, "n");
  checkFactor(l, n, "l");
  checkMatrix(x, n, 1, "x");
  return withScratch((scratch) => {
    const factor = scratch.copyIn(l);
    positive(run(factor, scratch.copyIn(x)));
    return readFactor(factor, n);
  });
}

/**
 * The factor of A with one more row and column, in n² operations.
 *
 * @param row  n + 1 numbers: the new row of A, its diagonal element last
 * Throws `NotPositiveDefiniteError`.
 */
export function choleskyAppend(l: Float64Array, row: Float64Array, n: number): Float64Array {
  checkSize(n, "n");
  checkFactor(l, n, "l");
  checkMatrix(row, 1, n + 1, "row");
  const order = n + 1;
  return withScratch((scratch) => {
    const factor = scratch.allocate(order * order);
    const memory = memoryDoubles();
    for (let i = 0; i < n; i++) {
      memory.set(l.subarray(i * n, i * n + n), factor / 8 + i * order);
    }
    memory.set(row, factor / 8 + n * order);
    positive(core().cholesky_append(n, 1, factor, order));
    return readFactor(factor, order);
  });
}
