/**
 * Plane rotations that run along rows of a factor: the inner loop of the rank-one update.
 * Eight rows at a time as four vectors of two rows, so that four chains of dependent rotations
 * overlap; 2 × 2 blocks are transposed in registers. 6 flops an element, 16 bytes.
 */
/** Bytes of one stored rotation: cosine twice, sine twice. */
export const ROTATION: usize = 32;

/** Stores the rotation that turns (l, x) into (r, 0). */
export function storeRotation(c: f64, s: f64, rotation: usize): void {
  v128.store(rotation, f64x2.splat(c));
  v128.store(rotation, f64x2.splat(s), 16);
}

/** √(x² + y²), not both 0; without overflow, since at 1e±200 the squares alone leave the range. */
export function hypotenuse(x: f64, y: f64): f64 {
  const square = x * x + y * y;
  if (square > 1e-250 && square < Infinity) return sqrt(square);
  const a = max(abs(x), abs(y));
  const ratio = min(abs(x), abs(y)) / a;
  return a * sqrt(1 + ratio * ratio);
}

/** l ← c l + s x, x ← c x − s l along one row, over `count` rotations; returns the last x. */
export function rotate_row(count: i32, row: usize, rotation: usize, x: f64): f64 {
  const end = rotation + <usize>count * ROTATION;
  for (; rotation < end; rotation += ROTATION) {
    const c = load<f64>(rotation);
    const s = load<f64>(rotation, 16);
    const l = load<f64>(row);
    store<f64>(row, c * l + s * x);
    x = c * x - s * l;
    row += 8;
  }
  return x;
}

/**
 * The same over eight rows, `stride` bytes apart, and an even `count`.
 *
 * @param x  one value a row, replaced by the last
 */
export function rotate_eight_rows(
  count: i32,
  row: usize,
  stride: usize,
  rotation: usize,
  x: usize,
): void {
  const r1 = stride;
  const r2 = r1 + stride;
  const r3 = r2 + stride;
  const half = r3 + stride;
  let x0 = v128.load(x);
  let x1 = v128.load(x, 16);
  let x2 = v128.load(x, 32);
  let x3 = v128.load(x, 48);
  const end = rotation + <usize>count * ROTATION;
  while (rotation < end) {
    let c = v128.load(rotation);
    let s = v128.load(rotation, 16);
    const c1 = v128.load(rotation, 32);
    const s1 = v128.load(rotation, 48);
    let p = v128.load(row);
    let q = v128.load(row + r1);
    let l = v128.shuffle<f64>(p, q, 0, 2);
    let m = v128.shuffle<f64>(p, q, 1, 3);
    p = f64x2.add(f64x2.mul(c, l), f64x2.mul(s, x0));
    x0 = f64x2.sub(f64x2.mul(c, x0), f64x2.mul(s, l));
    q = f64x2.add(f64x2.mul(c1, m), f64x2.mul(s1, x0));
    x0 = f64x2.sub(f64x2.mul(c1, x0), f64x2.mul(s1, m));
    v128.store(row, v128.shuffle<f64>(p, q, 0, 2));
    v128.store(row + r1, v128.shuffle<f64>(p, q, 1, 3));
    p = v128.load(row + r2);
    q = v128.load(row + r3);
    l = v128.shuffle<f64>(p, q, 0, 2);
    m = v128.shuffle<f64>(p, q, 1, 3);
    p = f64x2.add(f64x2.mul(c, l), f64x2.mul(s, x1));
    x1 = f64x2.sub(f64x2.mul(c, x1), f64x2.mul(s, l));
    q = f64x2.add(f64x2.mul(c1, m), f64x2.mul(s1, x1));
    x1 = f64x2.sub(f64x2.mul(c1, x1), f64x2.mul(s1, m));
    v128.store(row + r2, v128.shuffle<f64>(p, q, 0, 2));
    v128.store(row + r3, v128.shuffle<f64>(p, q, 1, 3));
    // Never taken: it ends a basic block, without which the engine hoists all loads and spills.
    if (rotation >= end) break;
    const low = row + half;
    p = v128.load(low);
    q = v128.load(low + r1);
    l = v128.shuffle<f64>(p, q, 0, 2);
    m = v128.shuffle<f64>(p, q, 1, 3);
    p = f64x2.add(f64x2.mul(c, l), f64x2.mul(s, x2));
    x2 = f64x2.sub(f64x2.mul(c, x2), f64x2.mul(s, l));
    q = f64x2.add(f64x2.mul(c1, m), f64x2.mul(s1, x2));
    x2 = f64x2.sub(f64x2.mul(c1, x2), f64x2.mul(s1, m));
    v128.store(low, v128.shuffle<f64>(p, q, 0, 2));
    v128.store(low + r1, v128.shuffle<f64>(p, q, 1, 3));
    p = v128.load(low + r2);
    q = v128.load(low + r3);
    l = v128.shuffle<f64>(p, q, 0, 2);
    m = v128.shuffle<f64>(p, q, 1, 3);
    p = f64x2.add(f64x2.mul(c, l), f64x2.mul(s, x3));
    x3 = f64x2.sub(f64x2.mul(c, x3), f64x2.mul(s, l));
    q = f64x2.add(f64x2.mul(c1, m), f64x2.mul(s1, x3));
    x3 = f64x2.sub(f64x2.mul(c1, x3), f64x2.mul(s1, m));
    v128.store(low + r2, v128.shuffle<f64>(p, q, 0, 2));
    v128.store(low + r3, v128.shuffle<f64>(p, q, 1, 3));
    row += 16;
    rotation += 2 * ROTATION;
  }
  v128.store(x, x0);
  v128.store(x, x1, 16);
  v128.store(x, x2, 32);
  v128.store(x, x3, 48);
}
