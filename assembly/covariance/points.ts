/**
 * Points as one leaf sees them: its active inputs only, scaled, as rows (for the left points of a
 * tile) and as columns (for the right ones, so that neighbours are contiguous).
 *
 * A leaf compares features: scaled inputs, or for periodic leaves the sine, the cosine and the
 * angle of each input. Rows are padded to a multiple of 4 points and columns likewise, with zeros.
 * Cost: O(n · features); the transposition is scalar, since it is a small part of any tile's work.
 */

import { cos_f64, sin_f64 } from "../math";
import { at, doubles, elementOf } from "../memory/access";
import { constantsOf, countOf, inputOf, operationOf, PERIODIC, scalesOf } from "./program";

/** Rounds up to a whole number of tile rows (or of column groups). */
export function padded(count: i32): i32 {
  return (count + 3) & ~3;
}

/** Numbers that describe one point to a leaf. */
export function featuresOf(node: usize): i32 {
  return operationOf(node) == PERIODIC ? 3 * countOf(node) : countOf(node);
}

/** Bytes that `n` points take, as rows or as columns. */
export function pointBytes(node: usize, n: i32): usize {
  return doubles(padded(n) * featuresOf(node));
}

/** Feature `i` of points 0…n−1 goes to out + i·feature + point·step, in doubles. */
function project(
  kernel: usize,
  node: usize,
  x: usize,
  n: i32,
  d: i32,
  out: usize,
  feature: i32,
  step: i32,
): void {
  const count = countOf(node);
  const scales = scalesOf(constantsOf(kernel, node));
  const periodic = operationOf(node) == PERIODIC;
  const stride = doubles(step);
  const block = doubles(count * feature);
  for (let i = 0; i < count; i++) {
    const scale = load<f64>(at(scales, i));
    const end = elementOf(x, n, inputOf(kernel, node, i), d);
    let target = at(out, i * feature);
    for (let source = end - doubles(n * d); source < end; source += doubles(d)) {
      const value = load<f64>(source) * scale;
      if (periodic) {
        store<f64>(target, sin_f64(value));
        store<f64>(target + block, cos_f64(value));
        store<f64>(target + 2 * block, value);
      } else store<f64>(target, value);
      target += stride;
    }
  }
}

/** Points as rows: padded(m) × features. */
export function projectRows(
  kernel: usize,
  node: usize,
  x: usize,
  m: i32,
  d: i32,
  rows: usize,
): void {
  const features = featuresOf(node);
  project(kernel, node, x, m, d, rows, 1, features);
  memory.fill(elementOf(rows, m, 0, features), 0, doubles((padded(m) - m) * features));
}

/** Points as columns: features × padded(n). */
export function projectColumns(
  kernel: usize,
  node: usize,
  x: usize,
  n: i32,
  d: i32,
  columns: usize,
): void {
  const ld = padded(n);
  const features = featuresOf(node);
  project(kernel, node, x, n, d, columns, ld, 1);
  for (let i = 0; i < features; i++) {
    memory.fill(elementOf(columns, i, n, ld), 0, doubles(ld - n));
  }
}
