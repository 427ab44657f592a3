/**
 * Seeded matrices, and the plain loops that a program without a library would hold. Nothing here
 * needs more than JavaScript: the demo site races the same loops in browsers.
 */

/** Seeded doubles in [-0.5, 0.5). */
export function randomDoubles(count, seed = 1) {
  const values = new Float64Array(count);
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[i] = state / 2 ** 32;
  }
  return values;
}

/** A positive definite n × n matrix of condition near 3, which costs O(n²) to make. */
export function positiveDefinite(n) {
  const values = randomDoubles(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      values[i * n + j] /= Math.sqrt(n);
      values[j * n + i] = values[i * n + j];
    }
    values[i * n + i] = 2;
  }
  return values;
}

/** Rows as arrays, for libraries that want them. */
export function nested(values, columns) {
  return Array.from({ length: values.length / columns }, (_, i) =>
    Array.from(values.subarray(i * columns, (i + 1) * columns)),
  );
}

/** C = A B, n × n, in the order of loops that suits rows. */
export function plainGemm(n, a, b, c) {
  c.fill(0);
  for (let i = 0; i < n; i++) {
    for (let l = 0; l < n; l++) {
      const value = a[i * n + l];
      for (let j = 0; j < n; j++) c[i * n + j] += value * b[l * n + j];
    }
  }
}

/** L from A by rows. */
export function plainCholesky(n, a, l) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / l[j * n + j];
    }
  }
}

/** B ← L⁻¹ B, B n × m, all columns at once. */
export function plainSolve(n, m, l, b) {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      const value = l[i * n + k];
      for (let j = 0; j < m; j++) b[i * m + j] -= value * b[k * m + j];
    }
    const inverse = 1 / l[i * n + i];
    for (let j = 0; j < m; j++) b[i * m + j] *= inverse;
  }
}

/** L ← the factor of L Lᵀ + x xᵀ, column by column. */
export function plainUpdate(n, l, x) {
  for (let k = 0; k < n; k++) {
    const root = Math.hypot(l[k * n + k], x[k]);
    const c = l[k * n + k] / root;
    const s = x[k] / root;
    l[k * n + k] = root;
    for (let i = k + 1; i < n; i++) {
      const old = l[i * n + k];
      l[i * n + k] = c * old + s * x[i];
      x[i] = c * x[i] - s * old;
    }
  }
}
