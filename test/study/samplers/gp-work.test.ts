/** Asks with a budget of work: what they answer, and that no clock has a part in it. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { choice, float, int, Study } from "../../../src/index.js";
import { branin, dtlz2 } from "../../../src/problems/index.js";
import type { SamplerRequest } from "../../../src/study/sampler.js";
import { isFrugal, WorkPlan } from "../../../src/study/samplers/gp-work.js";

const space = { x: float(0, 1), rate: float(1e-4, 1, { scale: "log" }), n: int(1, 9) };
const kinds = { ...space, kind: choice(["a", "b", "c"]) };

/** A study that was told of n random trials, the last of which failed if it says so. */
function told(n: number, options: { objectives?: number; failed?: boolean; mixed?: boolean } = {}) {
  const { objectives: k = 1, failed = false, mixed = false } = options;
  const names = ["f", "g"].slice(0, k);
  const study = new Study({
    space: mixed ? kinds : space,
    objectives: Object.fromEntries(names.map((name) => [name, "minimize"] as const)),
    seed: 4,
    sampler: "random",
  });
  for (let i = 0; i < n; i++) {
    const trial = study.ask();
    const { x, rate, n } = trial.params as { x: number; rate: number; n: number };
    const values = { f: Math.sin(5 * x) + rate + (n - 4) ** 2 / 9, g: x - rate + n / 7 };
    if (failed && i === n - 1) study.fail(trial);
    else study.tell(trial, Object.fromEntries(names.map((name) => [name, values[name as "f"]])));
  }
  return JSON.stringify(study);
}

const asked = (saved: string, workBudget: number, count = 1) =>
  Study.from(saved, { sampler: "gp" }).ask({ workBudget, count });

describe("an ask with a budget of work", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ["one objective", {}],
    ["a failed trial", { failed: true }],
    ["two objectives", { objectives: 2 }],
    ["categories", { mixed: true }],
  ])("answers the same where the clock stands still or runs wild: %s", (_, options) => {
    const saved = told(24, options);
    for (const workBudget of [0, 1, 6]) {
      const expected = asked(saved, workBudget, 2);
      vi.spyOn(performance, "now").mockReturnValue(1e12);
      expect(asked(saved, workBudget, 2)).toEqual(expected);
      let now = 0;
      vi.spyOn(performance, "now").mockImplementation(() => (now += 1e6));
      expect(asked(saved, workBudget, 2)).toEqual(expected);
      vi.restoreAllMocks();
    }
  });

  it("comes to what an ask without one says, as the budget grows", () => {
    const saved = told(30);
    const [free] = asked(saved, Infinity);
    expect(asked(saved, 1e6)).toEqual([free]);
    expect(asked(saved, 0.5)).not.toEqual([free]);
  });

  it("still finds the minima of Branin", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const about = { space: branin.space(), objectives: { y: "minimize" } } as const;
      const study = new Study({ ...about, seed });
      for (let i = 0; i < 40; i++) {
        const trial = study.ask({ workBudget: 3 });
        study.tell(trial, branin.objective(trial.params));
      }
      expect(study.best!.values.y - branin.optimum).toBeLessThan(1e-3);
    }
  });

  it("spreads the points of a batch, and finds minima by batches", () => {
    for (const seed of [1, 2, 3]) {
      const about = { space: branin.space(), objectives: { y: "minimize" } } as const;
      const study = new Study({ ...about, seed });
      const cube = (params: object) => Object.values(params).map((x, i) => (x + 5 * (1 - i)) / 15);
      for (let i = 0; i < 40; i += 2) {
        const [one, two] = study.ask({ count: 2, workBudget: 1 });
        if (i < 12) {
          const [a, b] = [cube(one!.params), cube(two!.params)];
          expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)).toBeGreaterThan(0.01);
        }
        for (const trial of [one!, two!]) study.tell(trial, branin.objective(trial.params));
      }
      expect(study.best!.values.y - branin.optimum).toBeLessThan(0.05);
    }
  });

  it("extends a front by batches", () => {
    const problem = dtlz2(6, 2);
    const about = { space: problem.space(), objectives: problem.directions() };
    const study = new Study({ ...about, seed: 1 });
    for (let i = 0; i < 50; i += 2) {
      for (const trial of study.ask({ count: 2, workBudget: 3 })) {
        study.tell(trial, problem.objective(trial.params));
      }
    }
    // All there is are 1.1² − π/4 = 0.42, random points reach 0.01.
    expect(study.hypervolume({ f1: 1.1, f2: 1.1 })).toBeGreaterThan(0.2);
  });

  it("refuses budgets that are none", () => {
    const study = new Study({ space, objectives: { y: "minimize" } });
    expect(() => study.ask({ workBudget: -1 })).toThrow(/workBudget is -1: give milliseconds/);
    expect(() => study.ask({ workBudget: Number.NaN })).toThrow(/workBudget/);
    expect(() => study.ask({ workBudget: null as never })).toThrow(/workBudget is null/);
  });
});

