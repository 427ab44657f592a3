/** Studies with constraints in a journal, and what Optuna's trials mean to them. */
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { FormatError, InputError } from "../../src/errors.js";
import { float, type SamplerName, Study } from "../../src/index.js";
import {
  type AsyncStorage,
  memoryStorage,
  openStudy,
  type Storage,
} from "../../src/storage/index.js";
import { excesses, quantitiesOf } from "../../src/storage/journal/constraints.js";
import { isFeasible, limitsOf } from "../../src/study/constraints.js";
import { apply, operation } from "../support/study-operations.js";

const space = { x: float(0, 1), y: float(0, 1) };
const objectives = { cost: "minimize", speed: "maximize" } as const;
/** One limit, two, and a quantity that is an objective. */
const constraints = {
  stress: { upper: 2 },
  gap: { lower: -0.7, upper: 0.1 },
  speed: { lower: -1.5 },
} as const;
const options = { space, objectives, constraints, seed: 3 };
const open = (storage: Storage, sampler: SamplerName = "sobol") =>
  openStudy({ storage, ...options, sampler });
const evaluate = ({ x, y }: { x: number; y: number }) => {
  return { cost: x + 2 * y, speed: -x * x - y * y, stress: 3 - x - y, gap: x - y };
};

describe("a study with constraints and a journal", () => {
  it("is the same study without one, and comes back whole, after any history", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
        const storage = memoryStorage();
        const study = open(storage);
        const plain = new Study({ ...options, sampler: "sobol" });
        for (const step of operations) {
          apply(study as never, step);
          apply(plain as never, step);
          const again = openStudy({ storage: memoryStorage(storage.lines) });
          expect(JSON.stringify(again)).toBe(JSON.stringify(plain));
          expect(again.trials.map(({ feasible }) => feasible)).toEqual(
            plain.trials.map(({ feasible }) => feasible),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each(["gp", "nsga2"] as const)("goes on bit for bit with the sampler %s", (sampler) => {
    const storage = memoryStorage();
    const plain = new Study({ ...options, sampler });
    for (let i = 0; i < 14; i++) {
      // Opened anew for every trial.
      const study = open(storage, sampler);
      for (const made of [study, plain]) {
        const trial = made.ask();
        if (i % 5 === 3) made.fail(trial, "no");
        else made.tell(trial, evaluate(trial.params));
      }
      study.dispose();
    }
    const again = openStudy<typeof space, typeof objectives, typeof constraints>({ storage });
    expect(JSON.stringify(again)).toBe(JSON.stringify(plain));
    expect(again.constraints).toEqual(constraints);
    expect(again.paretoFront).toEqual(plain.paretoFront);
    expect(again.paretoFront.length).toBeGreaterThan(0);
    expectTypeOf(again.paretoFront[0]!.values.gap).toEqualTypeOf<number>();
  });

  it("goes the same way through a storage that answers later", async () => {
    const kept: string[] = [];
    const later: AsyncStorage = {
      read: async () => [...kept],
      append: async (lines) => void kept.push(...lines),
    };
    const [study, direct] = [
      await openStudy({ storage: later, ...options, sampler: "sobol" }),
      open(memoryStorage()),
    ];
    for (const made of [study, direct]) {
      for (let i = 0; i < 5; i++) made.tell(made.ask(), evaluate({ x: i / 5, y: 0.9 }));
      made.tell({ x: 0.1 + 0.2, y: 1 / 3 }, evaluate({ x: 0.1 + 0.2, y: 1 / 3 }));
    }
    await study.flush();
    const again = await openStudy({ storage: later });
    expect(JSON.stringify(again)).toBe(JSON.stringify(direct));
  });

  it("writes a number for each limit, as Optuna does", () => {
    const storage = memoryStorage();
    const study = open(storage);
    study.tell({ x: 0, y: 0 }, { cost: 1, speed: -2, stress: 2.5, gap: -0.5 });
    const { system_attrs: attributes } = JSON.parse(storage.lines.at(-1)!);
    expect(attributes.constraints).toEqual([0.5, -0.7 + 0.5, -0.5 - 0.1, 0.5]);
    study.tell(study.ask(), { cost: 1, speed: -1, stress: 2, gap: 0 });
    const attribute = storage.lines.find((line) => line.includes('{"constraints": [0.0, -0.7, '))!;
    expect(JSON.parse(attribute)).toMatchObject({ op_code: 9, trial_id: 1 });
    // Nothing changes in journals without constraints.
    const plain = memoryStorage();
    const without = openStudy({ storage: plain, space, objectives });
    without.tell(without.ask(), { cost: 1, speed: 2 });
    expect(plain.lines.join()).not.toContain("constraints");
  });

  it.each([
    { stress: { upper: 3 } },
    { stress: { upper: 2 }, gap: { lower: -0.7 } },
    {},
    { stress: {} },
  ])("refuses other constraints than the journal's: %j", (other) => {
    const storage = memoryStorage();
    open(storage);
    const before = [...storage.lines];
    const attempt = () => openStudy({ storage, constraints: other as never });
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(/constraints/);
    expect(storage.lines).toEqual(before);
  });
});

describe("numbers of limits", () => {
  const value = fc.double({ noNaN: true, min: -1e150, max: 1e150 });
  it("are above 0 where a limit is broken, and give the quantities back", () => {
    fc.assert(
      fc.property(value, value, value, fc.boolean(), (a, b, stress, tiny) => {
        fc.pre(a !== b);
        const [lower, upper] = a < b ? [a, b] : [b, a];
        // Close to a limit too, where differences are of the last digits.
        const gap = tiny ? upper * (1 + Number.EPSILON) : stress;
        const limits = limitsOf({ gap: { lower, upper }, stress: { upper: 0 } });
        const values = { gap, stress };
        const numbers = excesses(limits, values);
        expect(numbers.every((x) => x <= 0)).toBe(isFeasible(limits, values));
        const back = quantitiesOf(limits.slice(1), numbers.slice(2));
        expect(back.stress).toBe(stress + 0);
        const both = quantitiesOf(limits, numbers);
        expect(isFeasible(limits, both)).toBe(isFeasible(limits, values));
      }),
    );
  });

  it("are refused where no quantity has them", () => {
    const gap = limitsOf({ gap: { lower: -1, upper: 1 } });
    expect(quantitiesOf(gap, [-1.25, -0.75]).gap).toBe(0.25);
    expect(() => quantitiesOf(gap, [-1, -2])).toThrow(/constraints.gap/);
    expect(() => quantitiesOf(gap, [-1])).toThrow(/a number for each limit: 2/);
    // Lost in 250: the quantity would be feasible.
    expect(() => quantitiesOf(limitsOf({ s: { upper: 250 } }), [1e-20])).toThrow(/upper: 0/);
    expect(quantitiesOf(limitsOf({ s: { upper: 0 } }), [1e-20])).toEqual({ s: 1e-20 });
  });
});

describe("a trial that another program has told", () => {
  const about = { space, objectives: { cost: "minimize" }, seed: 1, sampler: "sobol" } as const;
  const limits = { stress: { upper: 2 }, gap: { lower: 0 } } as const;
  /** The study after the lines of a trial of which `constraints` was written, or nothing. */
  const told = (attributes: readonly object[], value: number | null = 4) => {
    const storage = memoryStorage();
    openStudy({ storage, ...about, constraints: limits }).ask();
    const of = { worker_id: "other", trial_id: 0 };
    storage.append([
      ...attributes.map((system_attr) => JSON.stringify({ op_code: 9, ...of, system_attr })),
      JSON.stringify({ op_code: 6, ...of, state: 1, values: [value] }),
    ]);
    return openStudy<typeof space, typeof about.objectives, typeof limits>({ storage });
  };

  it("has the quantities of its numbers", () => {
    const [trial] = told([{ constraints: [0.5, -3] }]).trials;
    expect(trial!.values).toEqual({ cost: 4, stress: 2.5, gap: 3 });
    expect(trial!.feasible).toBe(false);
  });

  it("has them also where we had begun to tell others", () => {
    const begun = [{ "steinbock:quantities": { stress: 7, gap: 7 } }, { constraints: [5, -7] }];
    expect(told(begun).trials[0]!.values).toEqual({ cost: 4, stress: 7, gap: 7 });
    const then = [...begun, { constraints: [-1, -2] }];
    expect(told(then).trials[0]!.values).toEqual({ cost: 4, stress: 1, gap: 2 });
  });

  it("has failed where the numbers are missing or not finite", () => {
    const [trial] = told([{ constraints: null }]).trials;
    expect([trial!.state, trial!.reason]).toEqual(["failed", "the constraints are null"]);
    const [infinite] = told([{ constraints: [0, null] }]).trials;
    expect(infinite!.reason).toBe("the constraints are 0, null");
  });

  it.each([
    ["nothing", []],
    ["too few", [{ constraints: [1] }]],
    ["too many", [{ constraints: [1, 2, 3] }]],
    ["text", [{ constraints: "1" }]],
    ["texts", [{ constraints: ["1", "2"] }]],
    ["quantities of text", [{ "steinbock:quantities": 3 }, { constraints: [1, 2] }]],
  ])("is refused, with the line: %s", (_, attributes) => {
    expect(() => told(attributes)).toThrow(FormatError);
    expect(() => told(attributes)).toThrow(`line ${4 + attributes.length} of the journal`);
    expect(() => told(attributes)).toThrow(/constraints|quantities/);
  });
});
