import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../src/errors.js";
import { choice, float, gpSampler, int, type Sampler, Study } from "../../src/index.js";

const space = { x: float(0, 1), n: int(1, 9), kind: choice(["a", "b"]) };
const newStudy = (options: { sampler?: "sobol" | "random" | Sampler } = {}) =>
  new Study({ space, objectives: { y: "maximize" }, seed: 5, sampler: "sobol", ...options });

function eventful() {
  const study = newStudy();
  study.enqueue({ x: 0.5, n: 4, kind: "b" });
  const [a, b, c] = study.ask({ count: 4 });
  study.tell(a!, 0.1 + 0.2);
  study.fail(b!, new Error("no"));
  study.abandon(c!);
  study.tell({ x: 1, n: 1, kind: "a" }, -1e-300);
  study.enqueue({ x: 0.25, n: 9, kind: "a" });
  return study;
}

describe("a saved study", () => {
  it("comes back whole, from text and from parsed text", () => {
    const study = eventful();
    const text = JSON.stringify(study);
    const states = study.trials.map(({ state }) => state);
    const asks = study.ask({ count: 3 }).map(({ params }) => params);
    for (const json of [text, JSON.parse(text)]) {
      const again = Study.from<typeof space, { y: "maximize" }>(json);
      expect(JSON.stringify(again)).toBe(text);
      expect(again.best).toMatchObject({ number: 0, values: { y: 0.1 + 0.2 } });
      expect(again.trials.map(({ state }) => state)).toEqual(states);
      expect(again.queue).toEqual([{ x: 0.25, n: 9, kind: "a" }]);
      expect(again.ask({ count: 3 }).map(({ params }) => params)).toEqual(asks);
    }
  });

  it("takes results of its running trials by number", () => {
    const again = Study.from(JSON.stringify(eventful()));
    expect(again.tell(3, 9)).toMatchObject({ number: 3, state: "complete" });
    expect(again.best!.number).toBe(3);
  });

  it("keeps values to the last bit", () => {
    const finite = fc.double({ min: -1e150, max: 1e150, noNaN: true });
    fc.assert(
      fc.property(finite, fc.double({ min: 0, max: 1, noNaN: true }), (y, x) => {
        const study = newStudy();
        study.tell({ x, n: 1, kind: "a" }, y);
        const again = Study.from(JSON.stringify(study)).trials[0]!;
        expect(again.values).toEqual({ y: y + 0 });
        expect(again.params).toEqual({ x: x + 0, n: 1, kind: "a" });
      }),
    );
  });

  it("needs its sampler back where that was the user's own", () => {
    const middle: Sampler = {
      name: "middle",
      propose: ({ count, cube }) => {
        const point = new Float64Array(cube.dimension).fill(0.5);
        return Array.from({ length: count }, () => ({ point }));
      },
    };
    const text = JSON.stringify(newStudy({ sampler: middle }));
    expect(() => Study.from(text)).toThrow(/middle/);
    expect(Study.from(text, { sampler: middle }).ask().params).toEqual({ x: 0.5, n: 5, kind: "b" });
  });
});

describe("what no study has saved", () => {
  it.each([
    ["text that is not JSON", "{"],
    ["an array", []],
    ["null", null],
    ["another format", { format: "optuna" }],
    ["a later version", { ...eventful().toJSON(), version: 2 }],
    ["no space", { ...eventful().toJSON(), space: undefined }],
    ["a damaged space", { ...eventful().toJSON(), space: { x: { type: "float", low: 2 } } }],
    ["no objectives", { ...eventful().toJSON(), objectives: {} }],
    ["a negative seed", { ...eventful().toJSON(), seed: -1 }],
    ["an unknown sampler", { ...eventful().toJSON(), sampler: { name: "tpe", options: null } }],
    ["a sampler's options", { ...eventful().toJSON(), sampler: { name: "gp", options: 3 } }],
    ["no sampler", { ...eventful().toJSON(), sampler: null }],
    ["trials that are none", { ...eventful().toJSON(), trials: {} }],
    ["a queue with illegal params", { ...eventful().toJSON(), queue: [{ x: 7, n: 1, kind: "a" }] }],
  ])("is refused: %s", (_, json) => {
    expect(() => Study.from(json)).toThrow(FormatError);
  });

  it.each([
    ["illegal params", { params: { x: 0, n: 0, kind: "a" } }],
    ["an unknown state", { state: "paused" }],
    ["an unknown origin", { origin: "luck" }],
    ["no values", { values: null }],
    ["infinite values", { values: { y: "Infinity" } }],
    ["a prediction of text", { prediction: { mean: "1" } }],
    ["a failure without reason", { state: "failed", reason: null }],
  ])("is refused with the trial's name: %s", (_, change) => {
    const saved = eventful().toJSON();
    const trials = saved.trials.map((trial, i) => (i === 0 ? { ...trial, ...change } : trial));
    expect(() => Study.from({ ...saved, trials })).toThrow(FormatError);
    expect(() => Study.from({ ...saved, trials })).toThrow(/trials\[0\]/);
  });
});

describe("a study with a sampler that has options", () => {
  it("goes on with them", () => {
    const sampler = gpSampler({ noise: "none", initialDesign: 3 });
    const study = newStudy({ sampler });
    for (let i = 0; i < 4; i++) study.tell(study.ask(), i % 3);
    const again = Study.from(JSON.stringify(study));
    expect(again.toJSON().sampler).toEqual({
      name: "gp",
      options: { noise: "none", initialDesign: 3 },
    });
    expect(again.ask().params).toEqual(study.ask().params);
    expect(study.trials.at(-1)!.prediction).toEqual(again.trials.at(-1)!.prediction);
    expect(study.trials.at(-1)!.prediction).not.toBeNull();
  });
});
