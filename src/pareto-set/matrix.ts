/** Matrices as flat numbers, row after row, and as lists of rows or columns. */

/** Copies of the rows of an m × width matrix. */
export function rowsOf(matrix: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: matrix.length / width }, (_, i) =>
    matrix.slice(i * width, (i + 1) * width),
  );
}

/** The matrix of rows of equal width. */
export function joined(rows: readonly Float64Array[]): Float64Array {
  const width = rows[0]?.length ?? 0;
  const matrix = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    matrix.set(row, i * width);
  });
  return matrix;
}

/** A copy of column j of an m × width matrix. */
export function columnOf(matrix: Float64Array, width: number, j: number): Float64Array {
  return Float64Array.from({ length: matrix.length / width }, (_, i) => matrix[i * width + j]!);
}

/** Rows of k values from at least one column. */
export function rowsOfColumns(columns: readonly Float64Array[]): number[][] {
  return Array.from(columns[0]!, (_, i) => columns.map((column) => column[i]!));
}
