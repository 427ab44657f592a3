import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { budget, inOrder } from "../../bench/offline/plan.mjs";
import { report, summarize } from "../../bench/offline/report.mjs";
import { Runs } from "../../bench/offline/store.mjs";
import { expectNear, mulberry32, percentile } from "../../bench/offline/tasks/shared.mjs";

const task = { name: "any" };
const runs = (middle: number, spread: number) =>
  [-1, 1].map((sign) => ({
    at: [1, middle + sign * spread, middle + sign * spread],
    distinct: 128,
    seconds: 2,
  }));

/** The line of a table that begins with a name. */
function line(text: string, name: string): string | undefined {
  return text.split("\n").find((found) => found.startsWith(name));
}

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
    const verdict = (name: string) => line(report(task, rows), name);
    expect(verdict("clear")).toMatch(/ better$/);
    expect(verdict("close")).toMatch(/ even$/);
    expect(verdict("below")).toMatch(/ worse$/);
    expect(verdict("half")).toMatch(/ even$/);
    expect(verdict("clear")).toContain("1.000 0.600±0.010 0.600±0.010");
  });

  it("says where a method is no help", () => {
    const rows = {
      "start set": { ...summarize(runs(0.5, 0)), seeds: 1 },
      "random 128": summarize(runs(0.7, 0.01)),
      helps: summarize(runs(0.8, 0.01)),
      below: summarize(runs(0.6, 0.01)),
      bad: summarize(runs(0.4, 0.01)),
    };
    const text = report(task, rows);
    expect(line(text, "helps")).not.toMatch(/ at /);
    expect(line(text, "below")).toMatch(/ {2}random at 80 50/);
    expect(line(text, "bad")).toMatch(/data at 80 50; random at 80 50/);
  });

  it("says where a method lies below its reference, and whether that is clear", () => {
    const at = (values: number[]) =>
      summarize(
        [-1, 1].map((sign) => ({ ...runs(0, 0)[0], at: values.map((v) => v + sign * 1e-3) })),
      );
    const rows = { GA: at([0.97, 0.74, 0.4]) };
    // The reference: 0.970 ± 0.005, 0.765 ± 0.015, 0.607 ± 0.016.
    const found = line(report({ name: "TFBind8" }, rows), "GA");
    expect(found).toMatch(/ 50$/);
    const close = line(report({ name: "TFBind8" }, { GA: at([0.97, 0.748, 0.7]) }), "GA");
    expect(close).toMatch(/ 80\?$/);
    const within = line(report({ name: "TFBind8" }, { GA: at([0.97, 0.76, 0.7]) }), "GA");
    expect(within).toMatch(/ within$/);
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

describe("the bench's plan", () => {
  it("gives three seeds to all before more to some, real data and cheap methods first", () => {
    const jobs = [0, 1, 2, 3].flatMap((seed) =>
      ["Branin", "TFBind8"].flatMap((name) =>
        [9, 1].map((estimate) => ({ task: name, method: `m${estimate}`, seed, estimate })),
      ),
    );
    const order = inOrder(jobs).map(
      (job: (typeof jobs)[number]) => `${job.seed} ${job.task} ${job.method}`,
    );
    expect(order.slice(0, 5)).toEqual([
      "0 TFBind8 m1",
      "0 TFBind8 m9",
      "0 Branin m1",
      "0 Branin m9",
      "1 TFBind8 m1",
    ]);
    expect(order.slice(0, 12).every((name: string) => !name.startsWith("3"))).toBe(true);
  });

  it("starts nothing that would not end, on a machine that gives half a core", () => {
    let clock = 0;
    const time = budget(1, () => clock);
    expect(time.allows(59)).toBe(true);
    expect(time.allows(61)).toBe(false);
    clock = 20;
    time.spend(10);
    expect(time.allows(19)).toBe(true);
    expect(time.allows(21)).toBe(false);
  });
});

describe("finished runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "steinbock-runs-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const key = { task: "Branin", method: "GA", seed: 1, build: "a" };

  it("are found again, but a line that a kill cut short is not one", () => {
    const file = join(folder, "runs.jsonl");
    new Runs(file).add({ ...key, at: [1, 2, 3] });
    appendFileSync(file, '{"task":"Branin","method":"GA","see');
    const again = new Runs(file);
    expect(again.has(key)).toBe(true);
    again.add({ ...key, seed: 2, at: [4, 5, 6] });
    const third = new Runs(file);
    expect(third.of("Branin", "GA", "a").map(({ at }: { at: number[] }) => at[0])).toEqual([1, 4]);
    expect(third.has({ ...key, build: "b" })).toBe(false);
    expect(third.of("Branin", "GA", "b")).toEqual([]);
    third.add({ ...key, build: "b", at: [7, 8, 9] });
    expect(third.of("Branin", "GA").map(({ at }: { at: number[] }) => at[0])).toEqual([7, 4]);
  });
});
