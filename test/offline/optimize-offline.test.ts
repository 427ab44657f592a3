import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import { InputError } from "../../src/errors.js";
import { choice, float, int } from "../../src/index.js";
import {
  gradientAscent,
  type OfflineMethod,
  type OfflineOptions,
  type OfflineResult,
  optimizeOffline,
} from "../../src/offline/index.js";
import { hill, mixedRecords, QUICK } from "./data.js";

const quick = gradientAscent({ ...QUICK, epochs: 3, steps: 5 });
const { X, y } = hill(60);

/** The error that a run ends with. */
async function failure(data: unknown, options: OfflineOptions = {}): Promise<unknown> {
  return optimizeOffline(data as never, { method: quick, candidates: 4, seed: 1, ...options }).then(
    () => "no error",
    (error: unknown) => error,
  );
}

async function inputError(data: unknown, options: OfflineOptions = {}): Promise<InputError> {
  const error = await failure(data, options);
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

describe("mixed tables", () => {
  const rows = mixedRecords(300);
  const method = gradientAscent(QUICK);

  it("finds the best kind, dose and heat of a cost to be minimized", async () => {
    const result = await optimizeOffline(rows, {
      ...{ target: "cost", direction: "minimize", method, candidates: 20, seed: 3 },
      space: {
        kind: choice(["a", "b", "c"]),
        dose: int(0, 9),
        heat: float(0, 100),
        open: choice([true, false]),
      },
    });
    const best = result.candidates[0]!;
    expect(best.params.kind).toBe("c");
    expect(best.params.open).toBe(true);
    expect(best.params.dose).toBeGreaterThanOrEqual(2);
    expect(best.params.dose).toBeLessThanOrEqual(6);
    for (const { params, x, score } of result.candidates) {
      expect(x).toEqual(Object.values(params));
      expect(Number.isInteger(params.dose)).toBe(true);
      expect(params.heat).toBeGreaterThanOrEqual(0);
      expect(params.heat).toBeLessThanOrEqual(100);
      expect(score).toBeLessThan(0);
    }
    expect(result.data.best).toBe(Math.min(...rows.map(({ cost }) => cost)));
    const scores = result.candidates.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  });

  it("infers numbers, texts and booleans, and stays in their range", async () => {
    const options = { target: "cost", method, candidates: 10, seed: 3 };
    const { space, candidates } = await optimizeOffline(rows, options);
    expect(space).toEqual({
      kind: choice(["a", "b", "c"]),
      dose: float(0, 9),
      heat: float(
        Math.min(...rows.map(({ heat }) => heat)),
        Math.max(...rows.map(({ heat }) => heat)),
      ),
      open: { type: "boolean" },
    });
    for (const { params } of candidates) {
      expect(["a", "b", "c"]).toContain(params.kind);
      expect(typeof params.open).toBe("boolean");
    }
  });
});

describe("unusual tables", () => {
  const run = (data: never, options: OfflineOptions = {}) =>
    optimizeOffline(data, { method: quick, candidates: 8, seed: 1, ...options });

  it("constant columns stay as they are", async () => {
    const data = { X: X.map(([a, b, c]) => [a, 7, b, "only", c]), y };
    const result = await run(data as never);
    expect(result.data.constant).toEqual(["x2", "x4"]);
    for (const { x } of result.candidates) expect([x[1], x[3]]).toEqual([7, "only"]);
  });

  it("a constant column stays where the space would let it vary: the data say nothing of it", async () => {
    const data = { X: X.map(([a, b]) => [a, 7, b]), y };
    const space = { a: float(-5, 15), b: float(0, 9), c: float(-5, 15) };
    const result = await run(data as never, { space });
    expect(result.data.constant).toEqual(["b"]);
    expect(result.space).toEqual(space);
    for (const { params } of result.candidates) expect(params.b).toBe(7);
  });

  it("duplicated designs may differ in their scores: the best of them counts as the best", async () => {
    const twice = { X: [...X, X[0], X[0]], y: [...y, 50, -50] };
    const { data } = await run(twice as never);
    expect(data).toMatchObject({ rows: 62, duplicates: 2, best: 50 });
  });

  it("duplicated rows count, and are told", async () => {
    const result = await run({ X: [...X, ...X.slice(0, 5)], y: [...y, ...y.slice(0, 5)] } as never);
    expect(result.data).toMatchObject({ rows: 65, duplicates: 5 });
  });

  it("fewer rows than candidates: noisy copies of the best start the rest", async () => {
    const result = await run({ X: X.slice(0, 5), y: y.slice(0, 5) } as never, { candidates: 30 });
    expect(result.candidates).toHaveLength(30);
    expect(result.diversity.distinct).toBe(30);
    expect(result.validation).toBeNull();
  });

  it("two rows are enough to run", async () => {
    const result = await run({ X: [[1], [2]], y: [1, 2] } as never);
    for (const { x, score } of result.candidates) {
      expect(x[0]).toBeGreaterThanOrEqual(1);
      expect(x[0]).toBeLessThanOrEqual(2);
      expect(Number.isFinite(score)).toBe(true);
    }
  });

  it("huge and tiny units do not matter", async () => {
    const data = { X: X.map((row) => row.map((v) => 1e12 + 1e6 * v)), y: y.map((v) => 1e-9 * v) };
    const { candidates } = await run(data as never);
    expect(candidates.every(({ score }) => Math.abs(score) < 1e-6)).toBe(true);
  });

  it.each([
    ["huge", 1e305, 0],
    ["tiny", 1e-310, 0],
    ["almost equal", 1e-3, 1e9],
  ])("%s scores lead to the designs of ordinary ones", async (_, unit, offset) => {
    const designs = ({ candidates }: OfflineResult) => candidates.flatMap(({ x }) => x as number[]);
    const plain = designs(await run({ X, y } as never));
    const scores = y.map((value) => offset + unit * value);
    const result = await run({ X, y: scores } as never);
    expect(result.candidates.every(({ score }) => Number.isFinite(score))).toBe(true);
    designs(result).forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i]!, 2);
    });
  });

  it("columns of huge and of tiny numbers lead to the designs of ordinary ones", async () => {
    const units = [1e300, 1e-300, 1];
    const scaled = { X: X.map((row) => row.map((v, j) => v * units[j]!)), y };
    const [plain, other] = [await run({ X, y } as never), await run(scaled as never)];
    other.candidates.forEach(({ x }, i) => {
      x.forEach((value, j) => {
        expect((value as number) / units[j]!).toBeCloseTo(plain.candidates[i]!.x[j] as number, 4);
      });
    });
  });
});

