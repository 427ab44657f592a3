import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

// Scripts without types: named as text, so that no declaration is asked for.
const folder = "../../bench/pareto";
const { referenceReport } = await import(`${folder}/reference.mjs`);
const { report } = await import(`${folder}/report.mjs`);
const { stallReport } = await import(`${folder}/stall.mjs`);
const { appendRun, findRuns, readRuns } = await import(`${folder}/runs.mjs`);

const run = (problem: string, method: string, seed: number, final: number) => {
  return { problem, method, seed, settings: {}, final, seconds: 2 };
};

describe("the table of Pareto-set learning", () => {
  const published = {
    names: ["SVH-PSL", "other"],
    figures: { easy: [-3, -2], hard: [-4, -5] },
  };
  const runs = [
    run("easy", "svh", 1, -2),
    run("easy", "svh", 2, -4),
    run("hard", "svh", 1, -4.5),
    run("easy", "random", 1, -1),
  ];
  const text: string = report(runs, ["svh", "random"], published, 2);
  const row = (name: string) => text.split("\n").find((line) => line.startsWith(name));

  it("gives mean and population deviation, better or worse than each limit, and missing runs", () => {
    expect(row("easy")).toMatch(/-3\.00 ± 1\.00 \+\+\s+-1\.00 ± 0\.00 -- \(1\)/);
    expect(row("hard")).toContain("-4.50 ± 0.00 +- (1)");
    expect(row("hard")).toMatch(/-5 other\s+-4\s+-5$/);
  });

  it("tells which runs found more than the published truth", () => {
    const more = [...runs, run("hard", "svh", 2, Math.log(1e-14))];
    expect(report(more, ["svh", "random"], published, 2)).toContain(
      "svh: more than the published truth, counted as -32.2: hard 1 of 2.",
    );
    expect(text).not.toContain("more than the published truth");
  });

  it("counts over the problems that were run", () => {
    expect(row("svh:")).toBe(
      "svh: at least as good as published SVH-PSL on 2 of 2, as the best published on 1.",
    );
    expect(row("random:")).toContain("on 0 of 1");
  });
});

describe("the figures of learnt fronts", () => {
  it("are means over the seeds, and say how often they beat what was evaluated", () => {
    const runs = [
      { ...run("easy", "svh", 1, -2), front: -3 },
      { ...run("easy", "svh", 2, -4), front: -3.5 },
      run("easy", "random", 1, -1),
    ];
    const published = { names: ["SVH-PSL"], figures: { easy: [-3] } };
    const lines = report(runs, ["svh", "random"], published, 2).split("\n");
    const fronts = lines.filter((line: string) => line.includes("learnt front"));
    expect(fronts.length).toBe(1);
    expect(fronts[0]).toContain("easy -3.25; less than what was evaluated before misses in 1 of 2");
  });
});

describe("the runs from 100 initial points", () => {
  it("show the figure by round, and how much of what was missing is found", () => {
    // 200 told values, each a share of the hypervolume that is missing until then.
    const values = Array.from({ length: 200 }, (_, i) => [i < 150 ? 1 : 0.25]);
    const missingOf = (_: unknown, told: number[][]) => told.at(-1)![0];
    const runs = [{ ...run("DTLZ2", "svh", 1, 0), initial: 100, values }];
    const lines = stallReport(runs, ["svh"], missingOf).split("\n");
    const row = lines.find((line: string) => line.startsWith("DTLZ2"));
    expect(row).toMatch(/svh +0\.00 +0\.00 +0\.00 +-1\.39 +-1\.39 +-1\.39 +75 %$/);
  });
});

describe("the comparison with the published scripts", () => {
  it("says whether our mean lies within two deviations of their runs, and how many of ours do", () => {
    const runs = [
      run("RE41", "svh-compat", 1, -2.7),
      run("RE41", "svh-compat", 2, -2.4),
      run("RE41", "svh", 1, 7),
      run("RE37", "svh-compat", 1, -3.67),
    ];
    const text: string = referenceReport(runs, ["RE41", "RE37", "F2"], 2);
    const row = (name: string) => text.split("\n").find((line) => line.startsWith(name));
    expect(row("RE41")).toMatch(/-2\.55 ± 0\.15 .*-2\.64 … -2\.08\s+inside\s+1 of 2$/);
    expect(row("RE37")).toMatch(/-3\.67 ± 0\.00 \(1\) .*-3\.66 … -3\.03\s+outside\s+0 of 1$/);
    expect(text).toContain("on 1 of 2.");
  });
});

describe("finished runs", () => {
  const directory = mkdtempSync(join(tmpdir(), "runs-"));
  const path = join(directory, "new", "runs.jsonl");
  afterAll(() => rmSync(directory, { recursive: true }));

  it("survive a line that was cut off", () => {
    appendRun(path, { build: "a", ...run("easy", "svh", 1, -2) });
    appendFileSync(path, '{"build":"a","pro');
    appendRun(path, { build: "a", ...run("easy", "svh", 2, -4) });
    expect(readRuns(path).map(({ seed }: { seed: number }) => seed)).toEqual([1, 2]);
  });

  it("are those of this build, or the last of any", () => {
    const job = run("easy", "svh", 1, 0);
    const runs = [
      { build: "a", ...run("easy", "svh", 1, -2) },
      { build: "b", ...run("easy", "svh", 1, -3) },
      { build: "b", ...job, settings: { steps: 10 }, final: -9 },
    ];
    const finals = (build: string | null) =>
      findRuns(runs, [job], build).map(({ final }: { final: number }) => final);
    expect(finals("a")).toEqual([-2]);
    expect(finals("c")).toEqual([]);
    expect(finals(null)).toEqual([-3]);
  });
});
