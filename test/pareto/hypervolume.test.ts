import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { hypervolume } from "../../src/pareto/index.js";
import { describeReference } from "../support/reference.js";
import {
  congruential,
  cyclic,
  fill,
  lattice,
  onSphere,
  sphereFront,
  unitCorners,
} from "./points.js";

const staircase = [
  [1, 3],
  [2, 2],
  [3, 1],
];

describe("hypervolume of known sets", () => {
  it.each([
    ["three steps", staircase, 4, 6],
    [
      "duplicate, dominated, boundary and outside points",
      [...staircase, [2, 2], [3, 3], [4, 0], [0, 4], [5, 0.5]],
      4,
      6,
    ],
    ["a line of five", [0, 1, 2, 3, 4].map((i) => [i / 4, 1 - i / 4]), 1, 3 / 8],
    ["three shifts", cyclic(3), 4, 13],
    ["six permutations", [...cyclic(3), [1, 3, 2], [2, 1, 3], [3, 2, 1]], 4, 16],
    [
      "three wings and the middle",
      [
        [1, 1, 3],
        [1, 3, 1],
        [3, 1, 1],
        [2, 2, 2],
      ],
      4,
      20,
    ],
    ["three corners", unitCorners(3), 2, 4],
    ["four corners", unitCorners(4), 2, 5],
    ["five corners", unitCorners(5), 2, 6],
    ["seven corners", unitCorners(7), 2, 8],
    ["four shifts", cyclic(4), 5, 71],
    [
      "an equal fourth coordinate",
      [
        [1, 2, 3, 2],
        [2, 3, 1, 2],
        [3, 1, 2, 2],
      ],
      4,
      26,
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
      0.1596,
    ],
    ["five shifts", cyclic(5), 6, 461],
    ["six shifts", cyclic(6), 7, 3447],
    ["one objective", [[3], [2], [7], [2]], 5, 3],
    ["one point", [[0.25, 0.5, 0.125]], 1, 0.75 * 0.5 * 0.875],
  ])("%s", (_, points, corner, volume) => {
    const m = points[0]!.length;
    expect(hypervolume(points, fill(m, corner))).toBeCloseTo(volume, 13);
    expect(hypervolume(Float64Array.from(points.flat()), fill(m, corner))).toBeCloseTo(volume, 13);
  });

  it.each([
    [2, 50, 0.942273544448299],
    [3, 50, 0.817121034105253],
    [4, 50, 0.569913755086705],
    [5, 30, 0.348588089725442],
    [6, 20, 0.136359538839007],
  ])("%i objectives, %i pseudo-random points", (m, n, volume) => {
    expect(hypervolume(congruential(n, m), fill(m, 1))).toBeCloseTo(volume, 13);
  });

  it.each([
    [3, 12, 1.12035185185, 0.744850899188],
    [4, 7, 1.37663644315, 1.03240019954],
    [5, 5, 1.57019, 1.2801178094],
  ])("%i objectives, lattice of %i parts: plane and sphere", (m, p, plane, sphere) => {
    const points = lattice(m, p);
    expect(hypervolume(points, fill(m, 1.1))).toBeCloseTo(plane, 10);
    expect(hypervolume(onSphere(points), fill(m, 1.1))).toBeCloseTo(sphere, 10);
  });
});

describe("hypervolume of dense fronts tends to that of the curve", () => {
  const front = (n: number, value: (t: number) => number) =>
    Array.from({ length: n }, (_, i) => [i / (n - 1), value(i / (n - 1))]);

  it.each([
    ["1 − √f", (t: number) => 1 - Math.sqrt(t), 0.876666667],
    ["1 − f²", (t: number) => 1 - t * t, 0.543333333],
  ])("%s", (_, curve, limit) => {
    const coarse = limit - hypervolume(front(2001, curve), [1.1, 1.1]);
    const fine = limit - hypervolume(front(4001, curve), [1.1, 1.1]);
    expect(fine).toBeGreaterThan(0);
    expect(fine).toBeLessThan(2e-4);
    expect(coarse / fine).toBeGreaterThan(1.9);
  });

  it("one eighth of the sphere", () => {
    const limit = 1.331 - Math.PI / 6;
    const value = hypervolume(onSphere(lattice(3, 80)), fill(3, 1.1));
    expect(limit - value).toBeGreaterThan(0);
    expect(limit - value).toBeLessThan(0.012);
  });
});

describeReference("misc", (data) => {
  it.each(["m2", "m3", "m4", "m5"])("%s", (key) => {
    const { Y_maximise: y, ref, hv, "hv_ref_-0.1": wider } = data.hypervolume[key];
    const points = (y as number[][]).map((point) => point.map((value) => -value));
    const corner = (ref as number[]).map((value) => 0 - value);
    expect(hypervolume(points, corner)).toBeCloseTo(hv, 12);
    const margin = corner.map((value) => value + 0.1);
    expect(hypervolume(points, margin)).toBeCloseTo(wider, 12);
  });
});

