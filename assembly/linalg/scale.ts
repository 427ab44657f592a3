/** Scaling of a result before products are added to it. */
import { at, rowOf } from "../memory/access";

/** Multiplies row i of C in its first `columns` elements, or i + 1 where `triangular`; 0 clears. */
export function scaleMatrix(
  rows: i32,
  columns: i32,
  triangular: bool,
  beta: f64,
  c: usize,
  ldc: i32,
): void {
  for (let i = 0; i < rows; i++) {
    const row = rowOf(c, i, ldc);
    const end = at(row, triangular ? i + 1 : columns);
    for (let x = row; x < end; x += 8) store<f64>(x, beta == 0 ? 0 : beta * load<f64>(x));
  }
}
