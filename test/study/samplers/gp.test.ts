import { describe, expect, it } from "vitest";
import { core } from "../../../src/core/index.js";
import { boolean, choice, float, gpSampler, int, Study } from "../../../src/index.js";
import { branin, hartmann6 } from "../../../src/problems/index.js";
import { samplerConformance } from "../../conformance/sampler.js";

const minimize = { objectives: { y: "minimize" } } as const;

describe("the GP sampler", () => {
  samplerConformance("gp", 12);

  it("converges on a noise-free objective beyond the noise prior's floor", () => {
    const study = new Study({ space: hartmann6.space(), ...minimize, seed: 3 });
    for (let i = 0; i < 60; i++) {
      const trial = study.ask();
      study.tell(trial, hartmann6.objective(trial.params));
    }
    expect(study.best!.values.y - hartmann6.optimum).toBeLessThan(1e-3);
  });

  it("finds the minimum of Branin, alone and in batches of four with results out of order", () => {
    const alone = new Study({ space: branin.space(), ...minimize, seed: 1 });
    for (let i = 0; i < 32; i++) {
      const trial = alone.ask();
      alone.tell(trial, branin.objective(trial.params));
    }
    expect(alone.best!.values.y - branin.optimum).toBeLessThan(0.01);
    const batches = new Study({ space: branin.space(), ...minimize, seed: 1 });
    for (let i = 0; i < 10; i++) {
      for (const trial of batches.ask({ count: 4 }).reverse()) {
        batches.tell(trial, branin.objective(trial.params));
      }
    }
    expect(batches.best!.values.y - branin.optimum).toBeLessThan(0.02);
  });

  it("keeps the points of a batch, and pending ones, apart", () => {
    const study = new Study({ space: branin.space(), ...minimize, seed: 2 });
    for (const { params } of study.ask({ count: 12 })) study.tell(params, branin.objective(params));
    const asked = [...study.ask({ count: 4 }), study.ask(), study.ask()].map(
      ({ params }) => params,
    );
    asked.forEach((a, i) => {
      for (const b of asked.slice(0, i)) {
        expect(Math.hypot((a.x1! - b.x1!) / 15, (a.x2! - b.x2!) / 15)).toBeGreaterThan(1e-3);
      }
    });
  });

  it("learns where evaluations fail, and finds the minimum beside", () => {
    const space = { x: float(0, 1), y: float(0, 1) };
    const study = new Study({ space, ...minimize, seed: 4 });
    for (let i = 0; i < 40; i++) {
      const trial = study.ask();
      const { x, y } = trial.params;
      if (x > 0.7) study.fail(trial);
      else study.tell(trial, (x - 0.65) ** 2 + (y - 0.5) ** 2);
    }
    expect(study.best!.values.y).toBeLessThan(1e-4);
    // A failure tells no value: what keeps the next ask away from it is the model of failures.
    const failed = study.trials.filter(({ state }) => state === "failed");
    failed.forEach(({ params: a }, i) => {
      for (const { params: b } of failed.slice(0, i)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.02);
      }
    });
  });

  it("finds the best of a space of numbers, whole numbers and categories", () => {
    const space = {
      rate: float(1e-5, 1, { scale: "log" }),
      layers: int(1, 8),
      kind: choice(["a", "b", "c"]),
      flag: boolean(),
    };
    const study = new Study({ space, objectives: { score: "maximize" }, seed: 5 });
    for (let i = 0; i < 50; i++) {
      const trial = study.ask();
      const { rate, layers, kind, flag } = trial.params;
      const shape = { a: 0, b: 1, c: 0.5 }[kind];
      const score =
        shape + (flag ? 0.3 : 0) - (Math.log10(rate) + 3) ** 2 / 9 - (layers - 5) ** 2 / 16;
      study.tell(trial, score);
    }
    const { params, values } = study.best!;
    expect(params).toMatchObject({ layers: 5, kind: "b", flag: true });
    expect(values.score).toBeGreaterThan(1.29);
  });

  it("says what it expects of a point, in the study's units", () => {
    const space = { x: float(-2, 2) };
    for (const direction of ["minimize", "maximize"] as const) {
      const study = new Study({ space, objectives: { y: direction }, seed: 6 });
      const f = (x: number) => 100 + 10 * Math.sin(2 * x);
      for (let i = 0; i < 5; i++) {
        const trial = study.ask();
        expect(trial.prediction).toBe(null);
        study.tell(trial, f(trial.params.x));
      }
      let covered = 0;
      for (let i = 0; i < 8; i++) {
        const trial = study.ask();
        const { mean, sd, expectedImprovement } = trial.prediction!;
        expect(expectedImprovement).toBeGreaterThanOrEqual(0);
        if (Math.abs(f(trial.params.x) - mean) <= 4 * sd + 1e-3) covered++;
        study.tell(trial, f(trial.params.x));
      }
      expect(covered).toBeGreaterThanOrEqual(5);
      expect(Math.abs(study.best!.values.y - 100)).toBeGreaterThan(9.99);
    }
  });

  it("answers without time, from whatever it has", () => {
    const study = new Study({ space: branin.space(), ...minimize, seed: 7 });
    for (const { params } of study.ask({ count: 30 })) study.tell(params, branin.objective(params));
    for (const timeBudget of [0, 1]) {
      const { x1 } = study.ask({ timeBudget }).params;
      expect(x1).toBeGreaterThanOrEqual(-5);
      expect(x1).toBeLessThanOrEqual(10);
    }
  });

  it("takes a constant objective, extreme scales, and repeated points with other values", () => {
    for (const value of [() => 3, (i: number) => 1e149 * i, (i: number) => 1e-160 * (i % 5)]) {
      const study = new Study({ space: { x: float(0, 1), y: float(0, 1) }, ...minimize, seed: 8 });
      for (let i = 0; i < 9; i++) study.tell(study.ask(), value(i));
      study.tell({ x: 0.5, y: 0.5 }, value(1));
      study.tell({ x: 0.5, y: 0.5 }, value(2));
      const { x } = study.ask().params;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(1);
    }
  });

  it("asks beside pending points where all told points coincide", () => {
    const space = { x: float(1, 1.02, { scale: "log" }) };
    const study = new Study({ space, ...minimize, seed: 857332058 });
    study.tell({ x: 1 }, 0);
    const [first] = [study.ask(), study.ask()];
    study.tell({ x: 1 }, 0);
    study.tell(first, 0);
    study.tell({ x: 1 }, -9.5e-153);
    const { x } = study.ask().params;
    expect(x).toBeGreaterThanOrEqual(1);
    expect(x).toBeLessThanOrEqual(1.02);
  });

  it("gives all memory of its models back after every ask", () => {
    const study = new Study({ space: branin.space(), ...minimize, seed: 10 });
    for (const { params } of study.ask({ count: 8 })) study.tell(params, branin.objective(params));
    study.fail(study.ask());
    study.ask({ count: 2 });
    const before = core().heap_live_blocks();
    for (let i = 0; i < 20; i++) study.abandon(study.ask());
    expect(core().heap_live_blocks()).toBe(before);
  });

  it("keeps its options in a saved study", () => {
    const sampler = gpSampler({ initialDesign: 3, noise: "none" });
    const study = new Study({ space: branin.space(), ...minimize, seed: 9, sampler });
    for (let i = 0; i < 6; i++) {
      const trial = study.ask();
      expect(trial.prediction === null).toBe(i < 3);
      study.tell(trial, branin.objective(trial.params));
    }
    const resumed = Study.from<ReturnType<typeof branin.space>>(JSON.stringify(study));
    expect(resumed.ask().params).toEqual(study.ask().params);
  });
});
