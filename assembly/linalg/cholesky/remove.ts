/** Taking a row and column out of a factor. */
import { at, doubles, elementOf, rowOf } from "../../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OUT_OF_MEMORY } from "../../status";
import { cholesky_update } from "./update";

/**
 * L ← the factor, of order n - 1, of A without row and column `row` (from 0). The rows below move
 * up, and their trailing block is updated by the column that is gone. Row n - 1 is undefined.
 *
 * @returns 0; -4 where `row` is not in 0..n - 1; or OUT_OF_MEMORY with nothing changed
 * Cost: 3 (n - row)² flops. Workspace: 5 n doubles.
 */
export function cholesky_remove(n: i32, l: usize, ldl: i32, row: i32): i32 {
  if (row < 0 || row >= n) return -4;
  const tail = n - 1 - row;
  const mark = scratch_mark();
  const x = scratch_allocate(doubles(tail));
  // Held before anything moves, so that the update cannot run out of memory half-way.
  const reserve = scratch_allocate(doubles(4 * tail));
  if (x == 0 || reserve == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  scratch_release(reserve);
  for (let i = 0; i < tail; i++) {
    const from = rowOf(l, row + 1 + i, ldl);
    const to = rowOf(l, row + i, ldl);
    store<f64>(at(x, i), load<f64>(at(from, row)));
    memory.copy(to, from, doubles(row));
    memory.copy(at(to, row), at(from, row + 1), doubles(i + 1));
  }
  const status = cholesky_update(tail, elementOf(l, row, row, ldl), ldl, x);
  scratch_release(mark);
  return status;
}
