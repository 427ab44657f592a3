import { describe, expect, it } from "vitest";
import { boQei, Dataset, type OfflineTask } from "../../src/offline/index.js";
import { experiment } from "../../src/offline/methods/bo-qei.js";
import { readTable } from "../../src/offline/table.js";
import { hill, hillHeight } from "./data.js";

const table = readTable(hill(200, 2), undefined, undefined);
const data = new Dataset(table, "maximize");
const SETTINGS = {
  ...{ rounds: 4, perRound: 4, initial: 40, noise: 0.01 },
  ...{ samples: 64, restarts: 3, rawSamples: 60, maxIterations: 100 },
};

function task(candidates: number, seed = 1): OfflineTask {
  const rows = Int32Array.from({ length: data.n }, (_, i) => i);
  return {
    ...{ data, candidates, seed, training: rows, heldOut: new Int32Array(0) },
    ...{ pause: () => Promise.resolve(), progress: () => {} },
  };
}

/** The best rows of the data, as inputs. */
function bestRows(count: number): number[] {
  return [...data.best()]
    .slice(0, count)
    .flatMap((row) => [...data.x.subarray(row * data.d, (row + 1) * data.d)]);
}

describe("Bayesian optimization of the surrogates", () => {
  const mean = table.scores.reduce((sum, v) => sum + v, 0) / data.n;
  const slope = (table.scores[1]! - table.scores[0]!) / (data.y[1]! - data.y[0]!);
  /** The hill itself, its hidden top included, in standardized scores. */
  const whole = (x: Float32Array) =>
    Float64Array.from({ length: x.length / 2 }, (_, i) => {
      const height = hillHeight(Object.values(data.decode(x.subarray(2 * i, 2 * i + 2))));
      return (height - mean) / slope;
    });

  it("finds the hidden top of what it experiments with", async () => {
    const best = await experiment(task(1), whole, SETTINGS);
    const height = hillHeight(Object.values(data.decode(best)));
    // No row of the data is above −4; 16 random ones get above −0.1 in 4 % of draws.
    expect(height).toBeGreaterThan(-0.1);
  });

  it("asks for so many batches of so many designs in the box of the data", async () => {
    const asked: Float32Array[] = [];
    const spy = (x: Float32Array) => {
      asked.push(x.slice());
      return whole(x);
    };
    await experiment(task(3), spy, SETTINGS);
    expect(asked.map((x) => x.length / data.d)).toEqual([4, 4, 4, 4]);
    for (const x of asked) {
      x.forEach((value, i) => {
        const column = data.x.filter((_, k) => k % data.d === i % data.d);
        expect(value).toBeGreaterThanOrEqual(Math.min(...column));
        expect(value).toBeLessThanOrEqual(Math.max(...column));
      });
    }
  });

  it("keeps to the data where the surrogates promise nothing, and fills up from them", async () => {
    const nothing = (x: Float32Array) => new Float64Array(x.length / data.d).fill(-10);
    expect([...(await experiment(task(40), nothing, SETTINGS))]).toEqual(bestRows(40));
    const many = await experiment(task(100), nothing, SETTINGS);
    // 40 of the data and 16 experiments are known; then starts as of other methods.
    expect([...many.subarray(0, 40 * data.d)]).toEqual(bestRows(40));
    expect([...many.subarray(56 * data.d)]).toEqual(bestRows(100).slice(56 * data.d));
  });

  it("makes its experiments noisy by the seed", async () => {
    const noisy = { ...SETTINGS, noise: 1 };
    const [one, again, other] = [
      await experiment(task(5), whole, noisy),
      await experiment(task(5), whole, noisy),
      await experiment(task(5, 2), whole, noisy),
    ];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("refuses options that cannot be meant", () => {
    expect(() => boQei({ rounds: 0 })).toThrow(/boQei\(\)\.rounds/);
    expect(() => boQei({ perRound: 2.5 })).toThrow(/perRound/);
    expect(() => boQei({ noise: 0 })).toThrow(/noise/);
    expect(() => boQei({ bounds: false } as never)).toThrow(/boQei\(\)\.bounds/);
  });
});
