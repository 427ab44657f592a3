/** What a pool computes is what one thread computes, bit for bit. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GaussianProcess, matern52, rbf } from "../../src/gp/index.js";
import { choice, float, InputError, int, Study } from "../../src/index.js";
import { optimizeOffline } from "../../src/offline/index.js";
import { ParetoSetLearner } from "../../src/pareto-set/index.js";
import { memoryStorage, openStudy } from "../../src/storage/index.js";
import { WorkerPool } from "../../src/worker/index.js";
import { channelWorkers } from "./channel.js";

let pool: WorkerPool;
beforeAll(() => {
  pool = new WorkerPool(channelWorkers().start, { size: 2 });
});
afterAll(() => pool.dispose());

const options = {
  space: { x: float(-1, 2), n: int(1, 9), kind: choice(["a", "b"]) },
  objectives: { loss: "minimize" },
  seed: 5,
} as const;
type Params = { x: number; n: number; kind: string };
const loss = ({ x, n, kind }: Params) => (x - 1) ** 2 + n / 9 + (kind === "a" ? 0 : 1);

describe("a study whose asks happen elsewhere", () => {
  it("is the study that asks itself: queue, batches, failures, pending trials", async () => {
    const [here, there] = [new Study(options), new Study(options)];
    for (let round = 0; round < 9; round++) {
      if (round % 4 === 2) {
        for (const study of [here, there]) study.enqueue({ x: round / 9, n: 2, kind: "b" });
      }
      const mine = here.ask({ count: 2 });
      const theirs = await pool.ask(there, { count: 2 });
      expect(theirs).toEqual(mine);
      for (const study of [here, there]) {
        const [a, b] = study.trials.slice(-2);
        study.tell(a!, loss(a!.params));
        if (round === 3) study.fail(b!);
        else if (round !== 5) study.tell(b!, loss(b!.params));
      }
    }
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
  });

  it("is optimized as ever, and emits the same events", async () => {
    const [here, there] = [new Study(options), new Study(options)];
    const seen = { here: [] as string[], there: [] as string[] };
    const on = (list: string[]) => ({
      trials: 14,
      onProgress: ({ type }: { type: string }) => list.push(type),
    });
    const mine = await here.optimize(loss, on(seen.here));
    const theirs = await pool.optimize(there, loss, on(seen.there));
    expect(theirs).toEqual(mine);
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(seen.there).toEqual(seen.here);
  });

  it("keeps evaluations side by side under way, and abandons them when it is aborted", async () => {
    const study = new Study(options);
    const control = new AbortController();
    let [inside, most] = [0, 0];
    const slow = async (params: Params) => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 15));
      inside--;
      if (study.trials.length > 8) control.abort(new Error("enough"));
      return loss(params);
    };
    const run = pool.optimize(study, slow, { concurrency: 3, signal: control.signal });
    await expect(run).rejects.toThrow("enough");
    expect(most).toBe(3);
    expect(study.trials.filter(({ state }) => state === "running")).toEqual([]);
  });

  it("may be asked twice at once: the second ask knows the first", async () => {
    const [here, there] = [new Study(options), new Study(options)];
    const theirs = await Promise.all([pool.ask(there), pool.ask(there)]);
    expect(theirs).toEqual([here.ask(), here.ask()]);
  });

  it("may be kept by a storage", async () => {
    const storage = memoryStorage();
    const study = openStudy({ ...options, storage });
    const trial = await pool.ask(study);
    study.tell(trial, loss(trial.params));
    await pool.ask(study);
    expect(JSON.stringify(openStudy({ ...options, storage }))).toBe(JSON.stringify(study));
  });
});

describe("a fit over several workers", () => {
  const X = Array.from({ length: 24 }, (_, i) => [i / 23, ((5 * i) % 24) / 23]);
  const y = X.map(([a, b]) => Math.sin(9 * a!) + b! * b! + 0.1 * Math.cos(91 * a! * b!));

  it("finds what one thread finds, with a report of all searches", async () => {
    for (const searches of [1, 5]) {
      const fit = { searches, seed: 3 };
      const gp = new GaussianProcess({ kernel: matern52(), noise: "infer" });
      const there = await pool.fit(gp, X, y, fit);
      expect(there.toJSON()).toEqual(gp.fit(X, y, fit).toJSON());
      expect(there.report.searches).toBe(searches);
    }
  });

  it("makes up for searches that break off, as one thread does", async () => {
    // A line, with lengthscales that may grow without end: numerically singular on the way there.
    const kernel = rbf({ prior: null, bounds: [1e-12, 1e12] });
    const rough = new GaussianProcess({ kernel, noise: { prior: null, bounds: [1e-12, 1e12] } });
    const line = Array.from({ length: 12 }, (_, i) => [i / 11]);
    const flat = line.map(([a]) => 1e-3 * a!);
    const fits = await Promise.all(
      [0, 1, 2, 3].map((seed) => pool.fit(rough, line, flat, { searches: 3, seed })),
    );
    fits.forEach((there, i) => {
      const here = GaussianProcess.from(rough.toJSON());
      expect(there.toJSON()).toEqual(here.fit(line, flat, { searches: 3, seed: i }).toJSON());
    });
    expect(fits.some(({ report }) => report.failed > 0)).toBe(true);
  });

  it("throws what a fit throws", async () => {
    const gp = new GaussianProcess();
    await expect(pool.fit(gp, X, y, { searches: 0 })).rejects.toThrow(InputError);
    await expect(pool.fit(gp, X, y.slice(1), { searches: 4 })).rejects.toThrow(/y.length is 23/);
  });
});

it("a learner's model and asks are those of one thread, and the learner has the model", async () => {
  const about = {
    space: { a: float(0, 1), b: float(0, 1) },
    objectives: { f: "minimize", g: "maximize" },
    ...{ seed: 2, initialDesign: 6, settings: { steps: 40, width: 16 } },
  } as const;
  const [here, there] = [new ParetoSetLearner(about), new ParetoSetLearner(about)];
  await expect(pool.learn(there)).rejects.toThrow(/tell at least two results first/);
  for (let round = 0; round < 3; round++) {
    const mine = here.ask(3);
    const theirs = await pool.ask(there.study, { count: 3 });
    expect(theirs).toEqual(mine);
    for (const [learner, batch] of [[here, mine] as const, [there, theirs] as const]) {
      learner.tell(
        batch,
        batch.map(({ params: { a, b } }) => ({ f: a * a + b, g: a - b * b })),
      );
    }
  }
  const model = await pool.learn(there);
  expect(JSON.stringify(model)).toBe(JSON.stringify(here.model));
  expect(there.model).toBe(model);
});

it("offline optimization gives the same designs, with progress, and ends when it is aborted", async () => {
  const X = Array.from({ length: 40 }, (_, i) => [i / 39, ((7 * i) % 40) / 39]);
  const data = { X, y: X.map(([a, b]) => -((a! - 0.6) ** 2) - (b! - 0.3) ** 2) };
  const about = { method: "gp-ascent", candidates: 4, seed: 1 } as const;
  const stages: string[] = [];
  const onProgress = ({ stage }: { stage: string }) => stages.push(stage);
  const there = await pool.optimizeOffline(data, { ...about, onProgress });
  expect(there).toEqual(await optimizeOffline(data, about));
  expect(stages).toContain("search");
  const method = { name: "own", propose: () => Promise.reject() };
  await expect(pool.optimizeOffline(data, { method })).rejects.toThrow(/methods by name/);
  const control = new AbortController();
  const long = pool.optimizeOffline(data, { signal: control.signal });
  control.abort(new Error("enough"));
  await expect(long).rejects.toThrow("enough");
});
