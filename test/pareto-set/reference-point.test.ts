import { describe, expect, it } from "vitest";
import { drawnIn, referencePoint } from "../../src/pareto-set/reference-point.js";

const front = [
  [0, 10],
  [1, 4],
  [4, 2],
];

describe("the reference point", () => {
  it("lies a share of every objective's range beyond its worst value", () => {
    expect(referencePoint(front, 0.5)).toEqual([6, 14]);
    expect(referencePoint(front, 0)).toEqual([4, 10]);
  });

  it("is drawn in to so many ranges of the front, objective by objective", () => {
    expect(drawnIn([500, 12], front, 3)).toEqual([16, 12]);
    expect(drawnIn([5, 1e300], front, 2)).toEqual([5, 26]);
  });

  it("stays where it is while a front has no range to measure by", () => {
    expect(drawnIn([500, 12], [], 3)).toEqual([500, 12]);
    expect(drawnIn([500, 12], [[1, 2]], 3)).toEqual([500, 12]);
  });
});
