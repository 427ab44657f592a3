import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import {
  difference,
  fill,
  lowerOnly,
  lowerTriangle,
  PADDING,
  positiveDefinite,
  reconstruct,
  same,
} from "./matrices.js";

const SIZES = [...Array(71).keys(), 96, 97, 127, 128, 129, 131, 132, 200, 255, 261];

describe("cholesky_compute", () => {
  it.each(SIZES)("factors A = L Lᵀ in the lower triangle alone, n = %i", (n) => {
    const ld = n + (n % 4);
    const a = lowerOnly(n, ld, positiveDefinite(n, ld, n));
    withBuffers((buffer, core) => {
      const l = buffer(a);
      expect(core.cholesky_compute(n, l.pointer, ld)).toBe(0);
      expect(difference(lowerOnly(n, ld, l.values), l.values)).toBe(0);
      expect(difference(lowerOnly(n, ld, reconstruct(n, ld, l.values)), a)).toBeLessThan(1e-14);
      const plain = buffer(a);
      core.reference_cholesky_compute(n, plain.pointer, ld);
      expect(difference(l.values, plain.values)).toBeLessThan(1e-13);
    });
  });

  it("names the pivot that fails, for a negative one and for NaN", () => {
    for (const n of [1, 2, 3, 4, 5, 8, 11, 50, 129, 140]) {
      for (const pivot of [0, 1, n >> 1, n - 2, n - 1]) {
        if (pivot < 0 || pivot >= n) continue;
        for (const value of [-1, 0, Number.NaN, Infinity, -Infinity]) {
          const a = positiveDefinite(n, n, n);
          a[pivot * n + pivot] = value;
          withBuffers((buffer, core) => {
            expect(core.cholesky_compute(n, buffer(a).pointer, n)).toBe(pivot + 1);
          });
        }
      }
    }
  });

  it("names the row of a NaN off the diagonal", () => {
    for (const [n, i, j] of [
      [7, 5, 2],
      [40, 39, 0],
      [200, 150, 3],
      [200, 150, 149],
    ]) {
      const a = positiveDefinite(n, n, n);
      a[i * n + j] = Number.NaN;
      withBuffers((buffer, core) => {
        expect(core.cholesky_compute(n, buffer(a).pointer, n)).toBe(i + 1);
      });
    }
  });

  it.each([1e-150, 1e150, 1e300])("factors at the scale %d", (scale) => {
    const n = 45;
    const a = positiveDefinite(n, n, 1);
    const scaled = a.map((value) => value * scale);
    withBuffers((buffer, core) => {
      const l = buffer(scaled);
      expect(core.cholesky_compute(n, l.pointer, n)).toBe(0);
      const back = reconstruct(
        n,
        n,
        fill(n, n, n, (i, j) => (j > i ? 0 : l.values[i * n + j])),
      );
      expect(difference(back, scaled)).toBeLessThan(1e-14);
    });
  });
});

describe("nearly singular matrices", () => {
  /** The distance-free worst case: entries 1 / (i + j + 1), condition beyond 1e16 from n = 12. */
  const hilbert = (n: number, jitter: number) =>
    fill(n, n, n, (i, j) => 1 / (i + j + 1) + (i === j ? jitter : 0));

  it("give a factor or a pivot, never a trap or NaN", () => {
    for (const n of [5, 12, 13, 40, 150, 300]) {
      for (const jitter of [0, 1e-17, 1e-14, 1e-10, 1e-6]) {
        const a = hilbert(n, jitter);
        withBuffers((buffer, core) => {
          const l = buffer(a);
          const status = core.cholesky_compute(n, l.pointer, n);
          expect(status).toBeGreaterThanOrEqual(0);
          expect(status).toBeLessThanOrEqual(n);
          if (jitter >= 1e-10) expect(status).toBe(0);
          if (status !== 0) return;
          const factor = lowerOnly(n, n, l.values);
          expect(factor.every(Number.isFinite)).toBe(true);
          const back = lowerOnly(n, n, reconstruct(n, n, factor));
          expect(difference(back, lowerOnly(n, n, a))).toBeLessThan(1e-14);
        });
      }
    }
  });

  it("with every row twice need only a tiny jitter, n = 2000", () => {
    const n = 2000;
    // A smooth covariance over points that coincide in pairs: rank far below n.
    const kernel = (i: number, j: number) => Math.exp(-(((i >> 1) - (j >> 1)) ** 2) / 2e4);
    withBuffers((buffer, core) => {
      const a = buffer(fill(n, n, n, kernel));
      expect(core.cholesky_compute(n, a.pointer, n)).toBeGreaterThan(0);
      const jittered = buffer(fill(n, n, n, (i, j) => kernel(i, j) + (i === j ? 1e-8 : 0)));
      expect(core.cholesky_compute(n, jittered.pointer, n)).toBe(0);
      const l = jittered.values;
      for (let i = 0; i < n; i += 37) {
        for (let j = 0; j <= i; j += 41) {
          let sum = 0;
          for (let k = 0; k <= j; k++) sum += l[i * n + k] * l[j * n + k];
          expect(Math.abs(sum - kernel(i, j) - (i === j ? 1e-8 : 0))).toBeLessThan(1e-14);
        }
      }
    });
  });
});

