import { expect, it } from "vitest";
import * as math from "../../../src/core/math.js";
import { describeReference } from "../../support/reference.js";

interface Table {
  readonly x: number[];
  readonly value: number[];
}

/** Equal to 1e-12, relative where the value is large; PyTorch's own last digits are worth less. */
function expectTable({ x, value }: Table, f: (x: number) => number): void {
  x.forEach((argument, i) => {
    const expected = value[i]!;
    const error = Math.abs(f(argument) - expected) / Math.max(1, Math.abs(expected));
    expect(error, `at ${argument}: ${f(argument)} for ${expected}`).toBeLessThanOrEqual(1e-12);
  });
}

describeReference("misc", ({ safe_math: tables, sobol }) => {
  it("ln Φ", () => expectTable(tables.log_ndtr, math.normalLogCdf));

  it("ln(1 − eˣ)", () => expectTable(tables.log1mexp, math.log1mexp));

  it("ln(1 + eˣ)", () => {
    expectTable(tables.log1pexp, (x) => Math.max(x, 0) + math.log1p(math.exp(-Math.abs(x))));
  });

  it("Φ⁻¹", () => {
    const { u, z } = sobol.inverse_normal_cdf;
    expectTable({ x: u, value: z }, math.normalQuantile);
  });

  it("φ(z) + zΦ(z)", () => {
    expectTable(tables.ei_helper, (z) => math.normalPdf(z) + z * math.normalCdf(z));
  });

  it("its logarithm far down the tail, which rests on erfcx and log1mexp", () => {
    const halfLogTwoPi = math.log(2 * Math.PI) / 2;
    expectTable(tables.log_ei_helper, (z) => {
      if (z > -1) return math.log(math.normalPdf(z) + z * math.normalCdf(z));
      const gaussian = (-z * z) / 2 - halfLogTwoPi;
      if (z <= -1e6) return gaussian - 2 * math.log(-z);
      const w = math.log(math.erfcx(-z / Math.SQRT2) * -z) + math.log(Math.PI / 2) / 2;
      return gaussian + math.log1mexp(w);
    });
  });
});