describe("the plan of an ask's work", () => {
  const request = (workBudget: number, n: number, more: Partial<SamplerRequest> = {}) =>
    ({
      ...{ workBudget, timeBudget: Infinity, cube: { dimension: 6 }, count: 1, objectives: 1 },
      ...{ values: new Float64Array(n), failed: new Float64Array(0), pending: new Float64Array(0) },
      limits: [],
      ...more,
    }) as SamplerRequest;
  const plan = (...about: Parameters<typeof request>) => new WorkPlan(request(...about));

  it("gives half to the fit, and to the search what the fit left", () => {
    const short = plan(10, 100);
    const long = plan(20, 100);
    expect(long.maxEvaluations + 3).toBeCloseTo(2 * (short.maxEvaluations + 3), -1);
    expect(short.searchEvaluations(1)).toBeGreaterThan(short.searchEvaluations(20));
    // What is left after a full fit is about half of the budget, as after none it is nearly all.
    const all = short.searchEvaluations(-3);
    expect(short.searchEvaluations(short.maxEvaluations) / all).toBeCloseTo(0.5, 1);
    // A batch's points share what is left, and each needs a baseline.
    expect(plan(10, 100, { count: 4 }).searchEvaluations(5)).toBeLessThan(
      short.searchEvaluations(5) / 4,
    );
  });

  it("leaves something to the search of the largest request that the edge example takes", () => {
    const large = { cube: { dimension: 20 } as never, count: 2 };
    const one = plan(3, 95, { ...large, failed: new Float64Array(5 * 20) });
    const two = plan(3, 48, {
      ...{ ...large, objectives: 2, values: new Float64Array(96) },
      failed: new Float64Array(2 * 20),
    });
    expect(one.searchEvaluations(2)).toBeGreaterThan(10);
    expect(two.searchEvaluations(2)).toBeGreaterThan(10);
  });

  it("takes the least that there is where the budget is too small", () => {
    expect(plan(0, 50).maxEvaluations).toBe(1);
    expect(plan(10, 2000).searchEvaluations(1)).toBe(1);
  });

  it("does without pruning where that would take more than a quarter", () => {
    const frugal = (workBudget: number, timeBudget = Infinity) =>
      [20, 50, 100, 200].filter((n) => isFrugal(request(workBudget, n, { timeBudget })));
    expect(frugal(Infinity)).toEqual([]);
    expect(frugal(100)).toEqual([]);
    expect(frugal(10)).toEqual([100, 200]);
    expect(frugal(Infinity, 10)).toEqual([100, 200]);
    expect(frugal(0)).toEqual([20, 50, 100, 200]);
  });

  it("counts the models of further objectives, and of what fails", () => {
    const one = plan(10, 60);
    const two = plan(10, 60, { objectives: 2, values: new Float64Array(120) });
    const failing = plan(10, 60, { failed: new Float64Array(6) });
    expect(two.maxEvaluations).toBeLessThan(0.6 * one.maxEvaluations);
    expect(failing.maxEvaluations).toBeLessThan(0.6 * one.maxEvaluations);
  });
});
