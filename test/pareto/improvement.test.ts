import { describe, expect, it } from "vitest";
import { DisposedError, InputError } from "../../src/errors.js";
import {
  BoxDecomposition,
  hypervolume,
  hypervolumeContributions,
  hypervolumeImprovement,
  nonDominated,
  selectBatch,
} from "../../src/pareto/index.js";
import { fill, mixed, sphereFront, uniform } from "./points.js";

describe("hypervolumeImprovement", () => {
  it.each([1, 2, 3, 4, 5, 6])("%i objectives: hypervolume with less hypervolume without", (m) => {
    for (let seed = 0; seed < 15; seed++) {
      const points = mixed(m > 4 ? 8 : seed * 2, m, seed);
      const candidates = [...mixed(21 + (seed % 4), m, seed + 100), ...points];
      const corner = fill(m, 0.9);
      const before = hypervolume(points, corner);
      const gains = hypervolumeImprovement(candidates, points, corner);
      candidates.forEach((candidate, i) => {
        const after = hypervolume([...points, candidate], corner);
        expect(Math.abs(gains[i]! - (after - before))).toBeLessThan(1e-13);
      });
    }
  });

  it.each([2, 3, 4])("%i objectives: a front of 150 points", (m) => {
    const points = sphereFront(150, m, 3);
    const next = uniform(8);
    const candidates = points
      .slice(0, 30)
      .map((point) => point.map((value) => value * (0.85 + 0.3 * next())));
    const corner = fill(m, 1.1);
    const before = hypervolume(points, corner);
    const gains = hypervolumeImprovement(candidates, points, corner);
    candidates.forEach((candidate, i) => {
      const after = hypervolume([...points, candidate], corner);
      expect(Math.abs(gains[i]! - (after - before))).toBeLessThan(1e-13);
    });
    expect(gains.some((gain) => gain > 0) && gains.some((gain) => gain === 0)).toBe(true);
  });

  it.each([3, 4])("%i objectives: a candidate in front of very many points", (m) => {
    const points = sphereFront(300, m, 12);
    const corner = fill(m, 1.1);
    // In all but the last objective it is better than nearly all, in the last only than some.
    for (const last of [0.2, 0.5, 0.8]) {
      const candidate = [...fill(m - 1, 0.03), last];
      const before = hypervolume(points, corner);
      const after = hypervolume([...points, candidate], corner);
      const [gain] = hypervolumeImprovement([candidate], points, corner);
      expect(Math.abs(gain! - (after - before))).toBeLessThan(1e-13);
      const [contribution] = hypervolumeContributions([candidate, ...points], corner);
      expect(Math.abs(contribution! - gain!)).toBeLessThan(1e-13);
      const { gains } = selectBatch([candidate], points, corner, 1);
      expect(Math.abs(gains[0]! - gain!)).toBeLessThan(1e-13);
    }
  });

  it("is exactly 0 for candidates on or behind the reference, in any number of objectives", () => {
    for (const m of [1, 2, 3, 4, 5]) {
      const points = [fill(m, 0.5)];
      const two = fill(m, 0);
      two[0] = 2;
      two[m - 1] = 2;
      const gains = hypervolumeImprovement([fill(m, 1), fill(m, 2), two], points, fill(m, 1));
      expect([...gains]).toEqual([0, 0, 0]);
    }
  });

  it("takes no candidates, no points, and refuses bad numbers", () => {
    expect(hypervolumeImprovement([], [[0, 0]], [1, 1])).toEqual(new Float64Array(0));
    expect([...hypervolumeImprovement([[0.5, 0.5]], [], [1, 1])]).toEqual([0.25]);
    expect(() => hypervolumeImprovement([[1, Infinity]], [], [2, 2])).toThrow(
      /candidates\[0\]\[1\] is Infinity/,
    );
    expect(() => hypervolumeImprovement([[1]], [], [2, 2])).toThrow(InputError);
  });
});

