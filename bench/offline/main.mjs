/**
 * `npm run bench:offline -- [--seeds 3] [--tasks TFBind8,Branin] [--methods GA,IGNITE]`
 *
 * Normalized true scores of 128 designs at the 100th, 80th and 50th percentile, mean ± deviation
 * over the seeds, beside the best 128 rows of the data and 128 random designs. Writes
 * build/bench/offline.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { optimizeOffline } from "../../build/dist/offline/index.js";
import { machine } from "../support/machine.mjs";
import { methods } from "./methods.mjs";
import { report, summarize } from "./report.mjs";
import { taskMakers } from "./tasks/index.mjs";
import { percentile } from "./tasks/shared.mjs";

const CANDIDATES = 128;
/** Processor seconds of IGNITE on TFBind8, the whole run. */
const SPEED_TARGET = 20;

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const makers = taskMakers();
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    tasks: { type: "string", default: Object.keys(makers).join(",") },
    methods: { type: "string", default: Object.keys(methods).join(",") },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i);
const [tasks, chosen] = [values.tasks.split(","), values.methods.split(",")];
for (const [known, names] of [
  [makers, tasks],
  [methods, chosen],
]) {
  const unknown = names.filter((name) => known[name] === undefined);
  if (unknown.length > 0) throw new Error(`no ${unknown}: there are ${Object.keys(known)}`);
}

function figures(task, designs, seconds) {
  const scores = designs.map(task.score);
  return {
    at: [100, 80, 50].map((place) => percentile(scores, place)),
    distinct: new Set(designs.map((x) => x.join())).size,
    seconds,
  };
}

/** The best 128 rows, by their true scores. */
function start({ data, ...task }) {
  const order = Array.from(data.y.keys()).sort((i, k) => data.y[k] - data.y[i] || i - k);
  return figures(
    task,
    order.slice(0, CANDIDATES).map((i) => data.X[i]),
    0,
  );
}

async function run(task, name, seed) {
  const before = process.cpuUsage();
  const { candidates } = await optimizeOffline(task.data, {
    ...{ method: methods[name](), candidates: CANDIDATES, seed },
    ...(task.space && { space: task.space }),
  });
  const { user, system } = process.cpuUsage(before);
  return figures(
    task,
    candidates.map(({ x }) => x),
    (user + system) / 1e6,
  );
}

const result = {};
for (const name of tasks) {
  const task = makers[name]();
  if (task === null) {
    console.log(`${name}: left out, its data are not in ../shared/data\n`);
    continue;
  }
  const rows = {
    "start set": summarize([start(task)]),
    "random 128": summarize(
      seeds.map((seed) => figures(task, task.random(1000 + seed, CANDIDATES), 0)),
    ),
  };
  for (const method of chosen) {
    const runs = [];
    for (const seed of seeds) {
      if (process.stderr.isTTY) process.stderr.write(`\r${name}, ${method}, seed ${seed}    \r`);
      runs.push(await run(task, method, seed));
    }
    rows[method] = summarize(runs);
  }
  result[name] = rows;
  console.log(`${report(name, rows)}\n`);
}
const spent = result.TFBind8?.IGNITE?.seconds;
if (spent !== undefined) {
  const met = spent < SPEED_TARGET ? "met" : "missed";
  console.log(`IGNITE on TFBind8: ${spent.toFixed(1)} s of one core, < ${SPEED_TARGET} s: ${met}`);
}
console.log(Object.values(machine()).join(" · "));
mkdirSync("build/bench", { recursive: true });
const content = { group: "offline", machine: machine(), seeds: seeds.length, result };
writeFileSync("build/bench/offline.json", `${JSON.stringify(content, null, 1)}\n`);
