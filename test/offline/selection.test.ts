import { describe, expect, it } from "vitest";
import { average, least, uncertaintyWeighted } from "../../src/offline/aggregates.js";
import { Dataset, ensembleMean, optimizeOffline } from "../../src/offline/index.js";
import { bestLegal } from "../../src/offline/select.js";
import { readTable } from "../../src/offline/table.js";

describe.each([
  ["average", average, 2],
  ["least", least, 0.5],
  ["uncertainty-weighted", uncertaintyWeighted(0.5), 2 - 0.5 * 1.25],
] as const)("%s", (_, aggregate, expected) => {
  const means = Float64Array.of(2.5, 0.5, 3.5, 1.5);

  it("is what its name says", () => {
    expect(aggregate.value(means)).toBeCloseTo(expected, 14);
  });

  it("has the slopes of its differences", () => {
    const slopes = new Float64Array(4);
    aggregate.slopes(means, slopes);
    const at = (m: number, step: number) =>
      aggregate.value(means.map((mu, i) => (i === m ? mu + step : mu)));
    slopes.forEach((slope, m) => {
      expect(slope).toBeCloseTo((at(m, 1e-5) - at(m, -1e-5)) / 2e-5, 8);
    });
  });
});

describe("bestLegal", () => {
  const X = ["a", "b", "c"].flatMap((kind) => [0, 1, 2].map((v) => [kind, v]));
  const data = new Dataset(
    readTable({ X, y: X.map((_, i) => i) }, undefined, undefined),
    "maximize",
  );
  const score = (x: Float32Array) =>
    Array.from({ length: x.length / data.d }, (_, i) => {
      const { x1, x2 } = data.decode(x.subarray(i * data.d, (i + 1) * data.d));
      return "abc".indexOf(x1 as string) + 0.1 * Math.round(x2 as number);
    });

  it("keeps the best different designs, by their scores as legal ones", () => {
    // Every row twice, the copy a little off, which decodes to another number but the same kind.
    const twice = new Float32Array([...data.x, ...data.x]);
    const chosen = bestLegal(twice, 4, data, score);
    expect(score(chosen)).toEqual([2.2, 2.1, 2, 1.2]);
  });

  const same = new Float32Array([...data.x.subarray(0, data.d), ...data.x.subarray(0, data.d)]);

  it("adds the best neighbours where too few differ", () => {
    // Of ["a", 0]: all that differ from it, or from one of its neighbours, in one column.
    expect(score(bestLegal(same, 3, data, score))).toEqual([0, 2.2, 2.1]);
  });

  it("repeats where the whole space has fewer", () => {
    const scores = score(bestLegal(same, 11, data, score));
    expect(scores.slice(0, 9).sort()).toEqual(score(data.x));
    expect(scores.slice(9)).toEqual(scores.slice(0, 2));
  });
});

it("the default leaves out ends that promise less than the best row has, where it can", async () => {
  // Two hills: on the lower one, at 2, lie many of the best rows; the top of the other is hidden.
  const height = (v: number) => Math.max(6 - (v - 2) ** 2, 10 - (v - 8) ** 2);
  const every = Array.from({ length: 240 }, (_, i) => [(i + 1) / 24, (7 * i) % 5]);
  const X = every.filter(([v]) => height(v!) < 6.8);
  const y = X.map(([v]) => height(v!));
  const promising = async (method?: ReturnType<typeof ensembleMean>) => {
    const options = { candidates: 32, seed: 1, ...(method && { method }) };
    const { candidates, data, diversity } = await optimizeOffline({ X, y }, options);
    return { ...diversity, count: candidates.filter(({ score }) => score > data.best).length };
  };
  const [all, chosen] = [await promising(ensembleMean({ learningRate: 5e-4 })), await promising()];
  expect(all.count).toBeLessThan(32);
  expect(chosen.count).toBeGreaterThan(all.count);
  expect(chosen.distinct).toBe(32);
});
