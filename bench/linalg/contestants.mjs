/**
 * What the linear-algebra benches share: matrices in the core's memory, and LAPACK without the cost
 * of a call from Python.
 */
import { python } from "../support/python.mjs";
import { source } from "../support/source.mjs";

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
