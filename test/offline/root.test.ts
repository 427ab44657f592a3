import { describe, expect, it } from "vitest";
import { tfbind8 } from "../../bench/offline/tasks/tfbind8.mjs";
import { core } from "../../src/core/index.js";
import { Dataset, type OfflineTask, optimizeOffline, root } from "../../src/offline/index.js";
import { drawFunction, startPool } from "../../src/offline/methods/root/functions.js";
import { drawPairs } from "../../src/offline/methods/root/pairs.js";
import { walkBridge } from "../../src/offline/methods/root/sampling.js";
import {
  bridgeSchedule,
  samplingTimes,
  strideOf,
} from "../../src/offline/methods/root/schedule.js";
import { resolveRoot } from "../../src/offline/methods/root/settings.js";
import { STREAM } from "../../src/offline/methods/root/streams.js";
import { readTable } from "../../src/offline/table.js";
import { RandomStream } from "../../src/random/index.js";
import { hill, hillHeight, mixedRecords } from "./data.js";

const pause = () => Promise.resolve();

describe("the schedule", () => {
  const schedule = bridgeSchedule(1000, 1);

  it("leads from the high end to the low one, widest in the middle", () => {
    const { share, variance } = schedule;
    expect([share[0], share[999]]).toEqual([0.001, 0.999]);
    // numpy.linspace(0.001, 0.999, 1000)[500] and 2 (m − m²) there.
    expect(share[500]).toBeCloseTo(0.5004994994994995, 14);
    expect(variance[500]).toBeCloseTo(0.4999995010005, 12);
    expect(variance[250]! / bridgeSchedule(1000, 3).variance[250]!).toBeCloseTo(1 / 3, 14);
    expect(Math.min(...variance)).toBeGreaterThan(0);
  });

  it("is walked back in strides of one length, then one by one", () => {
    const visited = samplingTimes(1000, 200);
    expect(visited).toHaveLength(200);
    expect(visited.slice(0, 4)).toEqual([999, 993, 988, 983]);
    expect(visited.slice(-4)).toEqual([10, 5, 1, 0]);
    expect(samplingTimes(1000, 1000)).toEqual(Array.from({ length: 1000 }, (_, i) => 999 - i));
    expect(samplingTimes(10, 3)).toEqual([9, 1, 0]);
    for (const steps of [3, 7, 50, 99, 5000]) {
      const times = samplingTimes(100, steps);
      expect(times.every((t, i) => i === 0 || t < times[i - 1]!)).toBe(true);
      expect([times[0], times.at(-1)]).toEqual([99, 0]);
    }
  });

  it("keeps the law of the bridge in every stride", () => {
    const { share, variance } = schedule;
    for (const [from, to] of [
      [999, 993],
      [500, 20],
      [1, 0],
    ] as const) {
      const { kept, fresh, share: mean } = strideOf(schedule, from, to);
      expect(mean).toBe(share[to]);
      expect(kept * kept * variance[from]! + fresh * fresh).toBeCloseTo(variance[to]!, 14);
      // As published: σ² = (δ_t − δ_n r²) δ_n / δ_t, kept = √((δ_n − σ²) / δ_t).
      const ratio = (1 - share[from]!) / (1 - share[to]!);
      const [wide, narrow] = [variance[from]!, variance[to]!];
      const square = ((wide - narrow * ratio * ratio) * narrow) / wide;
      expect(fresh * fresh).toBeCloseTo(square, 14);
      expect(kept).toBeCloseTo(Math.sqrt((narrow - square) / wide), 12);
    }
  });
});

