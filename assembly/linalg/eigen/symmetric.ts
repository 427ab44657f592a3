/** Symmetric eigen-decomposition: tridiagonal form, implicit QL, then eigenvalues in order. */
import { at, doubles, elementOf, rowOf } from "../../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../../status";
import { mirror_lower } from "../mirror";
import { implicitQl } from "./implicit_ql";
import { formTransposedBasis, tridiagonalize } from "./tridiagonal";

/** The 1-based row of the first element of the lower triangle that is not finite, or 0. */
function firstNotFinite(n: i32, a: usize, lda: i32): i32 {
  for (let i = 0; i < n; i++) {
    const row = rowOf(a, i, lda);
    for (let j = 0; j <= i; j++) if (!(abs(load<f64>(at(row, j))) < Infinity)) return i + 1;
  }
  return OK;
}

/** The power of two that brings the largest element near 1, so that no square leaves the range. */
function powerOfTwo(n: i32, a: usize, lda: i32): f64 {
  let largest: f64 = 0;
  for (let i = 0; i < n; i++) {
    const row = rowOf(a, i, lda);
    for (let j = 0; j <= i; j++) largest = max(largest, abs(load<f64>(at(row, j))));
  }
  const exponent = max<u64>(1, min<u64>(2045, reinterpret<u64>(largest) >> 52));
  return reinterpret<f64>((2046 - exponent) << 52);
}

/** Multiplies the lower triangle. */
function scaleLower(n: i32, a: usize, lda: i32, factor: f64): void {
  for (let i = 0; i < n; i++) {
    const row = rowOf(a, i, lda);
    for (let j = 0; j <= i; j++) store<f64>(at(row, j), factor * load<f64>(at(row, j)));
  }
}

/** The index of the smallest element of d. */
function smallest(n: i32, d: usize): i32 {
  let least = 0;
  for (let i = 1; i < n; i++) {
    if (load<f64>(at(d, i)) < load<f64>(at(d, least))) least = i;
  }
  return least;
}

/** values ← d in ascending order over `factor`, vectors ← the rows of z as columns in that order. */
function writeInOrder(
  n: i32,
  d: usize,
  factor: f64,
  z: usize,
  values: usize,
  vectors: usize,
  ldv: i32,
): void {
  for (let j = 0; j < n; j++) {
    const k = smallest(n, d);
    store<f64>(at(values, j), load<f64>(at(d, k)) / factor);
    store<f64>(at(d, k), Infinity);
    const row = rowOf(z, k, n);
    for (let i = 0; i < n; i++) {
      store<f64>(elementOf(vectors, i, j, ldv), load<f64>(at(row, i)));
    }
  }
}

/**
 * A = V diag(values) Vᵀ.
 *
 * @param a        n × n; the lower triangle is read, all of the square is clobbered
 * @param values   n values, ascending
 * @param vectors  n × n; column j belongs to value j, V is orthogonal
 * @returns 0; the 1-based row of an element that is not finite, or the index of an eigenvalue
 *          that did not converge; or OUT_OF_MEMORY. `values` and `vectors` are then untouched
 * Accuracy: values to a few ulps of the largest one; V orthogonal to a few n ulps.
 * Cost: about 7 n³ flops. Workspace: n² + 4 n doubles.
 */
export function symmetric_eigen(
  n: i32,
  a: usize,
  lda: i32,
  values: usize,
  vectors: usize,
  ldv: i32,
): i32 {
  let status = firstNotFinite(n, a, lda);
  if (status != OK) return status;
  const mark = scratch_mark();
  const z = scratch_allocate(doubles(n) * <usize>n);
  const work = scratch_allocate(4 * doubles(n));
  if (z == 0 || work == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  const d = work;
  const e = at(d, n);
  const beta = at(e, n);
  const w = at(beta, n);
  const factor = powerOfTwo(n, a, lda);
  scaleLower(n, a, lda, factor);
  mirror_lower(n, a, lda);
  tridiagonalize(n, a, lda, d, e, beta, w);
  formTransposedBasis(n, a, lda, beta, z, n);
  status = implicitQl(n, d, e, z, n);
  if (status == OK) writeInOrder(n, d, factor, z, values, vectors, ldv);
  scratch_release(mark);
  return status;
}
