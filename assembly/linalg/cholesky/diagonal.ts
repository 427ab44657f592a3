/** The 4 × 4 diagonal tile of a factorization, in scalars: its chain of roots has no lanes. */

import { OK } from "../../status";

/** Whether a pivot can be a square; false for NaN too. */
function isPivot(x: f64): bool {
  return x > 0 && x < Infinity;
}

/** Writes a value into both lanes of slot (column, row) of the diagonal steps of an A panel. */
function put(panel: usize, column: usize, row: usize, value: f64): void {
  v128.store(panel + (column << 6) + (row << 4), f64x2.splat(value));
}

/** Completes a tile of `size` < 4 columns by the identity. */
function complete(size: i32, t: usize): void {
  for (let r = 0; r < 4; r++) {
    for (let c = max(r, size); c < 4; c++) {
      store<f64>(t + ((<usize>r) << 5) + ((<usize>c) << 3), r == c ? 1 : 0);
    }
  }
}

/**
 * Factors a tile that holds the lower triangle transposed: element (row i, column j) at step j,
 * lane i. Its factor replaces it, and goes to `panel` as the micro-kernel's SOLVE wants it.
 *
 * @param size  4, or fewer in the last tile
 * @returns 0, or the failing pivot, 1 to 4
 */
export function factor_diagonal(size: i32, t: usize, panel: usize): i32 {
  if (size < 4) complete(size, t);
  const a00 = load<f64>(t);
  if (!isPivot(a00)) return 1;
  const l00 = sqrt(a00);
  const i0 = 1 / l00;
  const l10 = load<f64>(t, 8) * i0;
  const l20 = load<f64>(t, 16) * i0;
  const l30 = load<f64>(t, 24) * i0;
  const a11 = load<f64>(t, 40) - l10 * l10;
  if (!isPivot(a11)) return 2;
  const l11 = sqrt(a11);
  const i1 = 1 / l11;
  const l21 = (load<f64>(t, 48) - l20 * l10) * i1;
  const l31 = (load<f64>(t, 56) - l30 * l10) * i1;
  const a22 = load<f64>(t, 80) - l20 * l20 - l21 * l21;
  if (!isPivot(a22)) return 3;
  const l22 = sqrt(a22);
  const i2 = 1 / l22;
  const l32 = (load<f64>(t, 88) - l30 * l20 - l31 * l21) * i2;
  const a33 = load<f64>(t, 120) - l30 * l30 - l31 * l31 - l32 * l32;
  if (!isPivot(a33)) return 4;
  const l33 = sqrt(a33);
  store<f64>(t, l00);
  store<f64>(t, l10, 8);
  store<f64>(t, l20, 16);
  store<f64>(t, l30, 24);
  store<f64>(t, l11, 40);
  store<f64>(t, l21, 48);
  store<f64>(t, l31, 56);
  store<f64>(t, l22, 80);
  store<f64>(t, l32, 88);
  store<f64>(t, l33, 120);
  put(panel, 0, 0, i0);
  put(panel, 0, 1, -l10);
  put(panel, 0, 2, -l20);
  put(panel, 0, 3, -l30);
  put(panel, 1, 1, i1);
  put(panel, 1, 2, -l21);
  put(panel, 1, 3, -l31);
  put(panel, 2, 2, i2);
  put(panel, 2, 3, -l32);
  put(panel, 3, 3, 1 / l33);
  return OK;
}
