/**
 * Triangular solves with one right-hand side, row-major and in place. Four rows at a time: their
 * part left of the diagonal block is a product with what is solved already. Bound by memory.
 */
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { axpy_four_rows, gemv_four_rows } from "./gemv";
import { axpy, dot } from "./vector";

/** Forward substitution within rows `first`..`last` - 1, all else having been subtracted. */
function solveBlock(first: i32, last: i32, l: usize, ldl: i32, x: usize): void {
  for (let i = first; i < last; i++) {
    const row = rowOf(l, i, ldl);
    let sum = load<f64>(at(x, i));
    for (let j = first; j < i; j++) sum -= load<f64>(at(row, j)) * load<f64>(at(x, j));
    store<f64>(at(x, i), sum / load<f64>(at(row, i)));
  }
}

/** Backward substitution with Lᵀ within rows `first`..`last` - 1. */
function solveBlockTransposed(first: i32, last: i32, l: usize, ldl: i32, x: usize): void {
  for (let i = last - 1; i >= first; i--) {
    let sum = load<f64>(at(x, i));
    for (let j = i + 1; j < last; j++) {
      sum -= load<f64>(elementOf(l, j, i, ldl)) * load<f64>(at(x, j));
    }
    store<f64>(at(x, i), sum / load<f64>(elementOf(l, i, i, ldl)));
  }
}

/** x ← L⁻¹ x. Cost: n² flops, 4 n² bytes. */
export function trsv_lower(n: i32, l: usize, ldl: i32, x: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    gemv_four_rows(i, -1, rowOf(l, i, ldl), doubles(ldl), x, 1, at(x, i));
    solveBlock(i, i + 4, l, ldl, x);
  }
  for (; i < n; i++) {
    const row = rowOf(l, i, ldl);
    const sum = load<f64>(at(x, i)) - dot(row, x, i);
    store<f64>(at(x, i), sum / load<f64>(at(row, i)));
  }
}

/** x ← L⁻ᵀ x. Cost: n² flops, 4 n² bytes. */
export function trsv_lower_transposed(n: i32, l: usize, ldl: i32, x: usize): void {
  let i = n;
  for (; (i & 3) != 0; i--) {
    const row = rowOf(l, i - 1, ldl);
    const value = load<f64>(at(x, i - 1)) / load<f64>(at(row, i - 1));
    store<f64>(at(x, i - 1), value);
    axpy(i - 1, -value, row, x);
  }
  for (i -= 4; i >= 0; i -= 4) {
    solveBlockTransposed(i, i + 4, l, ldl, x);
    const c0 = -load<f64>(at(x, i));
    const c1 = -load<f64>(at(x, i + 1));
    const c2 = -load<f64>(at(x, i + 2));
    const c3 = -load<f64>(at(x, i + 3));
    axpy_four_rows(i, c0, c1, c2, c3, rowOf(l, i, ldl), doubles(ldl), x);
  }
}
