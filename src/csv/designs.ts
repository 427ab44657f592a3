/** From cells to designs and scores: which columns are numbers, and where one is not. */
import { InputError } from "../errors.js";
import {
  boolean,
  type ChoiceValue,
  choice,
  float,
  int,
  type Parameter,
  type Space,
} from "../space/index.js";
import { type Cell, type DecimalSign, decimalSign, readBoolean, readNumber } from "./cell.js";
import { lineEnds, type RawTable } from "./parse.js";

export interface DesignOptions {
  /** The column of the scores. */
  readonly target: string;
  /** Columns to leave out, by name. */
  readonly ignore?: readonly string[];
  /** Columns of numbers that are names, such as the number of a machine: they are not ordered. */
  readonly categories?: readonly string[];
}

/** What `optimizeOffline(records, { target, space })` takes. */
export interface Designs {
  readonly records: readonly Readonly<Record<string, ChoiceValue>>[];
  /**
   * Numbers keep to the range of their column, and to whole numbers where all of it is whole; texts
   * and booleans to the values that occur.
   */
  readonly space: Space;
  /** A comma where a column of numbers has them: the file that is written then has them too. */
  readonly decimalSign: DecimalSign;
  /** What a reader should know: columns that were left out or look like names of rows. */
  readonly notes: readonly string[];
}

/** Beyond as many different texts, and in more than half of the rows, a column looks like names. */
const MANY = 20;
/** As many bad cells are told with their line. */
const TOLD = 5;

/**
 * Reads the columns of a table. A column is of numbers where most of its cells are, or it is the
 * target; of booleans where all are true or false; and of texts otherwise. Columns without a name
 * are left out. Where the separator is no comma, a column may write its decimals with one.
 *
 * Throws `InputError` that names line and column of the first cell at fault: a missing one, a text
 * among numbers, NaN or an infinity; or the columns that there are.
 */
export function readDesigns(table: RawTable, options: DesignOptions): Designs {
  const { target, ignore = [], categories = [] } = options;
  const { names, rows } = table;
  checkName("target", target, names);
  for (const name of ignore) checkName("ignore", name, names);
  for (const name of categories) checkName("categories", name, names);
  if (ignore.includes(target)) {
    throw new InputError("ignore", target, "it is the target, which cannot be left out");
  }
  if (rows.length < 2) {
    throw new InputError("rows", rows.length, "give at least two designs and their scores");
  }
  const notes: string[] = [];
  names.forEach((name, j) => {
    if (name === "") notes.push(`column ${j + 1} has no name and is left out`);
  });
  const used = names.flatMap((name, j) => (name === "" || ignore.includes(name) ? [] : [j]));
  if (used.length < 2) {
    throw new InputError(
      "columns",
      names.join(", "),
      `give columns beside ${target}: they are the design`,
    );
  }
  const faults: Fault[] = [];
  const columns = used.map((j) => {
    const name = names[j]!;
    const kind = name === target ? "number" : categories.includes(name) ? "text" : undefined;
    return readColumn(table, j, kind, faults);
  });
  if (faults.length > 0) throw firstOf(faults, table);
  const inputs = columns.filter(({ name }) => name !== target);
  notes.push(...inputs.flatMap(noteOf));
  return {
    records: rows.map((_, i) =>
      Object.fromEntries(columns.map(({ name, values }) => [name, values[i]!])),
    ),
    space: Object.fromEntries(inputs.map((column) => [column.name, parameterOf(column)])),
    decimalSign: columns.some(({ sign }) => sign === ",") ? "," : ".",
    notes,
  };
}

function checkName(option: string, name: string, names: readonly string[]): void {
  if (name !== "" && names.includes(name)) return;
  const known = names.filter((other) => other !== "").join(", ");
  throw new InputError(option, name, `the columns are ${known}`);
}

interface Column {
  readonly name: string;
  readonly values: readonly ChoiceValue[];
  /** All are whole numbers, and written as such. */
  readonly whole: boolean;
  readonly sign: DecimalSign;
}

interface Fault {
  readonly row: number;
  readonly column: number;
  readonly remedy: string;
}

type Kind = "number" | "boolean" | "text";

function readColumn(
  { names, rows, separator }: RawTable,
  j: number,
  given: Kind | undefined,
  faults: Fault[],
): Column {
  const texts = rows.map(({ cells }) => cells[j]!);
  const sign = separator === "," ? "." : decimalSign(texts);
  const numbers = texts.map((text) => readNumber(text, sign));
  const kind = given ?? kindOf(texts, numbers);
  const fault = (row: number, remedy: string) => faults.push({ row, column: j, remedy });
  const values = texts.map((text, row): ChoiceValue => {
    if (text === "") fault(row, "the cell is missing: fill it, or leave the row out");
    if (kind === "boolean") return readBoolean(text) ?? false;
    if (kind === "text") return text;
    const { value, problem } = numbers[row]!;
    if (text !== "" && problem !== undefined) fault(row, problem);
    return value;
  });
  const whole = kind === "number" && texts.every((text) => /^[+-]?\d+$/.test(text));
  return { name: names[j]!, values, whole, sign };
}

function kindOf(texts: readonly string[], numbers: readonly Cell[]): Kind {
  const filled = texts.filter((text) => text !== "").length;
  const numeric = numbers.filter(({ numeric }) => numeric).length;
  if (2 * numeric > filled) return "number";
  const booleans = texts.every((text) => text === "" || readBoolean(text) !== undefined);
  return booleans && filled > 0 ? "boolean" : "text";
}

function parameterOf({ values, whole }: Column): Parameter {
  if (typeof values[0] === "number") {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values as readonly number[]) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low === high) return choice([low]);
    const countable = whole && Math.max(Math.abs(low), Math.abs(high)) <= 2 ** 31;
    return countable ? int(low, high) : float(low, high);
  }
  const options = [...new Set(values)];
  if (typeof values[0] === "boolean" && options.length === 2) return boolean();
  return choice(options.sort((a, b) => (String(a) < String(b) ? -1 : 1)));
}

function noteOf({ name, values }: Column): string[] {
  if (typeof values[0] !== "string") return [];
  const different = new Set(values).size;
  if (different <= MANY || different <= values.length / 2) return [];
  return [
    `column ${name} has ${different} different texts in ${values.length} rows: leave it out if it only names the rows`,
  ];
}

/** The first in the file, and how many more there are. */
function firstOf(faults: Fault[], { names, rows }: RawTable): InputError {
  faults.sort((a, b) => a.row - b.row || a.column - b.column);
  const place = ({ row, column }: Fault) => {
    const { line, cells } = rows[row]!;
    return `line ${line + lineEnds(cells.slice(0, column))}, column ${column + 1} (${names[column]})`;
  };
  const [first, ...more] = faults;
  const { row, column, remedy } = first!;
  const others = more.slice(0, TOLD).map(place).join("; ");
  const rest = more.length > TOLD ? `; and ${more.length - TOLD} more` : "";
  const text = others === "" ? remedy : `${remedy}. More bad cells: ${others}${rest}`;
  return new InputError(place(first!), rows[row]!.cells[column], text);
}
