/** Solves and inverses with a factor that is there. */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { NATIVE, PRESCOTT } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { lapack, workspace } from "./contestants.mjs";
import { nested, plainCholesky, plainSolve, positiveDefinite, randomDoubles } from "./plain.mjs";

export async function rows() {
  const space = await workspace();
  return [
    await solveMany(space, 500, 500, [{ rival: "OpenBLAS 128-bit", atLeast: 1 }]),
    await solveRows(space, 100, 8),
    await solveRows(space, 500, 16),
    await invert(space, 100, [{ atMost: 200 }]),
    await invert(space, 200, [{ atMost: 900 }]),
    await invert(space, 500, [{ atMost: 9000 }]),
  ];
}

function factored({ core, put }, n) {
  const block = put(positiveDefinite(n));
  core.cholesky_compute(n, block.pointer, n);
  return block;
}

/** L X = B for the m columns of B. */
async function solveMany(space, n, m, targets) {
  const { core, put, restore } = space;
  const right = randomDoubles(n * m);
  const [l, source, target] = [factored(space, n), put(right), put(right)];
  const a = positiveDefinite(n);
  const factor = new Float64Array(n * n);
  plainCholesky(n, a, factor);
  const decomposition = new CholeskyDecomposition(new Matrix(nested(a, n)));
  const columns = new Matrix(nested(right, m));
  const b = right.slice();
  const blas = dtrsm(m);
  return race(
    `triangular solve, n = ${n}, ${m} right-hand sides`,
    {
      steinbock: () => {
        restore(target, source);
        core.trsm_lower(n, m, l.pointer, n, target.pointer, m);
      },
      "OpenBLAS 128-bit": lapack(n, { ...blas, env: PRESCOTT }),
      "OpenBLAS default": lapack(n, { ...blas, env: NATIVE }),
      "plain loops": () => {
        b.set(right);
        plainSolve(n, m, factor, b);
      },
      "ml-matrix (both triangles)": () => decomposition.solve(columns),
    },
    { unit: "ms", targets },
  );
}

/** A column-major L Xᵀ = Bᵀ, or for row-major eyes X Lᵀ = B: the side that suits our layout. */
const dtrsm = (m) => ({
  setup: `dpotrf(spd, lower=0, overwrite_a=1); b0 = np.asfortranarray(r.standard_normal((${m} if n > 1 else 1, n))); b = b0.copy(order='F')`,
  run: "copyto(b, b0); dtrsm(1, spd, b, side=1, lower=0, overwrite_b=1)",
});

/** m rows, each a right-hand side: what an acquisition function asks for. */
async function solveRows(space, n, m) {
  const { core, put, restore } = space;
  const right = randomDoubles(n * m);
  const [l, source, target] = [factored(space, n), put(right), put(right)];
  const blas = {
    setup: `dpotrf(spd, lower=0, overwrite_a=1); b0 = np.asfortranarray(r.standard_normal((n, ${m} if n > 1 else 1))); b = b0.copy(order='F')`,
    run: "copyto(b, b0); dtrsm(1, spd, b, side=0, lower=0, trans_a=1, overwrite_b=1)",
  };
  return race(
    `triangular solve, n = ${n}, ${m} rows`,
    {
      steinbock: () => {
        restore(target, source);
        core.trsm_lower_rows(n, m, l.pointer, n, target.pointer, n);
      },
      "OpenBLAS 128-bit": lapack(n, { ...blas, env: PRESCOTT }),
      "OpenBLAS default": lapack(n, { ...blas, env: NATIVE }),
    },
    { unit: "µs" },
  );
}

/** Factor and inverse of A: what a gradient of the likelihood costs before its own pass. */
async function invert({ core, put, restore }, n, targets) {
  const a = positiveDefinite(n);
  const [source, target, inverse] = [put(a), put(a), put(a)];
  const blas = {
    setup: "w = spd.copy(order='F')",
    run: "copyto(w, spd); dpotrf(w, lower=0, overwrite_a=1, clean=0); dpotri(w, lower=0, overwrite_c=1)",
  };
  return race(
    `Cholesky and inverse, n = ${n}`,
    {
      steinbock: () => {
        restore(target, source);
        core.cholesky_compute(n, target.pointer, n);
        core.cholesky_inverse(n, target.pointer, n, inverse.pointer, n);
      },
      "OpenBLAS 128-bit": lapack(n, { ...blas, env: PRESCOTT }),
      "OpenBLAS default": lapack(n, { ...blas, env: NATIVE }),
    },
    { unit: "µs", targets },
  );
}
