import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InputError } from "../../src/errors.js";
import { boolean, float, int, Study, type StudyEvent } from "../../src/index.js";

const newStudy = () =>
  new Study({
    space: { x: float(-1, 1), n: int(0, 5) },
    objectives: { y: "minimize" },
    seed: 3,
    sampler: "random",
  });
const bowl = ({ x, n }: { x: number; n: number }) => ({ y: x * x + n });
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const rejections: unknown[] = [];
const note = (reason: unknown) => rejections.push(reason);
beforeEach(() => {
  rejections.length = 0;
  process.on("unhandledRejection", note);
});
afterEach(async () => {
  await pause(5);
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

describe("optimize", () => {
  it("evaluates the budget and returns the best, sync or async, by number or by name", async () => {
    const study = newStudy();
    expect(await study.optimize(bowl, { trials: 10 })).toEqual({
      reason: "trials",
      best: study.best,
    });
    await study.optimize(async (params) => bowl(params).y, { trials: 5 });
    expect(study.trials).toHaveLength(15);
    const ys = study.trials.map(({ values }) => values!.y);
    expect(study.best!.values.y).toBe(Math.min(...ys));
  });

  it("makes the trials that ask and tell make", async () => {
    const study = newStudy();
    await study.optimize(bowl, { trials: 8 });
    const byHand = newStudy();
    for (let i = 0; i < 8; i++) {
      const trial = byHand.ask();
      byHand.tell(trial, bowl(trial.params));
    }
    expect(JSON.stringify(study)).toBe(JSON.stringify(byHand));
  });

  it("keeps as many evaluations under way as it may", async () => {
    const study = newStudy();
    let running = 0;
    let most = 0;
    const objective = async (params: { x: number; n: number }) => {
      most = Math.max(most, ++running);
      await pause(1 + params.n);
      running--;
      return bowl(params);
    };
    await study.optimize(objective, { trials: 20, concurrency: 4 });
    expect(most).toBe(4);
    expect(running).toBe(0);
    expect(study.trials.every(({ state }) => state === "complete")).toBe(true);
    expect(study.trials).toHaveLength(20);
  });

  it("passes the trial and a signal", async () => {
    const study = newStudy();
    await study.optimize(
      (params, { signal, trial }) => {
        expect(signal.aborted).toBe(false);
        expect(trial.params).toBe(params);
        expect(trial).toBe(study.trials.at(-1));
        return 1;
      },
      { trials: 2 },
    );
    expect(study.trials.every(({ state }) => state === "complete")).toBe(true);
  });

  it("stops by target, patience and time", async () => {
    const target = await newStudy().optimize(() => 1, { target: 1, trials: 9 });
    expect(target.reason).toBe("target");
    const patient = newStudy();
    expect((await patient.optimize(() => 1, { patience: 4 })).reason).toBe("patience");
    expect(patient.trials).toHaveLength(5);
    const timed = await newStudy().optimize(() => pause(2).then(() => 1), { timeout: 30 });
    expect(timed.reason).toBe("timeout");
  });

  it("finishes what is under way when a rule holds", async () => {
    const study = newStudy();
    const objective = async (_: unknown, { trial }: { trial: { number: number } }) => {
      await pause(trial.number === 0 ? 20 : 2);
      return 1;
    };
    await study.optimize(objective, { timeout: 10, concurrency: 3 });
    expect(study.trials.every(({ state }) => state === "complete")).toBe(true);
  });

  it("stops when a finite space is exhausted, unless repeats are wanted", async () => {
    const options = {
      space: { a: boolean(), b: boolean() },
      objectives: { y: "maximize" },
    } as const;
    const study = new Study({ ...options, sampler: "sobol", seed: 1 });
    const { reason } = await study.optimize(({ a }) => Number(a), { trials: 99 });
    expect([reason, study.trials.length]).toEqual(["exhausted", 4]);
    await study.optimize(() => 0, { trials: 3, repeats: true });
    expect(study.trials).toHaveLength(7);
  });

  it("leaves a trial alone that the objective told itself", async () => {
    const study = newStudy();
    await study.optimize(
      (_, { trial }) => {
        study.fail(trial, "by hand");
        return 1;
      },
      { trials: 1 },
    );
    expect(study.trials[0]).toMatchObject({ state: "failed", reason: "by hand" });
  });

  it("takes enqueued params first", async () => {
    const study = newStudy();
    study.enqueue({ x: 0.25, n: 3 });
    await study.optimize(bowl, { trials: 2 });
    expect(study.trials[0]!.params).toEqual({ x: 0.25, n: 3 });
  });
});

describe("evaluations that go wrong", () => {
  it("are failed trials with their errors, and the search goes on", async () => {
    const study = newStudy();
    const error = new Error("diverged");
    await study.optimize(
      async (params, { trial }) => {
        if (trial.number === 1) throw error;
        if (trial.number === 2) return Number.NaN;
        if (trial.number === 3) return { z: 1 } as never;
        return bowl(params);
      },
      { trials: 6 },
    );
    expect(study.trials.map(({ state }) => state)).toEqual([
      "complete",
      "failed",
      "failed",
      "failed",
      "complete",
      "complete",
    ]);
    expect(study.trials[1]!.error).toBe(error);
    expect(study.trials[2]!.error).toBeInstanceOf(InputError);
    expect(study.trials[3]!.reason).toContain("z");
  });

  it("stop the search where that is wanted, with all results kept", async () => {
    const study = newStudy();
    const search = study.optimize(
      async (params, { trial }) => {
        await pause(trial.number === 0 ? 10 : 1);
        if (trial.number === 1) throw new Error("diverged");
        return bowl(params);
      },
      { trials: 9, concurrency: 2, onError: "stop" },
    );
    await expect(search).rejects.toThrow("diverged");
    expect(study.trials.map(({ state }) => state)).toEqual(["complete", "failed"]);
  });

  it("may throw before they return a promise, and may throw anything", async () => {
    const study = newStudy();
    await study.optimize(
      () => {
        throw "text";
      },
      { trials: 1 },
    );
    expect(study.trials[0]).toMatchObject({ state: "failed", reason: "text", error: "text" });
  });
});

describe("abort", () => {
  it("rejects with the signal's reason at once and abandons what is under way", async () => {
    const study = newStudy();
    const controller = new AbortController();
    const signals: AbortSignal[] = [];
    let finish: ((value: number) => void) | undefined;
    const search = study.optimize(
      (_, { signal, trial }) => {
        signals.push(signal);
        if (trial.number === 0) return new Promise<number>((resolve) => (finish = resolve));
        return new Promise<number>((_, reject) => {
          signal.addEventListener("abort", () => reject(new Error("late")));
        });
      },
      { trials: 9, concurrency: 2, signal: controller.signal },
    );
    await vi.waitFor(() => expect(signals).toHaveLength(2));
    controller.abort(new Error("user left"));
    await expect(search).rejects.toThrow("user left");
    finish!(1);
    await pause(1);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(study.trials.map(({ state, reason }) => [state, reason])).toEqual([
      ["abandoned", "user left"],
      ["abandoned", "user left"],
    ]);
  });

  it("before the start begins nothing", async () => {
    const study = newStudy();
    await expect(study.optimize(bowl, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(study.trials).toHaveLength(0);
  });

  it("reaches a search whose objective never waits", async () => {
    const study = newStudy();
    const signal = AbortSignal.timeout(60);
    await expect(study.optimize(() => 1, { signal })).rejects.toThrow(/time/i);
    await expect(
      study.optimize(async () => 1, { signal: AbortSignal.timeout(60) }),
    ).rejects.toThrow(/time/i);
  });
});

describe("progress", () => {
  it("reports events during the call only", async () => {
    const study = newStudy();
    const events: StudyEvent[] = [];
    await study.optimize(bowl, { trials: 2, onProgress: (event) => events.push(event) });
    study.ask();
    expect(events.map(({ type }) => type)).toEqual(["ask", "tell", "ask", "tell"]);
  });

  it("rejects with what a listener throws, and the trial keeps its value", async () => {
    const study = newStudy();
    const onProgress = vi.fn(({ type }: StudyEvent) => {
      if (type === "tell") throw new Error("display broke");
    });
    const search = study.optimize(async (params) => bowl(params), { trials: 5, onProgress });
    await expect(search).rejects.toThrow("display broke");
    expect(study.trials.map(({ state }) => state)).toEqual(["complete"]);
  });
});

describe("misuse", () => {
  const input = (parameter: string) => expect.objectContaining({ code: "INPUT", parameter });
  it.each([
    [{}, "options"],
    [null, "options"],
    [{ trials: 3, budget: 9 }, "options.budget"],
    [{ trials: -1 }, "trials"],
    [{ trials: 3, concurrency: 0 }, "concurrency"],
    [{ trials: 3, onError: "ignore" }, "onError"],
    [{ trials: 3, timeBudget: -1 }, "timeBudget"],
  ])("of options %o rejects by name", async (options, parameter) => {
    await expect(newStudy().optimize(bowl, options as never)).rejects.toThrow(input(parameter));
  });

  it("of the objective rejects", async () => {
    await expect(newStudy().optimize(3 as never, { trials: 1 })).rejects.toThrow(
      input("objective"),
    );
  });
});
