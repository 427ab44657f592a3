import { describe, expect, expectTypeOf, it } from "vitest";
import { FormatError, InputError } from "../../src/errors.js";
import {
  boolean,
  checkParams,
  checkSpace,
  choice,
  float,
  int,
  type ParamsOf,
  type Space,
  spaceFromJSON,
} from "../../src/space/index.js";

const space = {
  lr: float(1e-5, 1e-1, { scale: "log" }),
  layers: int(1, 8),
  act: choice(["relu", "gelu"]),
  width: choice([64, 128, null]),
  bias: boolean(),
};

describe("types", () => {
  it("of the params follow from the space", () => {
    type Params = ParamsOf<typeof space>;
    expectTypeOf<Params["lr"]>().toEqualTypeOf<number>();
    expectTypeOf<Params["layers"]>().toEqualTypeOf<number>();
    expectTypeOf<Params["act"]>().toEqualTypeOf<"relu" | "gelu">();
    expectTypeOf<Params["width"]>().toEqualTypeOf<64 | 128 | null>();
    expectTypeOf<Params["bias"]>().toEqualTypeOf<boolean>();
    expectTypeOf<keyof Params>().toEqualTypeOf<"lr" | "layers" | "act" | "width" | "bias">();
  });
});

describe("constructors", () => {
  const misuses: [string, () => unknown, string][] = [
    ["NaN bound", () => float(Number.NaN, 1), "low"],
    ["infinite bound", () => float(0, Number.POSITIVE_INFINITY), "high"],
    ["string bound", () => float("0" as never, 1), "low"],
    ["swapped bounds", () => float(2, 1), "high"],
    ["equal bounds", () => float(1, 1), "high"],
    ["width beyond doubles", () => float(-1.7e308, 1.7e308), "high"],
    ["log from zero", () => float(0, 1, { scale: "log" }), "low"],
    ["log below zero", () => float(-1, 1, { scale: "log" }), "low"],
    ["unknown scale", () => float(0, 1, { scale: "ln" as never }), "scale"],
    ["unknown option", () => float(0, 1, { log: true } as never), "option"],
    ["options that are none", () => float(0, 1, "log" as never), "options"],
    ["zero step", () => float(0, 1, { step: 0 }), "step"],
    ["step of NaN", () => float(0, 1, { step: Number.NaN }), "step"],
    ["step above the width", () => float(0, 1, { step: 2 }), "step"],
    ["step below a double's reach", () => float(0, 1, { step: 1e-14 }), "step"],
    ["log with a step that reaches zero", () => float(1, 9, { scale: "log", step: 2 }), "low"],
    ["fractional int", () => int(0.5, 3), "low"],
    ["fractional step of an int", () => int(0, 3, { step: 0.5 }), "step"],
    ["swapped ints", () => int(3, 1), "high"],
    ["log int from zero", () => int(0, 5, { scale: "log" }), "low"],
    ["int beyond its range", () => int(0, 2 ** 50), "step"],
    ["no options", () => choice([]), "options"],
    ["no array", () => choice("ab" as never), "options"],
    ["repeated option", () => choice(["a", "b", "a"]), "options[2]"],
    ["zero twice", () => choice([0, -0]), "options[1]"],
    ["option that JSON loses", () => choice([Number.NaN]), "options[0]"],
    ["object as option", () => choice([{}] as never), "options[0]"],
  ];
  it.each(misuses)("refuse %s, by name", (_, misuse, parameter) => {
    expect(misuse).toThrow(InputError);
    try {
      misuse();
    } catch (error) {
      expect((error as InputError).parameter).toContain(parameter);
      expect((error as InputError).remedy).not.toBe("");
    }
  });

  it("accept a whole number that is fixed, and a choice of one", () => {
    expect(int(3, 3)).toMatchObject({ low: 3, high: 3 });
    expect(choice(["only"]).options).toEqual(["only"]);
  });
});

describe("spaces", () => {
  it("are their own JSON form", () => {
    expect(spaceFromJSON(JSON.parse(JSON.stringify(space)))).toEqual(space);
  });

  it("refuse JSON that no constructor makes", () => {
    const wrong: unknown[] = [
      null,
      [],
      {},
      { x: null },
      { x: { type: "real", low: 0, high: 1 } },
      { x: { type: "float", low: 1, high: 0, scale: "linear", step: null } },
      { x: { type: "choice", options: [] } },
    ];
    for (const json of wrong) expect(() => spaceFromJSON(json)).toThrow(FormatError);
  });

  it("refuse what is no parameter", () => {
    expect(() => checkSpace({ x: [0, 1] } as unknown as Space)).toThrow(/space\.x/);
    expect(() => checkSpace({})).toThrow(InputError);
    expect(() => checkSpace(undefined as never)).toThrow(InputError);
  });
});

describe("params", () => {
  const legal = { lr: 1e-3, layers: 4, act: "gelu", width: null, bias: false };

  it("come back frozen, in the order of the space", () => {
    const { lr, ...others } = legal;
    const checked = checkParams(space, { ...others, lr });
    expect(Object.keys(checked)).toEqual(Object.keys(space));
    expect(checked).toEqual(legal);
    expect(Object.isFrozen(checked)).toBe(true);
  });

  it.each([
    ["a missing one", { ...legal, lr: undefined }, "params.lr"],
    ["an unknown one", { ...legal, momentum: 0.9 }, "params.momentum"],
    ["a number outside", { ...legal, lr: 1 }, "params.lr"],
    ["NaN", { ...legal, lr: Number.NaN }, "params.lr"],
    ["text for a number", { ...legal, lr: "0.001" }, "params.lr"],
    ["a fraction for a whole number", { ...legal, layers: 2.5 }, "params.layers"],
    ["an option that is none", { ...legal, act: "tanh" }, "params.act"],
    ["0 for false", { ...legal, bias: 0 }, "params.bias"],
    ["an inherited name", Object.create(legal), "params.lr"],
    ["null", null, "params"],
  ])("refuse %s, by name", (_, params, parameter) => {
    expect(() => checkParams(space, params)).toThrow(
      expect.objectContaining({ code: "INPUT", parameter }),
    );
  });

  it("take a multiple of the step that rounding has moved", () => {
    const stepped = { x: float(0, 1, { step: 0.1 }) };
    expect(checkParams(stepped, { x: 0.1 + 0.2 })).toEqual({ x: 0.3 });
    expect(() => checkParams(stepped, { x: 0.31 })).toThrow(/nearest is 0\.3/);
  });
});
