/** The space that a table describes by itself. */
import { InputError } from "../errors.js";
import {
  boolean,
  type ChoiceValue,
  checkSpace,
  choice,
  float,
  type Parameter,
  type Space,
} from "../space/index.js";
import type { Cell, Cells } from "./cells.js";

export const NUMBER = "give a finite number, or leave the row out";
export const MISSING = "the cell is missing: fill it, or leave the row out";

/** Beyond as many different texts, in more than half of the rows, a column names its rows. */
const MOST_OPTIONS = 20;

const types = ["number", "string", "boolean"] as const;

/**
 * Numbers have the range of their column, texts and booleans the values that occur. A column is of
 * the type of most of its cells; a column of one value is a choice of one.
 *
 * Throws `InputError` that names a cell that is missing or of another type, and columns of texts
 * that are numbers, or as good as all different.
 */
export function inferSpace(cells: Cells): Space {
  return checkSpace(
    Object.fromEntries(
      cells.names.map((name, j) => [name, parameterOf(column(cells, j), cells, j)]),
    ),
  );
}

/** The cells of a column, all of one type. */
function column({ rows, cellName }: Cells, j: number): ChoiceValue[] {
  const values = Array.from(rows, (row, i) => present(row[j], cellName(i, j)));
  const counts = types.map((type) => values.filter((value) => typeof value === type).length);
  const type = types[counts.indexOf(Math.max(...counts))]!;
  const wrong = values.findIndex((value) => typeof value !== type);
  if (wrong >= 0) {
    const remedy = `the column is of ${type}s otherwise: mend the cell, leave the row out, or give a space`;
    throw new InputError(cellName(wrong, j), values[wrong], remedy);
  }
  return values;
}

/** Throws `InputError` for a missing cell, a number that is not finite, and what is no cell. */
function present(value: Cell, name: string): ChoiceValue {
  if (isMissing(value)) throw new InputError(name, value, MISSING);
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new InputError(name, value, NUMBER);
  }
  if (!types.includes(typeof value as "number")) {
    throw new InputError(name, value, "give a number, a text or a boolean");
  }
  return value;
}

export function isMissing(value: unknown): value is null | undefined | "" {
  return value === null || value === undefined || value === "";
}

function parameterOf(values: readonly ChoiceValue[], cells: Cells, j: number): Parameter {
  if (typeof values[0] === "number") return range(values as number[], cells, j);
  const options = [...new Set(values)];
  if (typeof values[0] === "boolean") return options.length === 2 ? boolean() : choice(options);
  const texts = options as string[];
  checkTexts(texts, values.length, cells.cellName(0, j));
  return choice(texts.sort((a, b) => (a < b ? -1 : 1)));
}

function range(values: readonly number[], { cellName }: Cells, j: number): Parameter {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high - low === Number.POSITIVE_INFINITY) {
    const cell = cellName(values.indexOf(high), j);
    throw new InputError(cell, high, `the column begins at ${low}: give it in larger units`);
  }
  return low === high ? choice([low]) : float(low, high);
}

function checkTexts(options: readonly string[], rows: number, cell: string): void {
  if (options.length > 1 && options.every((text) => text.trim() !== "" && Number.isFinite(+text))) {
    const remedy =
      "all texts of the column are numbers: convert them, or give a space with a choice";
    throw new InputError(cell, options[0], remedy);
  }
  if (options.length > MOST_OPTIONS && options.length > rows / 2) {
    const remedy = `the column has ${options.length} different texts in ${rows} rows: leave names out, or give a space`;
    throw new InputError(cell, options[0], remedy);
  }
}
