/** What a learner does with input that no model likes: a clear error, or it goes on. */
import { describe, expect, it } from "vitest";
import { InputError, StateError } from "../../src/errors.js";
import { ParetoSetLearner, ParetoSetSampler } from "../../src/pareto-set/index.js";
import {
  expectLegal,
  objectives,
  oddOutcomes,
  type Params,
  space,
} from "../support/odd-outcomes.js";

const settings = { steps: 60, candidates: 40, width: 16, refinement: 2 };
const options = { space, objectives, settings, initialDesign: 6, seed: 4 };
const evaluate = ({ x, y }: Params) => ({ near: x * x + y * y, far: x - y * y });

function run(learner: ParetoSetLearner<typeof space, typeof objectives>, rounds: number) {
  for (let round = 0; round < rounds; round++) {
    const batch = learner.ask(3);
    learner.tell(
      batch,
      batch.map(({ params }) => evaluate(params)),
    );
  }
  return learner;
}

describe.each(["svh", "svh-compat", "psl-smooth"] as const)("%s goes on with", (method) => {
  it.each(oddOutcomes)("%s", (_, objective) => {
    using learner = new ParetoSetLearner({ ...options, method });
    for (let round = 0; round < 5; round++) {
      const batch = learner.ask(3);
      for (const { params } of batch) expectLegal(params);
      learner.tell(
        batch,
        batch.map(({ params }) => objective(params)),
      );
    }
    const told = learner.trials.filter(({ values }) => values !== null);
    expect(told.length).toBe(learner.trials.filter(({ state }) => state === "complete").length);
    expect(learner.trials.length).toBe(15);
    if (told.length < 2) {
      expect(() => learner.solution([1, 1])).toThrow(/trials is 0: tell at least two results/);
      return;
    }
    for (const { params, predicted, distance } of [learner.solution([1, 1]), ...learner.front(4)]) {
      expectLegal(params);
      const { near, far } = predicted;
      for (const value of [near.mean, near.sd, far.mean, far.sd, distance]) {
        expect(Number.isFinite(value)).toBe(true);
      }
    }
  });

  it.each([
    ["constant", () => 1],
    ["huge", ({ x }: Params) => 1e150 * (x - 0.5)],
    ["tiny", ({ x }: Params) => 1e-300 * (x - 0.5)],
    ["never kept", () => -1e150],
    ["kept but by one", ({ x }: Params) => (x > 0.5 ? 1e100 : -1e-100)],
  ])("a constrained quantity that is %s", (_, quantity) => {
    const constraints = { mass: { lower: 0 } };
    using learner = new ParetoSetLearner({ ...options, method, constraints });
    for (let round = 0; round < 4; round++) {
      const batch = learner.ask(3);
      for (const { params } of batch) expectLegal(params);
      learner.tell(
        batch,
        batch.map(({ params }) => ({ ...evaluate(params), mass: quantity(params) })),
      );
    }
    const { params, feasibility } = learner.solution([1, 1]);
    expectLegal(params);
    expect(feasibility).toBeGreaterThanOrEqual(0);
    expect(feasibility).toBeLessThanOrEqual(1);
  });

  it("the same design over and over, with other values each time", () => {
    using learner = new ParetoSetLearner({ ...options, method });
    for (let i = 0; i < 8; i++) learner.study.tell({ x: 0.5, y: 0 }, { near: i % 3, far: i % 2 });
    const batch = learner.ask(3);
    for (const { params } of batch) {
      expectLegal(params);
      expect(params).not.toEqual({ x: 0.5, y: 0 });
    }
    expect(new Set(batch.map(({ params }) => JSON.stringify(params))).size).toBe(3);
    const { predicted, distance } = learner.solution([1, 1]);
    expect(Number.isFinite(predicted.near.mean + predicted.far.sd + distance)).toBe(true);
  });
});

describe("a batch with a bad result", () => {
  it.each([
    ["NaN", { near: Number.NaN, far: 1 }, /values of trial 1.near is NaN: tell a finite number/],
    ["Infinity", { near: 1, far: -Infinity }, /values of trial 1.far is -Infinity/],
    ["a value beyond 1e150", { near: 1e300, far: 1 }, /trial 1.near is 1e\+300: rescale it/],
    ["a missing value", { near: 1 }, /values of trial 1.far is undefined/],
    ["an unknown value", { near: 1, far: 1, mass: 2 }, /trial 1.mass is 2: the objectives are/],
  ])("tells nothing of it: %s", (_, bad, message) => {
    using learner = new ParetoSetLearner(options);
    const batch = learner.ask(3);
    const saved = JSON.stringify(learner);
    const good = batch.map(({ params }) => evaluate(params));
    const tell = () => learner.tell(batch, good.with(1, bad as never));
    expect(tell).toThrow(InputError);
    expect(tell).toThrow(message);
    expect(JSON.stringify(learner)).toBe(saved);
    learner.tell(batch, good);
    expect(learner.trials.every(({ state }) => state === "complete")).toBe(true);
  });

  it("tells nothing where trials are missing, twice there, or told", () => {
    using learner = new ParetoSetLearner(options);
    const batch = learner.ask(2);
    const results = batch.map(({ params }) => evaluate(params));
    expect(() => learner.tell(batch, results.slice(1))).toThrow(/results.length is 1/);
    expect(() => learner.tell([batch[0]!, batch[0]!], results)).toThrow(/give every trial once/);
    learner.tell([batch[1]!], [null]);
    expect(() => learner.tell(batch, results)).toThrow(StateError);
    expect(learner.trials.map(({ state }) => state)).toEqual(["running", "failed"]);
  });
});

describe("few results", () => {
  it.each([0, 1, 1.5, Number.NaN])("an initial design of %j is refused", (initialDesign) => {
    const make = () => new ParetoSetLearner({ ...options, initialDesign });
    expect(make).toThrow(/initialDesign is .*give a whole number of at least 2/);
  });

  it("asks after none and one, and has no model of them", () => {
    using learner = new ParetoSetLearner({ ...options, initialDesign: 2 });
    expect(() => learner.model).toThrow(/trials is 0: tell at least two results first/);
    const [first] = learner.ask();
    learner.tell([first!], [evaluate(first!.params)]);
    expect(() => learner.front(3)).toThrow(/trials is 1: tell at least two results first/);
    const batch = learner.ask(4);
    expect(new Set(batch.map(({ params }) => JSON.stringify(params))).size).toBe(4);
    learner.tell([batch[0]!], [evaluate(batch[0]!.params)]);
    expectLegal(learner.solution([1, 1]).params);
  });
});

it("needs two objectives", () => {
  const make = () => new ParetoSetLearner({ ...options, objectives: { near: "minimize" } });
  expect(make).toThrow(/name at least two; for one take Study/);
  const sampler = new ParetoSetSampler();
  const request = { cube: { dimension: 2 }, objectives: 1, count: 1 };
  expect(() => sampler.propose(request as never)).toThrow(/at least two objectives/);
});

it("counts nothing beyond a reference inside the front", () => {
  using learner = run(new ParetoSetLearner(options), 3);
  const front = learner.paretoFront.map(({ values }) => values);
  const best = {
    near: Math.min(...front.map(({ near }) => near)),
    far: Math.max(...front.map(({ far }) => far)),
  };
  expect(learner.hypervolume(best)).toBe(0);
  const [one] = front;
  expect(learner.hypervolume({ near: one!.near + 1e-3, far: one!.far - 1e-3 })).toBeGreaterThan(0);
  expect(() => learner.hypervolume({ near: Number.NaN, far: 0 })).toThrow(/reference.near is NaN/);
});
