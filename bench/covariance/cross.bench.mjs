/** Covariances of m queries with n points and their pullback: the inner loop of an acquisition. */
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { block, bound, kernels, sklearn } from "./support.mjs";

const d = 6;
const sizes = [
  [1, 50],
  [10, 20],
  [10, 50],
  [10, 200],
  [512, 50],
  [1000, 500],
];

export async function rows() {
  const result = [];
  for (const [name, kernel] of Object.entries(kernels)) {
    for (const [m, n] of sizes) {
      result.push(await cross(name, kernel, m, n), await pullback(name, kernel, m, n));
    }
  }
  return result;
}

function cross(name, kernel, m, n) {
  const run = bound("cross", kernel, d);
  const [x, z, k] = [block(m * d), block(n * d), block(m * n)];
  return race(
    `${name} cross matrix, ${m} × ${n}, d = ${d}`,
    {
      steinbock: () => run(x.pointer, m, z.pointer, n, d, k.pointer, n),
      "scikit-learn": python({
        setup: `${sklearn(name, n, d)}Z = np.random.default_rng(1).random((${m}, ${d}))`,
        run: "kernel(Z, X)",
      }),
    },
    { unit: "µs" },
  );
}

function pullback(name, kernel, m, n) {
  const run = bound("cross_pullback", kernel, d);
  const [x, z, w, out] = [block(m * d), block(n * d), block(m * n), block(m * d, 0)];
  return race(
    `${name} pullback to queries, ${m} × ${n}, d = ${d}`,
    { steinbock: () => run(x.pointer, m, z.pointer, n, d, w.pointer, n, 0, out.pointer) },
    { unit: "µs" },
  );
}
