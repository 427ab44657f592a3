import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boolean,
  checkParams,
  choice,
  type FloatParameter,
  float,
  int,
  type Parameter,
  spaceFromJSON,
  UnitCube,
} from "../../src/space/index.js";
import { arbitrarySpace } from "../support/arbitrary-space.js";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const cubeOf = (space: Parameters<typeof checkParams>[0]) => new UnitCube(space, Math);

/** Distance of two values in units of the larger bound's magnitude, which is how a map rounds. */
function roundingError(parameter: Parameter, actual: unknown, expected: unknown): number {
  const { low, high } = parameter as FloatParameter;
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  return Math.abs((actual as number) - (expected as number)) / magnitude;
}

describe("a space with its unit cube", () => {
  it("decodes every point to legal params that encode and decode to themselves", () => {
    fc.assert(
      fc.property(
        arbitrarySpace,
        fc.array(unit, { minLength: 6, maxLength: 6 }),
        (space, point) => {
          const cube = cubeOf(space);
          const params = cube.decode(point);
          expect(checkParams(space, params)).toEqual(params);
          const code = cube.encode(params);
          expect(code.every((u) => u >= 0 && u <= 1)).toBe(true);
          const again = cube.decode(code);
          for (const [i, name] of cube.names.entries()) {
            if (cube.axes[i]!.kind !== "continuous") expect(again[name]).toBe(params[name]);
            else expect(roundingError(space[name]!, again[name], params[name])).toBeLessThan(1e-13);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is the same after JSON", () => {
    fc.assert(
      fc.property(arbitrarySpace, (space) => {
        expect(spaceFromJSON(JSON.parse(JSON.stringify(space)))).toEqual(space);
      }),
    );
  });

  it("snaps a point to where its params lie, once and for all", () => {
    fc.assert(
      fc.property(
        arbitrarySpace,
        fc.array(unit, { minLength: 6, maxLength: 6 }),
        (space, point) => {
          const cube = cubeOf(space);
          const snapped = cube.snap(Float64Array.from(point.slice(0, cube.dimension)));
          expect(snapped).toEqual(cube.encode(cube.decode(point)));
        },
      ),
    );
  });

  it("reaches every level of every discrete parameter, and tells them apart", () => {
    fc.assert(
      fc.property(arbitrarySpace, (space) => {
        for (const axis of cubeOf(space).axes) {
          if (axis.levels > 500) continue;
          const values = Array.from({ length: axis.levels }, (_, level) => axis.value(level));
          const codes = values.map((value) => axis.encode(value));
          expect(new Set(codes).size).toBe(axis.levels);
          expect(codes.map((code) => axis.decode(code))).toEqual(values);
        }
      }),
    );
  });
});

describe("the unit interval", () => {
  const axis = (parameter: Parameters<typeof cubeOf>[0][string]) =>
    cubeOf({ x: parameter }).axes[0]!;

  it("ends at the bounds exactly, also on a log scale and for points outside", () => {
    for (const parameter of [float(0.1, 0.7), float(1e-7, 3, { scale: "log" })]) {
      const { decode, encode } = axis(parameter);
      expect([decode(0), decode(1), decode(-3), decode(4)]).toEqual(
        [0, 1, 0, 1].map((end) => (end === 0 ? parameter.low : parameter.high)),
      );
      expect([encode(parameter.low), encode(parameter.high)]).toEqual([0, 1]);
      expect(decode(Number.NaN)).toBe(parameter.low);
    }
  });

  it("puts the middle of a log scale at the geometric mean", () => {
    expect(axis(float(1e-4, 1, { scale: "log" })).decode(0.5)).toBeCloseTo(1e-2, 14);
  });

  it("gives every whole number an equal share, the ends included", () => {
    const { decode } = axis(int(1, 4));
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 4000; i++) {
      const value = decode((i + 0.5) / 4000);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts]).toEqual([1, 2, 3, 4].map((value) => [value, 1000]));
  });

  it("gives log whole numbers the share of their relaxed logarithm", () => {
    const { decode } = axis(int(1, 3, { scale: "log" }));
    let ones = 0;
    for (let i = 0; i < 10_000; i++) if (decode((i + 0.5) / 10_000) === 1) ones++;
    expect(ones / 10_000).toBeCloseTo(Math.log(1.5 / 0.5) / Math.log(3.5 / 0.5), 3);
  });

  it("steps in decimals, up to the last step within the bounds", () => {
    const { levels, value } = axis(float(0, 1, { step: 0.1 }));
    expect(Array.from({ length: levels }, (_, level) => value(level))).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    const short = axis(float(0, 1, { step: 0.3 }));
    expect([short.levels, short.decode(1)]).toEqual([4, 0.9]);
    expect(axis(int(2, 11, { step: 4 })).decode(1)).toBe(10);
  });

  it("keeps options in cells of equal width", () => {
    const { decode, encode, kind } = axis(choice(["a", "b", "c", "d"]));
    expect([0, 0.3, 0.74, 0.76, 1].map(decode)).toEqual(["a", "b", "c", "d", "d"]);
    expect(encode("b")).toBe(0.375);
    expect(kind).toBe("category");
  });
});

describe("cardinality", () => {
  it("multiplies the levels", () => {
    expect(cubeOf({ a: int(1, 8), b: boolean(), c: choice([1, 2, 3]) }).cardinality).toBe(48);
    expect(cubeOf({ a: int(1, 8), b: float(0, 1) }).cardinality).toBe(Number.POSITIVE_INFINITY);
  });

  it("counts the points that levels name", () => {
    const cube = cubeOf({ a: int(1, 8), b: choice(["x", "y"]) });
    expect(cube.decode(cube.pointAt([3, 1]))).toEqual({ a: 4, b: "y" });
  });
});
