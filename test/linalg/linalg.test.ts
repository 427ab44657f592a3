import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import * as linalg from "../../src/linalg/index.js";

const { InputError, NotPositiveDefiniteError } = linalg;

/** A = M Mᵀ for a small M of whole numbers, so that everything below is exact by hand. */
const L = Float64Array.of(2, 0, 0, 1, 3, 0, 4, 5, 6);
const A = Float64Array.of(4, 2, 8, 2, 10, 19, 8, 19, 77);

function expectClose(actual: Float64Array, expected: ArrayLike<number>, tolerance = 1e-14) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(tolerance);
  });
}

describe("products", () => {
  it("multiplies in every orientation", () => {
    const a = Float64Array.of(1, 2, 3, 4, 5, 6);
    const b = Float64Array.of(7, 8, 9, 10, 11, 12);
    expect([...linalg.matmul(a, b, 2, 3, 2)]).toEqual([58, 64, 139, 154]);
    expect([...linalg.matmul(a, b, 2, 3, 2, { transposeB: true })]).toEqual([50, 68, 122, 167]);
    expect([...linalg.matmul(a, b, 2, 3, 2, { transposeA: true })]).toEqual([89, 98, 116, 128]);
    expect([...linalg.matmul(L, L, 3, 3, 3, { transposeB: true })]).toEqual([...A]);
    expect(linalg.matmul(new Float64Array(0), new Float64Array(0), 0, 0, 0)).toHaveLength(0);
    expect([...linalg.matmul(new Float64Array(0), new Float64Array(0), 1, 0, 2)]).toEqual([0, 0]);
  });

  it("syrk is the product with the transpose", () => {
    expect([...linalg.syrk(L, 3, 3)]).toEqual([...A]);
  });
});

describe("Cholesky", () => {
  it("factors, solves, inverts and takes the determinant", () => {
    expect([...linalg.cholesky(A, 3)]).toEqual([...L]);
    const x = Float64Array.of(1, -2, 3);
    const b = linalg.matmul(A, x, 3, 3, 1);
    expectClose(linalg.solve(A, b, 3), x);
    expectClose(linalg.choleskySolve(L, b, 3), x);
    expectClose(
      linalg.matmul(linalg.choleskyInverse(L, 3), A, 3, 3, 3),
      [1, 0, 0, 0, 1, 0, 0, 0, 1],
    );
    expect(linalg.logDeterminant(L, 3)).toBeCloseTo(Math.log(1296), 14);
  });

  it("solves with either triangle", () => {
    const b = linalg.matmul(L, Float64Array.of(1, 4, 2, 5, 3, 6), 3, 3, 2);
    expectClose(linalg.solveTriangular(L, b, 3, 2), [1, 4, 2, 5, 3, 6]);
    const c = linalg.matmul(L, Float64Array.of(1, 2, 3), 3, 3, 1, { transposeA: true });
    expectClose(linalg.solveTriangular(L, c, 3, 1, { transposed: true }), [1, 2, 3]);
  });

  it("is changed by rank one and by a row", () => {
    const x = Float64Array.of(1, 2, 3);
    const up = linalg.choleskyUpdate(L, x, 3);
    const sum = A.map((value, i) => value + x[Math.floor(i / 3)] * x[i % 3]);
    expectClose(linalg.matmul(up, up, 3, 3, 3, { transposeB: true }), sum, 1e-13);
    expectClose(linalg.choleskyDowndate(up, x, 3), L, 1e-13);
    const small = Float64Array.of(2, 0, 1, 3);
    expectClose(linalg.choleskyAppend(small, A.subarray(6), 2), L);
  });

  it("names the pivot of a matrix that is not positive definite", () => {
    const bad = Float64Array.of(1, 2, 2, 1);
    const pivotOf = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        if (error instanceof NotPositiveDefiniteError) return error.pivot;
      }
      return undefined;
    };
    expect(pivotOf(() => linalg.cholesky(bad, 2))).toBe(1);
    expect(pivotOf(() => linalg.solve(bad, Float64Array.of(1, 1), 2))).toBe(1);
    expect(pivotOf(() => linalg.choleskyAppend(L, Float64Array.of(9, 9, 9, 1), 3))).toBe(3);
    expect(() => linalg.choleskyDowndate(L, Float64Array.of(9, 9, 9), 3)).toThrow(
      NotPositiveDefiniteError,
    );
  });
});

describe("eigenSymmetric", () => {
  it("gives ascending values and their vectors", () => {
    const { values, vectors } = linalg.eigenSymmetric(Float64Array.of(2, 1, 1, 2), 2);
    expectClose(values, [1, 3]);
    expect(Math.abs(vectors[0] + vectors[2])).toBeLessThan(1e-15);
    expect(Math.abs(vectors[1] - vectors[3])).toBeLessThan(1e-15);
  });
});

describe("what cannot be used", () => {
  const nan = Float64Array.of(1, Number.NaN, 0, 1);
  it.each([
    ["a wrong length", () => linalg.cholesky(A, 2), "a.length"],
    ["NaN", () => linalg.cholesky(nan, 2), "a[1]"],
    ["infinity", () => linalg.matmul(Float64Array.of(Infinity), L, 1, 1, 9), "a[0]"],
    ["a fraction", () => linalg.syrk(A, 1.5, 2), "n"],
    ["a negative size", () => linalg.matmul(A, A, -1, 3, 3), "m"],
    ["a plain array", () => linalg.eigenSymmetric([1] as unknown as Float64Array, 1), "a"],
    ["a factor with a zero pivot", () => linalg.choleskyInverse(new Float64Array(4), 2), "l[0]"],
    ["a right-hand side of another size", () => linalg.choleskySolve(L, L, 3, 2), "b.length"],
  ])("%s is refused by name", (_, run, parameter) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow(parameter);
  });

  it("leaves no memory behind", () => {
    const live = core().heap_live_blocks();
    for (let i = 0; i < 100; i++) {
      expect(() => linalg.cholesky(nan, 2)).toThrow(InputError);
      expect(() => linalg.cholesky(Float64Array.of(-1), 1)).toThrow(NotPositiveDefiniteError);
      linalg.solve(A, Float64Array.of(1, 2, 3), 3);
    }
    expect(core().heap_live_blocks()).toBe(live);
  });
});
