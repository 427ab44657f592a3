/** Finished runs, one JSON object a line, so that a killed bench goes on where it was. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

const keyOf = ({ task, method, seed, build }) => JSON.stringify([task, method, seed, build]);

export class Runs {
  #file;
  #runs = new Map();

  /** A line that was cut short by a kill is not a run. */
  constructor(file) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    // What follows must not be glued to it.
    if (lines.at(-1)) appendFileSync(file, "\n");
    for (const line of lines) {
      const run = parsed(line);
      if (run) this.#runs.set(keyOf(run), run);
    }
  }

  has(job) {
    return this.#runs.has(keyOf(job));
  }

  add(run) {
    appendFileSync(this.#file, `${JSON.stringify(run)}\n`);
    this.#runs.set(keyOf(run), run);
  }

  /** Of one method on one task; of one build, or of the newest run of each seed whatever built it. */
  of(task, method, build) {
    const found = new Map();
    for (const run of this.#runs.values()) {
      if (run.task !== task || run.method !== method) continue;
      if (build === undefined || run.build === build) found.set(run.seed, run);
    }
    return [...found.values()].sort((a, b) => a.seed - b.seed);
  }
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
