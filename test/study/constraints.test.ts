import { describe, expect, expectTypeOf, it } from "vitest";
import { FormatError, InputError } from "../../src/errors.js";
import { float, nsga2Sampler, type Sampler, type SamplerName, Study } from "../../src/index.js";
import { WorkerPool } from "../../src/worker/index.js";
import { channelWorkers } from "../worker/channel.js";

const space = { x: float(0, 1), y: float(0, 1) };
const objectives = { cost: "minimize", speed: "maximize" } as const;
const constraints = { stress: { upper: 2 }, gap: { lower: -1, upper: 1 } } as const;

function study(sampler: SamplerName = "sobol") {
  return new Study({ space, objectives, constraints, seed: 3, sampler });
}

/** The best that is feasible lies on the line x + y = 1, far from the best of all at the origin. */
function evaluate({ x, y }: { x: number; y: number }) {
  return { cost: x + 2 * y, speed: -x * x - y * y, stress: 3 - x - y, gap: x - y };
}

describe("a study with constraints", () => {
  it("has a front of feasible trials only", () => {
    const made = study();
    made.tell({ x: 0.1, y: 0.1 }, { cost: 1, speed: 9, stress: 3, gap: 0 });
    made.tell({ x: 0.2, y: 0.1 }, { cost: 2, speed: 5, stress: 2, gap: -1 });
    made.tell({ x: 0.3, y: 0.1 }, { cost: 1, speed: 9, stress: 1, gap: -1.01 });
    made.tell({ x: 0.4, y: 0.1 }, { cost: 3, speed: 6, stress: 0, gap: 1 });
    made.tell({ x: 0.5, y: 0.1 }, { cost: 3, speed: 5, stress: 0, gap: 1 });
    expect(made.trials.map(({ feasible }) => feasible)).toEqual([false, true, false, true, true]);
    expect(made.paretoFront.map(({ number }) => number)).toEqual([1, 3]);
    // From the reference (4, 4): strips of 1 × 1 and 1 × 2.
    expect(made.hypervolume({ cost: 4, speed: 4 })).toBe(3);
    expectTypeOf(made.paretoFront[0]!.values.stress).toEqualTypeOf<number>();
  });

  it("has the best of the feasible trials, and stops by it", () => {
    const about = { space, objectives: { cost: "minimize" }, constraints: { cost: { lower: 1 } } };
    const made = new Study({ ...about, objectives: { cost: "minimize" } as const, seed: 1 });
    made.tell({ x: 0.1, y: 0 }, { cost: 0 });
    expect(made.best).toBe(null);
    expect(made.stopReason({ target: 0.5 })).toBe(null);
    made.tell({ x: 0.2, y: 0 }, 1.5);
    made.tell({ x: 0.3, y: 0 }, { cost: 1 });
    expect(made.best!.number).toBe(2);
    expect(made.stopReason({ target: 1 })).toBe("target");
  });

  it("has nothing of a front where nothing is feasible", () => {
    const made = study();
    made.tell({ x: 0.1, y: 0.1 }, { cost: 1, speed: 9, stress: 3, gap: 0 });
    expect(made.paretoFront).toEqual([]);
    expect(made.hypervolume()).toBe(0);
    expect(made.hypervolume({ cost: 4, speed: 0 })).toBe(0);
  });

  it.each([
    ["a missing quantity", { cost: 1, speed: 1, stress: 1 }, /values.gap is undefined/],
    ["one that is no number", { cost: 1, speed: 1, stress: Number.NaN, gap: 0 }, /values.stress/],
    ["an unknown one", { cost: 1, speed: 1, stress: 1, gap: 0, mass: 2 }, /values.mass is 2/],
  ])("refuses %s, and is as before", (_, values, message) => {
    const made = study();
    const saved = JSON.stringify(made);
    expect(() => made.tell({ x: 0, y: 0 }, values as never)).toThrow(InputError);
    expect(() => made.tell({ x: 0, y: 0 }, values as never)).toThrow(message);
    expect(JSON.stringify(made)).toBe(saved);
  });

  it.each([
    [3, /constraints is 3/],
    [{ stress: {} }, /constraints.stress is .*give lower, upper or both/],
    [{ stress: { uper: 3 } }, /constraints.stress.uper is 3/],
    [{ stress: { upper: Number.NaN } }, /constraints.stress.upper is NaN/],
    [{ stress: { upper: Infinity } }, /constraints.stress.upper is Infinity/],
    [{ stress: { lower: 2, upper: 2 } }, /constraints.stress.lower is 2: give a limit below/],
  ])("refuses constraints of %j", (constraints, message) => {
    const make = () => new Study({ space, objectives, constraints: constraints as never });
    expect(make).toThrow(InputError);
    expect(make).toThrow(message);
  });
});

