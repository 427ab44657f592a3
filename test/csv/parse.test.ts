import { describe, expect, it } from "vitest";
import { decodeText, parseCsv } from "../../src/csv/index.js";
import { InputError } from "../../src/errors.js";

const error = (text: string) => {
  try {
    parseCsv(text);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no error";
};

describe("parseCsv", () => {
  it.each([
    ["commas", "a,b\n1,2\n3,4\n"],
    ["semicolons", "a;b\n1;2\n3;4\n"],
    ["tabs", "a\tb\n1\t2\n3\t4\n"],
    ["a byte order mark and CRLF", "\ufeffa,b\r\n1,2\r\n3,4\r\n"],
    ["carriage returns alone", "a,b\r1,2\r3,4"],
    ["no last line end", "a,b\n1,2\n3,4"],
    ["blanks around cells", " a , b\n1 ,\t2\n  3, 4 \n"],
    ["quotation marks", '"a","b"\n"1",2\n3,"4"\n'],
  ])("reads %s", (_, text) => {
    const { names, rows } = parseCsv(text);
    expect(names).toEqual(["a", "b"]);
    expect(rows).toEqual([
      { line: 2, cells: ["1", "2"] },
      { line: 3, cells: ["3", "4"] },
    ]);
  });

  it("keeps separators, line ends and doubled quotation marks of quoted cells", () => {
    const { separator, rows } = parseCsv('"a;x,y";b\r\n"one\r\ntwo";"say ""hi"""\r\n\r\n3;4\r\n');
    expect(separator).toBe(";");
    expect(rows).toEqual([
      { line: 2, cells: ["one\ntwo", 'say "hi"'] },
      { line: 5, cells: ["3", "4"] },
    ]);
  });

  it("passes over empty lines and rows of separators alone, and counts them", () => {
    const { rows } = parseCsv("\n\na,b\n\n1,2\n,\n3,4\n\n");
    expect(rows.map(({ line }) => line)).toEqual([5, 7]);
  });

  it("reads one column and names without text", () => {
    expect(parseCsv("a\n1\n").names).toEqual(["a"]);
    expect(parseCsv(",a,\n0,1,\n").names).toEqual(["", "a", ""]);
  });

  it.each([
    ["nothing", "", 'the file is "": it is empty: give a header'],
    ["blank lines alone", "\n \n", "it is empty"],
    ["a short row", "a,b,c\n1,2,3\n4,5\n", 'line 3 is "4,5": it has 2 cells, and the header has 3'],
    ["a long row", "a,b\n1,2\n\n4,5,6\n", 'line 4 is "4,5,6": it has 3 cells'],
    ["a name twice", "a,b,a\n1,2,3\n", 'line 1, column 3 is "a": column 1 has the same name'],
    ["a quotation mark never closed", 'a,b\n1,2\n3,"4\n', "column 2 opens a quotation mark"],
    ["a stray quotation mark", 'a,b\n1,2"x"\n', 'line 2 is "1,2\\"x\\"": column 2 has a stray'],
    ["text behind a quoted cell", 'a,b\n"1"x,2\n', "column 1 has a stray quotation mark"],
  ])("refuses %s", (_, text, message) => expect(error(text)).toContain(message));
});

describe("decodeText", () => {
  const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"));

  it("reads UTF-8 and UTF-16 of both orders", () => {
    expect(parseCsv(decodeText(new TextEncoder().encode("\ufeffGröße\n1"))).names).toEqual([
      "Größe",
    ]);
    expect(decodeText(utf16("Größe"))).toBe("Größe");
    const swapped = utf16("Größe").map((_, i, all) => all[i ^ 1]!);
    expect(decodeText(swapped)).toBe("Größe");
  });

  it("refuses other bytes", () => {
    expect(() => decodeText(Uint8Array.of(0x47, 0x72, 0xf6, 0xdf))).toThrow(/CSV UTF-8/);
  });
});