describe("BoxDecomposition", () => {
  it.each([2, 3, 4, 5, 6])("%i objectives: disjoint boxes that fill the free region", (m) => {
    for (let seed = 0; seed < 15; seed++) {
      const points = mixed(m < 5 ? seed * 3 : seed, m, seed);
      const corner = fill(m, 0.9);
      using decomposition = new BoxDecomposition(points, corner);
      const { boxes } = decomposition;
      const inside = points.filter((point) => point.every((value) => value < 0.9));
      const front = inside.length ? nonDominated(inside, { copies: "first" }).length : 0;
      if (m < 4) expect(boxes.length).toBeLessThanOrEqual((m - 1) * inside.length + 1);
      expect(boxes.length).toBeGreaterThanOrEqual(front + 1);
      // Cut at 0, their volumes and the hypervolume fill the whole box below the reference.
      const volume = boxes.reduce(
        (sum, { lower, upper }) =>
          sum +
          upper.reduce((product, top, o) => product * Math.max(top - Math.max(lower[o]!, 0), 0), 1),
        0,
      );
      expect(volume + hypervolume(points, corner)).toBeCloseTo(0.9 ** m, 12);
      const next = uniform(seed);
      for (let trial = 0; trial < 100; trial++) {
        const y = Array.from({ length: m }, () => 1.1 * next() - 0.2);
        const holders = boxes.filter(({ lower, upper }) =>
          y.every((value, o) => value > lower[o]! && value < upper[o]!),
        ).length;
        const free =
          y.every((value) => value < 0.9) &&
          !points.some((point) => point.every((value, o) => value <= y[o]!));
        expect(holders).toBe(free ? 1 : 0);
      }
    }
  });

  it.each([2, 3])("%i objectives: no more than 1 + (m − 1) n boxes of a front", (m) => {
    using decomposition = new BoxDecomposition(sphereFront(200, m, 1), fill(m, 1.1));
    expect(decomposition.boxes.length).toBeLessThanOrEqual((m - 1) * 200 + 1);
  });

  it.each([4, 5, 6])("%i objectives: one box a local upper bound of a front", (m) => {
    const n = m < 6 ? 40 : 20;
    const points = sphereFront(n, m, 1);
    using decomposition = new BoxDecomposition(points, fill(m, 1.1));
    const { boxes } = decomposition;
    // A bound is a corner that no point lies below, and that moves in no direction without that.
    const corners = new Set(boxes.map(({ upper }) => upper.join()));
    expect(corners.size).toBe(boxes.length);
    for (const { upper } of boxes) {
      expect(points.some((point) => point.every((value, o) => value < upper[o]!))).toBe(false);
      upper.forEach((bound, o) => {
        const blocks = (point: number[]) =>
          point[o] === bound && point.every((value, j) => j === o || value < upper[j]!);
        expect(bound === 1.1 || points.some(blocks)).toBe(true);
      });
    }
    const volume = boxes.reduce(
      (sum, { lower, upper }) =>
        sum + upper.reduce((product, top, o) => product * (top - Math.max(lower[o]!, 0)), 1),
      0,
    );
    expect(volume + hypervolume(points, fill(m, 1.1))).toBeCloseTo(1.1 ** m, 12);
  });

  it("answers like the function, and only before disposal", () => {
    const points = sphereFront(40, 3, 1);
    const candidates = mixed(50, 3, 9);
    const decomposition = new BoxDecomposition(points, fill(3, 1.1));
    expect(decomposition.improvement(candidates)).toEqual(
      hypervolumeImprovement(candidates, points, fill(3, 1.1)),
    );
    decomposition.dispose();
    decomposition.dispose();
    expect(() => decomposition.improvement(candidates)).toThrow(DisposedError);
    expect(() => decomposition.boxes).toThrow(DisposedError);
  });

  it("is for two to six objectives", () => {
    expect(() => new BoxDecomposition([], [1])).toThrow(/2 to 6/);
    expect(() => new BoxDecomposition([], [1, 1, 1, 1, 1, 1, 1])).toThrow(InputError);
  });
});
