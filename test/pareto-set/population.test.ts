import { describe, expect, it } from "vitest";
import { hypervolume } from "../../src/pareto/index.js";
import { evolveFront, type Pool } from "../../src/pareto-set/population.js";
import { RandomStream } from "../../src/random/index.js";

/**
 * ZDT2 in six inputs: the front is (u, 1 − u²) where all others are 0, its volume below 1.1 0.5433.
 */
const zdt2 = (design: Float64Array) => {
  const [first, ...others] = design;
  const g = 1 + (9 * others.reduce((sum, u) => sum + u, 0)) / others.length;
  return [first!, g * (1 - (first! / g) ** 2)];
};

const pool = (designs: readonly Float64Array[]): Pool => ({ designs, values: designs.map(zdt2) });

/**
 * Where a search by slopes ends that has collapsed: the designs all lie at one end of the front.
 */
const collapsed = pool(
  Array.from({ length: 30 }, (_, i) => Float64Array.of(0, 0, 0, 0, 0, i / 100)),
);

describe("evolveFront", () => {
  it("finds the whole front from designs that all lie at one end of it", () => {
    expect(hypervolume(collapsed.values, [1.1, 1.1])).toBeLessThan(0.12);
    const found = evolveFront(collapsed, pool, new RandomStream(1, 0));
    expect(found.values).toEqual(found.designs.map(zdt2));
    expect(hypervolume(found.values, [1.1, 1.1])).toBeGreaterThan(0.52);
  });

  it("keeps to what is let through, and to where it began where nothing is", () => {
    const half = (designs: readonly Float64Array[]) => pool(designs.filter(([u]) => u! < 0.5));
    const found = evolveFront(collapsed, half, new RandomStream(1, 0));
    expect(found.designs.every(([u]) => u! < 0.5)).toBe(true);
    expect(Math.max(...found.designs.map(([u]) => u!))).toBeGreaterThan(0.3);
    const stuck = evolveFront(collapsed, () => pool([]), new RandomStream(1, 0));
    expect(new Set(stuck.designs.map(String))).toEqual(new Set(collapsed.designs.map(String)));
  });
});
