import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import { difference, fill, PADDING, random } from "./matrices.js";

/** Decomposes and checks A V = V Λ, VᵀV = I and the order; returns the values. */
function decompose(n: number, a: Float64Array, ld = n): Float64Array {
  return withBuffers((buffer, core) => {
    const work = buffer(a);
    const values = buffer(new Float64Array(n));
    const vectors = buffer(new Float64Array(n * ld).fill(PADDING));
    expect(core.symmetric_eigen(n, work.pointer, ld, values.pointer, vectors.pointer, ld)).toBe(0);
    const [lambda, v] = [values.values, vectors.values];
    const norm = Math.max(Number.MIN_VALUE, ...lambda.map(Math.abs));
    for (let j = 1; j < n; j++) expect(lambda[j]).toBeGreaterThanOrEqual(lambda[j - 1]);
    // One expectation for all: each costs more than the numbers that it looks at.
    let worst = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let product = 0;
        let residual = -lambda[j] * v[i * ld + j];
        for (let k = 0; k < n; k++) {
          product += v[k * ld + i] * v[k * ld + j];
          residual += a[Math.max(i, k) * ld + Math.min(i, k)] * v[k * ld + j];
        }
        worst = Math.max(worst, Math.abs(product - +(i === j)), Math.abs(residual) / norm);
      }
    }
    expect(worst).toBeLessThan(1e-15 * (n + 10));
    return lambda;
  });
}

describe("symmetric_eigen", () => {
  it.each([...Array(41).keys(), 70, 101])("gives orthogonal eigenvectors, n = %i", (n) => {
    const ld = n + (n % 3);
    const a = random(n, n, ld, n);
    const values = decompose(n, a, ld);
    withBuffers((buffer, core) => {
      const [work, plain] = [buffer(a), buffer(new Float64Array(n))];
      const vectors = buffer(new Float64Array(n * n));
      core.reference_symmetric_eigen(n, work.pointer, ld, plain.pointer, vectors.pointer, n);
      // The many rotations of the twin lose n ulps; against LAPACK ours lose a fifth of that.
      expect(difference(values, plain.values)).toBeLessThan(5e-16 * (n + 20));
    });
  });

  it("knows the eigenvalues of the second-difference matrix", () => {
    const n = 60;
    const a = fill(n, n, n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));
    decompose(n, a).forEach((value, j) => {
      const exact = 2 - 2 * Math.cos((Math.PI * (j + 1)) / (n + 1));
      expect(Math.abs(value - exact)).toBeLessThan(1e-14);
    });
  });

  it("takes zeros, multiples of the identity, rank one and repeated values", () => {
    const n = 17;
    expect(decompose(n, new Float64Array(n * n))).toEqual(new Float64Array(n));
    expect(
      decompose(
        n,
        fill(n, n, n, (i, j) => (i === j ? 3 : 0)),
      ),
    ).toEqual(new Float64Array(n).fill(3));
    const ones = decompose(n, new Float64Array(n * n).fill(1));
    expect(ones[n - 1]).toBeCloseTo(n, 12);
    expect(Math.abs(ones[n - 2])).toBeLessThan(1e-14);
    decompose(
      n,
      fill(n, n, n, (i, j) => ((i ^ j) === 1 ? 1 : 0)),
    );
  });

  it.each([1e-300, 1e-150, 1e150, 1e300])("keeps its accuracy at the scale %d", (scale) => {
    const a = random(23, 23, 23, 5);
    const values = decompose(23, a);
    const scaled = decompose(
      23,
      a.map((value) => value * scale),
    );
    expect(
      difference(
        scaled.map((value) => value / scale),
        values,
      ),
    ).toBeLessThan(1e-14);
  });

  it("finds graded and random spectra", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer(), fc.nat(12), (n, seed, grade) => {
        const g = random(n, n, n, seed);
        decompose(
          n,
          fill(n, n, n, (i, j) => g[i * n + j] * 10 ** (-(grade * Math.max(i, j)) / n)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("names the row of what is not finite and leaves its outputs alone", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      const a = random(9, 9, 9, 1);
      a[6 * 9 + 2] = bad;
      withBuffers((buffer, core) => {
        const [work, values, vectors] = [buffer(a), buffer([...Array(9).keys()]), buffer(a)];
        const { pointer } = vectors;
        expect(core.symmetric_eigen(9, work.pointer, 9, values.pointer, pointer, 9)).toBe(7);
        expect([...values.values]).toEqual([...Array(9).keys()]);
      });
    }
  });
});
