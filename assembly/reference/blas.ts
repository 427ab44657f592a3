/**
 * Plain twins of the products and triangular solves: the formulas as loops over scalars.
 * The tests hold the fast kernels against them; nothing else calls them.
 */
import { at, elementOf } from "../memory/access";
import { OK } from "../status";

/** Σ x_i y_i. */
export function reference_dot(x: usize, y: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += load<f64>(at(x, i)) * load<f64>(at(y, i));
  return sum;
}

/** y ← α x + y. */
export function reference_axpy(n: i32, alpha: f64, x: usize, y: usize): void {
  for (let i = 0; i < n; i++) {
    store<f64>(at(y, i), load<f64>(at(y, i)) + alpha * load<f64>(at(x, i)));
  }
}

/** Element (i, j) of A, or of its transpose. */
function read(trans: i32, a: usize, lda: i32, i: i32, j: i32): f64 {
  return load<f64>(trans ? elementOf(a, j, i, lda) : elementOf(a, i, j, lda));
}

/** `value` + β · what lies at `target`; β = 0 overwrites, so that NaN there does not survive. */
function accumulate(target: usize, value: f64, beta: f64): void {
  store<f64>(target, beta == 0 ? value : value + beta * load<f64>(target));
}

/** C ← α op(A) op(B) + β C, with C m × n and k the inner dimension. */
export function reference_gemm(
  trans_a: i32,
  trans_b: i32,
  m: i32,
  n: i32,
  k: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  b: usize,
  ldb: i32,
  beta: f64,
  c: usize,
  ldc: i32,
): i32 {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum: f64 = 0;
      for (let l = 0; l < k; l++) sum += read(trans_a, a, lda, i, l) * read(trans_b, b, ldb, l, j);
      accumulate(elementOf(c, i, j, ldc), alpha * sum, beta);
    }
  }
  return OK;
}

/** y ← α A x + β y, A m × n. */
export function reference_gemv(
  m: i32,
  n: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  x: usize,
  beta: f64,
  y: usize,
): void {
  reference_gemm(0, 0, m, 1, n, alpha, a, lda, x, 1, beta, y, 1);
}

/** y ← α Aᵀ x + β y, A m × n. */
export function reference_gemv_transposed(
  m: i32,
  n: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  x: usize,
  beta: f64,
  y: usize,
): void {
  reference_gemm(1, 0, n, 1, m, alpha, a, lda, x, 1, beta, y, 1);
}

/** C ← α A Aᵀ + β C in the lower triangle, A n × k. */
export function reference_syrk_lower(
  n: i32,
  k: i32,
  alpha: f64,
  a: usize,
  lda: i32,
  beta: f64,
  c: usize,
  ldc: i32,
): i32 {
  for (let i = 0; i < n; i++) {
    const row = elementOf(a, i, 0, lda);
    for (let j = 0; j <= i; j++) {
      const sum = reference_dot(row, elementOf(a, j, 0, lda), k);
      accumulate(elementOf(c, i, j, ldc), alpha * sum, beta);
    }
  }
  return OK;
}

/** Copies the lower triangle onto the upper one. */
export function reference_mirror_lower(n: i32, a: usize, lda: i32): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      store<f64>(elementOf(a, j, i, lda), load<f64>(elementOf(a, i, j, lda)));
    }
  }
}

/** Solves L x = b over one column whose elements lie `stride` doubles apart. */
function forward(n: i32, l: usize, ldl: i32, x: usize, stride: i32): void {
  for (let i = 0; i < n; i++) {
    let sum = load<f64>(at(x, i * stride));
    for (let j = 0; j < i; j++) {
      sum -= load<f64>(elementOf(l, i, j, ldl)) * load<f64>(at(x, j * stride));
    }
    store<f64>(at(x, i * stride), sum / load<f64>(elementOf(l, i, i, ldl)));
  }
}

/** Solves Lᵀ x = b over one column whose elements lie `stride` doubles apart. */
function backward(n: i32, l: usize, ldl: i32, x: usize, stride: i32): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = load<f64>(at(x, i * stride));
    for (let j = i + 1; j < n; j++) {
      sum -= load<f64>(elementOf(l, j, i, ldl)) * load<f64>(at(x, j * stride));
    }
    store<f64>(at(x, i * stride), sum / load<f64>(elementOf(l, i, i, ldl)));
  }
}

/** x ← L⁻¹ x. */
export function reference_trsv_lower(n: i32, l: usize, ldl: i32, x: usize): void {
  forward(n, l, ldl, x, 1);
}

/** x ← L⁻ᵀ x. */
export function reference_trsv_lower_transposed(n: i32, l: usize, ldl: i32, x: usize): void {
  backward(n, l, ldl, x, 1);
}

/** B ← L⁻¹ B, B n × m. */
export function reference_trsm_lower(n: i32, m: i32, l: usize, ldl: i32, b: usize, ldb: i32): i32 {
  for (let j = 0; j < m; j++) forward(n, l, ldl, at(b, j), ldb);
  return OK;
}

/** B ← L⁻ᵀ B, B n × m. */
export function reference_trsm_lower_transposed(
  n: i32,
  m: i32,
  l: usize,
  ldl: i32,
  b: usize,
  ldb: i32,
): i32 {
  for (let j = 0; j < m; j++) backward(n, l, ldl, at(b, j), ldb);
  return OK;
}

/** B ← B L⁻ᵀ, B m × n: every row b becomes L⁻¹ b. */
export function reference_trsm_lower_rows(
  n: i32,
  m: i32,
  l: usize,
  ldl: i32,
  b: usize,
  ldb: i32,
): i32 {
  for (let i = 0; i < m; i++) forward(n, l, ldl, elementOf(b, i, 0, ldb), 1);
  return OK;
}
