/** From text to cells: separators, quotes and ragged lines, not what the cells mean. */
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { InputError } from "../errors.js";

/** Cells as they are written, without the blanks around them. */
export interface RawTable {
  /** Of the header; "" where a column has none. */
  readonly names: readonly string[];
  readonly separator: Separator;
  readonly rows: readonly RawRow[];
}

export interface RawRow {
  /** The line of the file that the row begins in, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const separators = [",", ";", "\t"] as const;
export type Separator = (typeof separators)[number];

/**
 * Reads a table with a header, separated by commas, semicolons or tabs, whichever the header has
 * most of. A byte order mark, any line ends and empty lines are fine; cells in quotation marks may
 * hold separators, line ends and doubled quotation marks.
 *
 * Throws `InputError` that names the line at fault.
 */
export function parseCsv(text: string): RawTable {
  // The parser counts a carriage return inside of quotation marks as a line of its own.
  const lines = text.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
  const separator = separatorOf(lines);
  const [header, ...rows] = readRows(lines, separator);
  if (header === undefined) {
    throw new InputError("the file", text, "it is empty: give a header and a row for each design");
  }
  const names = header.cells;
  names.forEach((name, j) => {
    if (name === "" || names.indexOf(name) === j) return;
    const remedy = `column ${names.indexOf(name) + 1} has the same name: rename one`;
    throw new InputError(`line ${header.line}, column ${j + 1}`, name, remedy);
  });
  for (const { line, cells } of rows) {
    if (cells.length === names.length) continue;
    const remedy = `it has ${cells.length} cells, and the header has ${names.length}`;
    throw new InputError(`line ${line}`, cells.join(separator), remedy);
  }
  return { names, separator, rows };
}

/** What the header has most of outside of quotation marks; a comma where it has none. */
function separatorOf(text: string): Separator {
  const header = text
    .trimStart()
    .replaceAll(/"[^"]*"/g, "")
    .split("\n", 1)[0]!;
  const count = (separator: string) => header.split(separator).length;
  return separators.reduce((best, next) => (count(next) > count(best) ? next : best));
}

function readRows(text: string, delimiter: Separator): RawRow[] {
  try {
    // With `info` a record comes beside the number of the line that it ends in.
    const options = { delimiter, info: true, relax_column_count: true, trim: true } as const;
    const records = parse(text, options) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return records
      .filter(({ record }) => record.some((cell) => cell !== ""))
      .map(({ record, info }) => ({ line: info.lines - lineEnds(record), cells: record }));
  } catch (error) {
    throw error instanceof CsvError ? misquoted(text, error) : error;
  }
}

/** Line ends inside of cells. */
export function lineEnds(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
}

function misquoted(text: string, error: CsvError): InputError {
  const { lines, column } = error as unknown as { lines: number; column: number };
  const fault =
    error.code === "CSV_QUOTE_NOT_CLOSED"
      ? "opens a quotation mark that is never closed"
      : "has a stray quotation mark: put the whole cell in quotation marks, and double those inside";
  return new InputError(
    `line ${lines}`,
    text.split("\n")[lines - 1],
    `column ${column + 1} ${fault}`,
  );
}
