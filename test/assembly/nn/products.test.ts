import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";

/** Both products of the same matrices; single precision is held to double. */
function agrees(ta: number, tb: number, m: number, n: number, k: number, accumulate: number) {
  withBuffers((buffer, core) => {
    const place = (count: number, seed: number) => {
      const block = buffer(new Float64Array((count >> 1) + 8));
      const values = () => new Float32Array(core.memory.buffer, block.pointer, count);
      values().forEach((_, i, all) => {
        all[i] = Math.sin(seed + 12.9898 * i);
      });
      return { pointer: block.pointer, values };
    };
    const [lda, ldb, ldc] = [(ta ? m : k) + 1, (tb ? k : n) + 2, n + 3];
    const a = place((ta ? k : m) * lda + 1, 1);
    const b = place((tb ? n : k) * ldb + 1, 2);
    const c = place(m * ldc + 1, 3);
    const before = c.values().slice();
    const status = core.gemm_f32(
      ...([ta, tb, m, n, k, 1.25] as const),
      ...([a.pointer, lda, b.pointer, ldb, accumulate, c.pointer, ldc] as const),
    );
    expect(status).toBe(0);
    const [x, y, z] = [a.values(), b.values(), c.values()];
    let excess = 0;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < ldc; j++) {
        let sum = accumulate || j >= n ? before[i * ldc + j] : 0;
        let size = Math.abs(sum);
        for (let l = 0; l < k && j < n; l++) {
          const term = 1.25 * x[ta ? l * lda + i : i * lda + l] * y[tb ? j * ldb + l : l * ldb + j];
          sum += term;
          size += Math.abs(term);
        }
        // The bound of recursive summation: (k + 2) roundings of 2⁻²⁴ on the sum of magnitudes.
        const bound = (k + 2) * 2 ** -24 * size;
        excess = Math.max(excess, Math.abs(sum - z[i * ldc + j]) - bound);
      }
    }
    expect(excess).toBeLessThanOrEqual(1e-30);
  });
}

describe("gemm_f32", () => {
  const flag = fc.constantFrom(0, 1);
  const size = fc.integer({ min: 0, max: 40 });

  it("agrees with double arithmetic for every size, transposition and leading dimension", () => {
    fc.assert(fc.property(flag, flag, size, size, size, flag, agrees), { numRuns: 400 });
  });

  it.each([
    [0, 0, 5, 1030, 260],
    [0, 1, 18, 1027, 300],
    [1, 0, 16, 1033, 513],
    [1, 1, 21, 9, 257],
  ])("agrees across the edges of its blocks %#", (ta, tb, m, n, k) => {
    agrees(ta, tb, m, n, k, 0);
    agrees(ta, tb, m, n, k, 1);
  });
});
