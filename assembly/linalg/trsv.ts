/**
 * Triangular solves with one right-hand side, row-major and in place. Four rows at a time: their
 * part left of the diagonal block is a product with what is solved already. Bound by memory.
 */
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { axpy_four_rows, gemv_four_rows } from "./gemv";
import { axpy, dot } from "./vector";

/** Forward substitution in a 4 × 4 block; the inverses come first, off the chain of the solve. */
function solveBlock(l: usize, stride: usize, x: usize): void {
  const l1 = l + stride;
  const l2 = l1 + stride;
  const l3 = l2 + stride;
  const i0 = 1 / load<f64>(l);
  const i1 = 1 / load<f64>(l1, 8);
  const i2 = 1 / load<f64>(l2, 16);
  const i3 = 1 / load<f64>(l3, 24);
  const x0 = load<f64>(x) * i0;
  const x1 = (load<f64>(x, 8) - load<f64>(l1) * x0) * i1;
  const x2 = (load<f64>(x, 16) - load<f64>(l2) * x0 - load<f64>(l2, 8) * x1) * i2;
  const rest = load<f64>(x, 24) - load<f64>(l3) * x0 - load<f64>(l3, 8) * x1;
  store<f64>(x, x0);
  store<f64>(x, x1, 8);
  store<f64>(x, x2, 16);
  store<f64>(x, (rest - load<f64>(l3, 16) * x2) * i3, 24);
}

/** Backward substitution with the transpose of a 4 × 4 block. */
function solveBlockTransposed(l: usize, stride: usize, x: usize): void {
  const l1 = l + stride;
  const l2 = l1 + stride;
  const l3 = l2 + stride;
  const i0 = 1 / load<f64>(l);
  const i1 = 1 / load<f64>(l1, 8);
  const i2 = 1 / load<f64>(l2, 16);
  const i3 = 1 / load<f64>(l3, 24);
  const x3 = load<f64>(x, 24) * i3;
  const x2 = (load<f64>(x, 16) - load<f64>(l3, 16) * x3) * i2;
  const x1 = (load<f64>(x, 8) - load<f64>(l3, 8) * x3 - load<f64>(l2, 8) * x2) * i1;
  const rest = load<f64>(x) - load<f64>(l3) * x3 - load<f64>(l2) * x2;
  store<f64>(x, (rest - load<f64>(l1) * x1) * i0);
  store<f64>(x, x1, 8);
  store<f64>(x, x2, 16);
  store<f64>(x, x3, 24);
}

/** x ← L⁻¹ x. Cost: n² flops, 4 n² bytes. */
export function trsv_lower(n: i32, l: usize, ldl: i32, x: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    gemv_four_rows(i, -1, rowOf(l, i, ldl), doubles(ldl), x, 1, at(x, i));
    solveBlock(elementOf(l, i, i, ldl), doubles(ldl), at(x, i));
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
    solveBlockTransposed(elementOf(l, i, i, ldl), doubles(ldl), at(x, i));
    const c0 = -load<f64>(at(x, i));
    const c1 = -load<f64>(at(x, i + 1));
    const c2 = -load<f64>(at(x, i + 2));
    const c3 = -load<f64>(at(x, i + 3));
    axpy_four_rows(i, c0, c1, c2, c3, rowOf(l, i, ldl), doubles(ldl), x);
  }
}
