/** The tiled kernels against their plain twins, at sizes around the edges of tiles. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Kernel,
  linear,
  matern52,
  periodic,
  product,
  rbf,
  scale,
  sum,
} from "../../../src/gp/kernels/index.js";
import { Covariance, points, type Variant } from "../../support/covariance.js";
import { compositions, type Example, leaves, shared, some } from "../../support/kernels.js";

const examples = [leaves, shared, some, compositions].flat();
const edges = [1, 2, 3, 4, 5, 7, 8, 9];

function sample({ d, categorical = [] }: Example, n: number, seed: number): Float64Array {
  return points(n * d, seed).map((value, i) =>
    categorical.includes(i % d) ? Math.floor(value * 3) : value,
  );
}

/** Largest difference against the largest value: sums of many terms have no relative accuracy. */
function distance(got: Float64Array, want: Float64Array): number {
  expect(got.length).toBe(want.length);
  const size = want.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300);
  return got.reduce((worst, value, i) => {
    const error = Math.abs(value - want[i]!) / size;
    return Math.max(error, worst);
  }, 0);
}

/** The fast and the plain form of one example. */
function pair({ kernel, d }: Example, variant: Variant): [Covariance, Covariance] {
  return [new Covariance(kernel, d, variant), new Covariance(kernel, d, "twin")];
}

function matrices(example: Example, variant: Variant, n: number, m: number): void {
  const [fast, plain] = pair(example, variant);
  const [x, z] = [sample(example, n, n), sample(example, m, n + m)];
  expect(distance(fast.gram(x, n + 3), plain.gram(x, n + 3))).toBeLessThan(1e-14);
  expect(distance(fast.cross(x, z, m + 1), plain.cross(x, z, m + 1))).toBeLessThan(1e-14);
  expect(distance(fast.diagonal(x), plain.diagonal(x))).toBeLessThan(1e-14);
}

function gradients(example: Example, variant: Variant, n: number, m: number): void {
  const [fast, plain] = pair(example, variant);
  const [x, z] = [sample(example, n, n), sample(example, m, n + m)];
  const [g, w] = [points(n * n, 5, -1, 1), points(n * m, 6, -1, 1)];
  // The upper triangle must not be read: NaN would show.
  const lower = g.map((value, i) => (i % n > Math.floor(i / n) ? Number.NaN : value));
  expect(distance(fast.gramPullback(x, lower), plain.gramPullback(x, lower))).toBeLessThan(1e-13);
  const [a, b] = [fast.crossPullback(x, z, w), plain.crossPullback(x, z, w)];
  expect(distance(a.theta, b.theta)).toBeLessThan(1e-13);
  expect(distance(a.x, b.x)).toBeLessThan(1e-13);
  const [c, e] = [fast, plain].map((one) => one.diagonalPullback(x, w.subarray(0, n)));
  expect(distance(c!.theta, e!.theta)).toBeLessThan(1e-13);
  expect(distance(c!.x, e!.x)).toBeLessThan(1e-13);
}

describe.each(["release", "debug"] as const)("in the %s binary", (variant) => {
  it.each(examples)("$name: matrices", (example) => {
    for (const n of edges) matrices(example, variant, n, 10 - n);
    matrices(example, variant, 133, 6);
    matrices(example, variant, 6, 262);
  });

  it.each(examples)("$name: gradients", (example) => {
    for (const n of edges) gradients(example, variant, n, 10 - n);
    gradients(example, variant, 133, 6);
    gradients(example, variant, 6, 262);
  });
});

it("any composition agrees with its twin", () => {
  const leaf = fc.constantFrom(rbf(), linear(), matern52({ ard: false }), periodic());
  const { kernel } = fc.letrec<{ kernel: Kernel }>((tie) => ({
    kernel: fc.oneof(
      { maxDepth: 4 },
      leaf,
      tie("kernel").map((part) => scale(part, { outputscale: 0.8 })),
      fc.array(tie("kernel"), { minLength: 1, maxLength: 3 }).map((parts) => sum(...parts)),
      fc.array(tie("kernel"), { minLength: 1, maxLength: 3 }).map((parts) => product(...parts)),
    ),
  }));
  fc.assert(
    fc.property(kernel, (any) => {
      const example = { name: "any", kernel: any, d: 2 };
      matrices(example, "release", 6, 7);
      gradients(example, "release", 6, 7);
    }),
  );
});

describe("arguments", () => {
  it("refuse another number of inputs, by the argument's position", () => {
    const wrong = new Covariance(leaves[0]!.kernel, 3);
    wrong.d = 2;
    const x = points(4);
    expect(() => wrong.gram(x)).toThrow("gram returned -4");
    expect(() => wrong.diagonal(x)).toThrow("diagonal returned -4");
    expect(() => wrong.cross(x, x)).toThrow("cross returned -6");
    expect(() => wrong.gramPullback(x, x)).toThrow("gram_pullback returned -4");
    expect(() => wrong.crossPullback(x, x, x)).toThrow("cross_pullback returned -6");
    expect(() => wrong.diagonalPullback(x, x)).toThrow("diagonal_pullback returned -4");
  });
});
