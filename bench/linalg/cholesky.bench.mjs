/** Cholesky factorization in place; every contestant that destroys its input copies it first. */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import * as np from "numpy-ts";
import { NATIVE, PRESCOTT } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { lapack, workspace } from "./contestants.mjs";
import { nested, plainCholesky, positiveDefinite } from "./plain.mjs";

const large = (ratio) => [
  { rival: "OpenBLAS 128-bit", atLeast: ratio },
  { rival: "numpy-ts", atLeast: 3.5 },
  { rival: "ml-matrix", atLeast: 30 },
];
const targets = {
  50: [{ rival: "OpenBLAS default", atLeast: 1 }],
  100: [{ rival: "OpenBLAS default", atLeast: 1.3 }],
  200: [{ rival: "OpenBLAS default", atLeast: 0.8 }],
  500: large(0.95),
  1000: large(1),
  2000: large(1.15),
};

/** The upper triangle of a column-major matrix lies where ours does: the lower one, by rows. */
const dpotrf = {
  setup: "w = spd.copy(order='F')",
  run: "copyto(w, spd); dpotrf(w, lower=0, overwrite_a=1, clean=0)",
};

export async function rows() {
  const { core, put, restore } = await workspace();
  const result = [];
  for (const n of [10, 20, 50, 100, 200, 500, 1000, 2000]) {
    const a = positiveDefinite(n);
    const [source, target] = [put(a), put(a)];
    const u = np.array(nested(a, n));
    const p = new Matrix(nested(a, n));
    const l = new Float64Array(n * n);
    const contestants = {
      steinbock: () => {
        restore(target, source);
        if (core.cholesky_compute(n, target.pointer, n) !== 0) throw new Error("not definite");
      },
      "OpenBLAS 128-bit": lapack(n, { ...dpotrf, env: PRESCOTT }),
      "OpenBLAS default": lapack(n, { ...dpotrf, env: NATIVE }),
      "numpy-ts": () => np.linalg.cholesky(u).dispose(),
      "ml-matrix": () => new CholeskyDecomposition(p),
      "plain loops": () => plainCholesky(n, a, l),
    };
    result.push(
      await race(`Cholesky, n = ${n}`, contestants, {
        unit: "GFLOP/s",
        work: n ** 3 / 3,
        rounds: n < 1000 ? 15 : n < 2000 ? 9 : 3,
        targets: targets[n] ?? [],
      }),
    );
    source.dispose();
    target.dispose();
  }
  return result;
}
