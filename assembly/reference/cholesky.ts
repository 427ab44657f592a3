/** Plain twins of the Cholesky family, each by its defining formula. */
import { at, elementOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import {
  reference_dot,
  reference_trsm_lower,
  reference_trsm_lower_transposed,
  reference_trsv_lower,
} from "./blas";

/** Rows `first`..n-1 of the factor, row by row; the rows above are factored already. */
function factorFrom(first: i32, n: i32, a: usize, lda: i32): i32 {
  for (let i = first; i < n; i++) {
    const row = elementOf(a, i, 0, lda);
    reference_trsv_lower(i, a, lda, row);
    const pivot = load<f64>(at(row, i)) - reference_dot(row, row, i);
    // Written so that NaN fails too.
    if (!(pivot > 0 && pivot < Infinity)) return i + 1;
    store<f64>(at(row, i), sqrt(pivot));
  }
  return OK;
}

/** A = L Lᵀ in the lower triangle. */
export function reference_cholesky_compute(n: i32, a: usize, lda: i32): i32 {
  return factorFrom(0, n, a, lda);
}

/** Factors rows n..n+p-1, given the factor of the first n. */
export function reference_cholesky_append(n: i32, p: i32, l: usize, ldl: i32): i32 {
  return factorFrom(n, n + p, l, ldl);
}

/** B ← (L Lᵀ)⁻¹ B, B n × m. */
export function reference_cholesky_solve(
  n: i32,
  m: i32,
  l: usize,
  ldl: i32,
  b: usize,
  ldb: i32,
): i32 {
  reference_trsm_lower(n, m, l, ldl, b, ldb);
  return reference_trsm_lower_transposed(n, m, l, ldl, b, ldb);
}

/** log det (L Lᵀ). */
export function reference_cholesky_logdet(n: i32, l: usize, ldl: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += Math.log(load<f64>(elementOf(l, i, i, ldl)));
  return 2 * sum;
}

/** The identity. */
function identity(n: i32, out: usize, ldo: i32): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) store<f64>(elementOf(out, i, j, ldo), i == j ? 1 : 0);
  }
}

/** out = L⁻¹ with a zero upper triangle. */
export function reference_triangular_inverse(
  n: i32,
  l: usize,
  ldl: i32,
  out: usize,
  ldo: i32,
): i32 {
  identity(n, out, ldo);
  return reference_trsm_lower(n, n, l, ldl, out, ldo);
}

/** out = (L Lᵀ)⁻¹, both triangles. */
export function reference_cholesky_inverse(n: i32, l: usize, ldl: i32, out: usize, ldo: i32): i32 {
  identity(n, out, ldo);
  return reference_cholesky_solve(n, n, l, ldl, out, ldo);
}

/** Column by column: the factor of L Lᵀ ± x xᵀ; x is clobbered. */
function modify(n: i32, l: usize, ldl: i32, x: usize, sign: f64): i32 {
  for (let k = 0; k < n; k++) {
    const diagonal = load<f64>(elementOf(l, k, k, ldl));
    const value = load<f64>(at(x, k));
    const square = diagonal * diagonal + sign * value * value;
    if (!(square > 0)) return k + 1;
    const root = sqrt(square);
    const c = root / diagonal;
    const s = value / diagonal;
    store<f64>(elementOf(l, k, k, ldl), root);
    for (let i = k + 1; i < n; i++) {
      const entry = elementOf(l, i, k, ldl);
      const updated = (load<f64>(entry) + sign * s * load<f64>(at(x, i))) / c;
      store<f64>(at(x, i), c * load<f64>(at(x, i)) - s * updated);
      store<f64>(entry, updated);
    }
  }
  return OK;
}

/** The factor of L Lᵀ + x xᵀ. */
export function reference_cholesky_update(n: i32, l: usize, ldl: i32, x: usize): i32 {
  return modify(n, l, ldl, x, 1);
}

/** The factor of L Lᵀ − x xᵀ, or the row where it ceases to be positive definite. */
export function reference_cholesky_downdate(n: i32, l: usize, ldl: i32, x: usize): i32 {
  return modify(n, l, ldl, x, -1);
}

/** The factor without row and column `row`: the rows below move up and gain the removed column. */
export function reference_cholesky_remove(n: i32, l: usize, ldl: i32, row: i32): i32 {
  const tail = n - 1 - row;
  const mark = scratch_mark();
  const x = scratch_allocate((<usize>tail) << 3);
  if (x == 0) return OUT_OF_MEMORY;
  for (let i = 0; i < tail; i++) {
    const from = elementOf(l, row + 1 + i, 0, ldl);
    const to = elementOf(l, row + i, 0, ldl);
    store<f64>(at(x, i), load<f64>(at(from, row)));
    for (let j = 0; j < row; j++) store<f64>(at(to, j), load<f64>(at(from, j)));
    for (let j = row; j <= row + i; j++) store<f64>(at(to, j), load<f64>(at(from, j + 1)));
  }
  reference_cholesky_update(tail, elementOf(l, row, row, ldl), ldl, x);
  scratch_release(mark);
  return OK;
}
