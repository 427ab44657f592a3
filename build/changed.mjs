import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Time of the last change below a folder or of a file; 0 where there is none. */
export function changed(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => changed(join(path, name))));
}
