import { describe, expect, expectTypeOf, it } from "vitest";
import { InputError, StateError } from "../../src/errors.js";
import { boolean, choice, float, gpSampler, int, Study, type StudyEvent } from "../../src/index.js";

const space = {
  lr: float(1e-5, 1e-1, { scale: "log" }),
  layers: int(1, 8),
  act: choice(["relu", "gelu"]),
};
const known = { lr: 1e-3, layers: 2, act: "relu" } as const;
const newStudy = (seed = 7) =>
  new Study({ space, objectives: { loss: "minimize" }, seed, sampler: "sobol" });

describe("types", () => {
  it("of trials follow from the space and the objectives", () => {
    const study = newStudy();
    const trial = study.ask();
    expectTypeOf(trial.params).toEqualTypeOf<{
      readonly lr: number;
      readonly layers: number;
      readonly act: "relu" | "gelu";
    }>();
    expectTypeOf(trial.values).toEqualTypeOf<{ readonly loss: number } | null>();
    expectTypeOf(study.ask({ count: 3 })).toEqualTypeOf<(typeof trial)[]>();
    type Best = NonNullable<typeof study.best>;
    expectTypeOf<Best["values"]["loss"]>().toEqualTypeOf<number>();
    expectTypeOf<Parameters<typeof study.enqueue>[0]["act"]>().toEqualTypeOf<"relu" | "gelu">();
  });
});

describe("type errors", () => {
  it("meet what the space and the objectives do not have", () => {
    const study = newStudy();
    const wrong = [
      // @ts-expect-error no such option
      () => study.enqueue({ ...known, act: "tanh" }),
      // @ts-expect-error no such objective
      () => study.tell(study.ask(), { cost: 1 }),
      // @ts-expect-error no such direction
      () => new Study({ space, objectives: { loss: "min" } }),
    ];
    for (const call of wrong) expect(call).toThrow(InputError);
    // @ts-expect-error no such objective
    const search = study.optimize(() => ({ cost: 1 }), { trials: 0 });
    return expect(search).resolves.toMatchObject({ reason: "trials" });
  });

  it("do not meet a study of any space where a Study is expected", () => {
    const seedOf = (study: Study) => study.seed;
    expect(seedOf(newStudy(7))).toBe(7);
  });
});

