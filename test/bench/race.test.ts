import { describe, expect, it } from "vitest";

// Scripts without types, as the harness is: named as text, so that no declaration is asked for.
const harness = "../../bench/support";
const { race } = await import(`${harness}/race.mjs`);
const { score, table, verdict } = await import(`${harness}/table.mjs`);

/** Work that takes processor time in proportion to `rounds`. */
function work(rounds: number): () => number {
  return () => {
    let x = 1;
    for (let i = 0; i < rounds; i++) x = Math.sqrt(x + i);
    return x;
  };
}

const brief = { rounds: 7, sample: 4 };

describe("the bench harness", () => {
  it("gives ratios above 1 where we are faster, for times and for rates", async () => {
    const contestants = { steinbock: work(20_000), slower: work(80_000), faster: work(5_000) };
    for (const unit of ["ms", "µs", "GFLOP/s"]) {
      const row = await race("work", contestants, { ...brief, unit, work: 20_000 });
      const [slower, faster] = row.rivals;
      expect(slower.ratio).toBeGreaterThan(2);
      expect(faster.ratio).toBeLessThan(0.5);
      expect(row.value > slower.value).toBe(unit === "GFLOP/s");
    }
  });

  it("prepares inputs outside of the time that it takes", async () => {
    const prepared: number[] = [];
    const contestant = {
      prepare: (count: number) => {
        prepared.push(count);
        work(2_000_000)();
      },
      run: work(1_000),
    };
    const row = await race("work", { steinbock: contestant, bare: work(1_000) }, brief);
    expect(Math.max(...prepared)).toBeGreaterThan(1);
    expect(row.rivals[0].ratio).toBeGreaterThan(0.4);
  });

  it("leaves out rivals that are not installed, and says so at their targets", async () => {
    const targets = [{ rival: "absent", atLeast: 1 }, { atMost: 1e9 }, { atMost: 0 }];
    const contestants = { steinbock: work(1_000), absent: Promise.resolve(null) };
    const row = await race("work", contestants, { ...brief, targets });
    expect(row.rivals).toEqual([]);
    expect(targets.map((target) => verdict(row, target))).toEqual(["no rival", "met", "missed"]);
    const groups = [{ group: "group", rows: [row] }];
    expect(table(groups)).toContain("≥ 1 × absent: no rival");
    expect(score(groups)).toBe("targets: 1 met, 1 missed, 1 without their rival; missed: work");
  });

  it("refuses a unit that it does not know", async () => {
    await expect(race("work", { steinbock: work(1) }, { ...brief, unit: "m" })).rejects.toThrow(
      RangeError,
    );
  });
});
