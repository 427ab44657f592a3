import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { igd, igdPlus, inferReferencePoint, r2 } from "../../src/pareto/index.js";
import { describeReference } from "../support/reference.js";
import { lattice, mixed, onSphere, uniform } from "./points.js";

describe("igd and igdPlus", () => {
  // Ishibuchi et al. 2015, figure 1: A dominates B, and yet B has the smaller IGD.
  const front = [
    [0, 10],
    [1, 6],
    [2, 2],
    [6, 1],
    [10, 0],
  ];
  const a = [
    [2, 4],
    [3, 3],
    [4, 2],
  ];
  const b = [
    [2, 8],
    [4, 4],
    [8, 2],
  ];

  it("are the values of the paper", () => {
    expect(igd(a, front)).toBeCloseTo(3.707, 3);
    expect(igd(b, front)).toBeCloseTo(2.591, 3);
    expect(igdPlus(a, front)).toBeCloseTo((6 + Math.SQRT2) / 5, 14);
    expect(igdPlus(b, front)).toBeCloseTo(2.26, 3);
  });

  it("are 0 for the front itself", () => {
    const points = onSphere(lattice(3, 6));
    expect(igd(points, points)).toBe(0);
    expect(igdPlus([...points, [2, 2, 2]], points)).toBe(0);
  });

  it("never contradict dominance in the form with the plus", () => {
    const next = uniform(1);
    for (let seed = 0; seed < 50; seed++) {
      const better = mixed(8, 3, seed);
      const worse = better.map((point) => point.map((value) => value + next() * 0.3));
      const front = mixed(10, 3, seed + 500);
      expect(igdPlus(better, front)).toBeLessThanOrEqual(igdPlus(worse, front));
    }
  });

  it("need points on both sides", () => {
    expect(() => igd([], front)).toThrow(/points/);
    expect(() => igdPlus(a, [])).toThrow(/front/);
    expect(() => igd([[1, 2, 3]], front)).toThrow(InputError);
  });
});

describe("r2", () => {
  it("is the mean of the best weighted distances", () => {
    const points = [
      [1, 0],
      [0, 1],
      [0.25, 0.25],
    ];
    const weights = [
      [1, 0],
      [0.5, 0.5],
      [0, 1],
    ];
    expect(r2(points, weights, [0, 0])).toBeCloseTo(0.125 / 3, 15);
    expect(r2([[3, 1]], [[1, 2]], [1, 1])).toBe(2);
  });

  it("never grows with more points", () => {
    for (let seed = 0; seed < 30; seed++) {
      const points = mixed(10, 4, seed);
      const value = r2(points.slice(0, 5), lattice(4, 4), [0, 0, 0, 0]);
      expect(r2(points, lattice(4, 4), [0, 0, 0, 0])).toBeLessThanOrEqual(value);
    }
  });

  it("refuses negative weights and empty sets", () => {
    expect(() => r2([[1, 1]], [[1, -1]], [0, 0])).toThrow(/weights\[0\]\[1\] is -1/);
    expect(() => r2([], [[1, 1]], [0, 0])).toThrow(InputError);
    expect(() => r2([[1, 1]], [], [0, 0])).toThrow(InputError);
  });
});

describe("inferReferencePoint", () => {
  it("lies a tenth of the range beyond the worst of the front", () => {
    const points = [
      [0, 10],
      [5, 5],
      [10, 0],
      [90, 90],
    ];
    expect(inferReferencePoint(points)).toEqual([11, 11]);
    expect(inferReferencePoint(points, 0)).toEqual([10, 10]);
  });

  it("uses the size of the value where there is no range", () => {
    expect(inferReferencePoint([[-20, 0]])).toEqual([-18, 0.1 * 1e-7]);
  });

  it("refuses an empty set and bad margins", () => {
    expect(() => inferReferencePoint([])).toThrow(InputError);
    expect(() => inferReferencePoint([[1]], -1)).toThrow(/margin/);
    expect(() => inferReferencePoint([[1]], Infinity)).toThrow(/margin/);
  });
});

describeReference("misc", (data) => {
  it.each(["m2", "m3", "m4", "m5"])("%s: the inferred reference of BoTorch", (key) => {
    const { Y_maximise: y, inferred_ref: expected } = data.hypervolume[key];
    const point = inferReferencePoint((y as number[][]).map((row) => row.map((value) => -value)));
    (expected as number[]).forEach((value, o) => {
      expect(point[o]).toBeCloseTo(-value, 12);
    });
  });
});
