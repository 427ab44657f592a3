/** Matrix product and Cholesky factor. */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import * as np from "numpy-ts";
import { cholesky, matmul } from "steinbock/linalg";
import {
  nested,
  plainCholesky,
  plainGemm,
  positiveDefinite,
  randomDoubles,
} from "../../../bench/linalg/plain.mjs";
import type { Contest } from "./lane.js";

export const product: Contest<"product"> = async (n) => {
  const [a, b] = [randomDoubles(n * n, 1), randomDoubles(n * n, 2)];
  const [u, v] = [np.array(nested(a, n)), np.array(nested(b, n))];
  const [p, q] = [new Matrix(nested(a, n)), new Matrix(nested(b, n))];
  const c = new Float64Array(n * n);
  return {
    Steinbock: {
      run: () => matmul(a, b, n, n, n),
      result: () => matmul(a, b, n, n, n),
    },
    "numpy-ts": {
      // Left to the garbage collector, its results fill its memory and slow it 20 times.
      run: () => np.matmul(u, v).dispose(),
      result: () => numbers(np.matmul(u, v)),
    },
    "ml-matrix": {
      run: () => p.mmul(q),
      result: () => p.mmul(q).to1DArray(),
    },
    "plain loops": {
      run: () => plainGemm(n, a, b, c),
      result: () => {
        plainGemm(n, a, b, c);
        return c;
      },
    },
  };
};

export const factor: Contest<"cholesky"> = async (n) => {
  const a = positiveDefinite(n);
  const u = np.array(nested(a, n));
  const p = new Matrix(nested(a, n));
  const l = new Float64Array(n * n);
  return {
    Steinbock: {
      run: () => cholesky(a, n),
      result: () => cholesky(a, n),
    },
    "numpy-ts": {
      run: () => np.linalg.cholesky(u).dispose(),
      result: () => numbers(np.linalg.cholesky(u)),
    },
    "ml-matrix": {
      run: () => new CholeskyDecomposition(p),
      result: () => new CholeskyDecomposition(p).lowerTriangularMatrix.to1DArray(),
    },
    "plain loops": {
      run: () => plainCholesky(n, a, l),
      result: () => {
        plainCholesky(n, a, l);
        return l;
      },
    },
  };
};

/** The numbers of an array of numpy-ts, which is disposed of. */
export function numbers(array: np.NDArray | np.NDArrayCore): number[] {
  const values = (array.tolist() as number[][]).flat();
  array.dispose();
  return values;
}
