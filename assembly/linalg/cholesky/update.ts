/** Adding a rank-one matrix to a factored one, by plane rotations. */
import { at, doubles, rowOf } from "../../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../../status";
import { hypotenuse, ROTATION, rotate_eight_rows, rotate_row, storeRotation } from "./rotate";

/** Applies the rotations `first`.. to rows `first`..`last` - 1 and makes one more at each diagonal. */
function rotateDiagonalBlock(
  first: i32,
  last: i32,
  l: usize,
  ldl: i32,
  x: usize,
  rotations: usize,
): void {
  for (let i = first; i < last; i++) {
    const row = rowOf(l, i, ldl);
    const from = rotations + <usize>first * ROTATION;
    const value = rotate_row(i - first, at(row, first), from, load<f64>(at(x, i)));
    const diagonal = load<f64>(at(row, i));
    const root = hypotenuse(diagonal, value);
    storeRotation(diagonal / root, value / root, rotations + <usize>i * ROTATION);
    store<f64>(at(row, i), root);
  }
}

/**
 * L ← the factor of L Lᵀ + x xᵀ; x is clobbered.
 *
 * @returns 0, or OUT_OF_MEMORY with nothing changed
 * Cost: 3 n² flops, 8 n² bytes. Workspace: 4 n doubles.
 * Source: Golub and Van Loan, Matrix Computations, §6.5.4.
 */
export function cholesky_update(n: i32, l: usize, ldl: i32, x: usize): i32 {
  const mark = scratch_mark();
  const rotations = scratch_allocate(<usize>n * ROTATION);
  if (rotations == 0) return OUT_OF_MEMORY;
  for (let i = 0; i < n; i += 8) {
    const last = min(i + 8, n);
    if (last == i + 8) {
      rotate_eight_rows(i, rowOf(l, i, ldl), doubles(ldl), rotations, at(x, i));
    } else {
      for (let r = i; r < last; r++) {
        const value = rotate_row(i, rowOf(l, r, ldl), rotations, load<f64>(at(x, r)));
        store<f64>(at(x, r), value);
      }
    }
    rotateDiagonalBlock(i, last, l, ldl, x, rotations);
  }
  scratch_release(mark);
  return OK;
}
