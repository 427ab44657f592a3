import type { DecimalSign } from "./cell.js";
import type { Separator } from "./parse.js";

/** Rows as text that `parseCsv` reads back; numbers keep all of their digits. */
export function writeCsv(
  rows: readonly (readonly unknown[])[],
  separator: Separator = ",",
  sign: DecimalSign = ".",
): string {
  const cell = (value: unknown) =>
    quoted(typeof value === "number" ? String(value).replace(".", sign) : String(value), separator);
  return rows.map((row) => `${row.map(cell).join(separator)}\n`).join("");
}

function quoted(text: string, separator: Separator): string {
  const plain = !text.includes(separator) && !/["\r\n]|^\s|\s$/.test(text);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}
