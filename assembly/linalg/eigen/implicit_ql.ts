/**
 * Eigenvalues of a symmetric tridiagonal matrix by QL steps with implicit shifts.
 * Source: EISPACK's TQL2 (Bowdler, Martin, Reinsch and Wilkinson 1968, doi:10.1007/BF02165404).
 */
import { at, rowOf } from "../../memory/access";
import { OK } from "../../status";
import { hypotenuse } from "../cholesky/rotate";

const EPSILON: f64 = 2.220446049250313e-16;

/** QL steps for one eigenvalue; two are usual. */
const STEPS: i32 = 60;

/** Rows x, y ← c x − s y, s x + c y: eigenvectors lie in rows, so a rotation runs along memory. */
export function rotate_two_rows(n: i32, c: f64, s: f64, x: usize, y: usize): void {
  const p = f64x2.splat(c);
  const q = f64x2.splat(s);
  const blocks = at(x, n & ~1);
  while (x < blocks) {
    const u = v128.load(x);
    const v = v128.load(y);
    v128.store(x, f64x2.sub(f64x2.mul(p, u), f64x2.mul(q, v)));
    v128.store(y, f64x2.add(f64x2.mul(q, u), f64x2.mul(p, v)));
    x += 16;
    y += 16;
  }
  if ((n & 1) != 0) {
    const u = load<f64>(x);
    const v = load<f64>(y);
    store<f64>(x, c * u - s * v);
    store<f64>(y, s * u + c * v);
  }
}

/** Moves the diagonal from `l` on by a shift near the wanted eigenvalue; returns the shift. */
function shift(n: i32, l: i32, d: usize, e: usize): f64 {
  const g = load<f64>(at(d, l));
  const off = load<f64>(at(e, l));
  const p = (load<f64>(at(d, l + 1)) - g) / (2 * off);
  const root = hypotenuse(p, 1);
  const r = p + (p < 0 ? -root : root);
  store<f64>(at(d, l), off / r);
  store<f64>(at(d, l + 1), off * r);
  const h = g - load<f64>(at(d, l));
  for (let i = l + 2; i < n; i++) store<f64>(at(d, i), load<f64>(at(d, i)) - h);
  return h;
}

/** One QL sweep over l..m, with its rotations applied to the rows of z. */
function sweep(n: i32, l: i32, m: i32, d: usize, e: usize, z: usize, ldz: i32): void {
  const next = load<f64>(at(d, l + 1));
  const coupling = load<f64>(at(e, l + 1));
  let p = load<f64>(at(d, m));
  let c: f64 = 1;
  let c2: f64 = 1;
  let c3: f64 = 1;
  let s: f64 = 0;
  let s2: f64 = 0;
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    const off = load<f64>(at(e, i));
    const diagonal = load<f64>(at(d, i));
    const g = c * off;
    const h = c * p;
    const r = hypotenuse(p, off);
    store<f64>(at(e, i + 1), s * r);
    s = off / r;
    c = p / r;
    p = c * diagonal - s * g;
    store<f64>(at(d, i + 1), h + s * (c * g + s * diagonal));
    rotate_two_rows(n, c, s, rowOf(z, i, ldz), rowOf(z, i + 1, ldz));
  }
  p = (-s * s2 * c3 * coupling * load<f64>(at(e, l))) / next;
  store<f64>(at(e, l), s * p);
  store<f64>(at(d, l), c * p);
}

/**
 * d ← eigenvalues in no order, z ← the same rotations applied to its rows; e is clobbered.
 *
 * @param e  element i couples i and i + 1; the last of the n is 0
 * @returns 0, or the 1-based index of an eigenvalue that did not converge
 */
export function implicitQl(n: i32, d: usize, e: usize, z: usize, ldz: i32): i32 {
  let shifted: f64 = 0;
  let scale: f64 = 0;
  for (let l = 0; l < n; l++) {
    scale = max(scale, abs(load<f64>(at(d, l))) + abs(load<f64>(at(e, l))));
    const small = EPSILON * scale;
    let m = l;
    while (abs(load<f64>(at(e, m))) > small) m++;
    for (let step = 0; m > l && abs(load<f64>(at(e, l))) > small; step++) {
      if (step == STEPS) return l + 1;
      shifted += shift(n, l, d, e);
      sweep(n, l, m, d, e, z, ldz);
    }
    store<f64>(at(d, l), load<f64>(at(d, l)) + shifted);
    store<f64>(at(e, l), 0);
  }
  return OK;
}
