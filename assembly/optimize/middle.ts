/**
 * The limited-memory Hessian in compact form, B = θI − W K⁻¹ Wᵀ with W = [Y θS] and
 * K = [−D Lᵀ; L θSᵀS]: D the diagonal and L the strictly lower part of SᵀY.
 *
 * Restricted to the free coordinates (Z), its inverse needs K − WᵀZZᵀW/θ, which has the same
 * shape: [−P Rᵀ; R Q] with P = D + YᵀZZᵀY/θ, R = L − SᵀZZᵀY, Q = θSᵀ(I − ZZᵀ)S. One function
 * factors both, by Cholesky of P and of Q + R P⁻¹ Rᵀ; no free coordinate gives K itself.
 *
 * Source: Byrd, Lu, Nocedal, Zhu 1995, SIAM J. Sci. Comput. 16, 1190.
 * Cost: O(c²d + c³) for c pairs; all loops are scalar, since c ≤ 10 and d is small.
 */
import { at, elementOf, rowOf } from "../memory/access";
import { breaks, changes, DIMENSION, MEMORY, PAIRS, square, steps, THETA, work } from "./state";
import { copy, inner } from "./vector";

export function stepProducts(state: usize): usize {
  return square(state, 0);
}

/** Row i, column j: s_i · y_j. */
export function mixedProducts(state: usize): usize {
  return square(state, 1);
}

/** Drops the oldest row and column of a square matrix. */
function shiftSquare(a: usize, count: i32, ld: i32): void {
  for (let i = 1; i < count; i++) {
    memory.copy(rowOf(a, i - 1, ld), elementOf(a, i, 1, ld), (<usize>(count - 1)) << 3);
  }
}

/** Adds the pair (s, y) with s · y = curvature > 0; drops the oldest pair when the memory is full. */
export function addPair(state: usize, s: usize, y: usize, curvature: f64): void {
  const d = load<i32>(state, DIMENSION);
  const capacity = load<i32>(state, MEMORY);
  let c = load<i32>(state, PAIRS);
  if (c == capacity) {
    copy((c - 1) * d, rowOf(steps(state), 1, d), steps(state));
    copy((c - 1) * d, rowOf(changes(state), 1, d), changes(state));
    shiftSquare(stepProducts(state), c, capacity);
    shiftSquare(mixedProducts(state), c, capacity);
    c--;
  }
  copy(d, s, rowOf(steps(state), c, d));
  copy(d, y, rowOf(changes(state), c, d));
  for (let i = 0; i <= c; i++) {
    const si = rowOf(steps(state), i, d);
    const product = inner(d, si, s);
    store<f64>(elementOf(stepProducts(state), i, c, capacity), product);
    store<f64>(elementOf(stepProducts(state), c, i, capacity), product);
    store<f64>(elementOf(mixedProducts(state), i, c, capacity), inner(d, si, y));
    const yi = rowOf(changes(state), i, d);
    store<f64>(elementOf(mixedProducts(state), c, i, capacity), inner(d, s, yi));
  }
  store<i32>(state, c + 1, PAIRS);
  store<f64>(state, inner(d, y, y) / curvature, THETA);
}

/** Sum over the free coordinates of a_i b_i. */
function innerFree(d: i32, a: usize, b: usize, breakPoints: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < d; i++) {
    if (load<f64>(at(breakPoints, i)) >= 0) sum += load<f64>(at(a, i)) * load<f64>(at(b, i));
  }
  return sum;
}

/** Cholesky in place, lower; false where a pivot is not positive. */
function factorSmall(c: i32, a: usize, ld: i32): bool {
  for (let j = 0; j < c; j++) {
    const rowJ = rowOf(a, j, ld);
    for (let i = j; i < c; i++) {
      const rowI = rowOf(a, i, ld);
      const rest = load<f64>(at(rowI, j)) - inner(j, rowI, rowJ);
      if (i == j) {
        if (!(rest > 0)) return false;
        store<f64>(at(rowJ, j), Math.sqrt(rest));
      } else {
        store<f64>(at(rowI, j), rest / load<f64>(at(rowJ, j)));
      }
    }
  }
  return true;
}

function solveForward(c: i32, l: usize, ld: i32, x: usize): void {
  for (let i = 0; i < c; i++) {
    const row = rowOf(l, i, ld);
    store<f64>(at(x, i), (load<f64>(at(x, i)) - inner(i, row, x)) / load<f64>(at(row, i)));
  }
}

