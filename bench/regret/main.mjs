/**
 * `npm run bench:regret -- [--seeds 10] [--problems Branin,Levy4] [--sampler gp] [--processes 2]
 *   [--batch 1] [--work-budget 3]`
 *
 * How fast a study with default settings finds the optimum of noise-free problems: the best value
 * after 25, 50, 75 and 100 % of the evaluations, the initial design included, as quartiles over the
 * seeds 1, 2, … beside those of BoTorch where ../shared/reference holds them. Writes
 * build/bench/regret.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machine } from "../support/machine.mjs";
import { runAll } from "../support/pool.mjs";
import { readReference } from "./reference.mjs";
import { report, summarize } from "./report.mjs";

/** Evaluations of each problem, as in the reference. */
const BUDGETS = { Branin: 40, Hartmann6: 72, Levy4: 58, Ackley10: 110 };

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    problems: { type: "string", default: Object.keys(BUDGETS).join(",") },
    sampler: { type: "string", default: "default" },
    processes: { type: "string", default: "2" },
    batch: { type: "string", default: "1" },
    "work-budget": { type: "string" },
  },
});
const ask = {
  count: Number(values.batch),
  ...(values["work-budget"] && { workBudget: Number(values["work-budget"]) }),
};
const problems = values.problems.split(",");
const unknown = problems.filter((name) => BUDGETS[name] === undefined);
if (unknown.length > 0) {
  console.error(`no problem ${unknown}: there are ${Object.keys(BUDGETS)}`);
  process.exit(1);
}

// The longest runs first, so that the processes end together.
const jobs = problems
  .flatMap((problem) =>
    Array.from({ length: Number(values.seeds) }, (_, i) => {
      const evaluations = BUDGETS[problem];
      return { problem, evaluations, seed: i + 1, sampler: values.sampler, ask };
    }),
  )
  .sort((a, b) => b.evaluations - a.evaluations);
const started = performance.now();
const script = fileURLToPath(new URL("run.mjs", import.meta.url));
const runs = await runAll(script, jobs, Number(values.processes), (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${jobs.length} runs\r`);
});

const reference = readReference(values.sampler);
const summaries = problems.map((problem) => {
  return summarize(
    problem,
    runs.filter((run) => run.problem === problem),
    reference?.[problem] ?? null,
  );
});
console.log("Best value so far: median [quartiles]\n");
console.log(report(summaries));
if (reference === null)
  console.log("BoTorch's figures: ../shared/reference/traces.json is absent.");
const seconds = (performance.now() - started) / 1000;
console.log(`${Object.values(machine()).join(" · ")} · ${seconds.toFixed(0)} s in all`);

mkdirSync("build/bench", { recursive: true });
const rows = summaries.flatMap(({ rows }) => rows);
const content = { group: "regret", machine: machine(), sampler: values.sampler, rows, runs };
writeFileSync("build/bench/regret.json", `${JSON.stringify(content)}\n`);
console.log("build/bench/regret.json holds every run.");
