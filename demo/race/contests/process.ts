/** A whole Gaussian process with given hyperparameters: from data to mean and variance elsewhere. */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import * as np from "numpy-ts";
import { GaussianProcess, matern52 } from "steinbock/gp";
import { plainCross52, plainMatern52 } from "../../../bench/covariance/plain.mjs";
import { nested, plainCholesky, plainSolve, randomDoubles } from "../../../bench/linalg/plain.mjs";
import type { Contest } from "./lane.js";
import { numbers } from "./linalg.js";

const D = 6;
const M = 100;
const LENGTHSCALE = 0.5;
const NOISE = 0.01;

export const process: Contest<"process"> = async (n) => {
  const [x, z] = [randomDoubles(n * D, 1), randomDoubles(M * D, 2)];
  const y = Float64Array.from(
    { length: n },
    (_, i) =>
      Math.sin(5 * x[i * D]) + x.subarray(i * D, (i + 1) * D).reduce((sum, u) => sum + u * u, 0),
  );
  const prior = plainPrior(x, z, y);
  const lanes = {
    Steinbock: ours(x, z, y),
    "numpy-ts": () => withNumpy(prior()),
    "ml-matrix": () => withMatrix(prior()),
    "plain loops": () => plainPosterior(prior()),
  };
  return Object.fromEntries(
    Object.entries(lanes).map(([name, posterior]) => [name, { run: posterior, result: posterior }]),
  ) as never;
};

function ours(x: Float64Array, z: Float64Array, y: Float64Array) {
  const options = {
    kernel: matern52({ lengthscale: LENGTHSCALE }),
    ...{ noise: NOISE, mean: 0, standardize: false },
    bounds: Array.from({ length: D }, () => [0, 1] as const),
  };
  return () => {
    using model = new GaussianProcess(options).fit(x, y, { maxIterations: 0 });
    const { mean, variance } = model.predict(z);
    return Float64Array.of(...mean, ...variance);
  };
}

interface Prior {
  readonly n: number;
  /** Covariance of the data, noise on its diagonal. */
  readonly k: Float64Array;
  /** n × (M + 1): the data's values, then their covariance with the points asked for. */
  readonly b: Float64Array;
}

/** What the rivals have no function for, as one writes it by hand. */
function plainPrior(x: Float64Array, z: Float64Array, y: Float64Array) {
  const n = y.length;
  const scale = new Float64Array(D).fill(1 / LENGTHSCALE);
  const [k, cross] = [new Float64Array(n * n), new Float64Array(n * M)];
  const b = new Float64Array(n * (M + 1));
  return (): Prior => {
    plainMatern52(x, n, D, scale, k);
    plainCross52(x, n, z, M, D, scale, cross);
    for (let i = 0; i < n; i++) {
      k[i * n + i] += NOISE;
      b[i * (M + 1)] = y[i];
      b.set(cross.subarray(i * M, (i + 1) * M), i * (M + 1) + 1);
    }
    return { n, k, b };
  };
}

/** V = L⁻¹ B: mean Vᵀ v₀, variance 1 − Σ V². */
function plainPosterior({ n, k, b }: Prior): Float64Array {
  const [l, v] = [new Float64Array(n * n), b.slice()];
  plainCholesky(n, k, l);
  plainSolve(n, M + 1, l, v);
  return moments(n, v, v);
}

function withMatrix({ n, k, b }: Prior): Float64Array {
  const solved = new CholeskyDecomposition(new Matrix(nested(k, n))).solve(
    new Matrix(nested(b, M + 1)),
  );
  return moments(n, b, solved.to1DArray());
}

function withNumpy({ n, k, b }: Prior): Float64Array {
  const [covariance, values] = [np.array(nested(k, n)), np.array(nested(b, M + 1))];
  const solved = numbers(np.linalg.solve(covariance, values));
  covariance.dispose();
  values.dispose();
  return moments(n, b, solved);
}

/** Means and variances from columns l and r with lᵀ r = bᵀ K⁻¹ b. */
function moments(n: number, l: ArrayLike<number>, r: ArrayLike<number>): Float64Array {
  const result = new Float64Array(2 * M).fill(1, M);
  for (let i = 0; i < n; i++) {
    const row = i * (M + 1);
    for (let j = 0; j < M; j++) {
      result[j] += l[row + j + 1] * r[row];
      result[M + j] -= l[row + j + 1] * r[row + j + 1];
    }
  }
  return result;
}
