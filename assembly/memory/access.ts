/**
 * Address arithmetic for row-major float64 matrices. The compiler inlines these helpers,
 * so they cost nothing and keep shifts out of the algorithms.
 */

/** Bytes of `count` doubles. */
export function doubles(count: i32): usize {
  return (<usize>count) << 3;
}

/** Address of element `index` of a vector. */
export function at(vector: usize, index: i32): usize {
  return vector + ((<usize>index) << 3);
}

/** Address of row `row` of a matrix with leading dimension `ld`. */
export function rowOf(matrix: usize, row: i32, ld: i32): usize {
  return matrix + ((<usize>row * <usize>ld) << 3);
}

/** Address of element (`row`, `column`) of a matrix with leading dimension `ld`. */
export function elementOf(matrix: usize, row: i32, column: i32, ld: i32): usize {
  return matrix + ((<usize>row * <usize>ld + <usize>column) << 3);
}
