/**
 * Gradients in reverse: from weights on the matrix, tile by tile, back through the nodes to the
 * hyperparameters and to the points on the left.
 *
 * The weights are the adjoint of the root; a product hands its adjoint to each factor times the
 * value of the other; a leaf turns its own into M = adjoint ∘ c and then needs one pass over M an
 * input. The cost is that of the values and about half as much again.
 */
import { at, elementOf, rowOf } from "../memory/access";
import { scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { inner_tiles, multiply_tiles, scale_tile } from "./combine";
import { evaluateTile, OWN } from "./evaluate";
import { padded } from "./points";
import {
  constantsOf,
  extraOf,
  inputsOf,
  leftOf,
  nodeOf,
  nodesOf,
  operationOf,
  PRODUCT,
  parameterOf,
  SCALE,
  SUM,
} from "./program";
import { pullLeaf, pullOwnLeaf } from "./pull_leaf";
import { load_diagonal_block, load_tile } from "./store";
import { adjointOf, openWorkspace, recordOf, valueOf, WIDTH } from "./workspace";

/** The tile that takes the weights. */
function rootAdjoint(kernel: usize, work: usize): usize {
  return adjointOf(recordOf(work, nodesOf(kernel) - 1));
}

/** Adds the gradients of the weights in the root's adjoint; `gradX` is that of row a, or 0. */
function pullTile(
  kernel: usize,
  work: usize,
  a: i32,
  b: i32,
  rows: i32,
  width: i32,
  gradTheta: usize,
  gradX: usize,
): void {
  evaluateTile(kernel, work, a, b, rows, width);
  const count = rows * width;
  for (let i = nodesOf(kernel) - 1; i >= 0; i--) {
    const node = nodeOf(kernel, i);
    const operation = operationOf(node);
    const adjoint = adjointOf(recordOf(work, i));
    if (operation == SUM) continue;
    if (operation == PRODUCT) {
      const left = recordOf(work, leftOf(node));
      const right = recordOf(work, i - 1);
      multiply_tiles(count, adjoint, valueOf(right), adjointOf(left));
      multiply_tiles(count, adjoint, valueOf(left), adjointOf(right));
    } else if (operation == SCALE) {
      const part = recordOf(work, i - 1);
      const factor = extraOf(constantsOf(kernel, node));
      scale_tile(count, factor, adjoint, adjointOf(part));
      if (gradTheta != 0) {
        const target = at(gradTheta, parameterOf(node));
        const slope = inner_tiles(count, adjoint, valueOf(recordOf(work, i)));
        store<f64>(target, load<f64>(target) + slope);
      }
    } else if (a == OWN) pullOwnLeaf(kernel, work, i, b, width, gradTheta, gradX);
    else pullLeaf(kernel, work, i, a, b, rows, width, gradTheta, gradX);
  }
}

/**
 * gradTheta[i] += Σ_ab g_ab ∂k(x_a, x_b)/∂θ_i.
 *
 * @param x n × d, row-major
 * @param g n × n symmetric weights, lower triangle read, leading dimension ldg
 * @param gradTheta p values, added to
 * @returns 0, −4 where d is not the kernel's, or OUT_OF_MEMORY
 * Cost: O(n²d). Workspace: O(nd) a leaf.
 */
export function covariance_gram_pullback(
  kernel: usize,
  x: usize,
  n: i32,
  d: i32,
  g: usize,
  ldg: i32,
  gradTheta: usize,
): i32 {
  if (d != inputsOf(kernel)) return -4;
  const mark = scratch_mark();
  const work = openWorkspace(kernel, x, n, x, n, d, true);
  if (work == 0) return OUT_OF_MEMORY;
  const weights = rootAdjoint(kernel, work);
  for (let b = 0; b < n; b += WIDTH) {
    for (let a = b; a < n; a += 4) {
      const width = min(WIDTH, a + 4 - b);
      const rows = min(4, n - a);
      // Each pair below the diagonal stands for its mirror image too.
      load_tile(elementOf(g, a, b, ldg), ldg, 2, rows, min(width, a - b), weights, width);
      if (a - b < WIDTH) {
        load_diagonal_block(elementOf(g, a, a, ldg), ldg, rows, weights, width, a - b);
      }
      pullTile(kernel, work, a, b, rows, width, gradTheta, 0);
    }
  }
  scratch_release(mark);
  return OK;
}

/**
 * gradTheta[i] += Σ_ab w_ab ∂k(x_a, z_b)/∂θ_i and gradX[a][i] += Σ_b w_ab ∂k(x_a, z_b)/∂x_ai.
 *
 * @param x m × d and z n × d, row-major
 * @param w m × n weights with leading dimension ldw
 * @param gradTheta p values, added to, or 0 to leave them out
 * @param gradX m × d, added to, or 0 to leave it out
 * @returns 0, −6 where d is not the kernel's, or OUT_OF_MEMORY
 * Cost: O(mnd). Workspace: O((m + n)d) a leaf.
 */
export function covariance_cross_pullback(
  kernel: usize,
  x: usize,
  m: i32,
  z: usize,
  n: i32,
  d: i32,
  w: usize,
  ldw: i32,
  gradTheta: usize,
  gradX: usize,
): i32 {
  if (d != inputsOf(kernel)) return -6;
  const mark = scratch_mark();
  const work = openWorkspace(kernel, x, m, z, n, d, true);
  if (work == 0) return OUT_OF_MEMORY;
  const weights = rootAdjoint(kernel, work);
  for (let b = 0; b < n; b += WIDTH) {
    const columns = min(WIDTH, n - b);
    const width = padded(columns);
    for (let a = 0; a < m; a += 4) {
      const rows = min(4, m - a);
      load_tile(elementOf(w, a, b, ldw), ldw, 1, rows, columns, weights, width);
      const gradRow = gradX == 0 ? 0 : rowOf(gradX, a, d);
      pullTile(kernel, work, a, b, rows, width, gradTheta, gradRow);
    }
  }
  scratch_release(mark);
  return OK;
}

/**
 * gradTheta[i] += Σ_a w_a ∂k(x_a, x_a)/∂θ_i and gradX[a][i] += w_a ∂k(x_a, x_a)/∂x_ai, where
 * both arguments move.
 *
 * @param x m × d, row-major
 * @param w m weights
 * @param gradTheta p values, added to, or 0 to leave them out
 * @param gradX m × d, added to, or 0 to leave it out
 * @returns 0, −4 where d is not the kernel's, or OUT_OF_MEMORY
 * Cost: O(md).
 */
export function covariance_diagonal_pullback(
  kernel: usize,
  x: usize,
  m: i32,
  d: i32,
  w: usize,
  gradTheta: usize,
  gradX: usize,
): i32 {
  if (d != inputsOf(kernel)) return -4;
  const mark = scratch_mark();
  const work = openWorkspace(kernel, x, 0, x, m, d, true);
  if (work == 0) return OUT_OF_MEMORY;
  const weights = rootAdjoint(kernel, work);
  for (let b = 0; b < m; b += WIDTH) {
    const columns = min(WIDTH, m - b);
    const width = padded(columns);
    load_tile(at(w, b), m, 1, 1, columns, weights, width);
    const gradRow = gradX == 0 ? 0 : rowOf(gradX, b, d);
    pullTile(kernel, work, OWN, b, 1, width, gradTheta, gradRow);
  }
  scratch_release(mark);
  return OK;
}
