import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import { difference, fill, PADDING, random } from "./matrices.js";

const size = fc.integer({ min: 0, max: 70 });
const beta = fc.constantFrom(0, 1, -0.5);
const extra = fc.integer({ min: 0, max: 5 });
const seed = fc.integer({ min: 0, max: 1e6 });

describe("gemm", () => {
  function agrees(ta: number, tb: number, m: number, n: number, k: number, b: number, s: number) {
    const lda = (ta ? m : k) + (s % 4);
    const ldb = (tb ? k : n) + (s % 3);
    const ldc = n + (s % 5);
    withBuffers((buffer, core) => {
      const a = buffer(random(ta ? k : m, ta ? m : k, lda, s));
      const x = buffer(random(tb ? n : k, tb ? k : n, ldb, s + 1));
      const c = random(m, n, ldc, s + 2);
      const [fast, plain] = [buffer(c), buffer(c)];
      const run = (gemm: typeof core.gemm, out: number) =>
        gemm(ta, tb, m, n, k, 1.25, a.pointer, lda, x.pointer, ldb, b, out, ldc);
      expect(run(core.gemm, fast.pointer)).toBe(0);
      run(core.reference_gemm, plain.pointer);
      expect(difference(fast.values, plain.values)).toBeLessThan(1e-14 * (k + 1));
    });
  }

  it("agrees with its twin for every size, transposition, beta and leading dimension", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1),
        fc.constantFrom(0, 1),
        size,
        size,
        size,
        beta,
        seed,
        agrees,
      ),
      { numRuns: 400 },
    );
  });

  it("agrees across the edges of its blocks", () => {
    agrees(0, 0, 9, 515, 259, 0, 1);
    agrees(0, 1, 7, 1030, 513, 1, 2);
    agrees(1, 0, 5, 513, 256, 0, 3);
    agrees(1, 1, 261, 11, 600, -0.5, 4);
  });

  it("overwrites whatever C held where beta = 0, also for k = 0", () => {
    for (const k of [0, 3]) {
      withBuffers((buffer, core) => {
        const a = buffer(new Float64Array(5 * k).fill(1));
        const c = buffer(new Float64Array(25).fill(Number.NaN));
        core.gemm(0, 1, 5, 5, k, 2, a.pointer, k, a.pointer, k, 0, c.pointer, 5);
        expect([...c.values]).toEqual(new Array(25).fill(2 * k));
      });
    }
  });
});

describe("syrk_lower", () => {
  function agrees(n: number, k: number, b: number, pad: number, s: number) {
    withBuffers((buffer, core) => {
      const a = buffer(random(n, k, k + pad, s));
      const c = fill(n, n, n + pad, (i, j) => (j <= i ? Math.sin(s + i * n + j) : PADDING));
      const [fast, plain] = [buffer(c), buffer(c)];
      expect(core.syrk_lower(n, k, -2, a.pointer, k + pad, b, fast.pointer, n + pad)).toBe(0);
      core.reference_syrk_lower(n, k, -2, a.pointer, k + pad, b, plain.pointer, n + pad);
      expect(difference(fast.values, plain.values)).toBeLessThan(1e-14 * (k + 1));
    });
  }

  it("agrees with its twin and leaves the upper triangle alone", () => {
    fc.assert(fc.property(size, size, beta, extra, seed, agrees), { numRuns: 200 });
  });

  it("agrees across the edges of its blocks", () => {
    agrees(519, 5, 0, 1, 7);
    agrees(35, 515, 1, 0, 8);
    agrees(514, 260, -0.5, 3, 9);
  });
});

describe("matrix times vector", () => {
  it("agrees with its twins", () => {
    fc.assert(
      fc.property(size, size, beta, extra, seed, (m, n, b, pad, s) => {
        withBuffers((buffer, core) => {
          const a = buffer(random(m, n, n + pad, s));
          const x = buffer(random(1, Math.max(m, n), Math.max(m, n), s + 1));
          for (const [name, length] of [
            ["gemv", m],
            ["gemv_transposed", n],
          ] as const) {
            const y = random(1, length, length, s + 2);
            const [fast, plain] = [buffer(y), buffer(y)];
            core[name](m, n, 1.5, a.pointer, n + pad, x.pointer, b, fast.pointer);
            core[`reference_${name}`](m, n, 1.5, a.pointer, n + pad, x.pointer, b, plain.pointer);
            expect(difference(fast.values, plain.values)).toBeLessThan(1e-13);
          }
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("vectors", () => {
  it("dot and axpy agree with their twins for every length", () => {
    for (let n = 0; n <= 70; n++) {
      withBuffers((buffer, core) => {
        const x = buffer(random(1, n, n, n));
        const y = random(1, n, n, n + 1);
        const [fast, plain] = [buffer(y), buffer(y)];
        const exact = core.reference_dot(x.pointer, fast.pointer, n);
        expect(Math.abs(core.dot(x.pointer, fast.pointer, n) - exact)).toBeLessThan(
          1e-14 * (n + 1),
        );
        core.axpy(n, -0.75, x.pointer, fast.pointer);
        core.reference_axpy(n, -0.75, x.pointer, plain.pointer);
        expect(fast.values).toEqual(plain.values);
      });
    }
  });
});

describe("mirror_lower", () => {
  it("makes a matrix symmetric and touches nothing else", () => {
    for (let n = 0; n <= 70; n++) {
      const ld = n + (n % 3);
      withBuffers((buffer, core) => {
        const values = random(n, n, ld, n);
        const a = buffer(values);
        core.mirror_lower(n, a.pointer, ld);
        const expected = fill(n, n, ld, (i, j) => values[Math.max(i, j) * ld + Math.min(i, j)]);
        expect(a.values).toEqual(expected);
      });
    }
  });
});
