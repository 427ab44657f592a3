/** Plain twin of the symmetric eigen-decomposition: cyclic Jacobi rotations, slow and accurate. */
import { at, elementOf } from "../memory/access";
import { OK } from "../status";

const SWEEPS: i32 = 60;

/** Rotates elements (`i`, `p`) and (`i`, `q`) of a matrix. */
function rotate(a: usize, p: usize, q: usize, c: f64, s: f64): void {
  const x = load<f64>(a + p);
  const y = load<f64>(a + q);
  store<f64>(a + p, c * x - s * y);
  store<f64>(a + q, s * x + c * y);
}

/** One rotation that annihilates element (p, q) of the full symmetric A. */
function annihilate(n: i32, a: usize, lda: i32, v: usize, ldv: i32, p: i32, q: i32): void {
  const apq = load<f64>(elementOf(a, p, q, lda));
  if (apq == 0) return;
  const gap = load<f64>(elementOf(a, q, q, lda)) - load<f64>(elementOf(a, p, p, lda));
  const theta = gap / (2 * apq);
  const t = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + sqrt(theta * theta + 1));
  const c = 1 / sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i++) rotate(elementOf(a, i, 0, lda), at(0, p), at(0, q), c, s);
  for (let i = 0; i < n; i++) {
    rotate(elementOf(a, 0, i, lda), elementOf(0, p, 0, lda), elementOf(0, q, 0, lda), c, s);
  }
  for (let i = 0; i < n; i++) rotate(elementOf(v, i, 0, ldv), at(0, p), at(0, q), c, s);
}

/** Σ of squares off the diagonal. */
function offDiagonal(n: i32, a: usize, lda: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const value = load<f64>(elementOf(a, i, j, lda));
      sum += value * value;
    }
  }
  return sum;
}

/** Sorts eigenvalues upwards and carries the columns of V along. */
function sortPairs(n: i32, values: usize, v: usize, ldv: i32): void {
  for (let i = 0; i < n; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) {
      if (load<f64>(at(values, j)) < load<f64>(at(values, least))) least = j;
    }
    swap(at(values, i), at(values, least));
    for (let r = 0; r < n; r++) swap(elementOf(v, r, i, ldv), elementOf(v, r, least, ldv));
  }
}

function swap(x: usize, y: usize): void {
  const value = load<f64>(x);
  store<f64>(x, load<f64>(y));
  store<f64>(y, value);
}

/** A = V diag(values) Vᵀ with values ascending; the lower triangle of A is read, A is clobbered. */
export function reference_symmetric_eigen(
  n: i32,
  a: usize,
  lda: i32,
  values: usize,
  vectors: usize,
  ldv: i32,
): i32 {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      store<f64>(elementOf(vectors, i, j, ldv), i == j ? 1 : 0);
      if (j > i) store<f64>(elementOf(a, i, j, lda), load<f64>(elementOf(a, j, i, lda)));
    }
  }
  let off = offDiagonal(n, a, lda);
  for (let sweep = 0; sweep < SWEEPS && off > 0; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) annihilate(n, a, lda, vectors, ldv, p, q);
    }
    off = offDiagonal(n, a, lda);
  }
  if (off != off) return 1;
  for (let i = 0; i < n; i++) store<f64>(at(values, i), load<f64>(elementOf(a, i, i, lda)));
  sortPairs(n, values, vectors, ldv);
  return OK;
}
