/** Finished runs in a file of JSON lines: an interrupted table goes on where it stopped. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The library as the benches import it, and what decides a run beside it. */
const CODE = ["build/core.wasm", "build/dist/index.js", "bench/pareto/protocol.mjs"];
const FOLDERS = ["chunks", "pareto-set", "problems"].map((name) => join("build/dist", name));

/** Names the built code, so that runs of other code are told apart. */
export function fingerprint() {
  const modules = FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".js"))
      .sort()
      .map((name) => join(folder, name)),
  );
  const hash = createHash("sha256");
  for (const path of [...CODE, ...modules]) hash.update(path).update(readFileSync(path));
  return hash.digest("hex").slice(0, 12);
}

/** What a run was asked for, whatever the code. */
export function keyOf({ problem, method, seed, settings, initial = null }) {
  return JSON.stringify([problem, method, seed, Object.entries(settings).sort(), initial]);
}

/** All runs of a file that was written to the end; a line that a kill cut off is left out. */
export function readRuns(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return line === "" ? [] : [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

/** Appends one run, on a line of its own whatever the file ends with. */
export function appendRun(path, run) {
  mkdirSync(dirname(path), { recursive: true });
  const cut = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, "utf8").slice(-1));
  appendFileSync(path, `${cut ? "\n" : ""}${JSON.stringify(run)}\n`);
}

/**
 * The run of every job that has one, the last where there are several. Runs of other builds count
 * only where `build` is null.
 */
export function findRuns(runs, jobs, build) {
  const found = new Map();
  for (const run of runs) {
    if (build === null || run.build === build) found.set(keyOf(run), run);
  }
  return jobs.flatMap((job) => found.get(keyOf(job)) ?? []);
}