describe("bad input is refused with its place", () => {
  const changed = (i: number, j: number, value: unknown) =>
    X.map((row, k) => row.map((cell, l) => (k === i && l === j ? value : cell)));

  const holed = <T>(values: readonly T[]) => {
    const copy = [...values];
    delete copy[1];
    return copy;
  };
  const withoutRow = (i: number) => {
    const copy = [...X];
    delete copy[i];
    return copy;
  };

  it.each([
    ["a missing cell", { X: changed(4, 1, undefined), y }, "X[4][1]"],
    ["null", { X: changed(4, 1, null), y }, "X[4][1]"],
    ["an empty text", { X: changed(0, 2, ""), y }, "X[0][2]"],
    ["NaN", { X: changed(59, 0, Number.NaN), y }, "X[59][0]"],
    ["infinity", { X: changed(59, 0, Infinity), y }, "X[59][0]"],
    ["a text among numbers", { X: changed(7, 0, "n/a"), y }, "X[7][0]"],
    ["a text before numbers", { X: changed(0, 1, "n/a"), y }, "X[0][1]"],
    ["a date", { X: changed(5, 2, new Date(0)), y }, "X[5][2]"],
    ["a list", { X: changed(5, 2, [1]), y }, "X[5][2]"],
    ["numbers as texts", { X: X.map(([a, b]) => [a, String(b)]), y }, "X[0][1]"],
    ["names of the rows", { X: X.map(([a], i) => [a, `sample ${i}`]), y }, "X[0][1]"],
    [
      "a range beyond double precision",
      { X: changed(6, 2, 1.7e308).with(7, [1, 1, -1.7e308]), y },
      "X[6][2]",
    ],
    ["a hole among the rows", { X: withoutRow(3), y }, "X[3]"],
    ["a hole in a row", { X: X.map((row, i) => (i === 4 ? holed(row) : row)), y }, "X[4][1]"],
    ["a hole among the scores", { X, y: holed(y) }, "y[1]"],
    ["a row that is nothing", { X: X.map((row, i) => (i === 2 ? undefined : row)), y }, "X[2]"],
    ["a row of text", { X: X.map((row, i) => (i === 2 ? "abc" : row)), y }, "X[2]"],
    ["an infinite score", { X, y: y.map((v, i) => (i === 3 ? -Infinity : v)) }, "y[3]"],
    [
      "one design with two scores",
      {
        X: [
          [1, 2],
          [1, 2],
        ],
        y: [1, 2],
      },
      "data",
    ],
    ["a NaN score", { X, y: y.map((v, i) => (i === 3 ? Number.NaN : v)) }, "y[3]"],
    ["a missing score", { X, y: y.map((v, i) => (i === 3 ? undefined : v)) }, "y[3]"],
    ["a text score", { X, y: y.map((v, i) => (i === 3 ? "5" : v)) }, "y[3]"],
    ["too few scores", { X, y: y.slice(1) }, "y"],
    ["a short row", { X: X.map((row, i) => (i === 2 ? [1] : row)), y }, "X[2]"],
    ["one row", { X: X.slice(0, 1), y: y.slice(0, 1) }, "data"],
    ["no row", { X: [], y: [] }, "data"],
    ["equal scores", { X, y: y.map(() => 2) }, "data"],
    ["only constant columns", { X: X.map(() => [1, 2]), y }, "data"],
    ["nothing", undefined, "data"],
    ["no X", { y }, "data"],
  ])("%s", async (_, data, parameter) => {
    const error = await inputError(data);
    expect(error.parameter).toBe(parameter);
    expect(error.remedy.length).toBeGreaterThan(10);
  });

  it("a column of so many options that memory would not do", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i / 100, `lot ${i % 7000}`]);
    const { parameter, remedy } = await inputError({ X: rows, y: rows.map((_, i) => i) });
    expect(parameter).toBe("data");
    expect(remedy).toMatch(/20000 rows of 7000 inputs are too many: the column x2 takes 6999/);
  });

  it.each([
    ["no target", {}, "target"],
    ["an unknown target", { target: "prize" }, "data[0].prize"],
    ["a space without that column", { target: "s", space: { b: float(0, 9) } }, "space.b"],
    ["a value outside of the space", { target: "s", space: { a: float(0, 1) } }, "data[1].a"],
  ])("records: %s", async (_, options, parameter) => {
    const error = await inputError(
      [
        { a: 1, s: 1 },
        { a: 2, s: 2 },
      ],
      options,
    );
    expect(error.parameter).toBe(parameter);
  });

  it.each([
    ["a hole", holed([{ a: 1, s: 1 }, null, { a: 2, s: 2 }]), "data[1]"],
    ["nothing", [{ a: 1, s: 1 }, null, { a: 2, s: 2 }], "data[1]"],
    ["a list", [{ a: 1, s: 1 }, [1, 2]], "data[1]"],
    [
      "a column that the first lacks",
      [
        { a: 1, s: 1 },
        { a: 2, b: 3, s: 2 },
      ],
      "data[1].b",
    ],
    ["no column beside the target", [{ s: 1 }, { s: 2 }], "data[0]"],
    [
      "NaN as a score",
      [
        { a: 1, s: 1 },
        { a: 2, s: Number.NaN },
      ],
      "data[1].s",
    ],
    [
      "a text among numbers",
      [
        { a: 1, s: 1 },
        { a: "?", s: 2 },
        { a: 2, s: 3 },
      ],
      "data[1].a",
    ],
  ])("records: %s", async (_, records, parameter) => {
    expect((await inputError(records, { target: "s" })).parameter).toBe(parameter);
  });

  it("a given space: missing cells, texts of numbers and unknown options, with what is legal", async () => {
    const space = { a: float(0, 10), b: choice(["u", "v"]) };
    const rows = (cells: unknown[]) => ({ X: [[1, "u"], [2, "v"], cells], y: [1, 2, 3] });
    const missing = await inputError(rows([undefined, "u"]), { space });
    expect([missing.parameter, missing.remedy]).toEqual([
      "X[2][0]",
      expect.stringMatching(/missing/),
    ]);
    const text = await inputError(rows(["3", "u"]), { space });
    expect([text.parameter, text.remedy]).toEqual(["X[2][0]", expect.stringMatching(/0 to 10/)]);
    const option = await inputError(rows([3, "w"]), { space });
    expect([option.parameter, option.remedy]).toEqual([
      "X[2][1]",
      expect.stringMatching(/"u", "v"/),
    ]);
  });

  it("columns that a given space leaves out are not looked at", async () => {
    const rows = X.map(([a], i) => ({ a, name: `sample ${i}`, s: y[i] }));
    const result = await optimizeOffline(rows as never, {
      ...{ method: quick, candidates: 4, seed: 1, target: "s", space: { a: float(0, 10) } },
    });
    expect(Object.keys(result.candidates[0]!.params)).toEqual(["a"]);
  });

  it("records: a missing cell and a missing score", async () => {
    const missing = await inputError([{ a: 1, s: 1 }, { s: 2 }], { target: "s" });
    expect(missing.parameter).toBe("data[1].a");
    const score = await inputError(
      [
        { a: 1, s: 1 },
        { a: 2, s: "" },
      ],
      { target: "s" },
    );
    expect(score.parameter).toBe("data[1].s");
  });

  it.each([
    [{ candidates: 0 }, "candidates"],
    [{ candidates: 2.5 }, "candidates"],
    [{ seed: -1 }, "seed"],
    [{ direction: "up" }, "direction"],
    [{ method: "magic" }, "method"],
    [{ method: {} }, "method"],
    [{ candidate: 5 }, "options.candidate"],
    [{ target: "y" }, "target"],
  ])("option %o", async (options, parameter) => {
    expect((await inputError({ X, y }, options as never)).parameter).toBe(parameter);
  });
});

