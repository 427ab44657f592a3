/**
 * The covariance matrix of n points: tiles of the lower triangle, each stored twice.
 *
 * Columns advance in the outer loop, so that their points stay in the first cache while rows pass,
 * and consecutive row groups complete the cache lines of the mirrored part.
 * Cost of a stationary leaf at n = 1000 and d = 10: 3d flops and one decay for each of n²/2 pairs,
 * and 8n² bytes written.
 */
import { elementOf } from "../memory/access";
import { scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { evaluateTile } from "./evaluate";
import { inputsOf } from "./program";
import { store_tile, store_transposed } from "./store";
import { openWorkspace, WIDTH } from "./workspace";

/**
 * k[a][b] = k(x_a, x_b), both triangles, equal to the last bit.
 *
 * @param x n × d, row-major
 * @param k n × n with leading dimension ldk; overwritten
 * @returns 0, −4 where d is not the kernel's, or OUT_OF_MEMORY
 * Cost: O(n²d). Workspace: O(nd) a leaf.
 */
export function covariance_gram(kernel: usize, x: usize, n: i32, d: i32, k: usize, ldk: i32): i32 {
  if (d != inputsOf(kernel)) return -4;
  const mark = scratch_mark();
  const work = openWorkspace(kernel, x, n, x, n, d, false);
  if (work == 0) return OUT_OF_MEMORY;
  for (let b = 0; b < n; b += WIDTH) {
    for (let a = b; a < n; a += 4) gramTile(kernel, work, n, a, b, k, ldk);
  }
  scratch_release(mark);
  return OK;
}

/** Rows a… against columns b… up to the diagonal, and their mirror image. */
function gramTile(kernel: usize, work: usize, n: i32, a: i32, b: i32, k: usize, ldk: i32): void {
  const width = min(WIDTH, a + 4 - b);
  const rows = min(4, n - a);
  const tile = evaluateTile(kernel, work, a, b, rows, width);
  store_tile(tile, width, rows, min(width, n - b), elementOf(k, a, b, ldk), ldk);
  // The block on the diagonal is symmetric as it is.
  store_transposed(tile, width, rows, min(width, a - b), elementOf(k, b, a, ldk), ldk);
}
