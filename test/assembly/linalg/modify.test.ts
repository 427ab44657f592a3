import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import {
  difference,
  fill,
  lowerOnly,
  lowerTriangle,
  positiveDefinite,
  random,
  reconstruct,
} from "./matrices.js";

const order = fc.integer({ min: 0, max: 70 });
const seed = fc.integer({ min: 0, max: 1e6 });

describe("cholesky_append", () => {
  it("extends a factor to that of the whole matrix", () => {
    fc.assert(
      fc.property(order, fc.integer({ min: 0, max: 20 }), seed, (n, p, s) => {
        const ld = n + p + (s % 3);
        const a = lowerOnly(n + p, ld, positiveDefinite(n + p, ld, s));
        withBuffers((buffer, core) => {
          const [grown, whole] = [buffer(a), buffer(a)];
          expect(core.cholesky_compute(n, grown.pointer, ld)).toBe(0);
          expect(core.cholesky_append(n, p, grown.pointer, ld)).toBe(0);
          core.reference_cholesky_compute(n + p, whole.pointer, ld);
          expect(difference(grown.values, whole.values)).toBeLessThan(1e-12);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("names the failing pivot and leaves the old rows alone", () => {
    for (const p of [1, 2, 6]) {
      const n = 20;
      const ld = n + p;
      const a = positiveDefinite(ld, ld, 3);
      a[(n + p - 1) * ld + n + p - 1] = -1;
      withBuffers((buffer, core) => {
        const l = buffer(a);
        core.cholesky_compute(n, l.pointer, ld);
        const before = l.values.slice(0, n * ld);
        expect(core.cholesky_append(n, p, l.pointer, ld)).toBe(n + p);
        expect(l.values.slice(0, n * ld)).toEqual(before);
      });
    }
  });
});

describe("rank-one changes", () => {
  it("update gives the factor of L Lᵀ + x xᵀ", () => {
    fc.assert(
      fc.property(order, seed, (n, s) => {
        const ld = n + (s % 3);
        const factor = lowerTriangle(n, ld, s);
        const vector = random(1, n, n, s + 1);
        withBuffers((buffer, core) => {
          const [fast, plain] = [buffer(factor), buffer(factor)];
          expect(core.cholesky_update(n, fast.pointer, ld, buffer(vector).pointer)).toBe(0);
          core.reference_cholesky_update(n, plain.pointer, ld, buffer(vector).pointer);
          expect(difference(fast.values, plain.values)).toBeLessThan(1e-12);
          const product = reconstruct(n, ld, fast.values);
          const before = reconstruct(n, ld, factor);
          const sum = fill(n, n, ld, (i, j) => before[i * ld + j] + vector[i] * vector[j]);
          expect(difference(product, sum)).toBeLessThan(1e-14);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("downdate takes an update back", () => {
    fc.assert(
      fc.property(order, seed, (n, s) => {
        const ld = n + (s % 3);
        const factor = lowerTriangle(n, ld, s);
        const vector = random(1, n, n, s + 1);
        withBuffers((buffer, core) => {
          const l = buffer(factor);
          core.cholesky_update(n, l.pointer, ld, buffer(vector).pointer);
          expect(core.cholesky_downdate(n, l.pointer, ld, buffer(vector).pointer)).toBe(0);
          expect(difference(l.values, factor)).toBeLessThan(1e-11);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("a downdate too far fails and changes nothing", () => {
    for (const n of [1, 4, 30]) {
      const factor = lowerTriangle(n, n, n);
      withBuffers((buffer, core) => {
        const l = buffer(factor);
        const x = buffer(Float64Array.from({ length: n }, (_, i) => 10 + i));
        expect(core.cholesky_downdate(n, l.pointer, n, x.pointer)).toBe(n);
        const nan = buffer(new Float64Array(n).fill(Number.NaN));
        expect(core.cholesky_downdate(n, l.pointer, n, nan.pointer)).toBe(n);
        expect(l.values).toEqual(factor);
      });
    }
  });

  it.each([1e-150, 1e150])("hold at the scale %d", (scale) => {
    const n = 21;
    const factor = lowerTriangle(n, n, 5);
    const vector = random(1, n, n, 6);
    withBuffers((buffer, core) => {
      const [l, scaled] = [buffer(factor), buffer(factor.map((value) => value * scale))];
      core.cholesky_update(n, l.pointer, n, buffer(vector).pointer);
      const x = buffer(vector.map((value) => value * scale));
      core.cholesky_update(n, scaled.pointer, n, x.pointer);
      const back = lowerOnly(
        n,
        n,
        scaled.values.map((value) => value / scale),
      );
      expect(difference(back, lowerOnly(n, n, l.values))).toBeLessThan(1e-14);
    });
  });
});

describe("cholesky_remove", () => {
  it("gives the factor of the matrix without a row and column", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), seed, (n, pick, s) => {
        const row = pick % n;
        const ld = n + (s % 3);
        const a = positiveDefinite(n, ld, s);
        withBuffers((buffer, core) => {
          const l = buffer(a);
          core.cholesky_compute(n, l.pointer, ld);
          expect(core.cholesky_remove(n, l.pointer, ld, row)).toBe(0);
          const kept = [...Array(n).keys()].filter((i) => i !== row);
          const rest = buffer(fill(n - 1, n - 1, ld, (i, j) => a[kept[i] * ld + kept[j]]));
          core.reference_cholesky_compute(n - 1, rest.pointer, ld);
          expect(
            difference(lowerOnly(n - 1, ld, l.values), lowerOnly(n - 1, ld, rest.values)),
          ).toBeLessThan(1e-12);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("refuses a row that is not there", () => {
    withBuffers((buffer, core) => {
      const l = buffer(lowerTriangle(3, 3, 1));
      for (const row of [-1, 3]) expect(core.cholesky_remove(3, l.pointer, 3, row)).toBe(-4);
    });
  });
});
