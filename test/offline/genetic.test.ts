import { describe, expect, it } from "vitest";
import { factorsOf, partsOf } from "../../src/offline/factors.js";
import {
  Dataset,
  geneticAlgorithm,
  gradientAscent,
  optimizeOffline,
} from "../../src/offline/index.js";
import type { OfflineTask } from "../../src/offline/method.js";
import { searchGenetically } from "../../src/offline/methods/genetic/search.js";
import { readTable } from "../../src/offline/table.js";
import { UnseenPairs } from "../../src/offline/unseen-pairs.js";
import { RandomStream } from "../../src/random/index.js";

type Row = (string | number)[];

function datasetOf(X: readonly Row[], y = X.map((_, i) => i)): Dataset {
  return new Dataset(readTable({ X, y }, undefined, undefined), "maximize");
}

/** n sequences of `length` letters that obey a rule, by a stream. */
function sequences(n: number, length: number, letters: string, legal: (x: Row) => boolean): Row[] {
  const stream = new RandomStream(3);
  const rows: Row[] = [];
  while (rows.length < n) {
    const row = [...stream.uniform(length)].map((u) => letters[Math.floor(u * letters.length)]!);
    if (legal(row)) rows.push(row);
  }
  return rows;
}

/** Whether each design holds an unseen pair of the data. */
async function unseenIn(data: Dataset, designs: readonly Row[]): Promise<boolean[]> {
  const factors = factorsOf(data);
  const pairs = await UnseenPairs.of(data, async () => {});
  const names = data.columns.map(({ name }) => name);
  return designs.map((design) => {
    const record = Object.fromEntries(names.map((name, j) => [name, design[j]!]));
    return !pairs.in(partsOf(data, factors, data.encode([record]))).next().done;
  });
}

describe("unseen pairs", () => {
  it("are those of two columns that no row holds, wherever the columns are", async () => {
    const legal = ([a, , c]: Row) => !(a === "p" && c === "q");
    const data = datasetOf(sequences(400, 3, "pqr", legal));
    const all = sequences(200, 3, "pqr", () => true);
    expect(await unseenIn(data, all)).toEqual(all.map((row) => !legal(row)));
    expect(all.some((row) => !legal(row))).toBe(true);
  });

  it("are none where too few rows would hold them by chance", async () => {
    const legal = ([a, , c]: Row) => !(a === "p" && c === "q");
    // 60 rows: a pair of options is expected in less than seven of them.
    const data = datasetOf(sequences(60, 3, "pqr", legal));
    expect(
      unseenIn(
        data,
        sequences(200, 3, "pqr", () => true),
      ),
    ).not.toContain(true);
  });

  it("count the neighbours of a sequence over all its places", async () => {
    const letters = "abcdefghij";
    const legal = (x: Row) => x.every((v, i) => v !== "a" || x[i + 1] !== "b");
    // At each place two rows would hold the pair, of all 23 neighbours together 46.
    const data = datasetOf(sequences(200, 24, letters, legal));
    const all = sequences(200, 24, letters, () => true);
    expect(await unseenIn(data, all)).toEqual(all.map((row) => !legal(row)));
  });

  it("say nothing of numbers", async () => {
    const data = datasetOf(sequences(100, 2, "pq", () => true).map((row, i) => [...row, i]));
    expect(await unseenIn(data, [["p", "q", 7.5]])).toEqual([false]);
  });
});

/** A task without surrogates, for a judge of one's own. */
function taskOf(data: Dataset, candidates: number, seed = 1): OfflineTask {
  return {
    ...{ data, candidates, seed, training: Int32Array.of(), heldOut: Int32Array.of() },
    pause: async () => {},
    progress: () => {},
  };
}

const SETTINGS = { generations: 60, children: 16, deviation: 0.1, allowUnseenPairs: false };

