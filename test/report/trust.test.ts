import { describe, expect, it } from "vitest";
import { brief, column } from "../../src/report/numbers.js";
import { trustOf } from "../../src/report/trust.js";

type Judged = Parameters<typeof trustOf>[0];

const judged = (distances: number[], validation: Judged["validation"], typicalDistance = 2) => {
  const candidates = distances.map((distance) => ({
    ...{ score: 5.25, deviation: 0.5, distance, unseenPairs: [], params: {} },
  }));
  return trustOf({ candidates, data: { best: 4, typicalDistance }, validation } as never, "yield");
};

describe("trustOf", () => {
  it("says what is promised, and not to expect it", () => {
    const [promise] = judged([1], null);
    expect(promise).toMatch(
      /^Predicted yield of the best design: 5.25 ± 0.5; best in the data: 4\./,
    );
    expect(promise).toContain("expect less");
  });

  it.each([
    [null, "too few rows to hold some back"],
    [
      { rows: 4, rankCorrelation: 1 },
      "rank correlation 1.00 (1 is perfect, 0 is chance): too few rows",
    ],
    [
      { rows: 50, rankCorrelation: 0.9 },
      "On 50 rows that the model did not see, rank correlation 0.90",
    ],
    [{ rows: 50, rankCorrelation: 0.9 }, "knows well"],
    [{ rows: 50, rankCorrelation: 0.6 }, "knows roughly"],
    [{ rows: 50, rankCorrelation: 0.3 }, "hardly knows"],
    [{ rows: 50, rankCorrelation: -0.4 }, "do not rely on these"],
  ])("judges the model by %o", (validation, text) => {
    expect(judged([1], validation)[1]).toContain(text);
  });

  it.each([
    [[3, 1, 2], 2, "0.5 × to 1.5 × as far", "as near as the data's own"],
    [[5, 4, 6], 2, "half of them within 2.5 ×", "at the edge of the data"],
    [[9, 1, 8], 2, "0.5 × to 4.5 ×", "guesses"],
    [[9, 1, 8], 0, "1 to 9 standard deviations", "the farther"],
    [[0, 0], 2, "rows of the data", "not new"],
  ])("judges distances %j of %d", (distances, typical, ...texts) => {
    const [, , sentence] = judged(distances, null, typical);
    for (const text of texts) expect(sentence).toContain(text);
  });
});

it("says how many designs hold options that the data never hold together", () => {
  const design = { score: 5, deviation: 0.5, distance: 1, params: { alloy: "A", bath: 2 } };
  const data = { best: 4, typicalDistance: 1 };
  const sentence = (...unseen: [string, string][][]) => {
    const candidates = unseen.map((unseenPairs) => ({ ...design, unseenPairs }));
    return trustOf({ candidates, data, validation: null } as never, "yield")[3];
  };
  expect(sentence([], [["alloy", "bath"]], [])).toMatch(
    /^1 of 3 designs .* \(alloy A with bath 2\)/,
  );
  expect(sentence([], [])).toBeUndefined();
});

describe("numbers for people", () => {
  it.each([
    [0, "0"],
    [5.25, "5.25"],
    [-0.00123456, "-0.001235"],
    [123456.7, "123457"],
    [1.5e-7, "1.5e-7"],
    [-6.02214e23, "-6.022e+23"],
    [99999.5, "100000"],
  ])("%d is %s", (value, text) => expect(brief(value)).toBe(text));

  it.each([
    [
      [1, -20, 300],
      ["1", "-20", "300"],
    ],
    [
      [1.5, 0.25],
      ["1.5000", "0.2500"],
    ],
    [
      [1234.5678, 2],
      ["1234.6", "2.0"],
    ],
    [
      [1234567.8, 2.5],
      ["1234568", "3"],
    ],
    [
      [1.25e-6, 0],
      ["1.250e-6", "0.000e+0"],
    ],
  ])("%j in a column", (values, texts) => expect(column(values)).toEqual(texts));
});
