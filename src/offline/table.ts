/** What the caller hands over, read into legal designs and finite scores. */
import { InputError } from "../errors.js";
import {
  type ChoiceValue,
  checkParams,
  checkSpace,
  type Parameter,
  type Space,
} from "../space/index.js";
import { type Cells, type OfflineMatrix, type OfflineRecords, readCells } from "./cells.js";
import { inferSpace, isMissing, MISSING, NUMBER } from "./inferred-space.js";

export type { OfflineMatrix, OfflineRecords } from "./cells.js";

export interface Table {
  readonly space: Space;
  readonly names: readonly string[];
  /** A legal value for every name, row by row. */
  readonly designs: readonly (readonly ChoiceValue[])[];
  readonly scores: Float64Array;
}

/** Throws `InputError` that names the cell at fault. */
export function readTable(
  data: OfflineMatrix | OfflineRecords,
  target: string | undefined,
  space: Space | undefined,
): Table {
  const known = space === undefined ? undefined : checkSpace(space);
  const cells = readCells(data, target, known);
  if (cells.rows.length < 2) {
    throw new InputError("data", cells.rows, "give at least two rows");
  }
  const scores = Float64Array.from(cells.rows, (_, i) => score(cells.score(i), cells.scoreName(i)));
  if (scores.every((value) => value === scores[0])) {
    throw new InputError("data", scores, "all scores are the same: there is nothing to learn");
  }
  const described = known ?? inferSpace(cells);
  const names = Object.keys(described);
  return { space: described, names, designs: legalDesigns(cells, described), scores };
}

function score(value: unknown, name: string): number {
  if (isMissing(value)) throw new InputError(name, value, MISSING);
  if (!Number.isFinite(value)) throw new InputError(name, value, NUMBER);
  return value as number;
}

function legalDesigns({ names, rows, cellName }: Cells, space: Space): ChoiceValue[][] {
  const columns = Object.entries(space).map(([name, parameter]) => {
    const column = names.indexOf(name);
    if (column < 0) throw new InputError(`space.${name}`, name, `the columns are ${names}`);
    return { column, name, parameter, isLegal: legality(parameter) };
  });
  return rows.map((row, i) =>
    columns.map(({ column, name, parameter, isLegal }) => {
      const value = row[column];
      if (isLegal(value)) return value;
      return legalValue({ [name]: parameter }, name, value, cellName(i, column));
    }),
  );
}

/** Says yes in the common cases, without the objects and messages that a full check makes. */
function legality(parameter: Parameter): (value: unknown) => value is ChoiceValue {
  if (parameter.type === "choice") {
    const options = new Set<unknown>(parameter.options);
    return (value): value is ChoiceValue => options.has(value);
  }
  if (parameter.type !== "float" || parameter.step !== null) return (_): _ is never => false;
  const { low, high } = parameter;
  return (value): value is number => typeof value === "number" && value >= low && value <= high;
}

function legalValue(space: Space, name: string, value: unknown, cell: string): ChoiceValue {
  try {
    return checkParams(space, { [name]: value })[name]!;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // An option may be the empty text.
    throw new InputError(cell, value, isMissing(value) ? MISSING : error.remedy);
  }
}
