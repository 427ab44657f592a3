/** Covariances of m points with n others, and of points with themselves. */
import { at, elementOf } from "../memory/access";
import { scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { evaluateTile, OWN } from "./evaluate";
import { padded } from "./points";
import { inputsOf } from "./program";
import { store_tile } from "./store";
import { openWorkspace, WIDTH } from "./workspace";

/**
 * k[a][b] = k(x_a, z_b).
 *
 * @param x m × d and z n × d, row-major
 * @param k m × n with leading dimension ldk; overwritten
 * @returns 0, −6 where d is not the kernel's, or OUT_OF_MEMORY
 * Cost: O(mnd). Workspace: O((m + n)d) a leaf.
 */
export function covariance_cross(
  kernel: usize,
  x: usize,
  m: i32,
  z: usize,
  n: i32,
  d: i32,
  k: usize,
  ldk: i32,
): i32 {
  if (d != inputsOf(kernel)) return -6;
  const mark = scratch_mark();
  const work = openWorkspace(kernel, x, m, z, n, d, false);
  if (work == 0) return OUT_OF_MEMORY;
  for (let b = 0; b < n; b += WIDTH) {
    const columns = min(WIDTH, n - b);
    const width = padded(columns);
    for (let a = 0; a < m; a += 4) {
      const rows = min(4, m - a);
      const tile = evaluateTile(kernel, work, a, b, rows, width);
      store_tile(tile, width, rows, columns, elementOf(k, a, b, ldk), ldk);
    }
  }
  scratch_release(mark);
  return OK;
}

/**
 * out[a] = k(x_a, x_a).
 *
 * @param x n × d, row-major
 * @param out n values; overwritten
 * @returns 0, −4 where d is not the kernel's, or OUT_OF_MEMORY
 * Cost: O(nd).
 */
export function covariance_diagonal(kernel: usize, x: usize, n: i32, d: i32, out: usize): i32 {
  if (d != inputsOf(kernel)) return -4;
  const mark = scratch_mark();
  const work = openWorkspace(kernel, x, 0, x, n, d, false);
  if (work == 0) return OUT_OF_MEMORY;
  for (let b = 0; b < n; b += WIDTH) {
    const columns = min(WIDTH, n - b);
    const tile = evaluateTile(kernel, work, OWN, b, 1, padded(columns));
    store_tile(tile, WIDTH, 1, columns, at(out, b), n);
  }
  scratch_release(mark);
  return OK;
}
