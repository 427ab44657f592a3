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
export function pointBytes(node: usize, n: i32): u64 {
  return (<u64>padded(n) * <u64>featuresOf(node)) << 3;
}

/**
 * out[b · step] = scale · x[b], where x[b] are `d` doubles apart and `step` is in doubles too.
 */
function projectInput(x: usize, n: i32, d: i32, scale: f64, out: usize, step: i32): void {
  const from = doubles(d);
  const to = doubles(step);
  // Two points a turn: the loop itself would cost as much as its work.
  for (const end = x + <usize>(n & ~1) * from; x < end; x += 2 * from) {
    store<f64>(out, load<f64>(x) * scale);
    store<f64>(out + to, load<f64>(x + from) * scale);
    out += 2 * to;
  }
  if (n & 1) store<f64>(out, load<f64>(x) * scale);
}

/** Replaces `n` angles, `step` doubles apart, by sines; `block` bytes on cosines, then angles. */
function projectAngles(n: i32, out: usize, step: i32, block: usize): void {
  for (const end = at(out, n * step); out < end; out += doubles(step)) {
    const angle = load<f64>(out);
    store<f64>(out, sin_f64(angle));
    store<f64>(out + block, cos_f64(angle));
    store<f64>(out + 2 * block, angle);
  }
}

/** Feature i of point b goes to out + i·feature + b·step, in doubles. */
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
  for (let i = 0; i < count; i++) {
    const source = at(x, inputOf(kernel, node, i));
    const target = at(out, i * feature);
    projectInput(source, n, d, load<f64>(at(scales, i)), target, step);
    if (periodic) projectAngles(n, target, step, doubles(count * feature));
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
