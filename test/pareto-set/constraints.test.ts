/** Outcome constraints in Pareto-set learning. */
import { describe, expect, expectTypeOf, it } from "vitest";
import { core } from "../../src/core/index.js";
import { InputError } from "../../src/errors.js";
import { Study } from "../../src/index.js";
import { hypervolume, ParetoSetLearner, ParetoSetModel } from "../../src/pareto-set/index.js";
import { srn } from "../../src/problems/index.js";
import { float } from "../../src/space/index.js";
import { WorkerPool } from "../../src/worker/index.js";
import { channelWorkers } from "../worker/channel.js";

const space = { x: float(0, 1), y: float(0, 1) };
const objectives = { cost: "minimize", speed: "maximize" } as const;
/** Feasible is what lies above the line x + y = 1; the front on it goes from (1, 0) to (½, ½). */
const constraints = { load: { lower: 1 } } as const;
type Params = { x: number; y: number };

function evaluate({ x, y }: Params) {
  return { cost: x + 2 * y, speed: -x * x - y * y, load: x + y };
}

const settings = { steps: 400, candidates: 100, width: 32, refinement: 5 };
const options = { space, objectives, constraints, settings, initialDesign: 10, seed: 4 };

function run<L extends Pick<ParetoSetLearner, "ask" | "tell">>(
  learner: L,
  rounds: number,
  objective: (params: Params) => object = evaluate,
): L {
  for (let round = 0; round < rounds; round++) {
    const batch = learner.ask(5);
    learner.tell(batch, batch.map(({ params }) => objective(params as Params)) as never);
  }
  return learner;
}

describe("a learner with constraints", () => {
  it("gives designs on the border, with their probability to be feasible", () => {
    const settings = { ...options.settings, steps: 1000, width: 64 };
    using learner = run(new ParetoSetLearner({ ...options, settings }), 6);
    for (const preference of [
      [1, 0.2],
      [1, 1],
      [0.2, 1],
    ]) {
      const { params, feasibility } = learner.solution(preference);
      // Without the constraint the best of all is the origin, and all solutions are near it.
      expect(params.x + params.y).toBeGreaterThan(0.97);
      expect(params.x + params.y).toBeLessThan(1.15);
      expect(feasibility).toBeGreaterThan(0.3);
      expect(feasibility).toBeLessThanOrEqual(1);
    }
    expectTypeOf(learner.trials[0]!.values!.load).toEqualTypeOf<number>();
  });

  it("has a front of designs that are likely feasible", () => {
    using learner = run(new ParetoSetLearner(options), 6);
    const front = learner.front(6);
    expect(front.length).toBeGreaterThan(3);
    for (const { params, feasibility } of front) {
      expect(feasibility).toBeGreaterThanOrEqual(0.5);
      expect(evaluate(params).load).toBeGreaterThan(0.98);
    }
  });

  it("says of every design that it is feasible where nothing limits it", () => {
    const { constraints: _, ...free } = options;
    using learner = run(new ParetoSetLearner(free), 3, ({ x, y }) => ({ cost: x, speed: y }));
    expect(learner.solution([1, 1]).feasibility).toBe(1);
    expect(JSON.stringify(learner.model)).not.toContain("constraints");
  });

  it("goes on bit for bit from its JSON, with a pending batch", () => {
    using learner = run(new ParetoSetLearner(options), 4);
    learner.ask(2);
    using again = ParetoSetLearner.from<typeof space, typeof objectives, typeof constraints>(
      JSON.stringify(learner),
    );
    expect(JSON.stringify(again)).toBe(JSON.stringify(learner));
    const params = (one: typeof learner) => one.ask(3).map(({ params }) => params);
    expect(params(again)).toEqual(params(learner));
    expect(again.solution([1, 1])).toEqual(learner.solution([1, 1]));
  });

  it("exports a model that answers alone, with the same bits", () => {
    using learner = run(new ParetoSetLearner(options), 4);
    using model = ParetoSetModel.from<typeof space, typeof objectives>(
      JSON.stringify(learner.model),
    );
    expect(model.solution([1, 3])).toEqual(learner.solution([1, 3]));
    expect(model.front(4)).toEqual(learner.front(4));
    expect(JSON.stringify(model)).toBe(JSON.stringify(learner.model));
  });

  it("asks and learns in a worker what it does here", async () => {
    using pool = new WorkerPool(channelWorkers().start);
    using here = run(new ParetoSetLearner(options), 3);
    using there = run(new ParetoSetLearner(options), 3);
    const asked = await pool.ask(there.study, { count: 2 });
    expect(asked.map(({ params }) => params)).toEqual(here.ask(2).map(({ params }) => params));
    const model = await pool.learn(there);
    expect(JSON.stringify(model)).toBe(JSON.stringify(here.model));
  });

  it("gives all memory back", () => {
    const once = () => {
      using learner = run(new ParetoSetLearner(options), 4);
      learner.ask(2);
      learner.ask(1);
      learner.front(3);
    };
    once();
    const blocks = core().heap_live_blocks();
    once();
    expect(core().heap_live_blocks()).toBe(blocks);
  });

  it("refuses what a study refuses", () => {
    const make = () => new ParetoSetLearner({ ...options, constraints: { load: {} } });
    expect(make).toThrow(/constraints.load is .*give lower, upper or both/);
    using learner = new ParetoSetLearner(options);
    const batch = learner.ask(1);
    expect(() => learner.tell(batch, [{ cost: 1, speed: 1 } as never])).toThrow(InputError);
    expect(() => learner.tell(batch, [{ cost: 1, speed: 1, load: Number.NaN }])).toThrow(
      /values of trial 0.load is NaN/,
    );
    expect(learner.trials[0]!.state).toBe("running");
  });
});

