import { describe, expect, it } from "vitest";
import { core } from "../../../src/core/index.js";
import { latinHypercube, RandomStream, sobol } from "../../../src/random/index.js";
import { describeReference } from "../../support/reference.js";
import { chiSquare, kolmogorovSmirnov, SIGNIFICANT } from "../../support/statistics.js";

/** How many of n points fall into each box of a grid; `bits[j]` halvings of coordinate j. */
function boxes(points: Float64Array, d: number, bits: number[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < points.length; i += d) {
    const key = bits.map((b, j) => Math.floor(points[i + j]! * 2 ** b)).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** True where all 2^Σbits boxes hold the same number of points. */
function balanced(points: Float64Array, d: number, bits: number[]): boolean {
  const counts = boxes(points, d, bits);
  const total = 2 ** bits.reduce((sum, b) => sum + b, 0);
  return counts.size === total && new Set(counts.values()).size === 1;
}

describeReference("misc", ({ sobol: tables }) => {
  it.each(Object.keys(tables).filter((key) => /^d\d+_(last3_)?first16$/.test(key)))(
    "Sobol points are bit-equal to PyTorch's: %s",
    (key) => {
      const d = Number(/^d(\d+)/.exec(key)![1]);
      const points = sobol(d, 16);
      const kept = key.includes("last3") ? 3 : d;
      tables[key].forEach((row: number[], i: number) => {
        expect([...points.slice((i + 1) * d - kept, (i + 1) * d)]).toEqual(row);
      });
    },
  );

  it("Sobol points past the first thousand are too", () => {
    expect([...sobol(2, 4, { skip: 1023 })]).toEqual(tables.d2_points_1023_1026.flat());
  });
});

describe("Sobol points", () => {
  it("begin as published", () => {
    // The table of ten points in Joe & Kuo, "Notes on generating Sobol sequences".
    expect([...sobol(3, 10)]).toEqual(
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25],
        [0.25, 0.75, 0.75],
        [0.375, 0.375, 0.625],
        [0.875, 0.875, 0.125],
        [0.625, 0.125, 0.875],
        [0.125, 0.625, 0.375],
        [0.1875, 0.3125, 0.9375],
        [0.6875, 0.8125, 0.4375],
      ].flat(),
    );
  });

  it.each([undefined, 1, 77])(
    "of 1,000 dimensions halve every coordinate evenly, seed %s",
    (seed) => {
      const d = 1000;
      const points = sobol(d, 256, seed === undefined ? {} : { seed });
      for (let j = 0; j < d; j++) {
        const column = Float64Array.from({ length: 256 }, (_, i) => points[i * d + j]!);
        // One point in each of 256 intervals: hence equally many in every coarser one.
        expect(balanced(column, 1, [8])).toBe(true);
      }
    },
  );

  it.each([undefined, 3, 4])("of two dimensions are a (0, 10, 2)-net, seed %s", (seed) => {
    const options = seed === undefined ? {} : { seed };
    // The second block of 2¹⁰ points balances as the first does.
    for (const skip of [0, 1024, 3072]) {
      const points = sobol(2, 1024, { ...options, skip });
      for (let a = 0; a <= 10; a++) expect(balanced(points, 2, [a, 10 - a])).toBe(true);
    }
  });

  it("keep the quality of the plain points in every box of three dimensions when scrambled", () => {
    for (let a = 0; a <= 8; a++) {
      for (let b = 0; a + b <= 8; b++) {
        const bits = [a, b, 8 - a - b];
        const plain = balanced(sobol(3, 256), 3, bits);
        expect(balanced(sobol(3, 256, { seed: 5 }), 3, bits)).toBe(plain);
      }
    }
  });

  it("are each uniform over the seeds when scrambled, and two of them nearly independent", () => {
    const seeds = 4000;
    const draws = Array.from({ length: seeds }, (_, seed) => sobol(2, 2, { seed }));
    for (let k = 0; k < 4; k++) {
      const sample = draws.map((points) => points[k]!);
      expect(kolmogorovSmirnov(sample, (x) => x)).toBeLessThan(1);
    }
    const cells = new Int32Array(64);
    for (const points of draws) {
      cells[Math.floor(points[0]! * 8) * 8 + Math.floor(points[1]! * 8)]!++;
    }
    expect(Math.abs(chiSquare(cells))).toBeLessThan(SIGNIFICANT);
  });

  it("are distinct and inside (0, 1) when scrambled", () => {
    const points = sobol(1, 4096, { seed: 9 });
    expect(new Set(points).size).toBe(4096);
    expect(points.every((x) => x > 0 && x < 1)).toBe(true);
  });

  it("integrate a smooth function better than random points by far", () => {
    // ∏ (1 + (x − ½)/2) over six coordinates has the integral 1.
    const d = 6;
    const error = (points: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < points.length; i += d) {
        let product = 1;
        for (let j = 0; j < d; j++) product *= 1 + (points[i + j]! - 0.5) / 2;
        sum += product;
      }
      return Math.abs(sum / (points.length / d) - 1);
    };
    const mean = (f: (seed: number) => number) =>
      Array.from({ length: 20 }, (_, seed) => f(seed)).reduce((sum, x) => sum + x, 0) / 20;
    const quasi = mean((seed) => error(sobol(d, 1024, { seed })));
    const random = mean((seed) => error(new RandomStream(seed).uniform(1024 * d)));
    expect(quasi).toBeLessThan(random / 20);
  });

  it("refuse shapes in the core too, with the position of the argument", () => {
    expect(core().sobol_fill(0, 0, 1, 0)).toBe(-1);
    expect(core().sobol_fill(1001, 0, 1, 0)).toBe(-1);
    expect(core().sobol_fill(1, -1, 1, 0)).toBe(-2);
    expect(core().sobol_fill(1, 2 ** 32, 1, 0)).toBe(-2);
    expect(core().sobol_fill(1, 0, -1, 0)).toBe(-3);
    expect(core().sobol_scrambled(1, 2, 0, 0, 1, 0)).toBe(-3);
    expect(core().sobol_scrambled(1, 2, 1, Number.NaN, 1, 0)).toBe(-4);
    expect(core().sobol_scrambled(1, 2, 1, 0, -1, 0)).toBe(-5);
    expect(core().latin_hypercube(1, 2, 0, 0, 1, 0)).toBe(-4);
    expect(core().latin_hypercube(1, 2, 0, 1, -1, 0)).toBe(-5);
    expect(core().random_gamma(1, 2, 0, 0, 1, 0, Number.NaN)).toBe(-7);
  });
});

