/** What follows `steinbock offline` on the command line, checked. */
import { Failure } from "./failure.js";

export interface OfflineCall {
  readonly file: string;
  readonly target: string;
  readonly direction: "maximize" | "minimize";
  readonly ignore: readonly string[];
  readonly categories: readonly string[];
  readonly candidates?: number;
  readonly seed?: number;
  readonly method?: string;
  readonly output?: string;
  readonly report?: string;
}

/** As the parser hands them over: it makes numbers of what looks like one, lists of what is repeated. */
export type Given = Readonly<Record<string, unknown>>;

export function readCall(file: string, given: Given): OfflineCall {
  const target = text(given, "target");
  if (target === undefined) {
    throw new Failure("--target is missing: name the column that holds the scores", 2);
  }
  if ((given.maximize === true) === (given.minimize === true)) {
    throw new Failure("say either --maximize or --minimize", 2);
  }
  return {
    ...{ file, target, direction: given.maximize === true ? "maximize" : "minimize" },
    ...{ ignore: texts(given, "ignore"), categories: texts(given, "category") },
    ...whole(given, "candidates", 1),
    ...whole(given, "seed", 0),
    ...optional(given, "method"),
    ...optional(given, "output"),
    ...optional(given, "report"),
  };
}

function texts(given: Given, name: string): string[] {
  const value = given[name];
  return value === undefined ? [] : [value].flat().map(String);
}

function text(given: Given, name: string): string | undefined {
  const values = texts(given, name);
  if (values.length > 1) throw new Failure(`--${name} is given more than once`, 2);
  return values[0];
}

function optional<K extends string>(given: Given, name: K): Partial<Record<K, string>> {
  const value = text(given, name);
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}

function whole<K extends string>(given: Given, name: K, least: number): Partial<Record<K, number>> {
  const value = text(given, name);
  if (value === undefined) return {};
  if (!/^\d+$/.test(value) || Number(value) < least || !Number.isSafeInteger(Number(value))) {
    throw new Failure(`--${name} is "${value}": give a whole number from ${least}`, 2);
  }
  return { [name]: Number(value) } as Record<K, number>;
}
