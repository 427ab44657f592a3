import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";

/** Up to 11 points of 1 to 7 objectives on a coarse grid, so that ties are common. */
const grids = fc.integer({ min: 1, max: 7 }).chain((k) => {
  const row = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: k, maxLength: k });
  return fc.record({ k: fc.constant(k), points: fc.array(row, { maxLength: 11 }) });
});

describe("pareto_hypervolume", () => {
  it("equals inclusion and exclusion, bit for bit on integers", () => {
    fc.assert(
      fc.property(grids, ({ k, points }) =>
        withBuffers((buffer, core) => {
          const y = buffer(points.flat()).pointer;
          const reference = buffer(new Array(k).fill(5)).pointer;
          const out = buffer([0]);
          const n = points.length;
          expect(core.pareto_hypervolume(n, k, y, reference, out.pointer)).toBe(0);
          expect(out.values[0]).toBe(core.reference_hypervolume(n, k, y, reference));
        }),
      ),
      { numRuns: 400 },
    );
  });

  it("refuses counts that make no sense", () => {
    withBuffers((buffer, core) => {
      const any = buffer([0]).pointer;
      expect(core.pareto_hypervolume(-1, 2, any, any, any)).toBe(-1);
      expect(core.pareto_hypervolume(1, 0, any, any, any)).toBe(-2);
    });
  });
});
