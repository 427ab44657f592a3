import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError, InputError, StateError } from "../../src/errors.js";
import { boolean, choice, float, gpSampler, int, Study } from "../../src/index.js";
import { memoryStorage, openStudy } from "../../src/storage/index.js";
import { apply, operation } from "../support/study-operations.js";

const space = {
  lr: float(1e-5, 1e-1, { scale: "log" }),
  rate: float(0, 1, { step: 0.1 }),
  layers: int(1, 8),
  width: int(2, 64, { scale: "log", step: 2 }),
  act: choice(["relu", "gelu", null, 3]),
  bias: boolean(),
};
const objectives = { y: "maximize" } as const;
const params = { lr: 1e-3, rate: 0.3, layers: 2, width: 6, act: null, bias: true } as const;
const open = (storage = memoryStorage()) => {
  return openStudy({ storage, space, objectives, seed: 5, sampler: "sobol" });
};

describe("a study with a journal", () => {
  it("is the same study without one, and comes back whole, after any history", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
        const storage = memoryStorage();
        const study = open(storage);
        const plain = new Study({ space, objectives, seed: 5, sampler: "sobol" });
        for (const step of operations) {
          apply(study as never, step);
          apply(plain as never, step);
          expect(JSON.stringify(openStudy({ storage: memoryStorage(storage.lines) }))).toBe(
            JSON.stringify(plain),
          );
        }
        const again = openStudy<typeof space, typeof objectives>({ storage });
        expect(again.ask({ count: 2 })).toEqual(plain.ask({ count: 2 }));
      }),
      { numRuns: 60 },
    );
  });

  it("goes on with the sampler's options and what the model expected", () => {
    const storage = memoryStorage();
    const sampler = gpSampler({ noise: "none", initialDesign: 3 });
    const study = openStudy({ storage, space, objectives, seed: 1, sampler });
    for (let i = 0; i < 5; i++) study.tell(study.ask(), i % 3);
    expect(study.trials.at(-1)!.prediction).not.toBeNull();
    const again = openStudy<typeof space, typeof objectives>({ storage });
    expect(JSON.stringify(again)).toBe(JSON.stringify(study));
    expect(again.ask().params).toEqual(Study.from(JSON.stringify(study)).ask().params);
  });

  it("is shared: everybody sees what the others do before the own change", () => {
    const storage = memoryStorage();
    const [a, b] = [open(storage), open(storage)];
    const plain = new Study({ space, objectives, seed: 5, sampler: "sobol" });
    for (let i = 0; i < 8; i++) {
      const own = (i % 2 === 0 ? a : b).ask();
      const expected = plain.ask();
      expect(own.number).toBe(i);
      expect(own.params).toEqual(expected.params);
      (i % 3 === 0 ? a : b).tell(i, i);
      plain.tell(i, i);
    }
    a.enqueue(params);
    plain.enqueue(params);
    expect(b.ask().params).toEqual(params);
    plain.ask();
    expect(() => a.ask() && b.tell(0, 1)).toThrow(StateError);
    plain.ask();
    a.sync();
    b.sync();
    for (const study of [a, b, open(storage)]) {
      expect(JSON.stringify(study)).toBe(JSON.stringify(plain));
    }
  });

  it("keeps several studies apart in one journal", () => {
    const storage = memoryStorage();
    const names = ["a", "b", "c"];
    const studies = names.map((name) => {
      return openStudy({ storage, name, space, objectives, seed: 2, sampler: "random" });
    });
    for (let i = 0; i < 9; i++) studies[(i * i) % 3]!.tell(studies[(i * i) % 3]!.ask(), i);
    studies.forEach((study, i) => {
      const again = openStudy({ storage: memoryStorage(storage.lines), name: names[i]! });
      expect(JSON.stringify(again)).toBe(JSON.stringify(study));
    });
    expect(() => openStudy({ storage, name: "d" })).toThrow(/"a", "b", "c"/);
  });

  it("writes what listeners do inside its calls", () => {
    const storage = memoryStorage();
    const study = open(storage);
    study.subscribe((event) => {
      if (event.type === "ask") study.tell(event.trials[0]!, 3);
      if (event.type === "tell" && study.trials.length < 3) study.tell(params, 4);
    });
    study.ask();
    expect(study.trials.map(({ values }) => values)).toEqual([{ y: 3 }, { y: 4 }, { y: 4 }]);
    expect(JSON.stringify(openStudy({ storage }))).toBe(JSON.stringify(study));
  });

  it("writes a change whose listener throws", () => {
    const storage = memoryStorage();
    const study = open(storage);
    study.subscribe(() => {
      throw new Error("display");
    });
    expect(() => study.ask()).toThrow("display");
    expect(openStudy({ storage }).trials).toHaveLength(1);
  });

  it("is unusable after it could not be written, and what was written is safe", () => {
    const storage = memoryStorage();
    let full = false;
    const disk = {
      ...storage,
      append(lines: readonly string[]) {
        if (full) throw new Error("no space");
        return storage.append(lines);
      },
    };
    const study = open(disk as never);
    study.ask();
    full = true;
    expect(() => study.tell(0, 1)).toThrow("no space");
    full = false;
    expect(() => study.tell(0, 1)).toThrow(StateError);
    expect(() => study.ask()).toThrow(/open it again/);
    expect(open(storage).tell(0, 1).number).toBe(0);
  });

  it("optimizes, with several objectives too", async () => {
    const storage = memoryStorage();
    const two = { a: "minimize", b: "maximize" } as const;
    const study = openStudy({ storage, space, objectives: two, seed: 3, sampler: "random" });
    await study.optimize(({ lr, rate }) => ({ a: lr, b: rate }), { trials: 10, concurrency: 3 });
    const again = openStudy<typeof space, typeof two>({ storage });
    expect(JSON.stringify(again)).toBe(JSON.stringify(study));
    expect(again.paretoFront).toEqual(study.paretoFront);
  });
});

