/** What a study with several objectives does with input that no model likes. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { gpSampler, nsga2Sampler, type Sampler, Study } from "../../src/index.js";
import {
  expectLegal,
  objectives,
  oddOutcomes,
  type Params,
  space,
} from "../support/odd-outcomes.js";

const evaluate = ({ x, y }: Params) => ({ near: x * x + y * y, far: x - y * y });

const samplers: [name: string, make: () => Sampler][] = [
  ["gp", () => gpSampler({ initialDesign: 3 })],
  ["nsga2", () => nsga2Sampler({ population: 3 })],
];

describe.each(samplers)("the sampler %s goes on with", (_, sampler) => {
  it.each(oddOutcomes)("%s", (_, objective) => {
    const study = new Study({ space, objectives, seed: 2, sampler: sampler() });
    for (let i = 0; i < 9; i++) {
      const trial = study.ask();
      expectLegal(trial.params);
      const values = objective(trial.params);
      if (values === null) study.fail(trial);
      else study.tell(trial, values);
    }
    expect(study.trials.length).toBe(9);
    for (const { params } of study.ask({ count: 2 })) expectLegal(params);
    expect(study.hypervolume()).toBeGreaterThanOrEqual(0);
    const saved = JSON.stringify(study);
    expect(JSON.stringify(Study.from(saved, { sampler: sampler() }))).toBe(saved);
  });

  it.each([
    ["constant", () => 1],
    ["huge", ({ x }: Params) => 1e150 * (x - 0.5)],
    ["tiny", ({ x }: Params) => 1e-300 * (x - 0.5)],
    ["never kept", () => -1e150],
  ])("a constrained quantity that is %s", (_, quantity) => {
    const constraints = { mass: { lower: 0 } };
    const study = new Study({ space, objectives, constraints, seed: 2, sampler: sampler() });
    for (let i = 0; i < 8; i++) {
      const trial = study.ask();
      expectLegal(trial.params);
      study.tell(trial, { ...evaluate(trial.params), mass: quantity(trial.params) });
    }
    expect(study.paretoFront.every(({ values }) => values.mass >= 0)).toBe(true);
  });

  it("the same design over and over, with other values each time", () => {
    const study = new Study({ space, objectives, seed: 2, sampler: sampler() });
    for (let i = 0; i < 8; i++) study.tell({ x: 0.5, y: 0 }, { near: i % 3, far: i % 2 });
    const batch = study.ask({ count: 3 });
    for (const { params } of batch) {
      expectLegal(params);
      expect(params).not.toEqual({ x: 0.5, y: 0 });
    }
  });
});

describe("values that are refused", () => {
  it.each([
    [{ near: Number.NaN, far: 1 }, /values of trial 0.near is NaN: tell a finite number/],
    [{ near: 1, far: Infinity }, /values of trial 0.far is Infinity/],
    [{ near: -1e300, far: 1 }, /values of trial 0.near is -1e\+300: rescale it to at most 1e\+150/],
  ])("%j leave the trial running", (values, message) => {
    const study = new Study({ space, objectives, seed: 2 });
    const trial = study.ask();
    expect(() => study.tell(trial, values)).toThrow(InputError);
    expect(() => study.tell(trial, values)).toThrow(message);
    expect(trial.state).toBe("running");
    study.tell(trial, { near: 1, far: 1 });
  });
});

describe("a reference of the Gaussian-process sampler inside the front", () => {
  it.each([
    { near: -1e9, far: 1e9 },
    { near: 0.2, far: 0.6 },
  ])("%j: asks go on", (reference) => {
    const sampler = gpSampler({ initialDesign: 3, reference });
    const study = new Study({ space, objectives, seed: 2, sampler });
    for (let i = 0; i < 6; i++) {
      const trial = study.ask();
      expectLegal(trial.params);
      study.tell(trial, evaluate(trial.params));
    }
    expect(study.hypervolume({ near: -1e9, far: 1e9 })).toBe(0);
  });

  it.each([0, 1.5])("an initial design of %j is refused", (initialDesign) => {
    expect(() => gpSampler({ initialDesign })).toThrow(/initialDesign is .*at least 1/);
  });
});
