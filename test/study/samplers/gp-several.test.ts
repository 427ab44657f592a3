import { describe, expect, it } from "vitest";
import { choice, float, gpSampler, int, Study } from "../../../src/index.js";
import { braninCurrin, dtlz2, re41 } from "../../../src/problems/index.js";
import { samplerConformance } from "../../conformance/sampler.js";

const plane = { x: float(0, 1), y: float(0, 1) };
const both = { a: "minimize", b: "maximize" } as const;

/** The front is x from 0 to 1 at y = ½. */
function trade({ x, y }: { x: number; y: number }) {
  const cost = (y - 0.5) ** 2;
  return { a: x * x + cost, b: -((x - 1) ** 2) - cost };
}

/** Hypervolume of BraninCurrin after `trials`, the first 5 of a design where there is a model. */
function branin(sampler: "gp" | "random", trials: number, seed: number): number {
  const [space, objectives] = [braninCurrin.space(), braninCurrin.directions()];
  const study = new Study({ space, objectives, seed, sampler });
  for (let i = 0; i < trials; i++) {
    const trial = study.ask();
    study.tell(trial, braninCurrin.objective(trial.params));
  }
  const [f1, f2] = braninCurrin.reference;
  return study.hypervolume({ f1: f1!, f2: f2! });
}

