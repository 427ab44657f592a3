/** Subtracting a rank-one matrix from a factored one, by plane rotations that run backwards. */
import { at, doubles, rowOf } from "../../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../../status";
import { trsv_lower } from "../trsv";
import { dot } from "../vector";
import { hypotenuse, ROTATION, storeRotation } from "./rotate";

/** Four rows at a time, each a chain of its own, against rotations `count` - 1 down to 0. */
export function rotate_four_rows_down(
  count: i32,
  row: usize,
  stride: usize,
  rotation: usize,
  x: usize,
): void {
  let r0 = at(row, count);
  let r1 = r0 + stride;
  let r2 = r1 + stride;
  let r3 = r2 + stride;
  let x0 = load<f64>(x);
  let x1 = load<f64>(x, 8);
  let x2 = load<f64>(x, 16);
  let x3 = load<f64>(x, 24);
  for (let at = rotation + <usize>count * ROTATION; at > rotation; ) {
    at -= ROTATION;
    r0 -= 8;
    r1 -= 8;
    r2 -= 8;
    r3 -= 8;
    const c = load<f64>(at);
    const s = load<f64>(at, 16);
    const l0 = load<f64>(r0);
    const l1 = load<f64>(r1);
    const l2 = load<f64>(r2);
    const l3 = load<f64>(r3);
    store<f64>(r0, c * l0 - s * x0);
    store<f64>(r1, c * l1 - s * x1);
    store<f64>(r2, c * l2 - s * x2);
    store<f64>(r3, c * l3 - s * x3);
    x0 = c * x0 + s * l0;
    x1 = c * x1 + s * l1;
    x2 = c * x2 + s * l2;
    x3 = c * x3 + s * l3;
  }
}

/** One row against rotations `count` - 1 down to `first`; returns x. */
function rotateRowDown(first: i32, count: i32, row: usize, rotations: usize, x: f64): f64 {
  for (let k = count - 1; k >= first; k--) {
    const rotation = rotations + <usize>k * ROTATION;
    const c = load<f64>(rotation);
    const s = load<f64>(rotation, 16);
    const l = load<f64>(at(row, k));
    store<f64>(at(row, k), c * l - s * x);
    x = c * x + s * l;
  }
  return x;
}

/**
 * L ← the factor of L Lᵀ − x xᵀ; x is clobbered, it becomes L⁻¹ x.
 *
 * @returns 0; n where the result would not be positive definite, with L unchanged; or
 *          OUT_OF_MEMORY with nothing changed
 * Cost: 4 n² flops. Workspace: 4 n doubles.
 * Source: LINPACK's DCHDD, which rotates (L⁻¹ x, √(1 − ‖L⁻¹ x‖²)) into the last unit vector.
 */
export function cholesky_downdate(n: i32, l: usize, ldl: i32, x: usize): i32 {
  if (n == 0) return OK;
  const mark = scratch_mark();
  const rotations = scratch_allocate(<usize>n * ROTATION + 32);
  if (rotations == 0) return OUT_OF_MEMORY;
  trsv_lower(n, l, ldl, x);
  const square = 1 - dot(x, x, n);
  if (!(square > 0)) {
    scratch_release(mark);
    return n;
  }
  let alpha = sqrt(square);
  for (let i = n - 1; i >= 0; i--) {
    const value = load<f64>(at(x, i));
    const root = hypotenuse(alpha, value);
    storeRotation(alpha / root, value / root, rotations + <usize>i * ROTATION);
    alpha = root;
  }
  const carried = rotations + <usize>n * ROTATION;
  for (let i = 0; i < n; i += 4) {
    const last = min(i + 4, n);
    for (let r = i; r < last; r++) {
      const value = rotateRowDown(i, r + 1, rowOf(l, r, ldl), rotations, 0);
      store<f64>(at(carried, r - i), value);
    }
    if (last == i + 4) {
      rotate_four_rows_down(i, rowOf(l, i, ldl), doubles(ldl), rotations, carried);
    } else {
      for (let r = i; r < last; r++) {
        rotateRowDown(0, i, rowOf(l, r, ldl), rotations, load<f64>(at(carried, r - i)));
      }
    }
  }
  scratch_release(mark);
  return OK;
}
