import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";

const grids = fc.integer({ min: 1, max: 6 }).chain((k) => {
  const row = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: k, maxLength: k });
  return fc.record({ k: fc.constant(k), points: fc.array(row, { maxLength: 60 }) });
});

describe("pareto_rank", () => {
  it("equals peeling, and cuts off where it is told", () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 1, max: 4 }), ({ k, points }, fronts) =>
        withBuffers((buffer, core) => {
          const n = points.length;
          const y = buffer(points.flat()).pointer;
          const ranks = (fill: (pointer: number) => void) => {
            const { pointer } = buffer(new Array((n + 1) >> 1).fill(0));
            fill(pointer);
            return [...new Int32Array(core.memory.buffer, pointer, n)];
          };
          const expected = ranks((to) => core.reference_rank(n, k, y, to));
          expect(ranks((to) => core.pareto_rank(n, k, y, n + 1, 0, to))).toEqual(expected);
          expect(ranks((to) => core.pareto_rank(n, k, y, fronts, 0, to))).toEqual(
            expected.map((rank) => Math.min(rank, fronts)),
          );
        }),
      ),
    );
  });

  it("refuses counts that make no sense", () => {
    withBuffers((buffer, core) => {
      const any = buffer([0]).pointer;
      expect(core.pareto_rank(-1, 1, any, 1, 0, any)).toBe(-1);
      expect(core.pareto_rank(1, 0, any, 1, 0, any)).toBe(-2);
      expect(core.pareto_rank(1, 1, any, 0, 0, any)).toBe(-4);
    });
  });
});
