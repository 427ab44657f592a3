import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import { FormatError, InputError } from "../../src/errors.js";
import { ParetoSetLearner, ParetoSetModel } from "../../src/pareto-set/index.js";
import { float, int } from "../../src/space/index.js";

const space = { x: float(0, 1), y: float(-2, 2) };
const objectives = { near: "minimize", far: "maximize" } as const;
type Params = { x: number; y: number };

/** The front lies at y = 0, from (0, 0) to (1, 1); `far` is maximized. */
const evaluate = ({ x, y }: Params) => ({ near: x * x + y * y, far: x - y * y });

/** Small enough for a test; quality is the business of the benchmark. */
const settings = { steps: 200, candidates: 200, width: 32 };
const options = { space, objectives, settings, initialDesign: 12, seed: 4 };

function run(learner: ParetoSetLearner<typeof space, typeof objectives>, rounds: number) {
  for (let round = 0; round < rounds; round++) {
    const batch = learner.ask(4);
    learner.tell(
      batch,
      batch.map(({ params }) => evaluate(params)),
    );
  }
  return learner;
}

describe("ParetoSetLearner", () => {
  it("maps preferences to designs along the front", () => {
    const settings = { steps: 1000, candidates: 400, width: 64 };
    using learner = run(new ParetoSetLearner({ ...options, settings }), 8);
    const [low, high] = [learner.solution([1, 0.02]), learner.solution({ near: 0.02, far: 1 })];
    expect(Math.abs(low.params.y)).toBeLessThan(0.25);
    expect(Math.abs(high.params.y)).toBeLessThan(0.25);
    expect(low.params.x).toBeLessThan(0.3);
    expect(high.params.x).toBeGreaterThan(0.7);
    for (const { params, predicted, distance } of [low, high]) {
      const truth = evaluate(params);
      expect(Math.abs(predicted.near.mean - truth.near)).toBeLessThan(0.1);
      expect(Math.abs(predicted.far.mean - truth.far)).toBeLessThan(0.1);
      expect(predicted.near.sd).toBeGreaterThan(0);
      expect(distance).toBeGreaterThanOrEqual(0);
    }
  });

  it("beats its initial design", () => {
    using learner = run(new ParetoSetLearner(options), 3);
    const reference = { near: 5, far: -5 };
    const before = learner.hypervolume(reference);
    run(learner, 5);
    expect(learner.hypervolume(reference)).toBeGreaterThan(before);
    expect(learner.paretoFront.length).toBeGreaterThan(4);
  });

  it("gives an evenly spread front", () => {
    using learner = run(new ParetoSetLearner(options), 6);
    const front = learner.front(7);
    expect(front.length).toBe(7);
    const nears = front.map(({ predicted }) => predicted.near.mean).sort((a, b) => a - b);
    const gaps = nears.slice(1).map((value, i) => value - nears[i]!);
    expect(Math.max(...gaps)).toBeLessThan(0.6 * (nears.at(-1)! - nears[0]!));
  });

  it("goes on bit for bit from its JSON", () => {
    using learner = run(new ParetoSetLearner(options), 5);
    learner.ask(2);
    const saved = JSON.stringify(learner);
    using again = ParetoSetLearner.from<typeof space, typeof objectives>(saved);
    expect(again.ask(3).map(({ params }) => params)).toEqual(
      learner.ask(3).map(({ params }) => params),
    );
    expect(again.solution([0.5, 0.5])).toEqual(learner.solution([0.5, 0.5]));
  });

  it("exports a model that answers alone, with the same bits", () => {
    using learner = run(new ParetoSetLearner(options), 4);
    const text = JSON.stringify(learner.model);
    using model = ParetoSetModel.from<typeof space, typeof objectives>(text);
    expect(text.length).toBeLessThan(60_000);
    for (const preference of [
      [1, 1],
      [0, 1],
      [3, 0],
    ]) {
      expect(model.solution(preference)).toEqual(learner.solution(preference));
    }
    expect(() => ParetoSetModel.from("{}")).toThrow(FormatError);
  });

  it("goes on and answers with the same bits where an objective has a long tail", () => {
    const tailed = ({ x, y }: Params) => ({
      near: Math.exp(4 * x * x + 2 * y * y),
      far: x - y * y,
    });
    const rounds = (learner: ParetoSetLearner<typeof space, typeof objectives>, count: number) => {
      for (let round = 0; round < count; round++) {
        const batch = learner.ask(4);
        learner.tell(
          batch,
          batch.map(({ params }) => tailed(params)),
        );
      }
      return learner;
    };
    using whole = rounds(new ParetoSetLearner(options), 7);
    using half = rounds(new ParetoSetLearner(options), 5);
    using resumed = rounds(
      ParetoSetLearner.from<typeof space, typeof objectives>(JSON.stringify(half)),
      2,
    );
    expect(JSON.stringify(resumed.study)).toBe(JSON.stringify(whole.study));
    const artefact = JSON.stringify(whole.model);
    expect(JSON.parse(artefact).standards[0].power).toBeDefined();
    using model = ParetoSetModel.from<typeof space, typeof objectives>(artefact);
    const { params, predicted } = model.solution([0.5, 0.5]);
    expect(whole.solution([0.5, 0.5])).toEqual(model.solution([0.5, 0.5]));
    const truth = tailed(params);
    expect(predicted.near.mean / truth.near).toBeGreaterThan(0.7);
    expect(predicted.near.mean / truth.near).toBeLessThan(1.4);
    expect(Math.abs(predicted.far.mean - truth.far)).toBeLessThan(0.2);
  });

  it("keeps proposals apart from pending and failed designs, on whole numbers too", () => {
    using learner = new ParetoSetLearner({
      ...options,
      space: { x: int(0, 5), y: int(0, 5) },
      initialDesign: 8,
    });
    const seen = new Set<string>();
    for (let round = 0; round < 6; round++) {
      const batch = learner.ask(4);
      for (const { params } of batch) seen.add(`${params.x},${params.y}`);
      if (round < 5) {
        const results = batch.map(({ params }, i) => (i === 0 ? null : evaluate(params)));
        learner.tell(batch, results);
      }
    }
    expect(seen.size).toBe(24);
  });

  it("gives all memory back", () => {
    run(new ParetoSetLearner(options), 4).dispose();
    const blocks = core().heap_live_blocks();
    for (let round = 0; round < 3; round++) {
      using learner = run(new ParetoSetLearner(options), 4);
      learner.front(3);
    }
    expect(core().heap_live_blocks()).toBe(blocks);
  });
});

