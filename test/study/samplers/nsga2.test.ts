import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { boolean, choice, float, int, nsga2Sampler, Study } from "../../../src/index.js";
import { zdt1 } from "../../../src/problems/index.js";
import { crowdingDistances } from "../../../src/study/samplers/generations.js";
import { samplerConformance } from "../../conformance/sampler.js";

const both = { a: "minimize", b: "minimize" } as const;
const plane = { x: float(0, 1), y: float(0, 1) };

function schaffer({ x, y }: { x: number; y: number }) {
  return { a: x * x + y, b: (x - 1) ** 2 + y };
}

describe("the NSGA-II sampler", () => {
  samplerConformance(() => nsga2Sampler({ population: 4 }), 40, 3);

  it("comes within 1 % of ZDT1's hypervolume in 5,000 evaluations, in linear time", () => {
    const problem = zdt1(10);
    const study = new Study({
      space: problem.space(),
      objectives: both,
      seed: 1,
      sampler: "nsga2",
    });
    const started = process.cpuUsage().user;
    for (let i = 0; i < 5000; i++) {
      const trial = study.ask();
      const [a, b] = problem.evaluate(Object.values(trial.params));
      study.tell(trial, { a: a!, b: b! });
    }
    // Below f₂ = 1 − √f₁, up to (1.1, 1.1), lie 1.21 − 1/3.
    expect(study.hypervolume({ a: 1.1, b: 1.1 })).toBeGreaterThan(0.99 * (1.21 - 1 / 3));
    expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(30);
  });

  it("beats as many random points by far with one objective", () => {
    const sphere = (x: number, y: number) => (x - 0.3) ** 2 + (y - 0.7) ** 2;
    const study = new Study({
      space: plane,
      objectives: { z: "minimize" },
      seed: 2,
      sampler: "nsga2",
    });
    for (let i = 0; i < 600; i++) {
      const trial = study.ask();
      study.tell(trial, sphere(trial.params.x, trial.params.y));
    }
    // The best of 600 random points lies at 1/(600 π) in the mean.
    expect(study.best!.values.z).toBeLessThan(5e-6);
  });

  it("finds the front of a space of whole numbers, steps and categories without repeats", () => {
    const space = {
      n: int(0, 40),
      m: int(1, 1000, { scale: "log" }),
      kind: choice(["good", "bad", "ugly"]),
      flag: boolean(),
    };
    const study = new Study({ space, objectives: both, seed: 3, sampler: "nsga2" });
    for (let i = 0; i < 1200; i++) {
      const trial = study.ask();
      const { n, m, kind, flag } = trial.params;
      const cost = (m - 1) / 100 + (kind === "good" ? 0 : 5) + (flag ? 0 : 5);
      study.tell(trial, { a: n + cost, b: 40 - n + cost });
    }
    // Optimal are the 41 values of n with everything else at its best.
    const front = study.paretoFront.filter(({ values }) => values.a + values.b === 40);
    expect(new Set(front.map(({ params }) => params.n)).size).toBeGreaterThan(37);
    const keys = study.trials.map(({ params }) => JSON.stringify(params));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("never waits: batches larger than a generation, pending and failed trials", () => {
    const sampler = nsga2Sampler({ population: 6 });
    const study = new Study({ space: plane, objectives: both, seed: 4, sampler });
    const trials = study.ask({ count: 20 });
    for (const trial of trials.slice(0, 9)) study.tell(trial, schaffer(trial.params));
    for (const trial of trials.slice(9, 15)) study.fail(trial);
    const points = study.ask({ count: 30 }).map(({ params }) => `${params.x} ${params.y}`);
    expect(new Set(points).size).toBe(30);
    const failing = new Study({ space: plane, objectives: both, seed: 4, sampler });
    for (let i = 0; i < 40; i++) failing.fail(failing.ask());
    expect(failing.trials).toHaveLength(40);
  });

  it("keeps nothing that a fresh sampler would not find: two studies share one", () => {
    const run = (sampler: () => ReturnType<typeof nsga2Sampler>) => {
      const studies = [5, 6].map(
        (seed) => new Study({ space: plane, objectives: both, seed, sampler: sampler() }),
      );
      for (let i = 0; i < 40; i++) {
        for (const study of studies) {
          const trial = study.ask();
          study.tell(trial, schaffer(trial.params));
        }
      }
      return studies.map(({ trials }) => trials.map(({ params }) => params));
    };
    const shared = nsga2Sampler({ population: 6 });
    expect(run(() => shared)).toEqual(run(() => nsga2Sampler({ population: 6 })));
  });

  it("goes on where all values are equal, and where points repeat", () => {
    const sampler = nsga2Sampler({ population: 4 });
    const study = new Study({ space: plane, objectives: both, seed: 7, sampler });
    for (let i = 0; i < 9; i++) study.tell({ x: 0.5, y: 0.5 }, { a: 1, b: 1 });
    const points = study.ask({ count: 8 }).map(({ params }) => `${params.x} ${params.y}`);
    expect(new Set([...points, "0.5 0.5"]).size).toBe(9);
  });

  it("is saved with its options", () => {
    const options = { population: 8, crossover: { eta: 5 }, mutation: { probability: 0.5 } };
    const study = new Study({
      space: plane,
      objectives: both,
      seed: 8,
      sampler: nsga2Sampler(options),
    });
    for (const trial of study.ask({ count: 17 })) study.tell(trial, schaffer(trial.params));
    const again = Study.from<typeof plane, typeof both>(JSON.stringify(study));
    expect(again.toJSON().sampler).toEqual({ name: "nsga2", options });
    expect(again.ask({ count: 5 }).map(({ params }) => params)).toEqual(
      study.ask({ count: 5 }).map(({ params }) => params),
    );
  });

  it("refuses options that cannot be meant", () => {
    expect(() => nsga2Sampler({ population: 1 })).toThrow(InputError);
    expect(() => nsga2Sampler({ crossover: { probability: 1.1 } })).toThrow(
      /crossover.probability/,
    );
    expect(() => nsga2Sampler({ mutation: { eta: -1 } })).toThrow(/mutation.eta/);
    expect(() => nsga2Sampler({ mutation: { rate: 1 } as never })).toThrow(/mutation.rate/);
  });
});

describe("crowding distances", () => {
  it("sum the gaps of each rank in shares of its range", () => {
    // Rank 0: (0, 4), (1, 2), (4, 0); rank 1: one point alone.
    const values = Float64Array.of(0, 4, 1, 2, 4, 0, 0, 0);
    const distances = crowdingDistances(values, Int32Array.of(0, 0, 0, 1), 2);
    expect([...distances]).toEqual([Infinity, 2, Infinity, 0]);
  });
});
