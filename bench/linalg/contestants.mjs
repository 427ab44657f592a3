/**
 * What the linear-algebra benches share: matrices in the core's memory, the plain loops that a
 * program without a library would hold, and LAPACK without the cost of a call from Python.
 */
import { python } from "../support/python.mjs";
import { source } from "../support/source.mjs";

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

/** The core with ways to put arrays into its memory and to copy within it. */
export async function workspace() {
  const { core, Block } = await source({ core: "core/index.js", Block: "core/index.js" });
  const { memory } = core();
  let doubles = new Float64Array(memory.buffer);
  return {
    core: core(),
    put: (values) => Block.from(values),
    /** Copies block over block, as NumPy's copyto does for the rival. */
    restore: (to, from) => {
      if (doubles.buffer !== memory.buffer) doubles = new Float64Array(memory.buffer);
      doubles.copyWithin(to.pointer / 8, from.pointer / 8, from.pointer / 8 + from.length);
    },
  };
}

/** Column-major Python matrices of the same kind; `f(...)` and `copyto` at hand. */
const setupOf = (n, setup) => `
import numpy as np
from numpy import copyto
from scipy.linalg.blas import dgemm, dtrsm, dtrsv
from scipy.linalg.lapack import dpotrf, dpotri, dsyevd
n = ${n}
r = np.random.default_rng(1)
g = r.standard_normal((n, n)) * 0.2 / np.sqrt(n)
spd = np.asfortranarray(g + g.T + 2 * np.eye(n))
dense = np.asfortranarray(r.standard_normal((n, n)))
${setup}
`;

/**
 * A LAPACK call as a contestant, less what the same statements cost at n = 1: the price of Python,
 * which a caller from C would not pay.
 */
export async function lapack(n, { setup = "", run, env }) {
  const child = await python({ setup: setupOf(n, setup), run, env });
  const empty = await python({ setup: setupOf(1, setup), run, env });
  if (child === null || empty === null) return null;
  return {
    async sample(seconds) {
      const overhead = await empty.sample(seconds / 10);
      return (await child.sample(seconds)) - overhead;
    },
    close() {
      child.close();
      empty.close();
    },
  };
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
