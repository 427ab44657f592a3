/**
 * `npm run bench:offline -- [--tasks TFBind8,Branin] [--methods GA,IGNITE] [--seeds 3]
 * [--first-seed 0] [--minutes 60] [--output runs.jsonl] [--report] [--any-build]`
 *
 * Normalized true scores of 128 designs at the 100th, 80th and 50th percentile, mean ± deviation
 * over the seeds, beside the best 128 rows of the data and 128 random designs. Each finished run is
 * a line of the output, build/bench/offline.jsonl by default, under a fingerprint of what it
 * depends on: a killed bench goes on where it was, and what has changed runs again. `--minutes`
 * ends before that time and says what is missing, `--report` runs nothing, and `--any-build` shows
 * runs of other builds, with a star, where this one has none. `draw.mjs` draws a run.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machine } from "../support/machine.mjs";
import { methodFingerprint, taskFingerprint } from "./fingerprint.mjs";
import { methods } from "./methods.mjs";
import { budget, inOrder } from "./plan.mjs";
import { report, summarize } from "./report.mjs";
import { randomDesigns, run, startSet } from "./run.mjs";
import { Runs } from "./store.mjs";
import { taskMakers } from "./tasks/index.mjs";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const makers = taskMakers();
const { values } = parseArgs({
  options: {
    tasks: { type: "string", default: Object.keys(makers).join(",") },
    methods: { type: "string", default: Object.keys(methods).join(",") },
    seeds: { type: "string", default: "3" },
    "first-seed": { type: "string", default: "0" },
    minutes: { type: "string", default: "Infinity" },
    output: { type: "string", default: "build/bench/offline.jsonl" },
    report: { type: "boolean", default: false },
    "any-build": { type: "boolean", default: false },
  },
});

/** Names of a list, each of which must be known. */
function listed(text, known) {
  const names = text.split(",");
  const unknown = names.filter((name) => known[name] === undefined);
  if (unknown.length === 0) return names;
  console.error(`no ${unknown}: there are ${Object.keys(known)}`);
  return process.exit(1);
}

const chosen = listed(values.methods, methods);
const first = Number(values["first-seed"]);
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => first + i);
const runs = new Runs(values.output);
const tasks = new Map();
for (const name of listed(values.tasks, makers)) {
  const task = makers[name]();
  if (task) tasks.set(name, task);
  else console.log(`${name}: left out, its data are not in ../shared/data\n`);
}

const builds = new Map();
for (const [name, task] of tasks) builds.set(name, taskFingerprint(task));
for (const name of chosen) builds.set(name, await methodFingerprint(methods[name]));
const buildOf = (task, method) => `${builds.get(task)}-${builds.get(method)}`;

/** Processor seconds of an earlier run of the kind, or of the method elsewhere; 0 if there is none. */
function estimate(task, method) {
  const known = runs.of(task, method).at(-1);
  const elsewhere = [...tasks.keys()].flatMap((name) => runs.of(name, method).slice(-1));
  return known?.seconds ?? Math.max(0, ...elsewhere.map(({ seconds }) => seconds));
}

function remaining() {
  const jobs = [...tasks.keys()].flatMap((task) =>
    chosen.flatMap((method) =>
      seeds.map((seed) => ({ task, method, seed, build: buildOf(task, method) })),
    ),
  );
  const left = jobs.filter((job) => !runs.has(job));
  return inOrder(left.map((job) => ({ ...job, estimate: estimate(job.task, job.method) })));
}

/** The first job that the time allows, over and over: estimates get better as runs end. */
async function runAll() {
  const time = budget(Number(values.minutes));
  for (;;) {
    const left = remaining();
    const job = left.find((job) => time.allows(job.estimate));
    if (job === undefined) return;
    const { estimate: _, ...key } = job;
    const done = await run(tasks.get(job.task), job.method, job.seed);
    time.spend(done.seconds);
    runs.add({ ...key, ...done, revision });
    const figures = done.at.map((score) => score.toFixed(3)).join(" ");
    const what = `${job.task}, ${job.method}, seed ${job.seed}`;
    console.error(`${what}: ${figures}, ${done.seconds.toFixed(1)} s; ${left.length - 1} left`);
  }
}

const { revision, ...place } = machine();
if (!values.report) await runAll();

for (const [name, task] of tasks) {
  const rows = {
    "start set": summarize([startSet(task)]),
    "random 128": summarize(seeds.map((seed) => randomDesigns(task, seed))),
  };
  for (const method of chosen) {
    const here = runs.of(name, method, buildOf(name, method));
    const found = here.length > 0 || !values["any-build"] ? here : runs.of(name, method);
    const counted = found.filter(({ seed }) => seeds.includes(seed));
    if (counted.length > 0) rows[method] = { ...summarize(counted), other: here.length === 0 };
  }
  console.log(`${report(task, rows)}\n`);
}
const missing = remaining();
if (missing.length > 0) {
  const all = `${missing.length} of ${tasks.size * chosen.length * seeds.length}`;
  const counts = [...tasks.keys()].map((name) => {
    const here = missing.filter(({ task }) => task === name);
    return `${name} ${here.length}`;
  });
  console.log(`not run, ${all}: ${counts.join(", ")}`);
}
console.log(Object.values(place).join(" · "));
