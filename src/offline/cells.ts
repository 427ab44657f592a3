/** The two forms of a table, with names for their cells in messages. */
import { InputError } from "../errors.js";
import type { Space } from "../space/index.js";

export type Cell = string | number | boolean | null | undefined;

/** Designs as rows of numbers (or options, where a space says so) with a score each. */
export interface OfflineMatrix {
  readonly X: readonly ArrayLike<Cell>[];
  readonly y: ArrayLike<number>;
}

/** Designs and scores as records, as a CSV reader gives them. */
export type OfflineRecords = readonly Readonly<Record<string, Cell>>[];

/** Every row has a cell for every name; what is in the cells is not looked at yet. */
export interface Cells {
  readonly names: readonly string[];
  readonly rows: readonly ArrayLike<Cell>[];
  /** How messages call a cell. */
  cellName(row: number, column: number): string;
  score(row: number): unknown;
  scoreName(row: number): string;
}

/** Throws `InputError` unless the data are a table of either form. */
export function readCells(
  data: OfflineMatrix | OfflineRecords,
  target: string | undefined,
  space: Space | undefined,
): Cells {
  return Array.isArray(data)
    ? readRecords(data, target, space)
    : readMatrix(data as OfflineMatrix, target, space);
}

function readMatrix(
  data: OfflineMatrix,
  target: string | undefined,
  space: Space | undefined,
): Cells {
  if (typeof data !== "object" || data === null || !Array.isArray(data.X)) {
    throw new InputError("data", data, "give { X, y }, or an array of records with a target");
  }
  if (target !== undefined) {
    throw new InputError("target", target, "only records have one; with { X, y } leave it out");
  }
  const { X, y } = data;
  if (typeof y !== "object" || y === null || y.length !== X.length) {
    throw new InputError("y", y, `give ${X.length} numbers, one for each row of X`);
  }
  const width = space === undefined ? (X[0]?.length ?? 0) : Object.keys(space).length;
  // An array with holes has them as rows: map and forEach would pass them over.
  for (const [i, row] of X.entries()) {
    if (typeof row !== "object" || row?.length !== width || width === 0) {
      throw new InputError(`X[${i}]`, row, `give an array of ${Math.max(width, 1)} values`);
    }
  }
  return {
    names:
      space === undefined
        ? Array.from({ length: width }, (_, j) => `x${j + 1}`)
        : Object.keys(space),
    rows: X,
    cellName: (i, j) => `X[${i}][${j}]`,
    score: (i) => y[i],
    scoreName: (i) => `y[${i}]`,
  };
}

function readRecords(
  records: OfflineRecords,
  target: string | undefined,
  space: Space | undefined,
): Cells {
  if (typeof target !== "string") {
    throw new InputError("target", target, "name the column that holds the scores");
  }
  for (const [i, record] of records.entries()) checkRecord(record, `data[${i}]`, target);
  const names = Object.keys(records[0] ?? {}).filter((name) => name !== target);
  if (names.length === 0 && records.length > 0) {
    throw new InputError("data[0]", records[0], `give columns beside ${target}`);
  }
  const cellName = (i: number, j: number) => `data[${i}].${names[j]}`;
  if (space === undefined) refuseFurtherColumns(records, new Set([...names, target]));
  return {
    names,
    rows: records.map((record) => names.map((name) => record[name])),
    cellName,
    score: (i) => records[i]![target],
    scoreName: (i) => `data[${i}].${target}`,
  };
}

function checkRecord(record: unknown, where: string, target: string): void {
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    throw new InputError(where, record, "give an object with a value for every column");
  }
  if (!Object.hasOwn(record, target)) {
    throw new InputError(`${where}.${target}`, undefined, "every row needs its score");
  }
}

/** A column that the first record lacks has a missing cell there; without a space it is a column. */
function refuseFurtherColumns(records: OfflineRecords, known: ReadonlySet<string>): void {
  for (const [i, record] of records.entries()) {
    const further = Object.keys(record).find((name) => !known.has(name));
    if (further === undefined) continue;
    const remedy = "the first row has no such column: give it there too, or leave it out";
    throw new InputError(`data[${i}].${further}`, record[further], remedy);
  }
}
