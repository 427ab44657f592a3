/** Arguments of the public linear algebra, checked once at the border. */
import { InputError } from "../errors.js";

/** A size: a whole number from 0 on, small enough for the core's 32-bit counts. */
export function checkSize(value: number, parameter: string): void {
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InputError(parameter, value, "give a whole number from 0 to 65535");
  }
}

/** A row-major matrix of finite numbers. */
export function checkMatrix(
  values: Float64Array,
  rows: number,
  columns: number,
  parameter: string,
): void {
  if (!(values instanceof Float64Array)) {
    throw new InputError(parameter, values, "give a Float64Array, row by row");
  }
  if (values.length !== rows * columns) {
    const shape = `${rows} × ${columns} = ${rows * columns}`;
    throw new InputError(`${parameter}.length`, values.length, `a matrix of ${shape} is expected`);
  }
  // A loop, since `findIndex` with its calls costs more than the product of two small matrices.
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new InputError(`${parameter}[${i}]`, values[i], "use finite numbers");
    }
  }
}

/** The lower triangle of a factor: a diagonal that can be divided by. */
export function checkFactor(l: Float64Array, n: number, parameter: string): void {
  checkMatrix(l, n, n, parameter);
  for (let i = 0; i < n; i++) {
    const value = l[i * n + i];
    if (!(value > 0)) {
      const remedy = "the diagonal of a Cholesky factor is positive";
      throw new InputError(`${parameter}[${i * n + i}]`, value, remedy);
    }
  }
}