describe("Latin hypercubes", () => {
  it("hit every interval of every coordinate once", () => {
    for (const [d, n] of [
      [1, 1],
      [3, 7],
      [10, 100],
      [2, 1001],
    ]) {
      const points = latinHypercube(d!, n!, { seed: 3 });
      for (let j = 0; j < d!; j++) {
        const cells = Array.from({ length: n! }, (_, i) => Math.floor(points[i * d! + j]! * n!));
        expect(cells.sort((a, b) => a - b)).toEqual(Array.from({ length: n! }, (_, i) => i));
      }
    }
  });

  it("have uniform coordinates that do not depend on each other", () => {
    const [d, n] = [4, 4096];
    const points = latinHypercube(d, n, { seed: 12 });
    for (let j = 1; j < d; j++) {
      const cells = new Int32Array(64);
      for (let i = 0; i < n; i++) {
        const [a, b] = [points[i * d]!, points[i * d + j]!];
        cells[Math.floor(a * 8) * 8 + Math.floor(b * 8)]!++;
      }
      expect(Math.abs(chiSquare(cells))).toBeLessThan(SIGNIFICANT);
    }
    const inside = points.filter((_, i) => i % d === 0).map((x) => (x * n) % 1);
    expect(kolmogorovSmirnov(inside, (x) => x)).toBeLessThan(1);
  });
});
