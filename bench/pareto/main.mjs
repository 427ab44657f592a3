/**
 * `npm run bench:pareto -- [--seeds 5] [--problems ZDT1,RE37] [--methods svh,psl,random] [--processes 2]`
 *
 * The published protocol of Pareto-set learning: 20 random points, 20 batches of 5, and the natural
 * logarithm of the missing hypervolume at the end, mean and deviation over the seeds 1, 2, …, beside
 * the ten published methods. `--settings '{"particles":20}'` changes the learner's settings. Writes
 * build/bench/pareto-protocol.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machine } from "../support/machine.mjs";
import { runAll } from "../support/pool.mjs";
import { METHODS, PROBLEMS } from "./published.mjs";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "5" },
    problems: { type: "string", default: Object.keys(PROBLEMS).join(",") },
    methods: { type: "string", default: "svh,psl,nsga2,random" },
    processes: { type: "string", default: "2" },
    settings: { type: "string", default: "{}" },
  },
});
const problems = values.problems.split(",");
const unknown = problems.filter((name) => PROBLEMS[name] === undefined);
if (unknown.length > 0) {
  console.error(`no problem ${unknown}: there are ${Object.keys(PROBLEMS)}`);
  process.exit(1);
}
const methods = values.methods.split(",");
const settings = JSON.parse(values.settings);
const jobs = problems.flatMap((problem) =>
  methods.flatMap((method) =>
    Array.from({ length: Number(values.seeds) }, (_, i) => ({
      problem,
      method,
      seed: i + 1,
      settings,
    })),
  ),
);

const script = fileURLToPath(new URL("run.mjs", import.meta.url));
const runs = await runAll(script, jobs, Number(values.processes), (done, run) => {
  const { problem, method, seed, final, seconds } = run;
  const figures = `${final.toFixed(3)}, ${seconds.toFixed(1)} s`;
  console.error(`${done}/${jobs.length} ${problem} ${method} ${seed}: ${figures}`);
});

/** Mean and population deviation, as published. */
function summary(problem, method) {
  const finals = runs
    .filter((run) => run.problem === problem && run.method === method)
    .map(({ final }) => final);
  const mean = finals.reduce((sum, value) => sum + value, 0) / finals.length;
  const square = finals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finals.length;
  return { mean, sd: Math.sqrt(square) };
}

const rows = problems.map((name) => {
  const { figures } = PROBLEMS[name];
  const best = figures.indexOf(Math.min(...figures));
  const ours = methods.map((method) => ({ method, ...summary(name, method) }));
  return { name, ours, svhPsl: figures[0], best: { method: METHODS[best], value: figures[best] } };
});
const cells = [
  ["problem", ...methods, "SVH-PSL, published", "best of ten published", ...METHODS.slice(1)],
  ...rows.map(({ name, ours, svhPsl, best }) => [
    name,
    ...ours.map(({ mean, sd }) => `${mean.toFixed(2)} ± ${sd.toFixed(2)}`),
    `${svhPsl}`,
    `${best.value} ${best.method}`,
    ...PROBLEMS[name].figures.slice(1).map(String),
  ]),
];
const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
console.log(
  "ln of the missing hypervolume after 119 evaluations, mean ± deviation over the seeds\n",
);
for (const row of cells) {
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
}
const [first] = methods;
const atLeast = (limit) => rows.filter((row) => row.ours[0].mean <= limit(row)).length;
console.log(
  `\n${first}: at least as good as published SVH-PSL on ${atLeast((row) => row.svhPsl)} of ${rows.length},` +
    ` as the best of ten on ${atLeast((row) => row.best.value)}.`,
);
mkdirSync("build/bench", { recursive: true });
const content = { group: "pareto-protocol", machine: machine(), settings, rows, runs };
writeFileSync("build/bench/pareto-protocol.json", `${JSON.stringify(content)}\n`);
console.log(`${Object.values(machine()).join(" · ")} · build/bench/pareto-protocol.json`);
