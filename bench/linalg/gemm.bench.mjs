/** Matrix product of two n × n matrices. */
import { Matrix } from "ml-matrix";
import * as np from "numpy-ts";
import { multiplyAddPeak } from "../support/peak.mjs";
import { NATIVE, PRESCOTT } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { lapack, workspace } from "./contestants.mjs";
import { nested, plainGemm, randomDoubles } from "./plain.mjs";

const targets = {
  512: [
    { rival: "WASM multiply-add peak", atLeast: 0.85 },
    { rival: "OpenBLAS 128-bit", atLeast: 1 },
    { rival: "numpy-ts", atLeast: 1.6 },
  ],
};

export async function rows() {
  const { core, put } = await workspace();
  const result = [];
  for (const n of [20, 50, 100, 512]) {
    const [a, b] = [randomDoubles(n * n, 1), randomDoubles(n * n, 2)];
    const [x, y, z] = [put(a), put(b), put(a)];
    const [u, v] = [np.array(nested(a, n)), np.array(nested(b, n))];
    const [p, q] = [new Matrix(nested(a, n)), new Matrix(nested(b, n))];
    const c = new Float64Array(n * n);
    const blas = {
      setup: "b = dense.copy(order='F'); c = dense.copy(order='F')",
      run: "dgemm(1, dense, b, 0, c, overwrite_c=1)",
    };
    const work = 2 * n ** 3;
    const contestants = {
      steinbock: () => core.gemm(0, 0, n, n, n, 1, x.pointer, n, y.pointer, n, 0, z.pointer, n),
      "WASM multiply-add peak": multiplyAddPeak(work),
      "OpenBLAS 128-bit": lapack(n, { ...blas, env: PRESCOTT }),
      "OpenBLAS default": lapack(n, { ...blas, env: NATIVE }),
      // Left to the garbage collector, its results fill its memory and slow it 20 times.
      "numpy-ts": () => np.matmul(u, v).dispose(),
      "ml-matrix": () => p.mmul(q),
      "plain loops": () => plainGemm(n, a, b, c),
    };
    const options = { unit: "GFLOP/s", work, targets: targets[n] ?? [] };
    result.push(await race(`matrix product, n = ${n}`, contestants, options));
    for (const block of [x, y, z]) block.dispose();
  }
  return result;
}
