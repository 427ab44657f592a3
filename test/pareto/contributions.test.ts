import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { hypervolume, hypervolumeContributions } from "../../src/pareto/index.js";
import { cyclic, fill, mixed, sphereFront, unitCorners } from "./points.js";

function expectClose(values: ArrayLike<number>, expected: readonly number[], tolerance = 1e-13) {
  expect(values.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(values[i]! - value)).toBeLessThanOrEqual(tolerance);
  });
}

describe("contributions of known sets", () => {
  it.each([
    [
      "three steps",
      [
        [1, 3],
        [2, 2],
        [3, 1],
      ],
      4,
      [1, 1, 1],
    ],
    [
      "a line of five",
      [0, 1, 2, 3, 4].map((i) => [i / 4, 1 - i / 4]),
      1,
      [0, 1 / 16, 1 / 16, 1 / 16, 0],
    ],
    ["three shifts", cyclic(3), 4, [3, 3, 3]],
    ["six permutations", [...cyclic(3), [1, 3, 2], [2, 1, 3], [3, 2, 1]], 4, fill(6, 1)],
    [
      "three wings and the middle",
      [
        [1, 1, 3],
        [1, 3, 1],
        [3, 1, 1],
        [2, 2, 2],
      ],
      4,
      [3, 3, 3, 1],
    ],
    ["five corners", unitCorners(5), 2, fill(5, 1)],
    ["four shifts", cyclic(4), 5, fill(4, 13)],
    [
      "an equal fourth coordinate",
      [
        [1, 2, 3, 2],
        [2, 3, 1, 2],
        [3, 1, 2, 2],
      ],
      4,
      [6, 6, 6],
    ],
    [
      "four wings and the middle",
      [
        [0.1, 0.9, 0.5, 0.5],
        [0.5, 0.1, 0.9, 0.5],
        [0.5, 0.5, 0.1, 0.9],
        [0.9, 0.5, 0.5, 0.1],
        [0.4, 0.4, 0.4, 0.4],
      ],
      1,
      [0.0075, 0.0075, 0.0075, 0.0075, 0.0827],
    ],
    ["five shifts", cyclic(5), 6, fill(5, 71)],
    ["six shifts", cyclic(6), 7, fill(6, 461)],
    ["one objective", [[3], [2], [7]], 5, [0, 1, 0]],
    ["one point", [[0.5, 0.5]], 1, [0.25]],
    [
      "a copy, a dominated point, the boundary and outside",
      [
        [1, 3],
        [2, 2],
        [2, 2],
        [3, 3],
        [4, 0],
        [5, 0.5],
        [3, 1],
      ],
      4,
      [1, 0, 0, 0, 0, 0, 1],
    ],
  ])("%s", (_, points, corner, expected) => {
    expectClose(hypervolumeContributions(points, fill(points[0]!.length, corner)), expected);
  });
});

describe("contributions", () => {
  it.each([1, 2, 3, 4, 5, 6])("%i objectives: what the set loses without the point", (m) => {
    for (let seed = 0; seed < 20; seed++) {
      const points = mixed(m > 4 ? 10 : 24, m, seed);
      const corner = fill(m, 0.95);
      const volume = hypervolume(points, corner);
      const losses = points.map((_, i) => volume - hypervolume(points.toSpliced(i, 1), corner));
      expectClose(hypervolumeContributions(points, corner), losses);
    }
  });

  it.each([2, 3, 4])("%i objectives: a front of 200 points", (m) => {
    const points = sphereFront(m > 3 ? 60 : 200, m, 5);
    const corner = fill(m, 1.1);
    const volume = hypervolume(points, corner);
    const losses = points.map((_, i) => volume - hypervolume(points.toSpliced(i, 1), corner));
    const contributions = hypervolumeContributions(points, corner);
    expectClose(contributions, losses);
    expect(Math.min(...contributions)).toBeGreaterThan(0);
  });

  it("are none for no points, and refuse bad numbers", () => {
    expect(hypervolumeContributions([], [1, 1, 1])).toEqual(new Float64Array(0));
    expect(() => hypervolumeContributions([[1, Number.NaN]], [2, 2])).toThrow(InputError);
    expect(() => hypervolumeContributions([[1, 1, 1]], [2, 2])).toThrow(InputError);
  });
});
