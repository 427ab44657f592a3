import { describe, expect, it } from "vitest";
import { describeReference } from "../support/reference.js";

// A script without types: named as text, so that no declaration is asked for.
const script = "../../bench/regret/report.mjs";
const { report, summarize } = await import(script);

interface Run {
  readonly best_so_far: number[];
  readonly problem: string;
  readonly acq: string;
}

const run = (best: number[], ask = 0.01) => {
  return { optimum: 0, best, askSeconds: best.map(() => ask), modelled: best.map(() => true) };
};

describe("the regret report", () => {
  const runs = [4, 3, 2, 1].map((end) => run([9, 8, 7, end]));

  it("gives quartiles by linear interpolation at each quarter of the budget", () => {
    const { checkpoints, ours, regret } = summarize("Branin", runs, null);
    expect(checkpoints).toEqual([1, 2, 3, 4]);
    expect(ours.median).toEqual([9, 8, 7, 2.5]);
    expect([ours.q25[3], ours.q75[3], regret]).toEqual([1.75, 3.25, 2.5]);
  });

  it("says where there is no reference, and whether goals are met where there is one", () => {
    expect(report([summarize("Branin", runs, null)])).not.toContain("BoTorch");
    const figures = { q25: [9, 8, 7, 1], median: [9, 8, 7, 2], q75: [9, 8, 7, 3] };
    const reference = { ...figures, runs: 4, askSeconds: 1 };
    const text = report([summarize("Branin", runs, reference)]);
    expect(text).toContain("goal median ≤ 2.0000: missed");
    expect(text).toContain("BoTorch, 4 runs");
  });
});

describeReference("traces", ({ runs, summary }) => {
  it("holds quartiles that ours would be", () => {
    const chosen = (runs as Run[]).filter(({ problem, acq, ...rest }) => {
      const { model, noise_sd } = rest as { model?: string; noise_sd?: number };
      return problem === "hartmann6" && acq === "qlogei" && !model && !noise_sd;
    });
    const { q25, median, q75 } = summary["hartmann6|qlogei|default|q1|sd0"];
    const { ours } = summarize(
      "Hartmann6",
      chosen.map(({ best_so_far }) => run(best_so_far)),
      null,
    );
    for (const [actual, expected] of [
      [ours.q25, q25],
      [ours.median, median],
      [ours.q75, q75],
    ]) {
      actual.forEach((value: number, i: number) => {
        expect(value).toBeCloseTo(expected[i], 6);
      });
    }
  });
});
