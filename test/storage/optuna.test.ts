/** Debian's Optuna opens our journals, and we open its own. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { boolean, choice, float, int, Study } from "../../src/index.js";
import { fileStorage } from "../../src/storage/file.js";
import { openStudy } from "../../src/storage/index.js";
import { decodeLine } from "../../src/storage/journal/json.js";

const python = "/usr/bin/python3";
const script = fileURLToPath(new URL("journal_by_optuna.py", import.meta.url));
const present = spawnSync(python, ["-c", "import optuna"]).status === 0;
const what = `Optuna${present ? "" : " (absent: apt-get install python3-optuna)"}`;

const folder = mkdtempSync(join(tmpdir(), "steinbock-optuna-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(folder, `${files++}.log`);
// biome-ignore lint/suspicious/noExplicitAny: what the script prints
const optuna = (...args: string[]): any => {
  return decodeLine(execFileSync(python, [script, ...args], { encoding: "utf8" }));
};

const space = {
  x: float(-1, 1),
  lr: float(1e-5, 1e-1, { scale: "log" }),
  rate: float(0, 1, { step: 0.3 }),
  layers: int(1, 8),
  wide: int(2, 63, { step: 2 }),
  coarse: float(1, 9, { scale: "log", step: 1 }),
  act: choice(["relu", "gelu", null, 3, 1.5]),
  bias: boolean(),
};

describe.skipIf(!present)(what, () => {
  it("shows the trials of our study", () => {
    const path = newFile();
    const study = openStudy({
      storage: fileStorage(path),
      name: "ours",
      space,
      objectives: { y: "maximize" },
      seed: 3,
      sampler: "sobol",
    });
    const known = {
      x: 0,
      lr: 0.1,
      rate: 0.9,
      layers: 1,
      wide: 2,
      coarse: 3,
      act: null,
      bias: true,
    };
    study.enqueue(known);
    const trials = study.ask({ count: 5 });
    study.tell(trials[0]!, 2);
    study.tell(trials[1]!, 0.1 + 0.2);
    study.fail(trials[2]!, new Error("no"));
    study.abandon(trials[3]!);
    study.tell({ ...known, x: 1 }, 1);
    study.enqueue({ ...known, act: "gelu" });
    const seen = optuna("show", path, "ours");
    expect(seen.directions).toEqual(["MAXIMIZE"]);
    expect(seen.best).toBe(0);
    expect(seen.attributes).toEqual(["steinbock:study"]);
    const states = ["COMPLETE", "COMPLETE", "FAIL", "FAIL", "RUNNING", "COMPLETE", "WAITING"];
    expect(seen.trials.map(({ state }: { state: string }) => state)).toEqual(states);
    study.trials.forEach(({ number, params, values }, i) => {
      expect(seen.trials[i]).toMatchObject({ number, params, started: true });
      expect(seen.trials[i].values).toEqual(values === null ? null : [values.y]);
      expect(seen.trials[i].ended).toBe(states[i] !== "RUNNING");
    });
    expect(seen.trials[6].params).toEqual({ ...known, act: "gelu" });
    // Whole numbers stay what they are: 1.0 is a float there, and 1 an int.
    expect(seen.trials[0].types).toMatchObject({ x: "float", layers: "int", bias: "bool" });
    expect(seen.trials[0].distributions).toMatchObject({
      x: "FloatDistribution(high=1.0, log=False, low=-1.0, step=None)",
      lr: "FloatDistribution(high=0.1, log=True, low=1e-05, step=None)",
      rate: "FloatDistribution(high=0.9, log=False, low=0.0, step=0.3)",
      wide: "IntDistribution(high=62, log=False, low=2, step=2)",
      act: "CategoricalDistribution(choices=('relu', 'gelu', None, 3, 1.5))",
    });
  });

  it("shows the front of our study with several objectives", () => {
    const path = newFile();
    const objectives = { a: "minimize", b: "maximize" } as const;
    const study = openStudy({ storage: fileStorage(path), space, objectives, sampler: "random" });
    for (let i = 0; i < 9; i++) study.tell(study.ask(), { a: (i * 5) % 9, b: (i * 7) % 9 });
    const seen = optuna("show", path, "study");
    expect(seen.directions).toEqual(["MINIMIZE", "MAXIMIZE"]);
    expect(seen.front).toEqual(study.paretoFront.map(({ number }) => number));
  });

  describe("constraints", () => {
    const about = {
      space: { x: float(0, 1), y: float(0, 1) },
      objectives: { cost: "minimize", speed: "maximize" },
      constraints: { stress: { upper: 2 }, gap: { lower: -1, upper: 1 } },
    } as const;
    const evaluate = ({ x, y }: { x: number; y: number }) => {
      return { cost: x + 2 * y, speed: -x * x - y * y, stress: 3 - x - y, gap: x - y };
    };
    const open = (path: string, name: string) =>
      openStudy({ storage: fileStorage(path), name, ...about, seed: 2, sampler: "nsga2" });

    it("of ours and of Optuna's samplers are the same on one study", () => {
      const path = newFile();
      const study = open(path, "shared");
      for (let i = 0; i < 6; i++) {
        const trial = study.ask();
        study.tell(trial, evaluate(trial.params));
      }
      study.tell({ x: 0.25, y: 0.25 }, evaluate({ x: 0.25, y: 0.25 }));
      const seen = optuna("constrain", path, "shared", "5").trials;
      study.sync();
      expect(study.trials).toHaveLength(17);
      study.trials.forEach((trial, i) => {
        const { constraints, params, values } = seen[i];
        expect(params).toEqual(trial.params);
        expect(values).toEqual([trial.values!.cost, trial.values!.speed]);
        expect(constraints.every((excess: number) => excess <= 0)).toBe(trial.feasible);
        const exact = evaluate(trial.params);
        if (i < 7) {
          expect(trial.values).toEqual(exact);
          expect(constraints).toEqual([exact.stress - 2, -1 - exact.gap, exact.gap - 1]);
        }
        expect(trial.values!.stress).toBeCloseTo(exact.stress, 14);
        expect(trial.values!.gap).toBeCloseTo(exact.gap, 14);
      });
      expect(study.trials[6]!.feasible).toBe(false);
      expect(study.paretoFront.length).toBeGreaterThan(0);
      const again = open(path, "shared");
      expect(JSON.stringify(again)).toBe(JSON.stringify(study));
      expect(again.ask().params).toEqual(Study.from(JSON.stringify(study)).ask().params);
    });

    it("of a study of Optuna's are read where the limits are named", () => {
      const path = newFile();
      const seen = optuna("constrain", path, "theirs", "5").trials;
      const before = readFileSync(path, "utf8");
      const storage = fileStorage(path);
      const limit = { upper: 0 };
      // Of too few limits it says so, and writes nothing.
      expect(() => openStudy({ storage, name: "theirs", constraints: { a: limit } })).toThrow(
        /constraints: found .*"a number for each limit: 1"/,
      );
      expect(readFileSync(path, "utf8")).toBe(before);
      const constraints = { a: limit, b: limit, c: limit };
      const study = openStudy({ storage, name: "theirs", constraints });
      expect(study.trials).toHaveLength(10);
      study.trials.forEach(({ values, feasible }, i) => {
        expect([values!.a, values!.b, values!.c]).toEqual(seen[i].constraints);
        expect(feasible).toBe(seen[i].constraints.every((excess: number) => excess <= 0));
      });
      study.tell(study.ask(), { value0: 1, value1: 2, a: 1, b: -1, c: 0 });
      expect(optuna("show", path, "theirs").trials[10].constraints).toEqual([1, -1, 0]);
      expect(JSON.stringify(openStudy({ storage, name: "theirs" }))).toBe(JSON.stringify(study));
    });
  });

  it("has studies that we open and continue", () => {
    const path = newFile();
    const theirs = optuna("write", path, "theirs");
    const before = readFileSync(path, "utf8");
    const study = openStudy({ storage: fileStorage(path), name: "theirs", seed: 1 });
    expect(readFileSync(path, "utf8").startsWith(before)).toBe(true);
    expect(study.objectives).toEqual({ value: "minimize" });
    expect(study.space).toEqual({
      x: float(-1, 1),
      lr: float(1e-5, 1e-1, { scale: "log" }),
      rate: float(0, 1, { step: 0.1 }),
      n: int(1, 9),
      wide: int(1, 1000, { scale: "log" }),
      even: int(2, 20, { step: 2 }),
      kind: choice(["a", "b", null, 3, 1.5, true]),
    });
    const states: string[] = Array(12).fill("complete");
    states.splice(3, 3, "failed", "abandoned", "failed");
    // The thirteenth trial of theirs lacks params as long as it runs.
    expect(study.trials.map(({ state }) => state)).toEqual([...states, "running"]);
    study.trials.slice(0, 12).forEach((trial, i) => {
      const { rate, ...others } = theirs.trials[i].params;
      expect(trial.params).toMatchObject(others);
      // Steps of ours are the decimals that are meant: 0.7, where theirs is 0.7000000000000001.
      expect(trial.params.rate).toBe(Number(rate.toFixed(1)));
      if (trial.values) expect([trial.values.value]).toEqual(theirs.trials[i].values);
    });
    expect(study.trials[5]!.reason).toContain("Infinity");
    const waiting = study.trials[1]!.params;
    expect(study.queue).toEqual([waiting]);
    expect(study.best!.number).toBe(theirs.best);
    expect(study.ask().params).toEqual(waiting);
    study.tell(study.ask(), 5);
    study.tell(12, 7);
    const seen = optuna("show", path, "theirs");
    expect(seen.trials.map(({ state }: { state: string }) => state).slice(12)).toEqual([
      "RUNNING",
      "COMPLETE",
      "RUNNING",
      "COMPLETE",
    ]);
    const again = openStudy({ storage: fileStorage(path), name: "theirs" });
    expect(JSON.stringify(again)).toBe(JSON.stringify(study));
    expect(again.ask().params).toEqual(Study.from(JSON.stringify(study)).ask().params);
  });

  it("works beside us on one study", async () => {
    const path = newFile();
    const x = { x: float(0, 1) };
    const study = openStudy({
      storage: fileStorage(path, { fsync: false }),
      space: x,
      objectives: { y: "minimize" },
      sampler: "random",
    });
    const worker = spawn(python, [script, "work", path, "study", "40"]);
    const ended = new Promise((resolve) => worker.on("exit", resolve));
    let code: unknown;
    void ended.then((value) => {
      code = value;
    });
    let own = 0;
    for (; code === undefined; own++) {
      const trial = study.ask();
      study.tell(trial, trial.params.x);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(code).toBe(0);
    study.sync();
    expect(own).toBeGreaterThan(3);
    expect(study.trials).toHaveLength(40 + own);
    for (const { params, values } of study.trials) expect(values).toEqual({ y: params.x });
    expect(optuna("show", path, "study").trials).toHaveLength(40 + own);
  });
});