describe("with a factor", () => {
  const LARGE = [...SIZES, 513, 520];

  it.each(LARGE)("the inverse times A is the identity, n = %i", (n) => {
    const ld = n + 2;
    const ldo = n + 1;
    const a = positiveDefinite(n, ld, n);
    withBuffers((buffer, core) => {
      const l = buffer(a);
      core.cholesky_compute(n, l.pointer, ld);
      const out = buffer(new Float64Array(n * ldo).fill(PADDING));
      expect(core.cholesky_inverse(n, l.pointer, ld, out.pointer, ldo)).toBe(0);
      const identity = buffer(fill(n, n, ldo, () => 0));
      const x = buffer(a);
      core.gemm(0, 0, n, n, n, 1, x.pointer, ld, out.pointer, ldo, 0, identity.pointer, ldo);
      expect(
        difference(
          identity.values,
          fill(n, n, ldo, (i, j) => +(i === j)),
        ),
      ).toBeLessThan(1e-12);
      const inverse = out.values;
      const transpose = fill(n, n, ldo, (i, j) => inverse[j * ldo + i]);
      expect(same(transpose, inverse)).toBe(true);
    });
  });

  it.each(LARGE)("L⁻¹ agrees with its twin and has zeros above the diagonal, n = %i", (n) => {
    const ld = n + 2;
    const ldo = n + 1;
    withBuffers((buffer, core) => {
      const l = buffer(lowerTriangle(n, ld, n));
      const empty = new Float64Array(n * ldo).fill(PADDING);
      const [fast, plain] = [buffer(empty), buffer(empty)];
      expect(core.triangular_inverse(n, l.pointer, ld, fast.pointer, ldo)).toBe(0);
      core.reference_triangular_inverse(n, l.pointer, ld, plain.pointer, ldo);
      expect(difference(fast.values, plain.values)).toBeLessThan(1e-12);
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) expect(fast.values[i * ldo + j] === 0).toBe(true);
        if (n > 64) break;
      }
    });
  });

  it("both inverses may replace the factor", () => {
    for (const n of [5, 66, 520]) {
      withBuffers((buffer, core) => {
        const factor = lowerTriangle(n, n, n);
        for (const invert of [core.cholesky_inverse, core.triangular_inverse]) {
          const [l, inPlace, out] = [buffer(factor), buffer(factor), buffer(factor)];
          invert(n, l.pointer, n, out.pointer, n);
          invert(n, inPlace.pointer, n, inPlace.pointer, n);
          expect(same(inPlace.values, out.values)).toBe(true);
        }
      });
    }
  });

  it("solutions satisfy A X = B", () => {
    for (const [n, m] of [
      [1, 1],
      [6, 1],
      [33, 5],
      [70, 30],
      [150, 2],
    ]) {
      const a = positiveDefinite(n, n, n);
      withBuffers((buffer, core) => {
        const [x, l] = [buffer(a), buffer(a)];
        core.cholesky_compute(n, l.pointer, n);
        const b = fill(n, m, m, (i, j) => Math.cos(i + 3 * j));
        const [solution, product] = [buffer(b), buffer(b)];
        expect(core.cholesky_solve(n, m, l.pointer, n, solution.pointer, m)).toBe(0);
        core.gemm(0, 0, n, m, n, 1, x.pointer, n, solution.pointer, m, 0, product.pointer, m);
        expect(difference(product.values, b)).toBeLessThan(1e-13);
      });
    }
  });

  it("the log-determinant is that of a known product", () => {
    withBuffers((buffer, core) => {
      const n = 60;
      const l = fill(n, n, n, (i, j) => (i === j ? (i + 1) / 7 : 0));
      let expected = 0;
      for (let i = 0; i < n; i++) expected += 2 * Math.log((i + 1) / 7);
      const value = core.cholesky_logdet(n, buffer(l).pointer, n);
      expect(Math.abs(value / expected - 1)).toBeLessThan(1e-14);
      expect(core.cholesky_logdet(0, 0, 0)).toBe(0);
    });
  });
});
