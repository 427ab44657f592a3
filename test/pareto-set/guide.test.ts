import { describe, expect, it } from "vitest";
import { type Guide, targetsOf } from "../../src/pareto-set/guide.js";
import { resolveSettings } from "../../src/pareto-set/resolve-settings.js";
import { learn } from "../../src/pareto-set/round.js";
import { latinHypercube } from "../../src/random/index.js";

/** Four designs, their values as far apart as a thousand in one objective and one in the other. */
const guide: Guide = {
  designs: [0, 1, 2, 3].map((i) => Float64Array.of(i / 4, 1 - i / 4)),
  values: [
    [0, 1],
    [100, 0.5],
    [400, 0.2],
    [1000, 0],
  ],
  ideal: [-100, -0.1],
  units: [1000, 1],
};

const targets = (preferences: number[], scalarization: "weighted" | "ray") =>
  targetsOf(guide, Float64Array.from(preferences), { scalarization });

describe("the designs to imitate", () => {
  it("are the best of the guide for each preference, by ranges of the front", () => {
    // Weighted gaps of the four: 0.1 and 1.1, 0.2 and 0.6, 0.5 and 0.3, 1.1 and 0.1.
    const chosen = targets([0.99, 0.01, 0.7, 0.3, 0.4, 0.6, 0.01, 0.99], "weighted");
    expect(Array.from(chosen)).toEqual(guide.designs.flatMap((design) => Array.from(design)));
    const tolerant = targets([0.99, 0.01, 0.6, 0.4, 0.25, 0.75, 0.01, 0.99], "ray");
    expect(Array.from(tolerant)).toEqual(
      guide.designs.toReversed().flatMap((design) => Array.from(design)),
    );
  });

  it("are none where there is no guide", () => {
    const none = { ...guide, designs: [], values: [] };
    expect(targetsOf(none, new Float64Array(0), { scalarization: "weighted" }).length).toBe(0);
  });
});

describe("a network that imitates", () => {
  /** The front lies at v = 0.3 and has a gap, where no slope leads from one part to the other. */
  const evaluate = (u: number, v: number) => [
    u + (v - 0.3) ** 2,
    1 - Math.sqrt(u) + 0.3 * Math.sin(14 * u) + (v - 0.3) ** 2,
  ];

  it("knows the front after a few hundred steps that never asked the models", () => {
    const points = latinHypercube(2, 60, { seed: 3 });
    const values = Float64Array.from({ length: 120 }, (_, i) => {
      const row = i - (i % 2);
      return evaluate(points[row]!, points[row + 1]!)[i % 2]!;
    });
    const data = { d: 2, k: 2, points, values, pending: new Float64Array(0) };
    const settings = resolveSettings("svh", { imitation: 1, steps: 600, width: 64 });
    using round = learn(data, settings, 5);
    expect(round.promised.length).toBeGreaterThan(20);
    const lambdas = Array.from({ length: 41 }, (_, i) => [i / 40 + 1e-4, 1 - i / 40 + 1e-4]);
    const designs = round.network.designs(Float64Array.from(lambdas.flat()));
    const us = Array.from(designs.filter((_, i) => i % 2 === 0));
    const vs = Array.from(designs.filter((_, i) => i % 2 === 1));
    expect(Math.max(...vs.map((v) => Math.abs(v - 0.3)))).toBeLessThan(0.06);
    expect(Math.min(...us)).toBeLessThan(0.05);
    // The second part of the front lies around its dip at 0.33.
    expect(Math.max(...us)).toBeGreaterThan(0.3);
    expect(us.filter((u) => u > 0.25).length).toBeGreaterThan(5);
  });
});