describe("before anything feasible is known", () => {
  /** A hundredth of the square, in its corner. */
  const corner = { sum: { lower: 1.86 } };
  const far = ({ x, y }: Params) => ({ cost: x, speed: -y, sum: x + y });

  it("looks where it is likeliest, and finds it", () => {
    using learner = new ParetoSetLearner({ ...options, constraints: corner });
    for (let i = 0; i < 10; i++) {
      const params = { x: 0.05 + 0.07 * i, y: 0.1 + 0.08 * ((3 * i) % 10) };
      learner.study.tell(params, far(params));
    }
    expect(learner.paretoFront).toEqual([]);
    run(learner, 2, far);
    expect(learner.paretoFront.length).toBeGreaterThan(0);
  });

  it.each(["svh", "svh-compat", "psl", "psl-smooth"] as const)(
    "%s goes on where nothing ever is feasible",
    (method) => {
      const never = { load: { lower: 5 } };
      const about = {
        ...options,
        constraints: never,
        method,
        settings: { ...settings, steps: 60 },
      };
      using learner = run(new ParetoSetLearner(about), 4);
      expect(learner.paretoFront).toEqual([]);
      expect(learner.hypervolume({ cost: 3, speed: -2 })).toBe(0);
      const { params, feasibility } = learner.solution([1, 1]);
      expect(Number.isFinite(params.x + params.y)).toBe(true);
      expect(feasibility).toBeLessThan(0.5);
      const front = learner.front(5);
      expect(front.length).toBe(1);
      expect(front[0]!.feasibility).toBeLessThan(0.5);
      // Towards the corner, where it lacks least.
      const last = learner.trials.slice(-5).map(({ values }) => values!.load);
      expect(Math.max(...last)).toBeGreaterThan(1.8);
    },
  );
});

it("finds more of a constrained front than random search and NSGA-II do", () => {
  const about = {
    space: srn.space(),
    objectives: srn.directions(),
    constraints: srn.limits(),
    seed: 1,
  };
  const unit = srn.scale.reduce((product, side) => product * side, 1);
  const share = (front: readonly { readonly values: Readonly<Record<string, number>> }[]) => {
    const points = front.map(({ values }) => [values.f1!, values.f2!]);
    return hypervolume(points, srn.reference) / unit / srn.hypervolume!;
  };
  using learner = new ParetoSetLearner({ ...about, settings, initialDesign: 20 });
  run(learner, 9, (params) => srn.objective(params as never));
  const rivals = (["nsga2", "random"] as const).map((sampler) => {
    const study = new Study({ ...about, sampler });
    for (let i = 0; i < 45; i++) {
      const trial = study.ask();
      study.tell(trial, srn.objective(trial.params));
    }
    return share(study.paretoFront);
  });
  const own = share(learner.paretoFront);
  expect(own).toBeGreaterThan(0.93);
  expect(Math.max(...rivals)).toBeLessThan(own - 0.1);
});