describe("the search", () => {
  const LETTERS = "acgt";
  const weights = [...new RandomStream(8).normal(24)];
  const couplings = [...new RandomStream(9).normal(80)];
  /** Single letters and neighbours count, so that one change alone does not always lead up. */
  const height = (row: readonly unknown[]) =>
    row.reduce((sum: number, letter, i) => {
      const k = LETTERS.indexOf(letter as string);
      const next = i + 1 < row.length ? LETTERS.indexOf(row[i + 1] as string) : -1;
      return sum + weights[4 * i + k]! + (next < 0 ? 0 : couplings[16 * i + 4 * k + next]!);
    }, 0);
  const every = Array.from({ length: 4096 }, (_, i) =>
    Array.from({ length: 6 }, (_, j) => LETTERS[(i >> (2 * j)) & 3]!),
  );
  const heights = every.map(height).sort((a, b) => b - a);

  it("finds the best 100 of all 4,096 sequences from the lower half", async () => {
    const lower = every.filter((row) => height(row) <= heights[2048]!);
    const data = datasetOf(lower, lower.map(height));
    const judge = (x: Float32Array) =>
      Float64Array.from({ length: x.length / data.d }, (_, i) =>
        height(Object.values(data.decode(x.subarray(i * data.d, (i + 1) * data.d)))),
      );
    const found = await searchGenetically(taskOf(data, 100), judge, SETTINGS);
    expect([...judge(found)]).toEqual(heights.slice(0, 100));
  });

  it("moves numbers to their best value, within their range", async () => {
    const stream = new RandomStream(4);
    const X = Array.from({ length: 300 }, (): Row => {
      const [u, v, w] = stream.uniform(3);
      return [u! < 0.5 ? "on" : "off", 10 * v!, 10 * w!];
    });
    const data = datasetOf(X);
    // Best: "on", the second at 7, the third beyond its range.
    const judge = (x: Float32Array) =>
      Float64Array.from({ length: x.length / data.d }, (_, i) => {
        const { x1, x2, x3 } = data.decode(x.subarray(i * data.d, (i + 1) * data.d));
        return (x1 === "on" ? 1 : 0) - ((x2 as number) - 7) ** 2 + (x3 as number);
      });
    const [best] = await searchGenetically(taskOf(data, 1), judge, SETTINGS).then((x) => [
      data.decode(x),
    ]);
    expect(best!.x1).toBe("on");
    expect(best!.x2).toBeCloseTo(7, 1);
    expect(best!.x3).toBe(Math.max(...X.map((row) => row[2] as number)));
  });
});

describe("genetic-algorithm", () => {
  const legal = (x: Row) => x.every((v, i) => v !== "c" || x[i + 1] !== "g");
  const score = (x: readonly unknown[]) => x.filter((v) => v === "c" || v === "g").length;
  const X = sequences(600, 8, "acgt", (x) => legal(x) && score(x) <= 5);
  const y = X.map(score);
  const quick = { hidden: [24], epochs: 40, members: 2, generations: 20 };
  const run = (seed: number, candidates = 32) =>
    optimizeOffline({ X, y }, { method: geneticAlgorithm(quick), candidates, seed });

  it("proposes different designs above the best row that obey what the rows obey", async () => {
    const { candidates, method, diversity } = await run(1);
    expect(method).toBe("genetic-algorithm");
    expect(diversity.distinct).toBe(32);
    for (const { x, unseenPairs } of candidates) {
      expect(legal(x as Row)).toBe(true);
      expect(unseenPairs).toEqual([]);
      expect(score(x)).toBeGreaterThan(5);
    }
  });

  it("is told apart from a method that breaks the rule of the rows", async () => {
    const method = gradientAscent({ hidden: [24], epochs: 40, steps: 100 });
    const { candidates } = await optimizeOffline({ X, y }, { method, candidates: 32, seed: 1 });
    const broken = (x: Row) =>
      x.flatMap((v, i) => (v === "c" && x[i + 1] === "g" ? [[`x${i + 1}`, `x${i + 2}`]] : []));
    expect(candidates.some(({ x }) => !legal(x as Row))).toBe(true);
    for (const { x, unseenPairs } of candidates) expect(unseenPairs).toEqual(broken(x as Row));
  });

  it("breaks the rule where it may, and says so", async () => {
    const method = geneticAlgorithm({ ...quick, allowUnseenPairs: true });
    const { candidates } = await optimizeOffline({ X, y }, { method, candidates: 32, seed: 1 });
    expect(candidates.some(({ unseenPairs }) => unseenPairs.length > 0)).toBe(true);
  });

  it("gives the same bits again, and others from another seed", async () => {
    const [first, second, other] = [await run(1), await run(1), await run(2)];
    expect(second).toEqual(first);
    expect(other.candidates).not.toEqual(first.candidates);
  });

  it("is the default where most inputs are choices, ascent where they are numbers", async () => {
    const small = { X: X.slice(0, 30), y: y.slice(0, 30) };
    const auto = await optimizeOffline(small, { candidates: 4, seed: 1 });
    expect(auto.method).toBe("genetic-algorithm");
    const named = await optimizeOffline(small, {
      ...{ method: "genetic-algorithm", candidates: 4, seed: 1 },
    });
    expect(auto).toEqual(named);
    const numbers = { X: small.X.map((_, i) => [i, i * i]), y: small.y };
    expect((await optimizeOffline(numbers, { candidates: 4, seed: 1 })).method).toBe(
      "ensemble-mean",
    );
  });

  it("works on two rows", async () => {
    const two = {
      X: [
        ["a", "b"],
        ["b", "a"],
      ],
      y: [0, 1],
    };
    const { candidates } = await optimizeOffline(two, { candidates: 9, seed: 1 });
    expect(new Set(candidates.map(({ x }) => x.join())).size).toBe(4);
  });

  it.each([
    [{ generations: 0 }, /geneticAlgorithm\(\)\.generations is 0/],
    [{ children: 1.5 }, /children/],
    [{ deviation: -1 }, /deviation/],
    [{ allowUnseenPairs: "no" }, /allowUnseenPairs is "no"/],
    [{ mutation: 0.1 }, /mutation/],
  ])("refuses %o", (options, message) => {
    expect(() => geneticAlgorithm(options as never)).toThrow(message);
  });
});
