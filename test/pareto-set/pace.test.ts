/** Signals, budgets and progress of asks and of training. */
import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import { InputError } from "../../src/errors.js";
import { type AskProgress, Study } from "../../src/index.js";
import { ParetoSetLearner } from "../../src/pareto-set/index.js";
import { float } from "../../src/space/index.js";
import { WorkerPool } from "../../src/worker/index.js";
import { channelWorkers } from "../worker/channel.js";

const space = { x: float(0, 1), y: float(-2, 2) };
const objectives = { near: "minimize", far: "maximize" } as const;
const STEPS = 200;
const settings = { steps: STEPS, candidates: 50, width: 16, refinement: 2 };

function told() {
  const options = { space, objectives, settings, initialDesign: 8, seed: 4 };
  const learner = new ParetoSetLearner(options);
  const batch = learner.ask(8);
  const results = batch.map(({ params: { x, y } }) => ({ near: x * x + y * y, far: x - y * y }));
  learner.tell(batch, results);
  return learner;
}

/** Aborts from inside the training, as nobody else can while one thread computes. */
function abortAt(step: number) {
  const control = new AbortController();
  const seen: number[] = [];
  const onProgress = (progress: AskProgress) => {
    seen.push(progress.step);
    if (progress.step >= step) control.abort(new Error("enough"));
  };
  return { signal: control.signal, onProgress, seen };
}

const params = (trials: readonly { readonly params: unknown }[]) => trials.map((t) => t.params);

describe.each([
  ["ask", (learner: ReturnType<typeof told>, options: object) => learner.ask(2, options)],
  ["learn", (learner: ReturnType<typeof told>, options: object) => learner.learn(options)],
])("%s", (_, work) => {
  it("reports step of steps, up to the last one", () => {
    using learner = told();
    const seen: AskProgress[] = [];
    work(learner, { onProgress: (progress: AskProgress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ step: STEPS, steps: STEPS });
    expect(seen.length).toBeGreaterThan(2);
    const steps = seen.map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  });

  it("throws the reason of an aborted signal, and leaves the learner as it was", () => {
    using learner = told();
    using twin = told();
    const saved = JSON.stringify(learner);
    const blocks = core().heap_live_blocks();
    const { seen, ...options } = abortAt(50);
    expect(() => work(learner, options)).toThrow("enough");
    expect(Math.max(...seen)).toBeLessThan(STEPS);
    expect(() => work(learner, { signal: AbortSignal.abort(new Error("before")) })).toThrow(
      "before",
    );
    expect(JSON.stringify(learner)).toBe(saved);
    expect(core().heap_live_blocks()).toBe(blocks);
    expect(params(learner.ask(2))).toEqual(params(twin.ask(2)));
    expect(learner.solution([1, 1])).toEqual(twin.solution([1, 1]));
  });

  it("ends early where the time is short", () => {
    using learner = told();
    const seen: number[] = [];
    const onProgress = ({ step }: AskProgress) => seen.push(step);
    work(learner, { timeBudget: 0, onProgress });
    expect(Math.max(...seen)).toBeLessThan(STEPS);
  });

  it("refuses options that cannot be meant", () => {
    using learner = told();
    expect(() => work(learner, { timeBudget: -1 })).toThrow(/timeBudget is -1/);
    expect(() => work(learner, { timeBudget: Number.NaN })).toThrow(InputError);
    expect(() => work(learner, { onprogress: () => {} })).toThrow(/options.onprogress/);
  });
});

it("an ask that was short of time does not leave its network to the model", () => {
  using learner = told();
  using twin = told();
  learner.ask(1, { timeBudget: 0 });
  expect(learner.solution([1, 1])).toEqual(twin.solution([1, 1]));
});

describe("a pool", () => {
  it("passes on the steps of asks and of training", async () => {
    using pool = new WorkerPool(channelWorkers().start);
    using learner = told();
    using twin = told();
    const seen: AskProgress[] = [];
    const onProgress = (progress: AskProgress) => seen.push(progress);
    const trial = await pool.ask(learner.study, { onProgress });
    expect(seen.at(-1)).toEqual({ step: STEPS, steps: STEPS });
    expect(trial.params).toEqual(twin.ask()[0]!.params);
    seen.length = 0;
    using other = told();
    await pool.learn(other, { onProgress });
    expect(seen.at(-1)).toEqual({ step: STEPS, steps: STEPS });
    expect(other.solution([1, 1])).toEqual(twin.solution([1, 1]));
  });

  it("rejects with the reason of an abort, and the learner goes on", async () => {
    using pool = new WorkerPool(channelWorkers().start);
    using learner = told();
    using twin = told();
    const saved = JSON.stringify(learner);
    for (const work of [
      (signal: AbortSignal) => pool.learn(learner, { signal }),
      (signal: AbortSignal) => pool.ask(learner.study, { signal }),
    ]) {
      const control = new AbortController();
      const long = work(control.signal);
      control.abort(new Error("enough"));
      await expect(long).rejects.toThrow("enough");
    }
    expect(JSON.stringify(learner)).toBe(saved);
    expect((await pool.learn(learner)).solution([1, 1])).toEqual(twin.solution([1, 1]));
    await expect(pool.learn(learner, { timeBudget: -1 })).rejects.toThrow(/timeBudget is -1/);
  });
});

it("an ask of the Gaussian-process sampler heeds the signal", () => {
  const study = new Study({ space, objectives, seed: 1 });
  for (let i = 0; i < 8; i++) study.tell({ x: i / 8, y: (i % 3) - 1 }, { near: i, far: -i * i });
  const saved = JSON.stringify(study);
  let reads = 0;
  // Aborted while the ask is at work: the third look at it says so.
  const { signal } = new AbortController();
  const late = new Proxy(signal, {
    get: (target, key) => {
      if (key === "aborted") return ++reads > 3;
      if (key === "throwIfAborted") {
        return () => {
          if (reads > 3) throw new Error("enough");
        };
      }
      return Reflect.get(target, key);
    },
  });
  expect(() => study.ask({ signal: late })).toThrow("enough");
  expect(JSON.stringify(study)).toBe(saved);
});
