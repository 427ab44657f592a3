/** JSON as Python writes and reads it: whole floats have a point, and numbers may be infinite. */

/** A number that Python must read as a float. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** One line of JSON; `Float` numbers keep their point. */
export function encodeLine(value: unknown): string {
  if (value instanceof Float) {
    const text = String(value.value);
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }
  if (Array.isArray(value)) return `[${value.map(encodeLine).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}: ${encodeLine(field)}`).join(", ")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** Parses what Python wrote; NaN becomes null. Throws `SyntaxError`. */
export function decodeLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const tokens = /"(?:[^"\\]|\\.)*"|\bNaN\b|\bInfinity\b/g;
    const standard = { NaN: "null", Infinity: "1e999" } as Record<string, string>;
    return JSON.parse(line.replace(tokens, (token) => standard[token] ?? token));
  }
}
