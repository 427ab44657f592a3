import { describe, expect, it } from "vitest";
// @ts-expect-error plain modules without types
import { report, summarize } from "../../bench/offline/report.mjs";
// @ts-expect-error plain modules without types
import { expectNear, mulberry32, percentile } from "../../bench/offline/tasks/shared.mjs";

const runs = (middle: number, spread: number) =>
  [-1, 1].map((sign) => ({
    at: [1, middle + sign * spread, middle + sign * spread],
    distinct: 128,
    seconds: 2,
  }));

describe("the table of offline methods", () => {
  it("calls a method better only by two standard errors at both lower percentiles", () => {
    const rows = {
      GA: summarize(runs(0.5, 0.01)),
      clear: summarize(runs(0.6, 0.01)),
      close: summarize(runs(0.515, 0.01)),
      below: summarize(runs(0.4, 0.01)),
      // Far ahead at one of the two percentiles only.
      half: summarize(
        runs(0.5, 0.01).map((run) => ({ ...run, at: [1, run.at[1]! + 0.2, run.at[2]!] })),
      ),
    };
    const lines: string[] = report("any", rows).split("\n");
    const verdict = (name: string) => lines.find((line) => line.startsWith(name));
    expect(verdict("clear")).toContain("better than GA");
    expect(verdict("close")).toContain("as GA");
    expect(verdict("below")).toContain("worse than GA");
    expect(verdict("half")).toContain("as GA");
    expect(verdict("clear")).toContain("1.000 0.600±0.010 0.600±0.010");
  });

  it("takes percentiles as NumPy does", () => {
    expect(percentile([4, 1, 3, 2], 50)).toBe(2.5);
    expect(percentile([4, 1, 3, 2], 80)).toBeCloseTo(3.4, 14);
    expect(percentile([4, 1, 3, 2], 100)).toBe(4);
  });

  it("draws the numbers of mulberry32, and refuses another task", () => {
    const draw = mulberry32(12345);
    expect([draw(), draw()]).toEqual([0.9797282677609473, 0.3067522644996643]);
    expect(() => expectNear("y", 1.01, 1)).toThrow(/another task/);
  });
});