describe("options that contradict the journal", () => {
  const storage = memoryStorage();
  open(storage).ask();
  it.each([
    ["space", { space: { x: float(0, 1) } }],
    ["objectives", { objectives: { y: "minimize" } }],
    ["seed", { seed: 6 }],
    ["name", { name: "other" }],
    ["name", { name: "" }],
    ["options.nam", { nam: "study" }],
    ["storage", { storage: "study.log" }],
    ["storage", { storage: {} }],
  ])("are refused: %s", (parameter, options) => {
    const before = [...storage.lines];
    const attempt = () => openStudy({ storage, ...options } as never);
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(parameter);
    expect(storage.lines).toEqual(before);
  });
});

describe("a damaged journal", () => {
  const storage = memoryStorage();
  const study = open(storage);
  study.tell(study.ask(), 1);
  study.ask();
  const { lines } = storage;
  const trial = JSON.parse(lines[2]!);

  it.each([
    ["text", "hello"],
    ["half a line", lines[2]!.slice(0, 50)],
    ["no object", "[]"],
    ["no operation", "{}"],
    ["an unknown operation", JSON.stringify({ op_code: 11 })],
    ["a trial of no study", JSON.stringify({ op_code: 4 })],
    ["params of no distribution", JSON.stringify({ ...trial, distributions: {} })],
    [
      "an unknown distribution",
      JSON.stringify({ ...trial, distributions: { lr: '{"name":"X"}' } }),
    ],
    ["a distribution of no JSON", JSON.stringify({ ...trial, distributions: { lr: "{" } })],
    ["illegal params", JSON.stringify({ ...trial, params: { ...trial.params, layers: 9 } })],
    ["an option too far", JSON.stringify({ ...trial, params: { ...trial.params, act: 4 } })],
    ["an unknown state", JSON.stringify({ ...trial, state: 7 })],
    ["complete without values", JSON.stringify({ ...trial, state: 1 })],
    ["values of text", JSON.stringify({ ...trial, state: 1, values: ["1"] })],
    ["an unknown study", JSON.stringify({ op_code: 3, study_id: "0" })],
    [
      "our attribute",
      JSON.stringify({ op_code: 3, study_id: 0, system_attr: { "steinbock:study": 1 } }),
    ],
  ])("is refused, with the line: %s", (_, line) => {
    const damaged = memoryStorage([...lines, line]);
    expect(() => openStudy({ storage: damaged })).toThrow(FormatError);
    expect(() => openStudy({ storage: damaged })).toThrow(/line 6 of the journal/);
    expect(damaged.lines).toHaveLength(6);
  });

  it("breaks a study that is open, which keeps what it has", () => {
    const shared = memoryStorage(lines);
    const opened = openStudy<typeof space, typeof objectives>({ storage: shared });
    shared.append(["hello"]);
    expect(() => opened.ask()).toThrow(/line 6/);
    expect(() => opened.ask()).toThrow(StateError);
    expect(JSON.stringify(opened)).toBe(JSON.stringify(study));
  });
});
