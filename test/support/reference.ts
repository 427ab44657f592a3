/** Reference numbers that lie beside the repository; tests that use them say so where they lack. */
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "vitest";

const folder = new URL("../../../shared/reference/", import.meta.url);
/** A checkout one level deeper, such as a second work tree, finds the folder too. */
const deeper = new URL("../../../../shared/reference/", import.meta.url);

/** Numbers that JSON cannot hold are written as these strings. */
const special: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** The content of `name`.json, or null where the folder is absent. */
// biome-ignore lint/suspicious/noExplicitAny: the shape differs from file to file
export function reference(name: string): any | null {
  const file = [folder, deeper].map((base) => new URL(`${name}.json`, base)).find(existsSync);
  if (file === undefined) return null;
  return JSON.parse(readFileSync(file, "utf8"), (_, value) =>
    typeof value === "string" && value in special ? special[value] : value,
  );
}

/** A group of tests over reference data, skipped with a message where there is none. */
// biome-ignore lint/suspicious/noExplicitAny: the shape differs from file to file
export function describeReference(name: string, body: (data: any) => void): void {
  const data = reference(name);
  if (data !== null) describe(`reference ${name}.json`, () => body(data));
  else
    describe.skip(`reference ${name}.json is not in ../shared/reference`, () => it("", () => {}));
}
