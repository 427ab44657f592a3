import { describe, expect, it } from "vitest";
import {
  cos,
  erf,
  erfc,
  erfcx,
  exp,
  expm1,
  log,
  log1mexp,
  log1p,
  normalCdf,
  normalLogCdf,
  normalPdf,
  normalQuantile,
  pow,
  sin,
  tanh,
} from "../../../src/core/math.js";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** [function, argument, exact value]: what IEEE 754 and the limits of each function demand. */
const edges: [string, number, number][] = [
  ["exp", -inf, 0],
  ["exp", -746, 0],
  ["exp", -745, 5e-324],
  ["exp", -0, 1],
  ["exp", 710, inf],
  ["exp", inf, inf],
  ["exp", nan, nan],
  ["expm1", -inf, -1],
  ["expm1", -0, -0],
  ["expm1", 5e-324, 5e-324],
  ["expm1", inf, inf],
  ["expm1", nan, nan],
  ["log", 0, -inf],
  ["log", -0, -inf],
  ["log", 1, 0],
  ["log", -5e-324, nan],
  ["log", -inf, nan],
  ["log", inf, inf],
  ["log", nan, nan],
  ["log1p", -1, -inf],
  ["log1p", -1.0000000000000002, nan],
  ["log1p", -0, -0],
  ["log1p", -5e-324, -5e-324],
  ["log1p", inf, inf],
  ["log1p", -inf, nan],
  ["log1p", nan, nan],
  ["tanh", -0, -0],
  ["tanh", inf, 1],
  ["tanh", -inf, -1],
  ["tanh", nan, nan],
  ["sin", -0, -0],
  ["sin", inf, nan],
  ["sin", nan, nan],
  ["cos", -0, 1],
  ["cos", -inf, nan],
  ["cos", nan, nan],
  ["erf", -0, -0],
  ["erf", inf, 1],
  ["erf", -inf, -1],
  ["erf", nan, nan],
  ["erfc", -inf, 2],
  ["erfc", inf, 0],
  ["erfc", nan, nan],
  ["erfcx", inf, 0],
  ["erfcx", -inf, inf],
  ["erfcx", nan, nan],
  ["normalPdf", inf, 0],
  ["normalPdf", nan, nan],
  ["normalCdf", -inf, 0],
  ["normalCdf", 0, 0.5],
  ["normalCdf", inf, 1],
  ["normalCdf", nan, nan],
  ["normalLogCdf", -inf, -inf],
  ["normalLogCdf", inf, -0],
  ["normalLogCdf", nan, nan],
  ["normalQuantile", 0, -inf],
  ["normalQuantile", 0.5, 0],
  ["normalQuantile", 1, inf],
  ["normalQuantile", -1e-300, nan],
  ["normalQuantile", 1.0000000000000002, nan],
  ["normalQuantile", nan, nan],
  ["log1mexp", 0, -inf],
  ["log1mexp", -inf, -0],
  ["log1mexp", 1e-300, nan],
  ["log1mexp", nan, nan],
];

const functions: Record<string, (x: number) => number> = {
  cos,
  erf,
  erfc,
  erfcx,
  exp,
  expm1,
  log,
  log1mexp,
  log1p,
  normalCdf,
  normalLogCdf,
  normalPdf,
  normalQuantile,
  sin,
  tanh,
};

describe("edges of the domain", () => {
  it.each(edges)("%s(%d) is %d", (name, x, value) => {
    expect(functions[name]!(x)).toBe(value);
  });
});

describe("pow", () => {
  const numbers = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 5e-324, 1e300, inf, -inf, nan];

  it("has the signs, poles and NaNs of the host where the two standards agree", () => {
    for (const x of numbers) {
      for (const y of numbers) {
        // ECMAScript alone makes 1^NaN and (±1)^±∞ a NaN.
        const ieee = x === 1 || (x === -1 && Math.abs(y) === inf) ? 1 : x ** y;
        const ours = pow(x, y);
        if (Number.isFinite(ieee) && ieee !== 0) expect(ours / ieee).toBeCloseTo(1, 13);
        else expect(ours).toBe(ieee);
      }
    }
  });
});
