/** What every method that draws designs and judges them by surrogates must do. */
import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import {
  boQei,
  boss,
  cbas,
  cmaEs,
  ignite,
  type NetworkOptions,
  type OfflineMethod,
  type OfflineOptions,
  optimizeOffline,
  reinforce,
} from "../../src/offline/index.js";
import { hill, hillHeight, mixedRecords } from "./data.js";

const SHORT = { rounds: 6, perRound: 6, initial: 30, restarts: 3, samples: 32, rawSamples: 32 };
const LIGHT = {
  ...{ latent: 4, vaeHidden: [32], vaeEpochs: 40, vaeRate: 3e-3 },
  ...{ rounds: 15, roundEpochs: 5, samples: 300 },
};

const METHODS: Record<string, (options: NetworkOptions) => OfflineMethod> = {
  "bo-qei": (options) => boQei({ ...options, ...SHORT }),
  cbas: (options) => cbas({ ...options, ...LIGHT }),
  "cma-es": cmaEs,
  reinforce: (options) => reinforce({ ...options, samples: 256 }),
};

const { X, y } = hill(400);
const NET = { hidden: [64], epochs: 100, batch: 32, learningRate: 3e-3, members: 3 };
const FEW = { ...NET, epochs: 3 };

describe.each(Object.entries(METHODS))("%s", (name, make) => {
  const run = (options: OfflineOptions = {}, data: unknown = { X, y }) =>
    optimizeOffline(data as never, { method: make(FEW), candidates: 6, seed: 5, ...options });

  it("proposes designs above the best of the data, within its range", async () => {
    const result = await run({ method: make(NET), candidates: 32 });
    expect(result.method).toBe(name);
    expect(result.candidates).toHaveLength(32);
    const heights = result.candidates.map(({ x }) => hillHeight(x)).sort((a, b) => a - b);
    // Most of what Bayesian optimization proposes are designs of the data.
    expect(heights[name === "bo-qei" ? 31 : 16]).toBeGreaterThan(result.data.best);
    const ranges = [0, 1, 2].map((j) => X.map((row) => row[j]!).sort((a, b) => a - b));
    for (const { x, deviation } of result.candidates) {
      x.forEach((value, j) => {
        expect(value).toBeGreaterThanOrEqual(ranges[j]![0]!);
        expect(value).toBeLessThanOrEqual(ranges[j]!.at(-1)!);
      });
      expect(deviation).toBeGreaterThan(0);
    }
  });

  it("gives the same bits again, and others from another seed", async () => {
    const first = await run();
    expect(await run()).toEqual(first);
    expect((await run({ seed: 6 })).candidates).not.toEqual(first.candidates);
  });

  it("searches choices and numbers together, and leaves a constant column alone", async () => {
    const rows = mixedRecords(300).map((row) => ({ ...row, site: "north" }));
    const options = { target: "cost", direction: "minimize", method: make(NET) } as const;
    const { candidates, data } = await run(options, rows);
    expect(data.constant).toEqual(["site"]);
    expect(candidates[0]!.params).toMatchObject({ kind: "c", open: true, site: "north" });
  });

  it("takes any regularizer of its surrogates", async () => {
    const plain = await run();
    for (const regularizer of [ignite({ weight: 1 }), boss({ weight: 1 })]) {
      const { candidates } = await run({ method: make({ ...FEW, regularizer }) });
      expect(candidates).not.toEqual(plain.candidates);
    }
  });

  it("makes do with two rows, and refuses one", async () => {
    const { candidates } = await run(
      {},
      {
        X: [
          [1, 5],
          [2, 5],
        ],
        y: [1, 2],
      },
    );
    for (const { x, score } of candidates) {
      expect(x[0]).toBeGreaterThanOrEqual(1);
      expect(x[0]).toBeLessThanOrEqual(2);
      expect(x[1]).toBe(5);
      expect(Number.isFinite(score)).toBe(true);
    }
    await expect(run({}, { X: [[1, 5]], y: [1] })).rejects.toThrow(/data/);
  });

  it("tells its progress to the end and frees its memory", async () => {
    const before = core().heap_live_blocks();
    const told: string[] = [];
    let last = 0;
    await run({
      onProgress: ({ stage, done }) => {
        if (told.at(-1) !== stage) told.push(stage);
        last = done;
      },
    });
    expect(told).toEqual(["training", "search"]);
    expect(last).toBe(1);
    expect(core().heap_live_blocks()).toBe(before);
  });

  it.each(["training", "search"])("stops in its %s with the signal's reason", async (where) => {
    const before = core().heap_live_blocks();
    const controller = new AbortController();
    const reason = new Error("enough");
    const stopped = run({
      signal: controller.signal,
      onProgress: ({ stage }) => {
        if (stage === where) controller.abort(reason);
      },
    });
    await expect(stopped).rejects.toBe(reason);
    expect(core().heap_live_blocks()).toBe(before);
  });
});
