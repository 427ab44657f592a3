/** Matrices for the tests: seeded, row-major, with a leading dimension of choice. */

/** A seeded generator of doubles in [-1, 1) (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/** What lies between and beside the elements of a matrix; a kernel must neither read nor write it. */
export const PADDING = -7.25e77;

/** rows × columns of random numbers, rows `ld` apart, padding in between. */
export function random(rows: number, columns: number, ld: number, seed: number): Float64Array {
  const next = generator(seed);
  return fill(rows, columns, ld, () => next());
}

/** rows × columns with element (i, j) = value(i, j), padding in between. */
export function fill(
  rows: number,
  columns: number,
  ld: number,
  value: (i: number, j: number) => number,
): Float64Array {
  const result = new Float64Array(rows * ld).fill(PADDING);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[i * ld + j] = value(i, j);
  }
  return result;
}

/** A positive definite matrix of condition about n, full, rows `ld` apart. */
export function positiveDefinite(n: number, ld: number, seed: number): Float64Array {
  const g = random(n, n, n, seed);
  const a = fill(n, n, ld, (i, j) => {
    if (j > i) return 0;
    let sum = i === j ? 0.5 : 0;
    for (let k = 0; k < n; k++) sum += (g[i * n + k] * g[j * n + k]) / n;
    return sum;
  });
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) a[i * ld + j] = a[j * ld + i];
  }
  return a;
}

/** The same matrix with padding in place of the strict upper triangle. */
export function lowerOnly(n: number, ld: number, a: Float64Array): Float64Array {
  return fill(n, n, ld, (i, j) => (j <= i ? a[i * ld + j] : PADDING));
}

/** Largest |x_i - y_i| relative to the largest |y_i|; over the first `columns` of each row. */
export function distance(
  rows: number,
  columns: (row: number) => number,
  ld: number,
  x: Float64Array,
  y: Float64Array,
): number {
  let scale = Number.MIN_VALUE;
  let worst = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns(i); j++) {
      scale = Math.max(scale, Math.abs(y[i * ld + j]));
      const difference = Math.abs(x[i * ld + j] - y[i * ld + j]);
      if (!(difference <= worst)) worst = difference;
    }
  }
  return worst / scale;
}

/** L Lᵀ from a lower factor, full, rows `ld` apart. */
export function reconstruct(n: number, ld: number, l: Float64Array): Float64Array {
  return fill(n, n, ld, (i, j) => {
    let sum = 0;
    for (let k = 0; k <= Math.min(i, j); k++) sum += l[i * ld + k] * l[j * ld + k];
    return sum;
  });
}

/** Columns of the lower triangle in row i. */
export const lower = (i: number) => i + 1;

/**
 * Largest difference of two arrays relative to the largest element; Infinity where padding was
 * touched.
 */
export function difference(actual: Float64Array, expected: Float64Array): number {
  let scale = Number.MIN_VALUE;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    if (expected[i] === PADDING || actual[i] === PADDING) {
      if (actual[i] !== expected[i]) return Infinity;
      continue;
    }
    scale = Math.max(scale, Math.abs(expected[i]));
    const distance = Math.abs(actual[i] - expected[i]);
    if (!(distance <= worst)) worst = distance;
  }
  return worst / scale;
}

/** Whether two arrays hold the same numbers; on large ones far quicker than `toEqual`. */
export function same(x: Float64Array, y: Float64Array): boolean {
  return x.length === y.length && x.every((value, i) => Object.is(value, y[i]));
}

/** A well-conditioned lower triangle, padding above its diagonal. */
export function lowerTriangle(n: number, ld: number, seed: number): Float64Array {
  const next = generator(seed);
  return fill(n, n, ld, (i, j) => {
    const value = next();
    if (j > i) return PADDING;
    return i === j ? 1 + 0.5 * value : value / Math.sqrt(n);
  });
}