describe("the walk", () => {
  const starts = Float32Array.of(3, -2, 1, 4, 0.5, -1);
  const high = Float32Array.of(8, 6, -7, 5, 9, -6);
  const schedule = bridgeSchedule(1000, 1);
  const walk = {
    starts,
    scores: Float32Array.of(0.25, 0.5, 0.75),
    wanted: 4,
    schedule,
    times: schedule.share.map((_, t) => t),
  };
  const plain = { ...resolveRoot({}, true).sampling, guidance: 0 };
  const designs = (inputs: Float32Array) =>
    Float32Array.from([0, 1, 2].flatMap((row) => [...inputs.slice(5 * row, 5 * row + 2)]));
  const go = (
    guess: (inputs: Float32Array) => Float32Array,
    settings: Partial<typeof plain> = {},
    seed = 1,
  ) => walkBridge(guess, walk, { ...plain, ...settings }, new RandomStream(seed), pause);

  it("with a perfect denoiser ends exactly at the high end, however noisy", async () => {
    for (const noise of [0, 0.2, 1]) {
      for (const steps of [3, 20, 200]) {
        const perfect = (inputs: Float32Array) => designs(inputs).map((v, i) => v - high[i]!);
        expect(await go(perfect, { noise, steps })).toEqual(high);
      }
    }
  });

  it("with a denoiser that sees no way to go stays at the start", async () => {
    const ends = await go((inputs) => designs(inputs).fill(0), { noise: 0 });
    ends.forEach((value, i) => {
      expect(value).toBeCloseTo(starts[i]!, 5);
    });
  });

  it("passes time, wanted and known score, in that order unless told otherwise", async () => {
    const seen: number[][] = [];
    const spy = (inputs: Float32Array) => {
      seen.push([...inputs.slice(7, 10)]);
      return designs(inputs).fill(0);
    };
    await go(spy, { steps: 3 });
    expect(seen).toEqual([999, 1, 0].map((time) => [time, 4, 0.5]));
    seen.length = 0;
    await go(spy, { steps: 3, swapConditions: true });
    expect(seen[0]).toEqual([999, 0.5, 4]);
    seen.length = 0;
    await go(spy, { steps: 3, guidance: 1 });
    expect(seen.slice(0, 2)).toEqual([
      [999, 4, 0.5],
      [999, 0, 0],
    ]);
  });

  it("weighs the guesses with and without scores by the guidance", async () => {
    // With scores the guess overshoots, without it falls short: w = 0.5 hits the end.
    const guess = (inputs: Float32Array) => {
      const factor = inputs[3] === 0 ? 0.5 : 5 / 6;
      return designs(inputs).map((v, i) => factor * (v - high[i]!));
    };
    const ends = await go(guess, { guidance: 0.5, noise: 0 });
    ends.forEach((value, i) => {
      expect(value).toBeCloseTo(high[i]!, 5);
    });
  });

  it("draws its noise from the stream", async () => {
    const none = (inputs: Float32Array) => designs(inputs).fill(0);
    expect(await go(none, {}, 2)).toEqual(await go(none, {}, 2));
    expect(await go(none, {}, 2)).not.toEqual(await go(none, {}, 3));
  });
});

function taskOf(n: number, seed = 5): OfflineTask {
  const data = new Dataset(readTable(hill(n), undefined, undefined), "maximize");
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  return {
    ...{ data, candidates: 8, seed, pause, progress: () => {} },
    ...{ training: rows.slice(20), heldOut: rows.slice(0, 20) },
  };
}

describe("pairs", () => {
  const functions = { perEpoch: 3, starts: 20, startPool: 40, steps: 20, stepSize: 0.02 };
  const settings = (more = {}) => resolveRoot({ functions: { ...functions, ...more } }, false);

  it("start from the best different rows", () => {
    const task = taskOf(100);
    const pool = startPool(task, 30);
    expect(new Set(pool).size).toBe(30);
    const sorted = [...task.data.y].sort((a, b) => b - a).slice(0, 30);
    expect([...pool].map((row) => task.data.y[row])).toEqual(sorted);
    expect(startPool(task, 1000)).toHaveLength(100);
  });

  it.each([
    ["exact", {}],
    ["over centres", { exact: 10, centres: 60 }],
  ])("hold ends of %s functions with their values, the high end above", async (_, more) => {
    const task = taskOf(200);
    const pool = startPool(task, 40);
    const given = settings(more).functions;
    const pairs = await drawPairs(task, given, pool, 1);
    expect(pairs.count).toBe(60);
    const stream = new RandomStream(task.seed, STREAM.functions + 4);
    using drawn = await drawFunction(task, given, pool, stream);
    const order = stream.permutation(40).slice(0, 20);
    const x = Float32Array.from([...order].flatMap((i) => [...rowOf(task, pool[i]!)]));
    const [above, below] = [drawn.climb(x, 0.02, 20), drawn.climb(x, -0.02, 20)];
    expect(pairs.high.slice(60, 120)).toEqual(above);
    expect(pairs.low.slice(60, 120)).toEqual(below);
    const [tops, bottoms, middles] = [above, below, x].map((at) => drawn.values(at));
    middles!.forEach((value, i) => {
      expect(pairs.scores[40 + 2 * i]).toBe(Math.fround(tops![i]!));
      expect(pairs.scores[41 + 2 * i]).toBe(Math.fround(bottoms![i]!));
      expect(tops![i]).toBeGreaterThan(value);
      expect(bottoms![i]).toBeLessThan(value);
    });
  });

  it("differ between functions and epochs, and come again with the seed", async () => {
    const task = taskOf(100);
    const pool = startPool(task, 40);
    const draw = (epoch: number) => drawPairs(task, settings().functions, pool, epoch);
    const first = await draw(0);
    expect(await draw(0)).toEqual(first);
    expect((await draw(1)).high).not.toEqual(first.high);
    expect(first.high.slice(0, 60)).not.toEqual(first.high.slice(60, 120));
  });

  it("leave out those that gain nothing", async () => {
    const task = taskOf(100);
    const given = settings({ stepSize: 1e-9 }).functions;
    expect((await drawPairs(task, given, startPool(task, 40), 0)).count).toBe(0);
  });
});