/** Sets of up to 30 points of 2 to 6 objectives, some on a coarse grid so that ties are common. */
const sets = fc.integer({ min: 1, max: 6 }).chain((m) => {
  const grid = fc.integer({ min: 0, max: 4 }).map((i) => i / 4);
  const value = fc.oneof(grid, fc.double({ min: 0, max: 1.2, noNaN: true }));
  const row = fc.array(value, { minLength: m, maxLength: m });
  return fc.record({
    points: fc.array(row, { maxLength: m > 4 ? 16 : 30 }),
    extra: row,
    order: fc.integer(),
  });
});

describe("hypervolume obeys its laws", () => {
  it("does not depend on the order of points or of objectives", () => {
    fc.assert(
      fc.property(sets, ({ points, extra }) => {
        const corner = extra.map((_, o) => 1 + o / 8);
        const volume = hypervolume(points, corner);
        const reversed = [...points].reverse();
        expect(hypervolume(reversed, corner)).toBeCloseTo(volume, 12);
        const turned = points.map((point) => [...point.slice(1), point[0]!]);
        const turnedCorner = [...corner.slice(1), corner[0]!];
        expect(hypervolume(turned, turnedCorner)).toBeCloseTo(volume, 12);
      }),
    );
  });

  it("ignores duplicates and dominated points, and never shrinks", () => {
    fc.assert(
      fc.property(sets, ({ points, extra }) => {
        const corner = extra.map(() => 1);
        const volume = hypervolume(points, corner);
        const worse = points.map((point) => point.map((value, o) => value + extra[o]!));
        expect(hypervolume([...worse, ...points, ...points], corner)).toBeCloseTo(volume, 12);
        expect(hypervolume([extra, ...points], corner)).toBeGreaterThanOrEqual(volume - 1e-12);
      }),
    );
  });

  it("moves and scales with the points", () => {
    fc.assert(
      fc.property(sets, ({ points, extra }) => {
        const corner = extra.map(() => 1);
        const scale = extra.map((_, o) => 2 ** (o - 2));
        const move = (point: readonly number[]) =>
          point.map((value, o) => value * scale[o]! + extra[o]!);
        const factor = scale.reduce((product, value) => product * value, 1);
        const expected = factor * hypervolume(points, corner);
        expect(hypervolume(points.map(move), move(corner))).toBeCloseTo(expected, 11);
      }),
    );
  });

  it("equals a Monte Carlo estimate", () => {
    for (const m of [2, 3, 4, 5, 6]) {
      const points = sphereFront(25, m, m);
      const samples = congruential(40_000, m);
      const corner = fill(m, 1.1);
      const hits = samples.filter((sample) =>
        points.some((point) => point.every((value, o) => value <= sample[o]! * 1.1)),
      ).length;
      const share = hits / samples.length;
      const volume = 1.1 ** m;
      const deviation = volume * Math.sqrt((share * (1 - share)) / samples.length);
      expect(Math.abs(hypervolume(points, corner) - share * volume)).toBeLessThan(4 * deviation);
    }
  });
});

describe("hypervolume of odd input", () => {
  it("keeps its digits for objectives of very different sizes", () => {
    const sizes = [1e-90, 1e120, 1, 1e-30, 1e6];
    for (const m of [2, 3, 4, 5]) {
      const scale = (point: readonly number[]) => point.map((value, o) => value * sizes[o]!);
      const factor = sizes.slice(0, m).reduce((product, size) => product * size, 1);
      const volume = hypervolume(cyclic(m).map(scale), scale(fill(m, m + 1)));
      expect(volume / factor).toBeCloseTo(hypervolume(cyclic(m), fill(m, m + 1)), 9);
    }
  });

  it("is 0 without points below the reference", () => {
    expect(hypervolume([], [1, 1])).toBe(0);
    expect(hypervolume(new Float64Array(0), [1, 1, 1])).toBe(0);
    for (const m of [1, 2, 3, 4, 5]) {
      expect(hypervolume([fill(m, 1), fill(m, 2)], fill(m, 1))).toBe(0);
    }
  });

  it("names what it cannot use", () => {
    const bad = (points: unknown, reference: unknown) => () =>
      hypervolume(points as number[][], reference as number[]);
    expect(bad([[1, Number.NaN]], [2, 2])).toThrow(/points\[0\]\[1\] is NaN/);
    expect(bad([[1, -Infinity]], [2, 2])).toThrow(InputError);
    expect(bad(new Float64Array([1, Infinity]), [2, 2])).toThrow(/points\[1\] is Infinity/);
    expect(bad(new Float64Array(3), [2, 2])).toThrow(/points.length is 3/);
    expect(bad([[1, 2, 3]], [2, 2])).toThrow(/points\[0\]/);
    expect(bad([[1, 1], null], [2, 2])).toThrow(/points\[1\] is null/);
    expect(bad(["ab"], [2, 2])).toThrow(InputError);
    expect(bad("ab", [2, 2])).toThrow(InputError);
    expect(bad([[1]], [])).toThrow(/reference/);
    expect(bad([[1]], [Number.NaN])).toThrow(/reference\[0\] is NaN/);
    expect(bad([[-1e200, 1]], [2, 2])).toThrow(/rescale/);
    expect(bad([[-1e120, -1e120, -1e120]], [2, 2, 2])).toThrow(/overflows/);
  });
});