function solveBackward(c: i32, l: usize, ld: i32, x: usize): void {
  for (let i = c - 1; i >= 0; i--) {
    let rest = load<f64>(at(x, i));
    for (let j = i + 1; j < c; j++) rest -= load<f64>(elementOf(l, j, i, ld)) * load<f64>(at(x, j));
    store<f64>(at(x, i), rest / load<f64>(elementOf(l, i, i, ld)));
  }
}

/** P, R and Q of the heading, for the free coordinates (break ≥ 0) or for none. */
function fillBlocks(state: usize, someFree: bool): void {
  const d = load<i32>(state, DIMENSION);
  const ld = load<i32>(state, MEMORY);
  const c = load<i32>(state, PAIRS);
  const theta = load<f64>(state, THETA);
  const free = breaks(state);
  for (let i = 0; i < c; i++) {
    const si = rowOf(steps(state), i, d);
    const yi = rowOf(changes(state), i, d);
    for (let j = 0; j < c; j++) {
      const yj = rowOf(changes(state), j, d);
      let r = j < i ? load<f64>(elementOf(mixedProducts(state), i, j, ld)) : 0;
      if (someFree) r -= innerFree(d, si, yj, free);
      store<f64>(elementOf(square(state, 3), i, j, ld), r);
      if (j > i) continue;
      let p = j == i ? load<f64>(elementOf(mixedProducts(state), i, i, ld)) : 0;
      let q = load<f64>(elementOf(stepProducts(state), i, j, ld));
      if (someFree) {
        p += innerFree(d, yi, yj, free) / theta;
        q -= innerFree(d, si, rowOf(steps(state), j, d), free);
      }
      store<f64>(elementOf(square(state, 2), i, j, ld), p);
      store<f64>(elementOf(square(state, 4), i, j, ld), theta * q);
    }
  }
}

/** Factors the matrix of the heading; false where rounding has spoilt the pairs. */
export function factorMiddle(state: usize, someFree: bool): bool {
  const ld = load<i32>(state, MEMORY);
  const c = load<i32>(state, PAIRS);
  fillBlocks(state, someFree);
  if (!factorSmall(c, square(state, 2), ld)) return false;
  // Row i of R becomes P^{-½} Rᵀ e_i, so that Q + R P⁻¹ Rᵀ is a matrix of inner products.
  for (let i = 0; i < c; i++) solveForward(c, square(state, 2), ld, rowOf(square(state, 3), i, ld));
  for (let i = 0; i < c; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = elementOf(square(state, 4), i, j, ld);
      const product = inner(c, rowOf(square(state, 3), i, ld), rowOf(square(state, 3), j, ld));
      store<f64>(entry, load<f64>(entry) + product);
    }
  }
  return factorSmall(c, square(state, 4), ld);
}

/** v := (the factored matrix)⁻¹ v, in place; v holds the part of Y, then the part of S. */
export function solveMiddle(state: usize, v: usize): void {
  const ld = load<i32>(state, MEMORY);
  const c = load<i32>(state, PAIRS);
  const upperPart = v;
  const lowerPart = at(v, c);
  solveForward(c, square(state, 2), ld, upperPart);
  for (let i = 0; i < c; i++) {
    const product = inner(c, rowOf(square(state, 3), i, ld), upperPart);
    store<f64>(at(lowerPart, i), load<f64>(at(lowerPart, i)) + product);
  }
  solveForward(c, square(state, 4), ld, lowerPart);
  solveBackward(c, square(state, 4), ld, lowerPart);
  for (let j = 0; j < c; j++) {
    let sum = -load<f64>(at(upperPart, j));
    for (let i = 0; i < c; i++) {
      sum += load<f64>(elementOf(square(state, 3), i, j, ld)) * load<f64>(at(lowerPart, i));
    }
    store<f64>(at(upperPart, j), sum);
  }
  solveBackward(c, square(state, 2), ld, upperPart);
}

/** Row `i` of W = [Y θS] into `out`, 2c doubles. */
export function rowOfW(state: usize, i: i32, out: usize): void {
  const d = load<i32>(state, DIMENSION);
  const c = load<i32>(state, PAIRS);
  const theta = load<f64>(state, THETA);
  for (let j = 0; j < c; j++) {
    store<f64>(at(out, j), load<f64>(elementOf(changes(state), j, i, d)));
    store<f64>(at(out, c + j), theta * load<f64>(elementOf(steps(state), j, i, d)));
  }
}

/** The work vector of the Cauchy search that holds Wᵀ(xc − x). */
export function displacement(state: usize): usize {
  return work(state, 1);
}