describe.each(["gp", "nsga2", "sobol"] as const)("the sampler %s", (sampler) => {
  const run = (made: ReturnType<typeof study>, trials: number) => {
    for (let i = 0; i < trials; i++) {
      const trial = made.ask();
      if (i % 9 === 8) made.fail(trial);
      else made.tell(trial, evaluate(trial.params));
    }
    return made;
  };

  it("goes on bit for bit from JSON", () => {
    const made = run(study(sampler), 14);
    const again = Study.from<typeof space, typeof objectives, typeof constraints>(
      JSON.stringify(made),
    );
    expect(JSON.stringify(again)).toBe(JSON.stringify(made));
    expect(again.constraints).toEqual(constraints);
    expect(run(again, 2).ask().params).toEqual(run(made, 2).ask().params);
    const damaged = { ...made.toJSON(), constraints: { stress: {} } };
    expect(() => Study.from(damaged)).toThrow(FormatError);
  });

  it("asks in a worker what it asks here", async () => {
    using pool = new WorkerPool(channelWorkers().start);
    const [here, there] = [run(study(sampler), 12), run(study(sampler), 12)];
    const trials = await pool.ask(there, { count: 2 });
    expect(trials.map(({ params }) => params)).toEqual(
      here.ask({ count: 2 }).map(({ params }) => params),
    );
    expect(there.tell(trials[0]!, evaluate(trials[0]!.params)).feasible).not.toBe(null);
  });
});

describe("samplers that heed constraints", () => {
  const volume = (sampler: SamplerName | Sampler, seed: number, trials: number) => {
    const made = new Study({ space, objectives, constraints, seed, sampler });
    for (let i = 0; i < trials; i++) {
      const trial = made.ask();
      made.tell(trial, evaluate(trial.params));
    }
    return made.hypervolume({ cost: 2, speed: -1 });
  };
  const mean = (sampler: SamplerName | Sampler, trials: number) =>
    [1, 2].reduce((sum, seed) => sum + volume(sampler, seed, trials) / 2, 0);

  it("find more of the feasible front than random search does", () => {
    // The front is x + y = 1 from (1, 0) to (½, ½): all of it dominates 5/12 up to (2, -1).
    const modelled = mean("gp", 24);
    expect(modelled).toBeGreaterThan(mean("random", 24) + 0.05);
    expect(modelled).toBeGreaterThan(0.36);
    const evolved = mean(nsga2Sampler({ population: 20 }), 400);
    expect(evolved).toBeGreaterThan(mean("random", 400) + 0.01);
  });

  it.each(["gp", "nsga2"] as const)("%s looks for a feasible trial first", (sampler) => {
    const narrow = { sum: { lower: 1.8 } };
    const made = new Study({ space, objectives, constraints: narrow, seed: 5, sampler });
    const corner = ({ x, y }: { x: number; y: number }) => ({ cost: x, speed: -y, sum: x + y });
    for (let i = 0; i < 10; i++) made.tell({ x: i / 20, y: 0.3 }, corner({ x: i / 20, y: 0.3 }));
    expect(made.paretoFront).toEqual([]);
    for (let i = 0; i < (sampler === "gp" ? 4 : 150); i++) {
      const trial = made.ask();
      made.tell(trial, corner(trial.params));
    }
    expect(made.paretoFront.length).toBeGreaterThan(0);
  });
});
