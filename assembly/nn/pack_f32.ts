/**
 * Packing for the single-precision tile: A panels [k][4] with every element four times, B panels
 * [k][8]. Rows or columns that a panel lacks are filled with zeros.
 */
import { A_STEP, B_STEP, COLUMNS } from "./tile_f32";

/**
 * A panel of `rows` ≤ 4 rows and k columns, times `alpha`; its row neighbour lies `row` bytes on,
 * its column neighbour `column`.
 */
export function pack_repeated_f32(
  k: i32,
  rows: i32,
  alpha: f32,
  a: usize,
  row: usize,
  column: usize,
  out: usize,
): void {
  const end = out + <usize>k * A_STEP;
  const scale = f32x4.splat(alpha);
  if (rows < 4) memory.fill(out, 0, end - out);
  for (let r = 0; r < min(rows, 4); r++) {
    let from = a + <usize>r * row;
    for (let to = out + ((<usize>r) << 4); to < end; to += A_STEP) {
      v128.store(to, f32x4.mul(scale, v128.load32_splat(from)));
      from += column;
    }
  }
}

/**
 * Bytes from one B panel of k steps to the next. An odd number of cache lines: with a power of
 * two the same step of all panels would fall into one set of the cache.
 */
export function panelStride(k: i32): usize {
  return <usize>((k + 1) & ~1) * B_STEP + 64;
}

/**
 * B panels from k rows of `columns` neighbouring elements, the rows `row` bytes apart. Row by row,
 * because a walk down eight columns of a wide matrix would miss the cache at every step.
 */
export function pack_columns_f32(k: i32, columns: i32, b: usize, row: usize, out: usize): void {
  const panel = panelStride(k);
  const whole = columns & ~(COLUMNS - 1);
  const rest = columns - whole;
  const last = out + panel * <usize>(whole >> 3);
  if (rest > 0) memory.fill(last, 0, <usize>k * B_STEP);
  for (let l: usize = 0; l < <usize>k * B_STEP; l += B_STEP) {
    let to = out + l;
    let from = b;
    for (; to < last + l; to += panel) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += 32;
    }
    for (let j: usize = 0; j < (<usize>rest) << 2; j += 4) {
      store<f32>(to + j, load<f32>(from + j));
    }
    b += row;
  }
}

/** Transposes four rows of four floats, `row` bytes apart, into columns `B_STEP` bytes apart. */
function transpose4(b: usize, row: usize, out: usize): void {
  const x0 = v128.load(b);
  const x1 = v128.load(b + row);
  const x2 = v128.load(b + 2 * row);
  const x3 = v128.load(b + 3 * row);
  const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(out + B_STEP, v128.shuffle<f64>(low01, low23, 1, 3));
  v128.store(out + 2 * B_STEP, v128.shuffle<f64>(high01, high23, 0, 2));
  v128.store(out + 3 * B_STEP, v128.shuffle<f64>(high01, high23, 1, 3));
}

/** A B panel that is the transpose of `rows` ≤ 8 contiguous rows of k elements, `row` bytes apart. */
export function pack_rows_f32(k: i32, rows: i32, b: usize, row: usize, out: usize): void {
  let l = 0;
  if (rows == COLUMNS) {
    for (; l + 4 <= k; l += 4) {
      const from = b + ((<usize>l) << 2);
      const to = out + <usize>l * B_STEP;
      transpose4(from, row, to);
      transpose4(from + 4 * row, row, to + 16);
    }
  } else {
    memory.fill(out, 0, <usize>k * B_STEP);
  }
  for (let r = 0; r < rows; r++) {
    let from = b + <usize>r * row + ((<usize>l) << 2);
    for (let i = l; i < k; i++) {
      store<f32>(out + <usize>i * B_STEP + ((<usize>r) << 2), load<f32>(from));
      from += 4;
    }
  }
}
