import { describe, expect, it } from "vitest";
import { chooseBatch } from "../../src/pareto-set/batch.js";
import { untransformed } from "../../src/pareto-set/power-transform.js";
import { resolveSettings } from "../../src/pareto-set/resolve-settings.js";
import { learn, type Round } from "../../src/pareto-set/round.js";
import { latinHypercube } from "../../src/random/index.js";

/** The front lies at v = 0.3; the second objective has two dips in u. */
const evaluate = (u: number, v: number) => [
  u + (v - 0.3) ** 2,
  1 - Math.sqrt(u) + 0.2 * Math.sin(9 * u) + (v - 0.3) ** 2,
];

const changes = { steps: 1, width: 8, candidates: 50 };
const settings = resolveSettings("svh", changes);

function round(pending: number[] = []): Round {
  const points = latinHypercube(2, 14, { seed: 3 });
  const values = Float64Array.from({ length: 28 }, (_, i) => {
    const row = i - (i % 2);
    return evaluate(points[row]!, points[row + 1]!)[i % 2]!;
  });
  const data = { d: 2, k: 2, points, values, pending: Float64Array.from(pending) };
  return learn(data, settings, 5);
}

const bounds = ({ models }: Round, designs: number[][]) => {
  const [a, b] = models.map((model) => {
    const { mean, variance } = model.predict(designs);
    return mean.map((mu, i) => mu - settings.optimism * Math.sqrt(variance[i]!));
  });
  return designs.map((_, i) => [a![i]!, b![i]!] as const);
};

/** Area below the reference that a front of two objectives dominates, by strips. */
function area(front: readonly (readonly number[])[], [right, top]: readonly number[]) {
  let [sum, height] = [0, top!];
  for (const [x, y] of [...front].sort((p, q) => p[0]! - q[0]!)) {
    if (x! >= right! || y! >= height) continue;
    sum += (right! - x!) * (height - y!);
    height = y!;
  }
  return sum;
}

const always = () => true;

describe("a refined batch", () => {
  it("gains as much as the best points of a fine grid, though the network was not trained", () => {
    using learnt = round();
    const lattice = Array.from({ length: 201 ** 2 }, (_, i) => [
      (i % 201) / 200,
      Math.floor(i / 201) / 200,
    ]);
    const values = bounds(learnt, lattice);
    const corner = [0, 1].map((o) => Math.max(...learnt.front.map((row) => row[o]!)));
    const reference = corner.map((value) => value + 0.3);
    const front: (readonly number[])[] = [...learnt.front];
    const batch = chooseBatch(learnt, settings, 5, 3, always);
    const ours = bounds(
      learnt,
      batch.map((design) => Array.from(design)),
    );
    expect(batch.length).toBe(3);
    // The margin of the reference differs a little, and with it the worth of the two ends.
    const gains = values.map(
      (value) => area([...front, value], reference) - area(front, reference),
    );
    const best = Math.max(...gains);
    const first = area([...front, ours[0]!], reference) - area(front, reference);
    expect(first).toBeGreaterThan(0.95 * best);
    const plain = chooseBatch(learnt, { ...settings, refinement: 0 }, 5, 3, always);
    const unrefined = bounds(
      learnt,
      plain.map((design) => Array.from(design)),
    );
    expect(area([...front, ...ours], reference)).toBeGreaterThan(
      area([...front, ...unrefined], reference),
    );
  });

  it("makes every other pick where a gain is sure by upper bounds", () => {
    using learnt = round();
    const cautious = (design: Float64Array) => {
      const rows = learnt.models.map((model) => model.predict([Array.from(design)]));
      return rows.map(({ mean, variance }, o) => {
        const { power } = learnt.standards[o]!;
        return untransformed(power, mean[0]! + 2 * Math.sqrt(variance[0]!));
      });
    };
    const corner = [0, 1].map((o) => Math.max(...learnt.front.map((row) => row[o]!)) + 0.3);
    const gain = (design: Float64Array) =>
      area([...learnt.front, cautious(design)], corner) - area(learnt.front, corner);
    const sure = (alternate: boolean) => {
      const bold = { ...settings, optimism: 5, alternate };
      return chooseBatch(learnt, bold, 5, 6, always).map((pick) => gain(pick) > 0);
    };
    const [, first, , second, , third] = sure(true);
    expect([first, second, third]).toEqual([true, true, true]);
    expect(sure(false)).toContain(false);
  });

  it("has designs that differ and stay in the cube", () => {
    using learnt = round([0.5, 0.3]);
    const batch = chooseBatch(learnt, settings, 7, 12, always);
    expect(new Set(batch.map((design) => design.join())).size).toBe(12);
    for (const u of batch.flatMap((design) => Array.from(design))) {
      expect(u).toBeGreaterThanOrEqual(0);
      expect(u).toBeLessThanOrEqual(1);
    }
  });

  it("proposes nothing that is not admitted, and nothing at all where nothing is", () => {
    using learnt = round();
    const left = (design: Float64Array) => design[0]! < 0.5;
    const batch = chooseBatch(learnt, settings, 7, 6, left);
    expect(batch.every(left)).toBe(true);
    expect(chooseBatch(learnt, settings, 7, 6, () => false)).toEqual([]);
  });
});
