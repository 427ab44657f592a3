/** What the caller hands over, read into legal designs and finite scores. */
import { InputError } from "../errors.js";
import {
  boolean,
  type ChoiceValue,
  checkParams,
  checkSpace,
  choice,
  float,
  type Parameter,
  type Space,
} from "../space/index.js";

type Cell = string | number | boolean | null | undefined;

/** Designs as rows of numbers (or options, where a space says so) with a score each. */
export interface OfflineMatrix {
  readonly X: readonly ArrayLike<Cell>[];
  readonly y: ArrayLike<number>;
}

/** Designs and scores as records, as a CSV reader gives them. */
export type OfflineRecords = readonly Readonly<Record<string, Cell>>[];

export interface Table {
  readonly space: Space;
  readonly names: readonly string[];
  /** A legal value for every name, row by row. */
  readonly designs: readonly (readonly ChoiceValue[])[];
  readonly scores: Float64Array;
}

const NUMBER = "give a finite number, or leave the row out";
const MISSING = "the cell is missing: fill it, or leave the row out";

/** Throws `InputError` that names the cell at fault. */
export function readTable(
  data: OfflineMatrix | OfflineRecords,
  target: string | undefined,
  space: Space | undefined,
): Table {
  const known = space === undefined ? undefined : checkSpace(space);
  const raw = Array.isArray(data)
    ? readRecords(data, target)
    : readMatrix(data as OfflineMatrix, target, known);
  if (raw.cells.length < 2) {
    throw new InputError("data", raw.cells, "give at least two rows");
  }
  const scores = Float64Array.from(raw.cells, (_, i) => score(raw.score(i), raw.scoreName(i)));
  if (scores.every((value) => value === scores[0])) {
    throw new InputError("data", scores, "all scores are the same: there is nothing to learn");
  }
  const inferred = known ?? infer(raw);
  const names = Object.keys(inferred);
  return { space: inferred, names, designs: legalDesigns(raw, inferred), scores };
}

interface Raw {
  readonly names: readonly string[];
  readonly cells: readonly ArrayLike<Cell>[];
  /** How messages call a cell. */
  cellName(row: number, column: number): string;
  score(row: number): unknown;
  scoreName(row: number): string;
}

function readMatrix(
  data: OfflineMatrix,
  target: string | undefined,
  space: Space | undefined,
): Raw {
  if (typeof data !== "object" || data === null || !Array.isArray(data.X)) {
    throw new InputError("data", data, "give { X, y }, or an array of records with a target");
  }
  if (target !== undefined) {
    throw new InputError("target", target, "only records have one; with { X, y } leave it out");
  }
  const { X, y } = data as OfflineMatrix;
  if (typeof y !== "object" || y === null || y.length !== X.length) {
    throw new InputError("y", y, `give ${X.length} numbers, one for each row of X`);
  }
  const width = space === undefined ? (X[0]?.length ?? 0) : Object.keys(space).length;
  X.forEach((row: unknown, i: number) => {
    const length = (row as ArrayLike<Cell> | null)?.length;
    if (typeof row !== "object" || length !== width || width === 0) {
      throw new InputError(`X[${i}]`, row, `give an array of ${Math.max(width, 1)} values`);
    }
  });
  return {
    names:
      space === undefined
        ? Array.from({ length: width }, (_, j) => `x${j + 1}`)
        : Object.keys(space),
    cells: X,
    cellName: (i, j) => `X[${i}][${j}]`,
    score: (i) => y[i],
    scoreName: (i) => `y[${i}]`,
  };
}

function readRecords(rows: OfflineRecords, target: string | undefined): Raw {
  if (typeof target !== "string") {
    throw new InputError("target", target, "name the column that holds the scores");
  }
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== target);
  const cells = rows.map((row, i) => {
    if (typeof row !== "object" || row === null) {
      throw new InputError(`data[${i}]`, row, "give an object with a value for every column");
    }
    if (!Object.hasOwn(row, target)) {
      throw new InputError(`data[${i}].${target}`, undefined, "every row needs its score");
    }
    return names.map((name) => row[name]);
  });
  if (names.length === 0 && rows.length > 0) {
    throw new InputError("data[0]", rows[0], `give columns beside ${target}`);
  }
  return {
    names,
    cells,
    cellName: (i, j) => `data[${i}].${names[j]}`,
    score: (i) => rows[i]![target],
    scoreName: (i) => `data[${i}].${target}`,
  };
}

function score(value: unknown, name: string): number {
  if (value === null || value === undefined || value === "") {
    throw new InputError(name, value, MISSING);
  }
  if (!Number.isFinite(value)) throw new InputError(name, value, NUMBER);
  return value as number;
}

/** A column's type is that of its first cell; its range or its options are those of the data. */
function infer({ names, cells, cellName }: Raw): Space {
  const entries = names.map((name, j): [string, Parameter] => {
    const type = typeof cells[0]![j];
    const column = cells.map((row, i) => {
      const value = row[j];
      if (value === null || value === undefined || value === "") {
        throw new InputError(cellName(i, j), value, MISSING);
      }
      if (typeof value === "number" ? !Number.isFinite(value) : false) {
        throw new InputError(cellName(i, j), value, NUMBER);
      }
      if (typeof value !== type) {
        const remedy = `the column began with a ${type}: keep to it, or give a space`;
        throw new InputError(cellName(i, j), value, remedy);
      }
      return value;
    });
    return [name, parameterOf(column)];
  });
  return checkSpace(Object.fromEntries(entries));
}

function parameterOf(column: readonly ChoiceValue[]): Parameter {
  if (typeof column[0] !== "number") {
    const options = [...new Set(column)];
    if (typeof column[0] === "boolean" && options.length === 2) return boolean();
    return choice(options.sort((a, b) => (String(a) < String(b) ? -1 : 1)));
  }
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column as readonly number[]) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low === high ? choice([low]) : float(low, high);
}

function legalDesigns({ names, cells, cellName }: Raw, space: Space): ChoiceValue[][] {
  const columns = Object.entries(space).map(([name, parameter]) => {
    const column = names.indexOf(name);
    if (column < 0) throw new InputError(`space.${name}`, name, `the columns are ${names}`);
    return { column, name, parameter };
  });
  return cells.map((row, i) =>
    columns.map(({ column, name, parameter }) => {
      const value = row[column];
      if (within(parameter, value)) return value;
      const cell = cellName(i, column);
      if (value === undefined || value === "" || Number.isNaN(value)) {
        throw new InputError(cell, value, MISSING);
      }
      try {
        return checkParams({ [name]: parameter }, { [name]: value })[name]!;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        throw new InputError(cell, value, error.remedy);
      }
    }),
  );
}

/** The common case without the objects that a full check makes: a number inside a continuum. */
function within(parameter: Parameter, value: unknown): value is number {
  if (parameter.type !== "float" || parameter.step !== null) return false;
  return typeof value === "number" && value >= parameter.low && value <= parameter.high;
}
