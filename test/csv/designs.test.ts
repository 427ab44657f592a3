import { describe, expect, it } from "vitest";
import { type DesignOptions, parseCsv, readDesigns } from "../../src/csv/index.js";
import { InputError } from "../../src/errors.js";
import { boolean, choice, float, int } from "../../src/index.js";
import { gradientAscent, optimizeOffline } from "../../src/offline/index.js";
import { QUICK } from "../offline/data.js";

const read = (text: string, options: Partial<DesignOptions> = {}) =>
  readDesigns(parseCsv(text), { target: "y", ...options });

const message = (text: string, options: Partial<DesignOptions> = {}) => {
  try {
    read(text, options);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no error";
};

describe("readDesigns", () => {
  it("tells numbers, whole numbers, booleans and texts apart", () => {
    const { records, space, notes } = read(
      "heat,dose,open,kind,y\n1.5,1,TRUE,b,10\n-2e1,3,false,a,.5\n+3,2,True,b,-1e-3\n",
    );
    expect(space).toEqual({
      heat: float(-20, 3),
      dose: int(1, 3),
      open: boolean(),
      kind: choice(["a", "b"]),
    });
    expect(records[0]).toEqual({ heat: 1.5, dose: 1, open: true, kind: "b", y: 10 });
    expect(records.map(({ y }) => y)).toEqual([10, 0.5, -1e-3]);
    expect(notes).toEqual([]);
  });

  it("reads decimal commas where the separator is another, column by column", () => {
    const { records, space } = read("a;b;y\n1,5;1.5;0\n2;1e3;-,5\n");
    expect(records[0]).toEqual({ a: 1.5, b: 1.5, y: 0 });
    expect(space).toEqual({ a: float(1.5, 2), b: float(1.5, 1000) });
    expect(message("a;y\n1,5;0\n2.5;1\n3,5;2\n")).toMatch(
      /^line 3, column 1 \(a\) is "2.5": write decimals with a comma/,
    );
    expect(message('a,y\n"1,500",0\n"2,500",1\n')).toMatch(
      /^line 2, column 1 \(a\) is "1,500": write decimals with a point/,
    );
  });

  it("leaves out columns without a name and those to be ignored, bad cells and all", () => {
    const { records, notes } = read(",a,id,y\n0,1,,5\n1,2,x,6\n", { ignore: ["id"] });
    expect(records).toEqual([
      { a: 1, y: 5 },
      { a: 2, y: 6 },
    ]);
    expect(notes).toEqual(["column 1 has no name and is left out"]);
  });

  it("takes numbers as names where it is told to", () => {
    const { records, space } = read("machine,y\n7,5\n12,6\n", { categories: ["machine"] });
    expect(space).toEqual({ machine: choice(["12", "7"]) });
    expect(records[1]).toEqual({ machine: "12", y: 6 });
  });

  it("keeps columns of one value, and whole numbers too large to count as floats", () => {
    const { space } = read("a,b,y\n5,1,5\n5,90000000000,6\n");
    expect(space).toEqual({ a: choice([5]), b: float(1, 9e10) });
  });

  it("notes columns that look like names of the rows", () => {
    const rows = Array.from({ length: 30 }, (_, i) => `run ${i},${i % 3 ? "a" : "b"},${i}`);
    const { notes } = read(`name,kind,y\n${rows.join("\n")}`);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain("column name has 30 different texts in 30 rows");
  });

  it.each([
    ["a missing cell", "a,b,y\n1,2,3\n1,,3\n", 'line 3, column 2 (b) is "": the cell is missing'],
    ["a missing score", "a,y\n1,2\n1,\n", 'line 3, column 2 (y) is "": the cell is missing'],
    ["a missing text", "a,y\nx,2\n,1\n", 'line 3, column 1 (a) is "": the cell is missing'],
    [
      "a text among numbers",
      "a,y\n1,2\nn/a,1\n3,1\n",
      'line 3, column 1 (a) is "n/a": give a finite',
    ],
    ["a text score", "a,y\n1,low\n2,high\n", 'line 2, column 2 (y) is "low": give a finite number'],
    ["NaN", "a,y\n1,2\nNaN,1\n", 'line 3, column 1 (a) is "NaN": give a finite number'],
    ["an infinity", "a,y\n-inf,2\n1,1\n", 'line 2, column 1 (a) is "-inf": give a finite number'],
    [
      "a number beyond all",
      "a,y\n1e999,2\n1,1\n",
      'line 2, column 1 (a) is "1e999": it is too large',
    ],
    [
      "the line of a cell behind line ends",
      'a,b,y\n"p\nq",n/a,1\nx,1,2\nx,2,2',
      "line 3, column 2 (b)",
    ],
    ["no row", "a,y\n", "rows is 0: give at least two"],
    ["one row", "a,y\n1,2\n", "rows is 1: give at least two"],
    ["the target alone", "y\n1\n2\n", 'columns is "y": give columns beside y'],
  ])("refuses %s", (_, text, expected) => expect(message(text)).toContain(expected));

  it("tells where else cells are bad", () => {
    const text = message("a,b,y\n1,2,3\n,2,\n1,x,3\n1,2,3\n");
    expect(text).toMatch(/^line 3, column 1 \(a\) is ""/);
    expect(text).toMatch(/More bad cells: line 3, column 3 \(y\); line 4, column 2 \(b\)$/);
    const many = message(`a,y\n${",1\n".repeat(9)}`);
    expect(many).toMatch(/; and 3 more$/);
  });

  it.each([
    [{ target: "z" }, 'target is "z": the columns are a, y'],
    [{ target: "" }, "the columns are a, y"],
    [{ ignore: ["b"] }, 'ignore is "b": the columns are a, y'],
    [{ categories: ["b"] }, 'categories is "b": the columns are a, y'],
    [{ ignore: ["y"] }, "it is the target"],
  ])("refuses %o", (options, expected) => {
    expect(message(",a,y\n0,1,2\n1,2,3\n", options)).toContain(expected);
  });

  it("gives what optimizeOffline takes", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i % 7},${i % 2 === 0},${i % 3 ? "p" : "q"},${i % 7}`,
    );
    const { records, space } = read(`a,b,c,y\n${rows.join("\n")}\n`);
    const method = gradientAscent({ ...QUICK, epochs: 3, steps: 5 });
    const result = await optimizeOffline(records, {
      target: "y",
      space,
      method,
      candidates: 4,
      seed: 1,
    });
    expect(result.space).toEqual(space);
    for (const { params } of result.candidates) {
      expect(Number.isInteger(params.a)).toBe(true);
      expect(typeof params.b).toBe("boolean");
      expect(["p", "q"]).toContain(params.c);
    }
  });
});
