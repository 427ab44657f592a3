/** Points, kernels and the plain loops that the covariance benches race against. */
import { source } from "../support/source.mjs";

const { core, memoryDoubles, Block, KernelProgram, matern52, rbf } = await source({
  core: "core/index.js",
  memoryDoubles: "core/index.js",
  Block: "core/index.js",
  KernelProgram: "gp/kernels/index.js",
  matern52: "gp/kernels/index.js",
  rbf: "gp/kernels/index.js",
});

export const kernels = { "Matérn 5/2": matern52, RBF: rbf };

/**
 * The export `covariance_<name>` for a kernel with lengthscale 0.5 for every input, its first
 * argument given. It throws where the core reports a failure: a refusal would look fast.
 */
export function bound(name, kernel, d) {
  const program = new KernelProgram(kernel({ lengthscale: 0.5 }), d);
  const call = core()[`covariance_${name}`];
  return (...args) => {
    const status = call(program.pointer, ...args);
    if (status !== 0) throw new Error(`covariance_${name} returned ${status}`);
  };
}

/** A block of `count` numbers between 0 and 1, or of a given value. */
export function block(count, value) {
  const result = new Block(count);
  const view = memoryDoubles();
  const first = result.pointer / 8;
  for (let i = 0; i < count; i++) view[first + i] = value ?? Math.random();
  return result;
}

/** Lower triangle with `Math.exp`, mirrored: what a careful programmer writes by hand. */
export function plainMatern52(x, n, d, scale, out) {
  const root5 = Math.sqrt(5);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let t = 0;
      for (let i = 0; i < d; i++) {
        const u = (x[a * d + i] - x[b * d + i]) * scale[i];
        t += u * u;
      }
      const r = root5 * Math.sqrt(t);
      const value = (1 + r + (r * r) / 3) * Math.exp(-r);
      out[a * n + b] = value;
      out[b * n + a] = value;
    }
  }
}

/** Σ_ab g_ab ∂k_ab/∂ln ℓ_i by plain loops. */
export function plainPullback(x, n, d, scale, g, out) {
  const root5 = Math.sqrt(5);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      let t = 0;
      for (let i = 0; i < d; i++) {
        const u = (x[a * d + i] - x[b * d + i]) * scale[i];
        t += u * u;
      }
      const r = root5 * Math.sqrt(t);
      const m = (10 / 3) * (1 + r) * Math.exp(-r) * g[a * n + b];
      for (let i = 0; i < d; i++) {
        const u = (x[a * d + i] - x[b * d + i]) * scale[i];
        out[i] += m * u * u;
      }
    }
  }
}

/** Setup of scikit-learn's kernel with the same hyperparameters, as `kernel`, and points X. */
export function sklearn(name, n, d) {
  const make = name === "RBF" ? `RBF([0.5] * ${d})` : `Matern([0.5] * ${d}, nu=2.5)`;
  return `
import numpy as np
from sklearn.gaussian_process.kernels import RBF, Matern
kernel = ${make}
X = np.random.default_rng(0).random((${n}, ${d}))
`;
}
