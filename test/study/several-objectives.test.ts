import { describe, expect, it } from "vitest";
import { InputError, StateError } from "../../src/errors.js";
import { float, Study } from "../../src/index.js";

const space = { x: float(0, 1) };

function study() {
  const made = new Study({
    space,
    objectives: { cost: "minimize", speed: "maximize" },
    seed: 3,
    sampler: "sobol",
  });
  made.tell({ x: 0.1 }, { cost: 1, speed: 1 });
  made.tell({ x: 0.2 }, { cost: 2, speed: 3 });
  made.tell({ x: 0.3 }, { cost: 2, speed: 2 });
  made.tell({ x: 0.4 }, { cost: 3, speed: 4 });
  return made;
}

describe("a study with several objectives", () => {
  it("has the front of its trials", () => {
    expect(study().paretoFront.map(({ number }) => number)).toEqual([0, 1, 3]);
  });

  it("has the hypervolume up to a reference, in the user's directions", () => {
    // Strips of width 1 in cost, from the reference (4, 0): 1 + 3 + 4.
    expect(study().hypervolume({ cost: 4, speed: 0 })).toBe(8);
  });

  it("infers a reference from the front where none is given", () => {
    // Costs 1 to 3 and speeds 1 to 4: a tenth of the ranges beyond is (3.2, 0.7).
    expect(study().hypervolume()).toBeCloseTo(study().hypervolume({ cost: 3.2, speed: 0.7 }), 12);
    expect(new Study({ space, objectives: { a: "minimize", b: "minimize" } }).hypervolume()).toBe(
      0,
    );
  });

  it("says which tells joined the front", () => {
    const made = study();
    const seen: [boolean, unknown][] = [];
    made.subscribe((event) => event.type === "tell" && seen.push([event.improved, event.best]));
    made.tell({ x: 0.5 }, { cost: 0.5, speed: 0.5 });
    made.tell({ x: 0.6 }, { cost: 5, speed: 4 });
    expect(seen).toEqual([
      [true, null],
      [false, null],
    ]);
  });

  it("has no single best", async () => {
    expect(() => study().best).toThrow(StateError);
    expect(() => study().stopReason({ target: 1 })).toThrow(InputError);
    expect(() => study().stopReason({ patience: 3 })).toThrow(InputError);
    const objective = ({ x }: { x: number }) => ({ cost: x, speed: 1 - x });
    const result = await study().optimize(objective, { trials: 3 });
    expect(result).toEqual({ reason: "trials", best: null });
  });

  it("refuses a bare number", () => {
    expect(() => study().tell({ x: 0.5 }, 1)).toThrow(InputError);
    expect(() => study().hypervolume({ cost: 1, speed: Number.NaN })).toThrow(/reference.speed/);
    expect(() => study().hypervolume({ cost: 1 } as never)).toThrow(/reference.speed/);
  });

  it("is saved and goes on", () => {
    const saved = JSON.stringify(study());
    const again = Study.from<typeof space, { cost: "minimize"; speed: "maximize" }>(saved);
    expect(again.paretoFront.map(({ values }) => values.speed)).toEqual([1, 3, 4]);
    expect(again.ask().params).toEqual(study().ask().params);
  });
});