const rowOf = ({ data: { x, d } }: OfflineTask, row: number) => x.subarray(row * d, (row + 1) * d);

const QUICK = {
  functions: { perEpoch: 2, starts: 60, steps: 20, stepSize: 0.03 },
  bridge: { hidden: [48, 48], epochs: 2, batches: 300 },
  sampling: { steps: 40 },
};

const task = tfbind8();
const named = "root on TFBind8, whose table is in ../shared/data";

describe.skipIf(task === null)(named, () => {
  it("lifts the median far above that of its starts, with a fraction of its budget", async () => {
    const { data, score } = task as NonNullable<typeof task>;
    const method = root({
      functions: { rows: 3000, centres: 250, perEpoch: 4, starts: 128 },
      bridge: { hidden: [64, 64], epochs: 2 },
    });
    const { candidates } = await optimizeOffline(data, { method, seed: 0 });
    const scores = candidates.map(({ x }) => score(x)).sort((a: number, b: number) => b - a);
    // The best 128 rows of the table score 0.439 all through, 128 random sequences 0.44 in the middle.
    expect(scores[64]).toBeGreaterThan(0.5);
  });
});

describe("root", () => {
  const { X, y } = hill(300);
  const run = (seed: number, options = {}) =>
    optimizeOffline({ X, y }, { method: root({ ...QUICK, ...options }), candidates: 24, seed });
  const median = ({ candidates }: Awaited<ReturnType<typeof run>>) =>
    candidates.map(({ x }) => hillHeight(x)).sort((a, b) => a - b)[12]!;

  it("proposes designs above the best of the data, the same bits again", async () => {
    const before = core().heap_live_blocks();
    const [first, second] = [await run(3), await run(3)];
    expect(second).toEqual(first);
    expect(first.method).toBe("root");
    expect(median(first)).toBeGreaterThan(first.data.best);
    expect(first.validation!.rankCorrelation).toBeGreaterThan(0.95);
    expect((await run(4)).candidates).not.toEqual(first.candidates);
    expect(core().heap_live_blocks()).toBe(before);
  });

  it("asks for the target that it is given, in the units of the data", async () => {
    const asked = async (target: number, unit: number) => {
      const sampling = { ...QUICK.sampling, target: unit * target };
      const data = { X, y: y.map((value) => unit * value) };
      const direction = unit > 0 ? "maximize" : "minimize";
      const method = root({ ...QUICK, sampling });
      const result = await optimizeOffline(data, { method, direction, candidates: 8, seed: 3 });
      return result.candidates.map(({ x }) => x);
    };
    const plain = await asked(-2, 1);
    expect(await asked(-2, 4)).toEqual(plain);
    expect(await asked(-2, -0.5)).toEqual(plain);
    expect(await asked(1, 1)).not.toEqual(plain);
  });

  it("takes mixed columns, and a few rows", async () => {
    const mixed = await optimizeOffline(mixedRecords(120), {
      ...{ target: "cost", direction: "minimize", method: root(QUICK), candidates: 10, seed: 1 },
    });
    const scores = mixed.candidates.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    for (const { params } of mixed.candidates) expect("abc").toContain(params.kind);
    for (const n of [2, 3, 5]) {
      const few = await optimizeOffline(
        { X: X.slice(0, n), y: y.slice(0, n) },
        { method: root(QUICK), candidates: 6, seed: 1 },
      );
      expect(few.candidates).toHaveLength(6);
      expect(few.candidates.every(({ score }) => Number.isFinite(score))).toBe(true);
    }
  });

  it.each([
    ["one row", { X: X.slice(0, 1), y: y.slice(0, 1) }],
    ["equal scores", { X, y: y.map(() => 1) }],
  ])("refuses %s", async (_, data) => {
    await expect(optimizeOffline(data, { method: root(QUICK) })).rejects.toThrow(/data/);
  });

  it("says so where no function gains from its steps", async () => {
    const before = core().heap_live_blocks();
    const functions = { ...QUICK.functions, stepSize: 1e-9 };
    await expect(run(1, { functions })).rejects.toThrow(/root\(\)\.functions\.stepSize is 1e-9/);
    expect(core().heap_live_blocks()).toBe(before);
  });

  it.each(["training", "search"])("ends soon where it is aborted in %s", async (stage) => {
    const before = core().heap_live_blocks();
    const controller = new AbortController();
    const reason = new Error("enough");
    const stages: string[] = [];
    const work = optimizeOffline(
      { X, y },
      {
        ...{ method: root(QUICK), candidates: 8, seed: 1, signal: controller.signal },
        onProgress(progress) {
          stages.push(progress.stage);
          if (progress.stage === stage) controller.abort(reason);
        },
      },
    );
    await expect(work).rejects.toBe(reason);
    expect(stages.filter((name) => name === stage)).toHaveLength(1);
    expect(core().heap_live_blocks()).toBe(before);
  });

  it.each([
    [{ budget: "huge" }, /root\(\)\.budget/],
    [{ rows: 5 }, /root\(\)\.rows/],
    [{ functions: { rows: 0 } }, /root\(\)\.functions\.rows/],
    [{ functions: { epochs: 1 } }, /root\(\)\.functions\.epochs/],
    [{ functions: { lengthscale: -1 } }, /lengthscale/],
    [{ functions: { jitter: 1.5 } }, /root\(\)\.functions\.jitter/],
    [{ bridge: { hidden: [] } }, /hidden/],
    [{ bridge: { hidden: [3.5] } }, /hidden\[0\]/],
    [{ bridge: { dropout: 1.1 } }, /dropout/],
    [{ bridge: { times: 2 } }, /times/],
    [{ sampling: { steps: 2 } }, /steps/],
    [{ sampling: { guidance: Number.NaN } }, /guidance/],
    [{ sampling: { target: "9" } }, /target/],
    [{ sampling: { swapConditions: 1 } }, /swapConditions/],
    [{ functions: null }, /root\(\)\.functions/],
  ])("refuses %o", (options, message) => {
    expect(() => root(options as never)).toThrow(message);
  });

  it("has the published settings, which options override", () => {
    const { functions, bridge, sampling } = resolveRoot({ budget: "published" }, true);
    expect(functions).toMatchObject({
      ...{ rows: 15000, perEpoch: 8, starts: 1024, startPool: 1024, steps: 100, stepSize: 0.05 },
      ...{ lengthscale: 6.25, variance: 6.25, jitter: 0.25, noise: 0.01 },
    });
    expect(bridge).toMatchObject({
      ...{ hidden: [1024, 1024, 1024], epochs: 100, batches: 1, batch: 64, accumulate: 2 },
      ...{ learningRate: 1e-3, patience: 200, averageEvery: 16, averageFrom: 4000 },
      ...{ averageDecay: 0.995, dropout: 0.15, times: 1000, spread: 1 },
    });
    expect(sampling).toMatchObject({ steps: 200, noise: 0.2, targetShare: 0.8, guidance: -1.5 });
    const own = resolveRoot({ budget: "published", functions: { steps: 50 } }, false);
    // A target is heard, not averaged away.
    expect(resolveRoot({ sampling: { target: 3 } }, false).sampling.guidance).toBe(0);
    expect(own.functions).toMatchObject({ steps: 50, stepSize: 0.002, lengthscale: 1 });
  });
});
