/** Points and kernels of the covariance benches. */
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
