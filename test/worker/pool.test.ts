import { afterEach, describe, expect, it } from "vitest";
import {
  DisposedError,
  float,
  InputError,
  randomSampler,
  StateError,
  Study,
} from "../../src/index.js";
import { WorkerError, type WorkerLike, WorkerPool } from "../../src/worker/index.js";
import { channelWorkers } from "./channel.js";

const pools: WorkerPool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.dispose();
});

function poolOf(options: Parameters<typeof channelWorkers>[0] = {}, size = 1) {
  const { start, counts } = channelWorkers(options);
  const pool = new WorkerPool(start, { size });
  pools.push(pool);
  return { pool, counts };
}

const never = () => new Promise<never>(() => {});

describe("WorkerPool.call", () => {
  it("gives input and result as structured clones, and progress in order", async () => {
    const seen: number[] = [];
    const { pool } = poolOf({
      functions: {
        twice: (x: Float64Array, { progress }) => {
          for (let i = 0; i < 3; i++) progress(i);
          return x.map((value) => 2 * value);
        },
      },
    });
    const onProgress = (i: number) => seen.push(i);
    const result = await pool.call("twice", Float64Array.of(1, 2), { onProgress });
    expect(result).toEqual(Float64Array.of(2, 4));
    expect(seen).toEqual([0, 1, 2]);
  });

  it("throws what the function throws: class, text, fields and cause", async () => {
    class Own extends Error {
      override name = "Own";
    }
    const refuse = () => {
      const error = new InputError("lr", -1, "give a positive number");
      error.cause = new RangeError("below");
      throw error;
    };
    const { pool } = poolOf({
      functions: {
        refuse,
        own: () => {
          throw new Own("mine");
        },
        text: () => Promise.reject("only text"),
        uncloneable: () => () => 1,
      },
    });
    const error = await pool.call("refuse").catch((error: unknown) => error);
    expect(error).toBeInstanceOf(InputError);
    const { parameter, value, remedy, code } = error as InputError;
    expect({ parameter, value, remedy, code }).toEqual({
      ...{ parameter: "lr", value: -1, remedy: "give a positive number", code: "INPUT" },
    });
    expect((error as Error).message).toBe("lr is -1: give a positive number");
    expect((error as Error).stack).toMatch(/refuse/);
    expect((error as Error).cause).toBeInstanceOf(RangeError);
    await expect(pool.call("own")).rejects.toMatchObject({ name: "Own", message: "mine" });
    await expect(pool.call("text")).rejects.toThrow("only text");
    await expect(pool.call("uncloneable")).rejects.toMatchObject({ name: "DataCloneError" });
    await expect(pool.call("missing")).rejects.toThrow(/serves refuse, own, text, uncloneable/);
    await expect(pool.call("own", () => 1)).rejects.toBeInstanceOf(InputError);
  });

  it("spreads jobs over as many workers as there are, and starts them at the first job", async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let [inside, most] = [0, 0];
    const wait = async () => {
      most = Math.max(most, ++inside);
      await gate;
      inside--;
    };
    const { pool, counts } = poolOf({ functions: { wait } }, 3);
    expect(counts.started).toBe(0);
    const jobs = Array.from({ length: 7 }, () => pool.call("wait"));
    await pollUntil(() => most === 3);
    release();
    await Promise.all(jobs);
    expect(most).toBe(3);
    expect(counts.started).toBe(3);
  });

  it("stops the worker of an aborted job, takes a waiting one back, and works on", async () => {
    const { pool, counts } = poolOf({ functions: { never, one: () => 1 } });
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = pool.call("never", null, { signal: running.signal });
    const second = pool.call("never", null, { signal: waiting.signal });
    const third = pool.call("one");
    waiting.abort(new Error("not wanted"));
    await expect(second).rejects.toThrow("not wanted");
    running.abort(new Error("enough"));
    await expect(first).rejects.toThrow("enough");
    expect(await third).toBe(1);
    expect(counts).toEqual({ started: 2, open: 1 });
    await expect(pool.call("one", 0, { signal: running.signal })).rejects.toThrow("enough");
  });

  it("rejects all when it is disposed of, and leaves no worker", async () => {
    const { pool, counts } = poolOf({ functions: { never } }, 2);
    const jobs = Promise.allSettled(Array.from({ length: 4 }, () => pool.call("never")));
    pool.dispose();
    pool.dispose();
    for (const result of await jobs) {
      expect((result as PromiseRejectedResult).reason).toBeInstanceOf(DisposedError);
    }
    expect(counts.open).toBe(0);
    await expect(pool.call("never")).rejects.toBeInstanceOf(DisposedError);
  });

  it("ends the work when a progress listener throws", async () => {
    const { pool, counts } = poolOf({
      functions: { loop: (_: null, { progress }) => [progress(1), never()][1] },
    });
    const onProgress = () => {
      throw new Error("listener");
    };
    await expect(pool.call("loop", null, { onProgress })).rejects.toThrow("listener");
    expect(counts.open).toBe(0);
  });

  it("says so when a worker speaks another version, breaks off, or cannot be made", async () => {
    const silent = (say: (emit: (type: string, value: unknown) => void) => void) => {
      const listeners = new Map<string, (value: never) => void>();
      const worker = {
        on: (type: string, listener: (value: never) => void) => listeners.set(type, listener),
        postMessage: () => {},
        terminate: () => {},
      };
      setTimeout(() => say((type, value) => listeners.get(type)!(value as never)));
      return worker as WorkerLike;
    };
    const failure = (say: Parameters<typeof silent>[0]) =>
      new WorkerPool(() => silent(say)).call("x").catch((error: unknown) => error as Error);
    const old = await failure((emit) => emit("message", { ready: "steinbock/worker 0" }));
    expect(old).toBeInstanceOf(WorkerError);
    expect((old as Error).message).toMatch(/load one version in both/);
    const broken = await failure((emit) => emit("error", new SyntaxError("unexpected token")));
    expect(broken).toBeInstanceOf(WorkerError);
    expect(broken).toMatchObject({ message: expect.stringMatching(/unexpected token/) });
    expect(await failure((emit) => emit("exit", 3))).toMatchObject({ code: "WORKER" });
    const pool = new WorkerPool(() => {
      throw new TypeError("no such script");
    });
    await expect(pool.call("x")).rejects.toThrow("no such script");
  });

  it("refuses options that make no sense", () => {
    const { start } = channelWorkers();
    expect(() => new WorkerPool(3 as never)).toThrow(InputError);
    expect(() => new WorkerPool(start, { size: 0 })).toThrow(/size is 0/);
    expect(() => new WorkerPool(start, { sise: 1 } as never)).toThrow(/sise/);
    expect(() => channelWorkers({ functions: { "steinbock/ask": never } }).start()).toThrow(
      /named/,
    );
  });
});

