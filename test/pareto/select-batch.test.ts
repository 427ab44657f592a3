import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { hypervolume, selectBatch } from "../../src/pareto/index.js";
import { fill, mixed, sphereFront } from "./points.js";

/** The same choice by trying every candidate at every step. */
function fullSearch(
  candidates: number[][],
  points: number[][],
  reference: number[],
  q: number,
): { indices: number[]; gains: number[] } {
  const set = [...points];
  const indices: number[] = [];
  const gains: number[] = [];
  for (let pick = 0; pick < q; pick++) {
    const before = hypervolume(set, reference);
    const all = candidates.map((candidate) => hypervolume([...set, candidate], reference) - before);
    const best = all.reduce((best, gain, i) => (gain > all[best]! + 1e-13 ? i : best), 0);
    if (all[best]! <= 1e-13) break;
    indices.push(best);
    gains.push(all[best]!);
    set.push(candidates[best]!);
  }
  return { indices, gains };
}

describe("selectBatch", () => {
  it.each([1, 2, 3, 4, 5])("%i objectives: the choice of the full search", (m) => {
    for (let seed = 0; seed < 50; seed++) {
      const points = mixed(seed % 12, m, seed);
      const candidates = mixed(30, m, seed + 1000);
      const reference = fill(m, 0.97);
      const expected = fullSearch(candidates, points, reference, 5);
      const { indices, gains } = selectBatch(candidates, points, reference, 5);
      expect(indices).toEqual(expected.indices);
      gains.forEach((gain, i) => {
        expect(Math.abs(gain - expected.gains[i]!)).toBeLessThan(1e-13);
      });
    }
  });

  it.each([2, 3, 4])("%i objectives: gains fall and add up to the hypervolume", (m) => {
    const points = sphereFront(60, m, 2);
    const candidates = sphereFront(300, m, 7);
    const reference = fill(m, 1.1);
    const { indices, gains } = selectBatch(candidates, points, reference, 10);
    expect(new Set(indices).size).toBe(10);
    for (let i = 1; i < 10; i++) expect(gains[i]).toBeLessThanOrEqual(gains[i - 1]!);
    const after = hypervolume([...points, ...indices.map((i) => candidates[i]!)], reference);
    const total = gains.reduce((sum, gain) => sum + gain, hypervolume(points, reference));
    expect(total).toBeCloseTo(after, 12);
  });

  it("stops where nothing is gained, and takes the first of equal candidates once", () => {
    const reference = [4, 4];
    expect(selectBatch([[3, 3]], [[1, 1]], reference, 3)).toEqual({ indices: [], gains: [] });
    const copies = [
      [5, 0],
      [2, 2],
      [2, 2],
      [1, 3],
    ];
    expect(selectBatch(copies, [], reference, 4)).toEqual({ indices: [1, 3], gains: [4, 1] });
    expect(selectBatch([], [], reference, 4)).toEqual({ indices: [], gains: [] });
    expect(selectBatch(copies, [], reference, 0)).toEqual({ indices: [], gains: [] });
  });

  it("refuses bad input", () => {
    expect(() => selectBatch([[1, 1]], [], [2, 2], -1)).toThrow(InputError);
    expect(() => selectBatch([[1, 1]], [], [2, 2], 1.5)).toThrow(InputError);
    expect(() => selectBatch([[1, Number.NaN]], [], [2, 2], 1)).toThrow(InputError);
  });
});