describe("long work", () => {
  it("reports progress up to the end, gives turns, and frees its memory", async () => {
    const before = core().heap_live_blocks();
    const stages: string[] = [];
    let last = 0;
    const result = await optimizeOffline(
      { X, y },
      {
        ...{ method: quick, candidates: 4, seed: 1 },
        onProgress: ({ stage, done, loss }) => {
          if (stages.at(-1) !== stage) stages.push(stage);
          if (stage === "training") expect(Number.isFinite(loss)).toBe(true);
          last = done;
        },
      },
    );
    expect(result.candidates).toHaveLength(4);
    expect(stages).toEqual(["training", "search"]);
    expect(last).toBe(1);
    expect(core().heap_live_blocks()).toBe(before);
  });

  it("stops with the signal's reason and frees its memory", async () => {
    const before = core().heap_live_blocks();
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 50);
    const method = gradientAscent({ ...QUICK, epochs: 100_000 });
    const started = performance.now();
    expect(await failure({ X, y }, { method, signal: controller.signal })).toBe(reason);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(core().heap_live_blocks()).toBe(before);
    expect(await failure({ X, y }, { signal: AbortSignal.abort(reason) })).toBe(reason);
  });
});

describe("a method of one's own", () => {
  /** The middle of the data, whatever the scores. */
  const middle: OfflineMethod = {
    name: "middle",
    async propose({ data, candidates }) {
      return {
        designs: new Float32Array(candidates * data.d),
        predict: (x) => ({
          mean: new Float64Array(x.length / data.d),
          deviation: new Float64Array(x.length / data.d).fill(1),
        }),
      };
    },
  };

  it("is given standardized data and decoded like any other", async () => {
    const result = await optimizeOffline({ X, y }, { method: middle, candidates: 3, seed: 1 });
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(result.method).toBe("middle");
    for (const { x, score, deviation } of result.candidates) {
      x.forEach((value, j) => {
        expect(value).toBeCloseTo(mean(X.map((row) => row[j]!)), 10);
      });
      expect(score).toBeCloseTo(mean(y), 10);
      expect(deviation).toBeCloseTo(Math.sqrt(mean(y.map((v) => (v - mean(y)) ** 2))), 10);
    }
    expect(result.diversity).toEqual({ distinct: 1, meanDistance: 0 });
  });

  it("is told when its designs are no designs", async () => {
    const wrong = (designs: Float32Array): OfflineMethod => ({
      name: "wrong",
      propose: async () => ({ designs, predict: () => ({ mean: [], deviation: [] }) }),
    });
    const short = await inputError({ X, y }, { method: wrong(new Float32Array(1)) });
    expect(short.parameter).toBe("designs");
    const empty = await inputError(
      { X, y },
      { method: wrong(new Float32Array(12).fill(Number.NaN)) },
    );
    expect(empty.parameter).toBe("designs[0]");
  });
});
