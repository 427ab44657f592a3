import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import { distance, lower, lowerOnly, positiveDefinite, reconstruct } from "./matrices.js";

const SIZES = [...Array(71).keys(), 96, 97, 128, 131, 200, 255];

describe("cholesky_compute", () => {
  it.each(SIZES)("factors A = L Lᵀ in the lower triangle alone, n = %i", (n) => {
    const ld = n + 3;
    const a = lowerOnly(n, ld, positiveDefinite(n, ld, n));
    withBuffers((buffer, core) => {
      const l = buffer(a);
      expect(core.cholesky_compute(n, l.pointer, ld)).toBe(0);
      expect(distance(n, lower, ld, reconstruct(n, ld, l.values), a)).toBeLessThan(1e-13);
      const beside = (values: Float64Array) => lowerOnly(n, ld, values);
      expect(beside(l.values)).toEqual(l.values);
    });
  });
});