describe("WorkerPool.ask", () => {
  const space = { x: float(0, 1) };
  const objectives = { y: "minimize" } as const;

  it("asks samplers of one's own that the workers know, and names those that they do not", async () => {
    const half = () => ({ ...randomSampler(), name: "half", propose: () => [{ point: [0.5] }] });
    const make = () => new Study({ space, objectives, seed: 1, sampler: half() as never });
    const { pool } = poolOf({ samplers: { half: half as never } });
    expect((await pool.ask(make())).params).toEqual({ x: 0.5 });
    await expect(poolOf().pool.ask(make())).rejects.toThrow(/sampler is "half"/);
  });

  it("needs no worker for queued params, and throws the study's own errors", async () => {
    const { pool, counts } = poolOf();
    const study = new Study({ space, objectives, seed: 1 });
    study.enqueue({ x: 0.25 });
    const trial = await pool.ask(study);
    expect([trial.params.x, trial.origin, counts.started]).toEqual([0.25, "enqueued", 0]);
    await expect(pool.ask(study, { count: 0 })).rejects.toThrow(/count is 0/);
    expect(() => study.tell(9, 1)).toThrow(InputError);
    study.tell(trial, 1);
    expect(() => study.tell(trial, 1)).toThrow(StateError);
  });
});

async function pollUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}
