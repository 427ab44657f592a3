import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitScale, warped } from "../../src/pareto-set/limit-scale.js";

const limits = { name: "stress", lower: -Infinity, upper: 250 };

describe("the scale of a constrained quantity", () => {
  it("is asinh of the distance to the limit, in widths", () => {
    // Nine in ten of the distances 1, 2, …, 10 are at most 9.
    const values = Float64Array.from({ length: 10 }, (_, i) => 250 + (i % 2 ? 1 : -1) * (i + 1));
    const scale = limitScale(limits, values);
    expect(scale).toEqual({ center: 250, width: 9 });
    for (const value of [-1e6, 0, 249.5, 250, 251, 1e3, 1e12]) {
      expect(warped(scale, value)).toBeCloseTo(Math.asinh((value - 250) / 9), 12);
    }
    expect(warped(scale, -Infinity)).toBe(-Infinity);
  });

  it("lies between two limits, and has a width where all values are at the limit", () => {
    const both = { name: "gap", lower: -1e308, upper: 1e308 };
    expect(limitScale(both, Float64Array.of(0, 0)).center).toBe(0);
    expect(limitScale(limits, Float64Array.of(250, 250))).toEqual({ center: 250, width: 1 });
  });

  it("keeps order, and is finite whatever is told", () => {
    const value = fc.oneof(
      fc.double({ min: -1e150, max: 1e150, noNaN: true }),
      fc.constantFrom(0, 5e-324, 1e-300, 250, 1e150, -1e150),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 8 }), (told) => {
        const scale = limitScale(limits, Float64Array.from(told));
        const sorted = [...told].sort((a, b) => a - b).map((y) => warped(scale, y));
        expect(sorted.every(Number.isFinite)).toBe(true);
        expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
        for (const y of told) expect(warped(scale, y) <= warped(scale, 250)).toBe(y <= 250);
      }),
    );
  });
});
