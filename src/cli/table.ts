/** A table for a terminal. */
import type { Table } from "../report/page.js";

/** Designs that a glance takes in. */
const SHOWN = 10;

/**
 * The first rows under their header where that fits into `width`; otherwise turned, a row of the
 * text for each column of the table, with as many designs as fit.
 */
export function terminalTable({ header, rows }: Table, width: number): string {
  const best = rows.slice(0, SHOWN);
  const upright = lines([header, ...best]);
  if (upright[0]!.length <= width) return upright.join("\n");
  for (let count = best.length; count > 1; count--) {
    const turned = lines(turn([header, ...best.slice(0, count)]));
    if (turned[0]!.length <= width) return turned.join("\n");
  }
  return lines(turn([header, ...best.slice(0, 1)])).join("\n");
}

function turn(rows: readonly (readonly string[])[]): string[][] {
  return rows[0]!.map((_, j) => rows.map((row) => row[j]!));
}

/** Numbers to the right, texts to the left. */
function lines(rows: readonly (readonly string[])[]): string[] {
  const columns = turn(rows);
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const left = columns.map((cells) => cells.slice(1).some((cell) => Number.isNaN(Number(cell))));
  return rows.map((row) =>
    row
      .map((cell, j) => (left[j] ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)))
      .join("  "),
  );
}
