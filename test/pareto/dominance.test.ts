import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { nonDominated, nonDominatedSort } from "../../src/pareto/index.js";
import { describeReference } from "../support/reference.js";
import { sphereFront, uniform } from "./points.js";

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, o) => value <= b[o]!) && a.some((value, o) => value < b[o]!);
}

const grids = fc.integer({ min: 1, max: 5 }).chain((k) => {
  const row = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: k, maxLength: k });
  return fc.array(row, { maxLength: 40 });
});

describe("nonDominated", () => {
  it("keeps what nothing dominates", () => {
    fc.assert(
      fc.property(grids, (points) => {
        const expected = points.flatMap((point, i) =>
          points.some((other) => dominates(other, point)) ? [] : [i],
        );
        expect(nonDominated(points)).toEqual(expected);
        const first = expected.filter(
          (i) => points.findIndex((point) => String(point) === String(points[i])) === i,
        );
        expect(nonDominated(points, { copies: "first" })).toEqual(first);
      }),
    );
  });

  it("keeps a front whole, and no point that is behind it", () => {
    for (const m of [2, 3, 4, 7]) {
      const front = sphereFront(400, m, m);
      const next = uniform(m);
      const behind = front.map((point) => point.map((value) => value + next()));
      const all = [...behind, ...front];
      expect(nonDominated(all)).toEqual(front.map((_, i) => 400 + i));
    }
  });

  it("takes no points and refuses what it cannot compare", () => {
    expect(nonDominated([])).toEqual([]);
    expect(() => nonDominated([[1], [Number.NaN]])).toThrow(/points\[1\]\[0\] is NaN/);
    expect(() => nonDominated([[1, 2], [1]])).toThrow(InputError);
    expect(() => nonDominated([[], []])).toThrow(InputError);
    expect(() => nonDominated(new Float64Array(4))).toThrow(/does not say k/);
    expect(() => nonDominated([[1]], { copies: "none" as never })).toThrow(/copies/);
  });
});

describe("nonDominatedSort", () => {
  it("gives each point one rank more than the worst that dominates it", () => {
    fc.assert(
      fc.property(grids, (points) => {
        const ranks = nonDominatedSort(points);
        points.forEach((point, i) => {
          const above = points.flatMap((other, j) => (dominates(other, point) ? [ranks[j]!] : []));
          expect(ranks[i]).toBe(Math.max(-1, ...above) + 1);
        });
      }),
    );
  });
});

describeReference("misc", (data) => {
  it.each(["m2", "m3", "m4", "m5"])("%s", (key) => {
    const { Y_maximise: y, non_dominated: kept } = data.hypervolume[key];
    const points = (y as number[][]).map((point) => point.map((value) => -value));
    expect(nonDominated(points)).toEqual(
      (kept as boolean[]).flatMap((keep, i) => (keep ? [i] : [])),
    );
  });

  it("copies", () => {
    const { Y, non_dominated: first, non_dominated_dedup_false: all } = data.hypervolume.duplicates;
    const points = (Y as number[][]).map((point) => point.map((value) => -value));
    const indices = (kept: boolean[]) => kept.flatMap((keep, i) => (keep ? [i] : []));
    expect(nonDominated(points, { copies: "first" })).toEqual(indices(first));
    expect(nonDominated(points)).toEqual(indices(all));
  });
});
