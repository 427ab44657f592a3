/** Matrices and gradients against scikit-learn, computed anew where Debian's Python has it. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import {
  type Kernel,
  linear,
  matern12,
  matern32,
  matern52,
  periodic,
  product,
  rationalQuadratic,
  rbf,
  scale,
  sum,
} from "../../src/gp/kernels/index.js";
import { Covariance, points } from "../support/covariance.js";

const n = 23;
const d = 3;
const lengthscale = [0.4, 1.3, 0.7];
const listed = "[0.4, 1.3, 0.7]";

interface Case {
  readonly name: string;
  readonly kernel: Kernel;
  readonly python: string;
  readonly inputs?: number;
  /** Our gradient from its, which is in the logarithms of its own parameters. */
  readonly gradient?: (theirs: number[]) => number[];
}

const cases: readonly Case[] = [
  { name: "RBF", kernel: rbf({ lengthscale }), python: `RBF(${listed})` },
  {
    name: "Matérn 1/2",
    kernel: matern12({ lengthscale }),
    python: `Matern(${listed}, nu=0.5)`,
  },
  {
    name: "Matérn 3/2",
    kernel: matern32({ lengthscale }),
    python: `Matern(${listed}, nu=1.5)`,
  },
  {
    name: "Matérn 5/2",
    kernel: matern52({ lengthscale }),
    python: `Matern(${listed}, nu=2.5)`,
  },
  {
    name: "rational quadratic",
    kernel: rationalQuadratic({ lengthscale: 0.6, ard: false, alpha: 1.7 }),
    python: "RationalQuadratic(length_scale=0.6, alpha=1.7)",
    // Its parameters are in alphabetical order.
    gradient: ([alpha, length]) => [length!, alpha!],
  },
  {
    name: "periodic",
    kernel: periodic({ lengthscale: 0.8 ** 2, period: 0.9 }),
    python: "ExpSineSquared(length_scale=0.8, periodicity=0.9)",
    inputs: 1,
    // It squares the lengthscale: ln ℓ² moves twice as fast as ln ℓ.
    gradient: ([length, period]) => [length! / 2, period!],
  },
  {
    name: "a composition",
    kernel: sum(
      scale(product(rbf({ lengthscale }), matern32({ lengthscale: 2, ard: false })), {
        outputscale: 1.6,
      }),
      scale(linear({ ard: false, variance: 1 }), { outputscale: 0.3 }),
    ),
    python: `ConstantKernel(1.6) * (RBF(${listed}) * Matern(2.0, nu=1.5)) + ConstantKernel(0.3) * DotProduct(0)`,
    gradient: ([s1, l1, l2, l3, m, s2]) => [l1!, l2!, l3!, m!, s1!, s2!, s2!],
  },
];

interface Answer {
  readonly k: number[];
  readonly gradient: number[];
}

/** Theirs, all kernels in one process; null where there is no scikit-learn. */
function scikitLearn(x: Float64Array, g: Float64Array): Answer[] | null {
  const code = `
import json, sys, warnings
warnings.filterwarnings("ignore")
import numpy as np
from sklearn.gaussian_process.kernels import *
given = json.load(sys.stdin)
out = []
for make, inputs in given["kernels"]:
    X = np.array(given["x"]).reshape(${n}, ${d})[:, :inputs]
    K, D = eval(make)(X, eval_gradient=True)
    gradient = np.einsum("ab,abi->i", np.array(given["g"]).reshape(${n}, ${n}), np.nan_to_num(D))
    out.append({"k": K.ravel().tolist(), "gradient": gradient.tolist()})
print(json.dumps(out))
`;
  const kernels = cases.map(({ python, inputs = d }) => [python, inputs]);
  const input = JSON.stringify({ kernels, x: [...x], g: [...g] });
  const { status, stdout } = spawnSync("/usr/bin/python3", ["-c", code], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return status === 0 ? JSON.parse(stdout) : null;
}

const x = points(n * d, 3);
const half = points(n * n, 4, -1, 1);
const g = half.map((value, i) => value + half[(i % n) * n + Math.floor(i / n)]!);
const answers = scikitLearn(x, g);

describe.skipIf(answers === null)("scikit-learn (skipped where /usr/bin/python3 lacks it)", () => {
  it.each(cases)("$name", ({ name, kernel, inputs = d, gradient = (theirs) => theirs }) => {
    const answer = answers![cases.findIndex((one) => one.name === name)]!;
    const covariance = new Covariance(kernel, inputs);
    const own = x.filter((_, i) => i % d < inputs);
    const expectClose = (got: Float64Array, want: readonly number[]): void => {
      expect(got.length).toBe(want.length);
      want.forEach((value, i) => {
        expect(Math.abs(got[i]! - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-11);
      });
    };
    expectClose(covariance.gram(own), answer.k);
    expectClose(covariance.gramPullback(own, g), gradient(answer.gradient));
  });
});