describe("the GP sampler with several objectives", () => {
  samplerConformance("gp", 8, 4);

  it("comes near the largest hypervolume of BraninCurrin in 35 trials, and far above random", () => {
    for (const seed of [1, 2, 3]) {
      const found = branin("gp", 35, seed);
      expect(found).toBeGreaterThan(0.9 * braninCurrin.hypervolume!);
      expect(found).toBeGreaterThan(1.5 * branin("random", 35, seed));
    }
  });

  it.each([
    ["four objectives, by hypervolume", re41, 26, 1.3],
    ["five objectives, by scalarizations", dtlz2(6, 5), 40, 1.15],
  ] as const)("spreads over a front of %s", (_, problem, trials, better) => {
    const names = Object.keys(problem.directions());
    const reference = Object.fromEntries(names.map((name, o) => [name, problem.reference[o]!]));
    const volume = (sampler: "gp" | "random") => {
      const [space, objectives] = [problem.space(), problem.directions()];
      const study = new Study({ space, objectives, seed: 1, sampler });
      for (let i = 0; i < trials; i++) {
        const trial = study.ask();
        study.tell(trial, problem.objective(trial.params));
      }
      return study.hypervolume(reference);
    };
    expect(volume("gp")).toBeGreaterThan(better * volume("random"));
  });

  it("takes a reference in the user's units and directions, and gains by it", () => {
    const problem = dtlz2(6, 3);
    const [f1, f2, f3] = problem.reference as [number, number, number];
    const run = (sampler: ReturnType<typeof gpSampler>, turned: boolean) => {
      const objectives = { f1: "minimize", f2: turned ? "maximize" : "minimize", f3: "minimize" };
      const study = new Study({ space: problem.space(), objectives, seed: 1, sampler } as never);
      for (let i = 0; i < 30; i++) {
        const trial = study.ask();
        const [a, b, c] = problem.evaluate(Object.values(trial.params) as number[]);
        study.tell(trial, { f1: a!, f2: turned ? -b! : b!, f3: c! });
      }
      return study;
    };
    const plain = run(gpSampler({ reference: { f1, f2, f3 } }), false);
    const turned = run(gpSampler({ reference: { f1, f2: -f2, f3 } }), true);
    expect(turned.trials.map(({ params }) => params)).toEqual(
      plain.trials.map(({ params }) => params),
    );
    const inferred = run(gpSampler(), false);
    const reference = { f1, f2, f3 };
    expect(plain.hypervolume(reference)).toBeGreaterThan(1.2 * inferred.hypervolume(reference));
    const again = Study.from(JSON.stringify(plain));
    expect(again.ask().params).toEqual(plain.ask().params);
  });

  it("refuses references that cannot be meant", () => {
    const ask = (objectives: Record<string, "minimize">, reference: Record<string, number>) => () =>
      new Study({ space: plane, objectives, sampler: gpSampler({ reference }) }).ask();
    const min = "minimize";
    expect(ask({ a: min, b: min }, { a: 1 })).toThrow(/reference.b is undefined/);
    expect(ask({ a: min, b: min }, { a: 1, b: 2, c: 3 })).toThrow(/reference.c/);
    expect(ask({ a: min, b: min }, { a: 1, b: Number.NaN })).toThrow(/reference.b is NaN/);
    expect(ask({ a: min }, { a: 1 })).toThrow(/leave it out/);
  });

  it("takes batches, with pending, failed and repeated points, and keeps them apart", () => {
    const study = new Study({ space: plane, objectives: both, seed: 4 });
    for (let i = 0; i < 3; i++) study.tell({ x: 0.25, y: 0.5 }, trade({ x: 0.25, y: 0.5 }));
    for (let round = 0; round < 4; round++) {
      const trials = study.ask({ count: 4 });
      study.ask();
      for (const trial of trials) {
        if (trial.params.y > 0.8) study.fail(trial);
        else study.tell(trial, trade(trial.params));
      }
    }
    const asked = study.trials.slice(3).map(({ params }) => params);
    asked.forEach((a, i) => {
      for (const b of asked.slice(0, i)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(1e-6);
      }
    });
    // Below b = −√-shaped front up to (1, −1) lie 5/6.
    expect(study.hypervolume({ a: 1, b: -1 })).toBeGreaterThan(0.7);
  });

  it("goes on where an objective, or all of them, are constant", () => {
    for (const constant of [1, 2]) {
      const study = new Study({ space: plane, objectives: both, seed: 5 });
      for (let i = 0; i < 12; i++) {
        const trial = study.ask();
        const { a, b } = trade(trial.params);
        study.tell(trial, { a: constant === 2 ? 7 : a, b: constant >= 1 ? -3 : b });
      }
      const points = study.trials.map(({ params }) => `${params.x} ${params.y}`);
      expect(new Set(points).size).toBe(12);
      if (constant === 1) {
        const best = Math.min(...study.trials.map(({ values }) => values!.a));
        expect(best).toBeLessThan(0.05);
      }
    }
  });

  it("goes on where one trial dominates all others", () => {
    const study = new Study({ space: plane, objectives: both, seed: 6 });
    study.tell({ x: 0.5, y: 0.5 }, { a: -1000, b: 1000 });
    for (let i = 0; i < 10; i++) {
      const trial = study.ask();
      study.tell(trial, trade(trial.params));
    }
    expect(study.paretoFront.map(({ number }) => number)).toEqual([0]);
    expect(study.trials).toHaveLength(11);
  });

  it("does not depend on the units of the objectives", () => {
    const asked = (scale: number, shift: number) => {
      const study = new Study({ space: plane, objectives: both, seed: 7 });
      for (let i = 0; i < 10; i++) {
        const trial = study.ask();
        const { a, b } = trade(trial.params);
        study.tell(trial, { a: a * scale + shift, b });
      }
      return study.trials.map(({ params }) => params);
    };
    const [plain, scaled] = [asked(1, 0), asked(1e6, -3e7)];
    scaled.forEach(({ x, y }, i) => {
      expect(Math.hypot(x - plain[i]!.x, y - plain[i]!.y)).toBeLessThan(1e-3);
    });
  });

  it("finds the front of a space of numbers, whole numbers and categories", () => {
    const space = { x: float(0, 1), n: int(0, 9), kind: choice(["a", "b", "c"]) };
    const study = new Study({ space, objectives: both, seed: 8 });
    for (let i = 0; i < 30; i++) {
      const trial = study.ask();
      const { x, n, kind } = trial.params;
      const cost = (n - 6) ** 2 / 30 + (kind === "b" ? 0 : 0.4);
      study.tell(trial, { a: x * x + cost, b: -((x - 1) ** 2) - cost });
    }
    const right = study.paretoFront.filter(({ params }) => params.n === 6 && params.kind === "b");
    expect(right.length).toBeGreaterThan(4);
  });

  it("predicts the first objective, in the user's direction", () => {
    const study = new Study({ space: plane, objectives: both, seed: 9 });
    for (let i = 0; i < 20; i++) {
      const trial = study.ask();
      study.tell(trial, trade(trial.params));
    }
    const trial = study.ask();
    expect(Math.abs(trial.prediction!.mean - trade(trial.params).a)).toBeLessThan(0.1);
    expect(trial.prediction!.sd).toBeGreaterThan(0);
  });
});