describe("what a learner refuses or takes", () => {
  it.each([
    ["one objective", { objectives: { a: "minimize" } }, "objectives"],
    ["a method that is none", { method: "psi" }, "method"],
    ["no steps", { settings: { steps: 0 } }, "steps"],
    ["a negative repulsion", { settings: { repulsion: -1 } }, "repulsion"],
    ["an initial design of one", { initialDesign: 1 }, "initialDesign"],
  ])("%s", (_, change, parameter) => {
    const make = () => new ParetoSetLearner({ ...options, ...change } as never);
    expect(make).toThrow(InputError);
    expect(make).toThrow(parameter);
  });

  it.each([[[1]], [[0, 0]], [[1, -1]], [[Number.NaN, 1]], [[1, Infinity]]])(
    "a preference of %j is refused",
    (preference) => {
      using learner = run(new ParetoSetLearner(options), 3);
      expect(() => learner.solution(preference)).toThrow(InputError);
    },
  );

  it("a model before anything is told", () => {
    using learner = new ParetoSetLearner(options);
    expect(() => learner.model).toThrow(InputError);
  });

  it.each([
    ["constant objectives", () => ({ near: 1, far: 2 })],
    ["all points but one dominated", ({ x, y }: Params) => ({ near: x + y, far: -x - y })],
    ["huge values", ({ x }: Params) => ({ near: 1e140 * x, far: -1e140 * x * x })],
    ["tiny differences", ({ x }: Params) => ({ near: 1 + 1e-14 * x, far: 1e-140 * x })],
  ])("%s go on", (_, objective) => {
    using learner = new ParetoSetLearner(options);
    for (let round = 0; round < 5; round++) {
      const batch = learner.ask(4);
      learner.tell(
        batch,
        batch.map(({ params }) => objective(params)),
      );
    }
    const { params, predicted } = learner.solution([1, 1]);
    expect(Number.isFinite(params.x + params.y + predicted.near.mean + predicted.far.sd)).toBe(
      true,
    );
  });
});
