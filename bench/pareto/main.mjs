/**
 * `npm run bench:pareto -- [--seeds 5] [--first-seed 1] [--problems ZDT1,RE37] [--methods svh,nehvi]`
 *
 * The published protocol of Pareto-set learning: 20 random points, 20 batches of 5, and the natural
 * logarithm of the missing hypervolume at the end, mean and deviation over the seeds, beside the ten
 * published methods. qLogNEHVI (`nehvi`) splits exactly up to four objectives, which is as many as
 * any of these problems has. `--settings '{"particles":20}'` changes the learner's settings.
 *
 * Every finished run is a line of `--output` (build/bench/pareto-runs.jsonl) and is not run again by
 * the same build. `--print` only prints what is there; `--builds all` takes runs of other builds for
 * finished as well. `--processes 2` run side by side. `--reference` runs svh-compat alone
 * and sets it beside runs of the published scripts. `--stall` runs the methods from 100 initial points
 * on three problems where the published method then stalls, and prints the figure by round.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machine } from "../support/machine.mjs";
import { runAll } from "../support/pool.mjs";
import { isRun, METHODS, missingOf, settingsOf } from "./protocol.mjs";
import { PROBLEMS, PUBLISHED } from "./published.mjs";
import { referenceReport } from "./reference.mjs";
import { report } from "./report.mjs";
import { appendRun, findRuns, fingerprint, keyOf, readRuns } from "./runs.mjs";
import { STALL_INITIAL, STALLS, stallReport } from "./stall.mjs";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "5" },
    "first-seed": { type: "string", default: "1" },
    problems: { type: "string", default: Object.keys(PROBLEMS).join(",") },
    methods: { type: "string", default: "svh-compat,svh,psl,nehvi,nsga2,random" },
    processes: { type: "string", default: "2" },
    settings: { type: "string", default: "{}" },
    output: { type: "string", default: "build/bench/pareto-runs.jsonl" },
    builds: { type: "string", default: "this" },
    reference: { type: "boolean", default: false },
    stall: { type: "boolean", default: false },
    print: { type: "boolean", default: false },
  },
});

/** The names of a list, all of them known. */
function namesOf(what, known) {
  const names = values[what].split(",");
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) fail(`no ${what} ${unknown}: there are ${known}`);
  return names;
}

function whole(what) {
  const value = Number(values[what]);
  if (!(Number.isSafeInteger(value) && value >= 1)) fail(`--${what} takes a whole number from 1`);
  return value;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const problems = values.stall ? Object.keys(STALLS) : namesOf("problems", Object.keys(PROBLEMS));
const methods = values.reference ? ["svh-compat"] : namesOf("methods", METHODS);
const [seeds, firstSeed, processes] = ["seeds", "first-seed", "processes"].map(whole);
if (!["this", "all"].includes(values.builds)) fail("--builds takes this or all");
const settings = JSON.parse(values.settings);

// Seeds outermost: a table that is interrupted has about as many runs in every cell.
const jobs = Array.from({ length: seeds }, (_, i) => firstSeed + i)
  .flatMap((seed) =>
    methods.flatMap((method) =>
      problems.map((problem) => ({
        problem,
        method,
        seed,
        settings: settingsOf(problem, method, settings),
        ...(values.stall && { initial: STALL_INITIAL }),
      })),
    ),
  )
  .filter(isRun);

const build = fingerprint();
const accepted = values.builds === "all" ? null : build;
const finished = () => findRuns(readRuns(values.output), jobs, accepted);

if (!values.print) {
  const done = new Set(finished().map(keyOf));
  const missing = jobs.filter((job) => !done.has(keyOf(job)));
  console.error(`${done.size} of ${jobs.length} runs are in ${values.output}`);
  const script = fileURLToPath(new URL("run.mjs", import.meta.url));
  await runAll(script, missing, processes, (count, run) => {
    appendRun(values.output, { build, ...run });
    const { problem, method, seed, final, seconds } = run;
    const figures = `${final.toFixed(3)}, ${seconds.toFixed(1)} s`;
    console.error(`${count}/${missing.length} ${problem} ${method} ${seed}: ${figures}`);
  });
}

const runs = finished();
if (values.reference) console.log(`${referenceReport(runs, problems, seeds)}\n`);
if (values.stall) console.log(`${stallReport(runs, methods, missingOf)}\n`);
else {
  const figures = Object.fromEntries(problems.map((name) => [name, PROBLEMS[name].figures]));
  console.log(`${report(runs, methods, { names: PUBLISHED, figures }, seeds)}\n`);
}
const foreign = runs.filter((run) => run.build !== build).length;
if (foreign > 0) console.log(`${foreign} of ${runs.length} runs are of other builds than this.`);
const stale = findRuns(readRuns(values.output), jobs, null).length - runs.length;
if (stale > 0) console.log(`${stale} further runs of other builds: --builds all joins them.`);
console.log(`${Object.values(machine()).join(" · ")} · build ${build} · ${values.output}`);
