/** What one cell says. */

export interface Cell {
  readonly value: number;
  /** Whether a number was meant: NaN and infinities are, though none is taken. */
  readonly numeric: boolean;
  /** What is wrong with it, where it is no finite number. */
  readonly problem?: string;
}

export type DecimalSign = "." | ",";

const patterns = {
  ".": /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
  ",": /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i,
};
const notFinite = /^([+-]?(inf|infinity)|nan)$/i;

/** What most numbers of a column have between their digits; a point where none has any. */
export function decimalSign(texts: readonly string[]): DecimalSign {
  const count = (sign: DecimalSign) =>
    texts.filter((text) => text.includes(sign) && patterns[sign].test(text)).length;
  return count(",") > count(".") ? "," : ".";
}

export function readNumber(text: string, sign: DecimalSign): Cell {
  if (patterns[sign].test(text)) {
    const value = Number(text.replace(",", "."));
    if (Number.isFinite(value)) return { value, numeric: true };
    return { value, numeric: true, problem: "it is too large: give a finite number" };
  }
  const value = Number.NaN;
  if (patterns[sign === "," ? "." : ","].test(text)) {
    const problem =
      sign === ","
        ? "write decimals with a comma, as the rest of the column does"
        : "write decimals with a point, and thousands without commas";
    return { value, numeric: true, problem };
  }
  const problem = "give a finite number, or leave the row out";
  return { value, numeric: notFinite.test(text), problem };
}

export function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}
