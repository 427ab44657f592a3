/** Covariance matrices of n points, both triangles, and the pullback to the lengthscales. */
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { plainMatern52, plainPullback } from "./plain.mjs";
import { block, bound, kernels, sklearn } from "./support.mjs";

const sizes = [
  { n: 20, d: 6 },
  { n: 50, d: 6 },
  { n: 100, d: 6 },
  { n: 200, d: 6 },
  { n: 500, d: 6 },
  {
    n: 1000,
    d: 10,
    targets: [
      { atMost: 3200 },
      { rival: "scikit-learn", atLeast: 1.5 },
      { rival: "plain loops", atLeast: 6 },
    ],
  },
];

export async function rows() {
  const result = [];
  for (const [name, kernel] of Object.entries(kernels)) {
    for (const { n, d, targets } of sizes) {
      const limits = name === "RBF" ? [] : targets;
      result.push(await matrix(name, kernel, n, d, limits), await pullback(name, kernel, n, d));
    }
  }
  return result;
}

async function matrix(name, kernel, n, d, targets = []) {
  const gram = bound("gram", kernel, d);
  const [x, k] = [block(n * d), block(n * n)];
  const contestants = {
    steinbock: () => gram(x.pointer, n, d, k.pointer, n),
    "scikit-learn": python({ setup: sklearn(name, n, d), run: "kernel(X)" }),
  };
  if (name !== "RBF") {
    const [points, out] = [x.copy(), new Float64Array(n * n)];
    const scale = new Float64Array(d).fill(2);
    contestants["plain loops"] = () => plainMatern52(points, n, d, scale, out);
  }
  return race(`${name} ARD matrix, n = ${n}, d = ${d}`, contestants, { unit: "µs", targets });
}

async function pullback(name, kernel, n, d) {
  const pull = bound("gram_pullback", kernel, d);
  const [x, g, out] = [block(n * d), block(n * n), block(d, 0)];
  const contestants = {
    steinbock: () => pull(x.pointer, n, d, g.pointer, n, out.pointer),
    // It has no pullback: its n × n × d tensor of derivatives, contracted as its likelihood does.
    "scikit-learn (matrix and gradient)": python({
      setup: `${sklearn(name, n, d)}G = np.random.default_rng(1).random((${n}, ${n}))`,
      run: 'K, D = kernel(X, eval_gradient=True)\nnp.einsum("ab,abi->i", G, D)',
    }),
  };
  if (name !== "RBF") {
    const [points, weights, sums] = [x.copy(), g.copy(), new Float64Array(d)];
    const scale = new Float64Array(d).fill(2);
    contestants["plain loops"] = () => plainPullback(points, n, d, scale, weights, sums);
  }
  return race(`${name} ARD pullback, n = ${n}, d = ${d}`, contestants, { unit: "µs" });
}
