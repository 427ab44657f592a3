import { describe, expect, it } from "vitest";
import { choice, float, int } from "../../src/index.js";
import { Dataset } from "../../src/offline/index.js";
import { distances, rankCorrelation, spread } from "../../src/offline/report.js";
import { readTable } from "../../src/offline/table.js";

describe("inputs", () => {
  const space = {
    base: choice(["a", "c", "g", "t"]),
    lr: float(1e-4, 1, { scale: "log" }),
    layers: int(1, 8),
  };
  const rows = [
    { base: "a", lr: 1e-3, layers: 2, score: 1 },
    { base: "g", lr: 1e-1, layers: 8, score: 4 },
    { base: "t", lr: 1, layers: 1, score: 7 },
  ];
  const data = new Dataset(readTable(rows, "score", space), "maximize");
  const raw = (row: number) =>
    Array.from(data.x.subarray(row * data.d, (row + 1) * data.d), (value, j) => {
      return data.center[j]! + data.scale[j]! * value;
    });

  it("a choice of four takes three soft logits of ±1.9459", () => {
    expect(data.d).toBe(5);
    const on = Math.log(0.7 / 0.1);
    const expected = [
      [-on, -on, -on],
      [0, on, 0],
      [0, 0, on],
    ];
    expected.forEach((logits, i) => {
      logits.forEach((value, j) => {
        expect(raw(i)[j]).toBeCloseTo(value, 6);
      });
    });
  });

  it("columns have mean 0 and population deviation 1, scores too", () => {
    for (let j = 0; j < data.d; j++) {
      const values = rows.map((_, i) => data.x[i * data.d + j]!);
      expect(values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 5);
      expect(values.reduce((sum, v) => sum + v * v, 0) / 3).toBeCloseTo(1, 5);
    }
    expect([...data.y]).toEqual([-Math.sqrt(1.5), 0, Math.sqrt(1.5)].map(Math.fround));
    expect(data.score(Math.sqrt(1.5))).toBeCloseTo(7, 12);
    expect(data.deviation(1)).toBeCloseTo(Math.sqrt(6), 12);
  });

  it("the log scale is linear in its code, whole numbers in theirs", () => {
    expect(raw(0)[3]).toBeCloseTo(0.25, 6);
    expect(raw(1)[3]).toBeCloseTo(0.75, 6);
    expect(raw(0)[4]).toBeCloseTo(1.5 / 8, 6);
  });

  it("decoding gives every row back, and encoding its inputs", () => {
    rows.forEach(({ score: _, ...design }, i) => {
      const row = data.x.subarray(i * data.d, (i + 1) * data.d);
      const decoded = data.decode(row);
      expect(decoded).toEqual({ ...design, lr: expect.closeTo(design.lr, 6) });
      data.encode([design]).forEach((value, j) => {
        expect(value).toBe(row[j]);
      });
    });
  });

  it("the box holds numbers and leaves logits alone", () => {
    const x = new Float32Array(data.d).fill(50);
    data.project(x);
    expect(data.decode(x)).toMatchObject({ lr: 1, layers: 8 });
    expect([...x.subarray(0, 3)]).toEqual([50, 50, 50]);
    x.fill(-50);
    data.project(x);
    expect(data.decode(x)).toEqual({ base: "a", lr: 1e-4, layers: 1 });
  });

  it("minimizing turns the scores around", () => {
    const turned = new Dataset(readTable(rows, "score", space), "minimize");
    expect([...turned.y].map((value) => value + 0)).toEqual([...data.y].map((value) => 0 - value));
    expect(turned.score(Math.sqrt(1.5))).toBeCloseTo(1, 12);
    expect([...turned.best()]).toEqual([0, 1, 2]);
    expect([...data.best()]).toEqual([2, 1, 0]);
  });
});

describe("report", () => {
  it("ranks ties at their mean", () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 40])).toBeCloseTo(1, 14);
    expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 14);
    // scipy.stats.spearmanr([1, 2, 2, 3, 5], [2, 1, 4, 4, 3])
    expect(rankCorrelation([1, 2, 2, 3, 5], [2, 1, 4, 4, 3])).toBeCloseTo(0.3947368421052632, 12);
    expect(rankCorrelation([1, 1], [1, 2])).toBe(0);
  });

  it("measures distances to the nearest row and between designs", async () => {
    const table = readTable({ X: [[0], [2], [4], [10]], y: [1, 2, 3, 4] }, undefined, undefined);
    const data = new Dataset(table, "maximize");
    const unit = data.scale[0]! * 10;
    const x = data.encode([{ x1: 3.5 }, { x1: 10 }]);
    const found = await distances(x, data, async () => {});
    expect(found[0]! * unit).toBeCloseTo(0.5, 5);
    expect(found[1]).toBe(0);
    const others = await distances(x.subarray(1), data, async () => {}, [3]);
    expect(others[0]! * unit).toBeCloseTo(6, 5);
    expect(spread(x, 1) * unit).toBeCloseTo(6.5, 5);
    expect(spread(x.subarray(1), 1)).toBe(0);
  });
});
