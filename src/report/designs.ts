/** An offline run as text: what was asked, and the designs. */
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

function texts(values: readonly unknown[]): string[] {
  return values.every((value) => typeof value === "number")
    ? column(values as number[])
    : values.map(String);
}
