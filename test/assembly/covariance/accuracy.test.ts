/** Accuracy over the whole range of distances, and what happens at its ends. */
import { describe, expect, it } from "vitest";
import {
  type Kernel,
  matern12,
  matern32,
  matern52,
  rationalQuadratic,
  rbf,
} from "../../../src/gp/kernels/index.js";
import { Covariance } from "../../support/covariance.js";

const options = { lengthscale: 1 };
const cases: readonly (readonly [string, Kernel, (r: number) => number])[] = [
  ["rbf", rbf(options), (r) => Math.exp(-0.5 * r * r)],
  ["matern12", matern12(options), (r) => Math.exp(-r)],
  ["matern32", matern32(options), (r) => (1 + Math.sqrt(3) * r) * Math.exp(-Math.sqrt(3) * r)],
  [
    "matern52",
    matern52(options),
    (r) => (1 + Math.sqrt(5) * r + (5 / 3) * r * r) * Math.exp(-Math.sqrt(5) * r),
  ],
  [
    "rationalQuadratic",
    rationalQuadratic({ ...options, alpha: 2 }),
    (r) => 1 / (1 + (r * r) / 4) ** 2,
  ],
];

describe.each(cases)("%s", (_, kernel, formula) => {
  it("is as accurate as its exponent allows, as long as it is a normal number", () => {
    const distances = Float64Array.from({ length: 4001 }, (_, i) => (i / 4000) ** 2 * 700);
    const k = new Covariance(kernel, 1).cross(Float64Array.of(0), distances);
    distances.forEach((r, i) => {
      const want = formula(r);
      if (want < 1e-290) return;
      // The exponent's own rounding, in two roundings of ours and of the formula's.
      const bound = (8 - 3 * Math.log(want)) * 2 ** -53;
      expect(Math.abs(k[i]! - want) / want, `r = ${r}`).toBeLessThan(bound);
    });
  });

  it("falls to next to nothing far away, and never below 0", () => {
    const far = Float64Array.of(1e4, 1e8, 1e50, 1e120);
    const covariance = new Covariance(kernel, 1);
    const k = covariance.cross(Float64Array.of(0), far);
    const { theta, x } = covariance.crossPullback(
      Float64Array.of(0),
      far,
      new Float64Array(4).fill(1),
    );
    k.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(Math.max(formula(far[i]!) * (1 + 1e-12), 1e-290));
    });
    expect([...theta, ...x].every(Number.isFinite)).toBe(true);
  });

  it("is exactly 1 where points coincide", () => {
    const x = Float64Array.of(0.1, 0.1 + 2 ** -60, 1e9 / 3);
    const covariance = new Covariance(kernel, 1);
    expect([...covariance.diagonal(x)]).toEqual([1, 1, 1]);
    expect(covariance.gram(x)[1]).toBe(1);
  });
});