describe("ask and tell", () => {
  it("number trials from 0 and keep their params, states and values", () => {
    const study = newStudy();
    const first = study.ask();
    const second = study.ask();
    expect([first.number, second.number]).toEqual([0, 1]);
    expect(first).toMatchObject({ state: "running", values: null, origin: "sampler" });
    study.tell(first, { loss: 0.31 });
    study.tell(1, 0.25);
    expect(first).toMatchObject({ state: "complete", values: { loss: 0.31 } });
    expect(study.best).toBe(second);
    expect(study.trials).toEqual([first, second]);
  });

  it("count the batch that was asked for", () => {
    const study = newStudy();
    expect(study.ask({ count: 1 })).toHaveLength(1);
    const batch = study.ask({ count: 4 });
    expect(batch.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(new Set(batch.map(({ params }) => JSON.stringify(params))).size).toBe(4);
  });

  it("give the same asks for the same seed, and others for another", () => {
    const asks = (seed: number) =>
      newStudy(seed)
        .ask({ count: 8 })
        .map(({ params }) => params);
    expect(asks(7)).toEqual(asks(7));
    expect(asks(7)).not.toEqual(asks(8));
    expect(asks(2 ** 40 + 7)).not.toEqual(asks(7));
  });

  it("draw a seed where none is given, and tell it", () => {
    const study = new Study({ space, objectives: { loss: "minimize" } });
    const again = new Study({ space, objectives: { loss: "minimize" }, seed: study.seed });
    expect(again.ask().params).toEqual(study.ask().params);
  });

  it("take the objective's direction into account, and the earliest of equals", () => {
    const study = new Study({
      space,
      objectives: { score: "maximize" },
      seed: 1,
      sampler: "random",
    });
    const trials = study.ask({ count: 4 });
    [0.5, 0.9, 0.9, 0.1].forEach((score, i) => {
      study.tell(trials[3 - i]!, { score });
    });
    expect(study.best!.number).toBe(1);
  });

  it("have no best before the first value", () => {
    const study = newStudy();
    study.fail(study.ask());
    expect(study.best).toBeNull();
  });
});

describe("known, enqueued, failed and abandoned trials", () => {
  it("are told as new trials where params come with values", () => {
    const study = newStudy();
    const trial = study.tell(known, { loss: 0.5 });
    expect(trial).toMatchObject({ number: 0, origin: "told", state: "complete", params: known });
    expect(study.best).toBe(trial);
  });

  it("come out of the queue first and in order, also within a batch", () => {
    const study = newStudy();
    study.enqueue(known);
    study.enqueue({ ...known, layers: 8 });
    expect(study.queue).toHaveLength(2);
    const batch = study.ask({ count: 3 });
    expect(batch.map(({ origin }) => origin)).toEqual(["enqueued", "enqueued", "sampler"]);
    expect(batch[1]!.params.layers).toBe(8);
    expect(study.queue).toHaveLength(0);
  });

  it("leave the sampler's sequence as it was", () => {
    const plain = newStudy();
    const mixed = newStudy();
    mixed.enqueue(known);
    mixed.tell(known, 1);
    mixed.ask();
    expect(mixed.ask({ count: 3 }).map(({ params }) => params)).toEqual(
      plain.ask({ count: 3 }).map(({ params }) => params),
    );
  });

  it("keep the reason and the error", () => {
    const study = newStudy();
    const [a, b, c] = study.ask({ count: 3 });
    const error = new TypeError("diverged");
    expect(study.fail(a!, error)).toMatchObject({ state: "failed", reason: "diverged", error });
    expect(study.fail(1, "no licence")).toBe(b);
    expect(b!.reason).toBe("no licence");
    expect(study.abandon(c!)).toMatchObject({ state: "abandoned", reason: "abandoned" });
  });
});

describe("misuse", () => {
  const input = (parameter: string) => expect.objectContaining({ code: "INPUT", parameter });

  it("of options is refused by name", () => {
    const objectives = { loss: "minimize" } as const;
    const make = (options: object) => () => new Study({ space, objectives, ...options } as never);
    expect(make({ space: {} })).toThrow(input("space"));
    expect(make({ space: { x: 3 } })).toThrow(input("space.x"));
    expect(make({ objectives: {} })).toThrow(input("objectives"));
    expect(make({ objectives: { loss: "min" } })).toThrow(input("objectives.loss"));
    expect(make({ seed: -1 })).toThrow(input("seed"));
    expect(make({ seed: 0.5 })).toThrow(input("seed"));
    expect(make({ sampler: "annealing" })).toThrow(input("sampler"));
    expect(make({ sampler: {} })).toThrow(input("sampler"));
    expect(make({ smapler: "gp" })).toThrow(input("options.smapler"));
    expect(() => gpSampler({ initialDesign: 0 })).toThrow(input("initialDesign"));
    expect(() => gpSampler({ starts: 3 } as never)).toThrow(input("options.starts"));
  });

  it("of ask and tell is refused by name and changes nothing", () => {
    const study = newStudy();
    const trial = study.ask();
    const before = JSON.stringify(study);
    expect(() => study.ask({ count: 0 })).toThrow(input("count"));
    expect(() => study.ask({ timeBudget: Number.NaN })).toThrow(input("timeBudget"));
    expect(() => study.tell(trial, { loss: Number.NaN })).toThrow(input("values of trial 0.loss"));
    expect(() => study.tell(0, Number.POSITIVE_INFINITY)).toThrow(InputError);
    expect(() => study.tell(trial, 1e151)).toThrow(input("values of trial 0.loss"));
    expect(() => study.tell(trial, {} as never)).toThrow(input("values of trial 0.loss"));
    expect(() => study.tell(trial, { loss: 1, cost: 2 } as never)).toThrow(
      input("values of trial 0.cost"),
    );
    expect(() => study.tell(trial, "0.3" as never)).toThrow(input("values of trial 0"));
    expect(() => study.tell(9, 1)).toThrow(input("trial"));
    expect(() => study.tell(newStudy().ask(), 1)).toThrow(input("trial"));
    expect(() => study.tell({ ...known, lr: 7 }, 1)).toThrow(input("params.lr"));
    expect(() => study.tell(known, Number.NaN)).toThrow(input("values.loss"));
    expect(() => study.enqueue({ lr: 1e-3 } as never)).toThrow(input("params.layers"));
    expect(JSON.stringify(study)).toBe(before);
  });

  it("of a trial that is over is refused", () => {
    const study = newStudy();
    const [told, failed] = study.ask({ count: 2 });
    study.tell(told!, 1);
    study.fail(failed!);
    expect(() => study.tell(told!, 2)).toThrow(StateError);
    expect(() => study.fail(told!)).toThrow(StateError);
    expect(() => study.tell(failed!, 2)).toThrow(StateError);
    expect(() => study.abandon(1)).toThrow(/failed/);
  });

  it("by a sampler is reported with its name, and keeps what was enqueued", () => {
    const bad = { name: "bad", propose: () => [{ point: new Float64Array([0.5, Number.NaN, 0]) }] };
    const study = new Study({ space, objectives: { loss: "minimize" }, sampler: bad });
    study.enqueue(known);
    expect(() => study.ask({ count: 2 })).toThrow(input("sampler bad"));
    expect(study.queue).toEqual([known]);
    expect(study.trials).toHaveLength(0);
  });
});

describe("events", () => {
  it("report every change to the listeners until they leave", () => {
    const study = newStudy();
    const events: StudyEvent[] = [];
    const leave = study.subscribe((event) => events.push(event));
    const [a, b, c, d] = study.ask({ count: 4 });
    study.tell(b!, 2);
    study.tell(a!, 3);
    study.fail(c!);
    study.abandon(d!);
    leave();
    study.ask();
    expect(events.map(({ type }) => type)).toEqual(["ask", "tell", "tell", "fail", "abandon"]);
    expect(events[0]).toMatchObject({ trials: [a, b, c, d] });
    expect(events[1]).toMatchObject({ trial: b, improved: true, best: b });
    expect(events[2]).toMatchObject({ trial: a, improved: false, best: b });
  });

  it("may come from a listener that throws: the change stands", () => {
    const study = newStudy();
    const trial = study.ask();
    study.subscribe(() => {
      throw new Error("display broke");
    });
    expect(() => study.tell(trial, 1)).toThrow("display broke");
    expect(study.best).toBe(trial);
  });
});

describe("stop rules", () => {
  it("hold by the number of evaluations asked for", () => {
    const study = newStudy();
    study.tell(known, 5);
    expect(study.stopReason({ trials: 2 })).toBeNull();
    study.ask();
    study.abandon(study.ask());
    expect(study.stopReason({ trials: 2 })).toBeNull();
    study.ask();
    expect(study.stopReason({ trials: 2 })).toBe("trials");
  });

  it("hold by target, in the objective's direction", () => {
    const study = newStudy();
    study.tell(known, 5);
    expect(study.stopReason({ target: 4.9 })).toBeNull();
    study.tell(known, 4.9);
    expect(study.stopReason({ target: 4.9 })).toBe("target");
    const upward = new Study({ space, objectives: { score: "maximize" }, sampler: "random" });
    upward.tell(known, 5);
    expect(upward.stopReason({ target: 6 })).toBeNull();
    expect(upward.stopReason({ target: 5 })).toBe("target");
  });

  it("hold by patience since the best trial", () => {
    const study = newStudy();
    for (const loss of [3, 2, 2.5, 2]) study.tell(study.ask(), loss);
    study.ask();
    expect(study.stopReason({ patience: 3 })).toBeNull();
    study.fail(study.ask());
    expect(study.stopReason({ patience: 3 })).toBe("patience");
    expect(study.stopReason({ patience: 3 }, { trial: 4 })).toBeNull();
  });

  it("hold by time", () => {
    const study = newStudy();
    expect(study.stopReason({ timeout: 60_000 })).toBeNull();
    expect(study.stopReason({ timeout: 5 }, { time: performance.now() - 10 })).toBe("timeout");
  });

  it.each([{ trials: 1.5 }, { timeout: -1 }, { target: Number.NaN }, { patience: 0 }])(
    "refuse %o",
    (rules) => {
      expect(() => newStudy().stopReason(rules)).toThrow(InputError);
    },
  );
});

describe("finite spaces", () => {
  it("are exhausted once every point has its trial", () => {
    const study = new Study({
      space: { a: int(1, 3), b: boolean() },
      objectives: { y: "minimize" },
      sampler: "random",
    });
    for (let i = 0; i < 6; i++) {
      expect(study.exhausted).toBe(false);
      study.tell(study.ask(), i);
    }
    expect(study.exhausted).toBe(true);
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(6);
    expect(study.ask().params).toBeDefined();
  });
});
