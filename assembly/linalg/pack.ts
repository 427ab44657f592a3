/**
 * Packing for the micro-kernel: A panels [k][4] with every element twice, B panels [k][4].
 * All steps are in bytes and may be negative, so that one routine serves a matrix, its transpose
 * and its reversal. Rows or columns that a panel lacks are filled with zeros.
 */
import { at } from "../memory/access";
import { A_STEP, B_STEP } from "./tile";

/**
 * Bytes from one B panel of up to k steps to the next. An odd number of cache lines: with a power
 * of two the same step of all panels would fall into one set of the cache.
 */
export function panelStride(k: i32): usize {
  return <usize>((k + 3) & ~3) * B_STEP + 64;
}

/**
 * A panel of `rows` ≤ 4 rows and k columns, times `alpha`.
 *
 * @param a       first element; its row neighbour lies `row` bytes on, its column neighbour `column`
 */
export function pack_duplicated(
  k: i32,
  rows: i32,
  alpha: f64,
  a: usize,
  row: isize,
  column: isize,
  out: usize,
): void {
  const end = out + <usize>k * A_STEP;
  const scale = f64x2.splat(alpha);
  if (rows < 4) {
    memory.fill(out, 0, end - out);
    for (let r = 0; r < rows; r++) {
      let from = a + <usize>(<isize>r * row);
      for (let to = out + ((<usize>r) << 4); to < end; to += A_STEP) {
        v128.store(to, f64x2.mul(scale, v128.load64_splat(from)));
        from += <usize>column;
      }
    }
    return;
  }
  let a1 = a + <usize>row;
  let a2 = a1 + <usize>row;
  let a3 = a2 + <usize>row;
  while (out < end) {
    v128.store(out, f64x2.mul(scale, v128.load64_splat(a)));
    v128.store(out, f64x2.mul(scale, v128.load64_splat(a1)), 16);
    v128.store(out, f64x2.mul(scale, v128.load64_splat(a2)), 32);
    v128.store(out, f64x2.mul(scale, v128.load64_splat(a3)), 48);
    a += <usize>column;
    a1 += <usize>column;
    a2 += <usize>column;
    a3 += <usize>column;
    out += A_STEP;
  }
}

/**
 * B panels of `columns` neighbouring columns, four a panel, `stride` bytes from one panel to the
 * next; the k rows of B lie `row` bytes apart. Row by row, since down the columns a power of two
 * between the rows would throw each line out of the cache before its second half is read.
 */
export function pack_columns(
  k: i32,
  columns: i32,
  b: usize,
  row: isize,
  out: usize,
  stride: usize,
): void {
  const whole = at(b, columns & ~3) - b;
  const rest = at(b, columns) - b - whole;
  for (let l = 0; l < k; l++) {
    let to = out;
    let from = b;
    for (const end = b + whole; from < end; from += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      to += stride;
    }
    if (rest != 0) {
      v128.store(to, f64x2.splat(0));
      v128.store(to, f64x2.splat(0), 16);
      for (let i: usize = 0; i < rest; i += 8) store<f64>(to + i, load<f64>(from + i));
    }
    b += <usize>row;
    out += B_STEP;
  }
}

/** The way back of `pack_columns`. */
export function unpack_columns(
  k: i32,
  columns: i32,
  panel: usize,
  b: usize,
  row: isize,
  stride: usize,
): void {
  const whole = at(b, columns & ~3) - b;
  const rest = at(b, columns) - b - whole;
  for (let l = 0; l < k; l++) {
    let from = panel;
    let to = b;
    for (const end = b + whole; to < end; to += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += stride;
    }
    for (let i: usize = 0; i < rest; i += 8) store<f64>(to + i, load<f64>(from + i));
    b += <usize>row;
    panel += B_STEP;
  }
}

/** A B panel that is the transpose of `rows` ≤ 4 contiguous rows of k elements, `row` bytes apart. */
export function pack_rows(k: i32, rows: i32, b: usize, row: usize, out: usize): void {
  const end = out + <usize>k * B_STEP;
  if (rows < 4) {
    memory.fill(out, 0, end - out);
    for (let r = 0; r < rows; r++) {
      let from = b + <usize>r * row;
      for (let to = out + ((<usize>r) << 3); to < end; to += B_STEP) {
        store<f64>(to, load<f64>(from));
        from += 8;
      }
    }
    return;
  }
  const b2 = row + row;
  const b3 = b2 + row;
  for (; out + B_STEP < end; out += 2 * B_STEP) {
    const x0 = v128.load(b);
    const x1 = v128.load(b + row);
    const x2 = v128.load(b + b2);
    const x3 = v128.load(b + b3);
    v128.store(out, v128.shuffle<f64>(x0, x1, 0, 2));
    v128.store(out, v128.shuffle<f64>(x2, x3, 0, 2), 16);
    v128.store(out, v128.shuffle<f64>(x0, x1, 1, 3), 32);
    v128.store(out, v128.shuffle<f64>(x2, x3, 1, 3), 48);
    b += 16;
  }
  if (out < end) {
    store<f64>(out, load<f64>(b));
    store<f64>(out, load<f64>(b + row), 8);
    store<f64>(out, load<f64>(b + b2), 16);
    store<f64>(out, load<f64>(b + b3), 24);
  }
}

/** The way back of `pack_rows`. */
export function unpack_rows(k: i32, rows: i32, panel: usize, b: usize, row: usize): void {
  const end = panel + <usize>k * B_STEP;
  if (rows < 4) {
    for (let r = 0; r < rows; r++) {
      let to = b + <usize>r * row;
      for (let from = panel + ((<usize>r) << 3); from < end; from += B_STEP) {
        store<f64>(to, load<f64>(from));
        to += 8;
      }
    }
    return;
  }
  const b2 = row + row;
  const b3 = b2 + row;
  for (; panel + B_STEP < end; panel += 2 * B_STEP) {
    const x0 = v128.load(panel);
    const x1 = v128.load(panel, 16);
    const y0 = v128.load(panel, 32);
    const y1 = v128.load(panel, 48);
    v128.store(b, v128.shuffle<f64>(x0, y0, 0, 2));
    v128.store(b + row, v128.shuffle<f64>(x0, y0, 1, 3));
    v128.store(b + b2, v128.shuffle<f64>(x1, y1, 0, 2));
    v128.store(b + b3, v128.shuffle<f64>(x1, y1, 1, 3));
    b += 16;
  }
  if (panel < end) {
    store<f64>(b, load<f64>(panel));
    store<f64>(b + row, load<f64>(panel, 8));
    store<f64>(b + b2, load<f64>(panel, 16));
    store<f64>(b + b3, load<f64>(panel, 24));
  }
}
