/** Matrices and gradients against GPyTorch's numbers. */
import { expect, it } from "vitest";
import {
  cosine,
  hamming,
  type Kernel,
  linear,
  matern12,
  matern32,
  matern52,
  periodic,
  polynomial,
  product,
  rationalQuadratic,
  rbf,
  scale,
  sum,
} from "../../src/gp/kernels/index.js";
import { Covariance } from "../support/covariance.js";
import { describeReference } from "../support/reference.js";

interface Fixture {
  readonly K_12: number[][];
  readonly K_11: number[][];
  readonly diag_11: number[];
  readonly dweighted_dlog_param: Record<string, number | number[] | number[][]>;
  readonly dweighted_dX1?: number[][];
  readonly dweighted_dX2?: number[][];
}

interface Points {
  readonly X1: number[][];
  readonly X2: number[][];
  readonly W: number[][];
}

/** Name in the file, our kernel, and the file's parameters in the order of ours. */
type Case = readonly [name: string, kernel: Kernel, parameters: readonly string[]];

const lengthscale = [0.35, 0.8, 1.7];
const own = ["raw_lengthscale"];
const scaledRbf = scale(rbf({ lengthscale }), { outputscale: 0.7 });

const basic: readonly Case[] = [
  ["rbf_ard", rbf({ lengthscale }), own],
  ["matern12_ard", matern12({ lengthscale }), own],
  ["matern32_ard", matern32({ lengthscale }), own],
  ["matern52_ard", matern52({ lengthscale }), own],
  ["rq_ard", rationalQuadratic({ lengthscale, alpha: 1.3 }), [...own, "raw_alpha"]],
  [
    "periodic_ard__lengthscale_enters_as_2sin2_over_ls",
    periodic({ lengthscale, period: [0.9, 1.3, 0.6] }),
    [...own, "raw_period_length"],
  ],
  ["linear_ard__variance_x_dot", linear({ variance: [0.4, 1.1, 2] }), ["raw_variance"]],
  ["polynomial_p3__(xy+offset)^3", polynomial({ power: 3, offset: 0.7 }), ["raw_offset"]],
  ["cosine", cosine({ period: 1.1 }), ["raw_period_length"]],
  ["rbf_iso", rbf({ lengthscale: 0.6, ard: false }), own],
  [
    "scale_matern52",
    scale(matern52({ lengthscale }), { outputscale: 2.3 }),
    ["base_kernel.raw_lengthscale", "raw_outputscale"],
  ],
  [
    "sum_rbf_matern32",
    sum(scaledRbf, scale(matern32({ lengthscale }), { outputscale: 1.9 })),
    [
      "kernels.0.base_kernel.raw_lengthscale",
      "kernels.0.raw_outputscale",
      "kernels.1.base_kernel.raw_lengthscale",
      "kernels.1.raw_outputscale",
    ],
  ],
  [
    "product_rbf_matern32",
    product(scaledRbf, matern32({ lengthscale })),
    [
      "kernels.0.base_kernel.raw_lengthscale",
      "kernels.0.raw_outputscale",
      "kernels.1.raw_lengthscale",
    ],
  ],
  ["rbf_active_dims_0_2", rbf({ lengthscale: 0.5, ard: false, activeDims: [0, 2] }), own],
];

const continuous = matern52({ lengthscale: [0.4, 0.9], activeDims: [0, 1] });
const category = hamming({ lengthscale: 0.8, activeDims: [2] });

const withCategories: readonly Case[] = [
  ["categorical", hamming({ lengthscale: [0.5, 1.2, 2.5] }), own],
  [
    "mixed_sum_plus_product",
    sum(
      scale(sum(continuous, scale(category, { outputscale: 0.6 })), { outputscale: 1.4 }),
      scale(product(continuous, category), { outputscale: 0.9 }),
    ),
    [
      "kernels.0.base_kernel.kernels.0.raw_lengthscale",
      "kernels.0.base_kernel.kernels.1.base_kernel.raw_lengthscale",
      "kernels.0.base_kernel.kernels.1.raw_outputscale",
      "kernels.0.raw_outputscale",
      "kernels.1.base_kernel.kernels.0.raw_lengthscale",
      "kernels.1.base_kernel.kernels.1.raw_lengthscale",
      "kernels.1.raw_outputscale",
    ],
  ],
];

function expectClose(got: Float64Array, want: readonly number[]): void {
  expect(got.length).toBe(want.length);
  want.forEach((value, i) => {
    expect(Math.abs(got[i]! - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-10);
  });
}

function transpose(matrix: number[][]): number[][] {
  return matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));
}

function compare([name, kernel, parameters]: Case, fixture: Fixture, points: Points): void {
  it(name, () => {
    const [x, z] = [Float64Array.from(points.X1.flat()), Float64Array.from(points.X2.flat())];
    const covariance = new Covariance(kernel, points.X1[0]!.length);
    expectClose(covariance.cross(x, z), fixture.K_12.flat());
    expectClose(covariance.gram(x), fixture.K_11.flat());
    expectClose(covariance.diagonal(x), fixture.diag_11);
    const w = Float64Array.from(points.W.flat());
    const first = covariance.crossPullback(x, z, w);
    const inLogs = parameters.flatMap((key) => [fixture.dweighted_dlog_param[key]].flat(2));
    expectClose(first.theta, inLogs as number[]);
    if (fixture.dweighted_dX1 !== undefined) {
      expectClose(first.x, fixture.dweighted_dX1.flat());
      const turned = Float64Array.from(transpose(points.W).flat());
      const second = covariance.crossPullback(z, x, turned);
      expectClose(second.x, fixture.dweighted_dX2!.flat());
      expectClose(second.theta, inLogs as number[]);
    }
  });
}

describeReference("kernels", ({ stationary_and_basic, categorical_and_mixed }) => {
  for (const entry of basic) compare(entry, stationary_and_basic[entry[0]], stationary_and_basic);
  for (const entry of withCategories) {
    compare(entry, categorical_and_mixed[entry[0]], categorical_and_mixed[entry[0]]);
  }
});
