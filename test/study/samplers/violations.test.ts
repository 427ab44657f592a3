import { describe, expect, it } from "vitest";
import { constrainedRanks, violationsOf } from "../../../src/study/samplers/violations.js";

describe("violations", () => {
  it("are what lies beyond a limit", () => {
    const limits = [
      { name: "a", lower: -Infinity, upper: 2 },
      { name: "b", lower: -1, upper: 1 },
    ];
    const outcomes = Float64Array.of(1, 0, 3, -1, 2, 4, 5, -1e150);
    expect([...violationsOf(outcomes, limits)]).toEqual([0, 0, 1, 0, 0, 3, 3, 1e150]);
  });
});

describe("constrained domination", () => {
  const losses = [
    [0, 0], // the best of all, and infeasible
    [1, 3],
    [3, 1],
    [3, 3],
    [9, 9],
    [8, 8],
  ].map((row) => Float64Array.from(row));

  it("ranks feasible points first, then by the sum of violations in shares of the largest", () => {
    // Of the second constraint one unit weighs as much as a hundred of the first.
    const violations = Float64Array.of(...[100, 0], ...[0, 0], ...[0, 0], ...[0, 0], ...[50, 1]);
    const ranks = constrainedRanks(losses, Float64Array.of(...violations, ...[0, 1]));
    expect([...ranks]).toEqual([2, 0, 0, 1, 3, 2]);
  });

  it("is plain domination where all are feasible, and where there are no constraints", () => {
    const plain = [0, 1, 1, 2, 4, 3];
    expect([...constrainedRanks(losses, new Float64Array(6))]).toEqual(plain);
    expect([...constrainedRanks(losses, new Float64Array(0))]).toEqual(plain);
  });
});
