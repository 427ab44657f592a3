/** Fields of parsed lines, checked: what a journal holds is not to be trusted. */
import { FormatError } from "../../errors.js";

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(what: string, json: unknown): Fields {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Fields;
  throw new FormatError(what, json, "an object");
}

/** The object in a field, empty where there is none. */
export function optionalFields(fields: Fields, name: string): Fields {
  return fieldsOf(name, fields[name] ?? {});
}

export function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string") return value;
  throw new FormatError(name, value, "text");
}

export function numberIn(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === "number") return value;
  throw new FormatError(name, value, "a number");
}

/** An array of numbers, where null and "nothing was said" are null. */
export function numbersIn(fields: Fields, name: string): (number | null)[] | null {
  const value = fields[name] ?? null;
  const legal = (x: unknown) => x === null || typeof x === "number";
  if (value === null || (Array.isArray(value) && value.every(legal))) return value as never;
  throw new FormatError(name, value, "an array of numbers");
}
