/** An offline run as text: what was asked, and the designs. */
import { type Designs, type RawTable, writeCsv } from "../csv/index.js";
import type { OfflineResult } from "../offline/index.js";
import { column } from "./numbers.js";
import type { Table } from "./page.js";

export interface OfflineRun {
  readonly result: OfflineResult;
  /** Scores of the data, row by row. */
  readonly scores: readonly number[];
  /** What the scores are. */
  readonly target: string;
  readonly direction: "maximize" | "minimize";
}

/** What was asked, in half a line. */
export function factsOf({ result, target, direction }: OfflineRun, source: string): string {
  const { rows, duplicates, constant } = result.data;
  const facts = [
    `${rows} rows of ${source}`,
    ...(duplicates > 0 ? [`${duplicates} of them repeat a design`] : []),
    ...(constant.length > 0 ? [`${constant.join(", ")} kept at the one value it has`] : []),
    `${direction === "maximize" ? "largest" : "smallest"} ${target} wanted`,
    `method ${result.method}`,
    `seed ${result.seed}`,
  ];
  return `${facts.join("; ")}.`;
}

/** Every design with its parameters, score, deviation and distance, best first. */
export function designTable({ result, target }: OfflineRun): Table {
  const { candidates, space } = result;
  const names = Object.keys(space);
  const cells = [
    ...names.map((_, j) => texts(candidates.map(({ x }) => x[j]!))),
    ...(["score", "deviation", "distance"] as const).map((key) =>
      column(candidates.map((candidate) => candidate[key])),
    ),
  ];
  return {
    header: ["design", ...names, `predicted ${target}`, "deviation", "distance"],
    rows: candidates.map((_, i) => [String(i + 1), ...cells.map((texts) => texts[i]!)]),
  };
}

/** All designs as a table like the one that was read: its separator, its decimal sign. */
export function designsCsv(
  { result }: OfflineRun,
  { separator }: Pick<RawTable, "separator">,
  { decimalSign }: Pick<Designs, "decimalSign">,
): string {
  const names = Object.keys(result.space);
  const added = ["score", "deviation", "distance"].map((name) =>
    names.includes(name) ? `predicted ${name}` : name,
  );
  const rows = result.candidates.map(({ x, score, deviation, distance }) => [
    ...x,
    ...[score, deviation, distance],
  ]);
  return writeCsv([[...names, ...added], ...rows], separator, decimalSign);
}

function texts(values: readonly unknown[]): string[] {
  return values.every((value) => typeof value === "number")
    ? column(values as number[])
    : values.map(String);
}
