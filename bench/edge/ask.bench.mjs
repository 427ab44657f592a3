/**
 * The edge example in workerd: 1,000 asks of ten studies, each with its whole history in the request,
 * and 200 requests of each of the largest kinds that it takes. Processor time of the thread that serves, and the time
 * until the answer has come over loopback.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { choice, float, int, Study } from "../../build/dist/index.js";
import { hartmann6 } from "../../build/dist/problems/index.js";
import { present, serveWorker } from "../support/workerd.mjs";

const STUDIES = 10;
const TRIALS = 100;
const REPEATS = 200;

export async function rows() {
  if (!present) {
    console.error("workerd is absent: npm ci --prefix test/runtimes");
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), "steinbock-edge-"));
  try {
    await build({
      entryPoints: ["examples/edge/worker.ts"],
      outdir: folder,
      bundle: true,
      format: "esm",
      conditions: ["workerd", "worker", "browser"],
      // The package as its users get it: our own configuration points at the sources.
      tsconfigRaw: {},
      loader: { ".wasm": "copy" },
      logLevel: "error",
    });
    const worker = await serveWorker(folder, "worker.js");
    try {
      return await measure(worker);
    } finally {
      await worker.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(worker) {
  const [processor, answered] = [[], []];
  const ask = async (body) => {
    const [busy, begin] = [busyTime(worker.pid), performance.now()];
    const response = await fetch(`${worker.origin}/ask`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    answered.push(performance.now() - begin);
    processor.push(busyTime(worker.pid) - busy);
    if (!response.ok) throw new Error(text);
    return JSON.parse(text).trials[0];
  };
  for (let seed = 0; seed < STUDIES; seed++) await study(ask, seed, TRIALS);
  const name = `${STUDIES * TRIALS} asks on workerd, n = 0 to ${TRIALS - 1}`;
  const rows = [
    ...distribution(`${name}, processor`, processor.splice(0), { p99: [{ atMost: 10 }] }),
    ...distribution(`${name}, answered`, answered.splice(0)),
  ];
  for (const objectives of [{ y: "minimize" }, { y: "minimize", z: "minimize" }]) {
    const k = Object.keys(objectives).length;
    const about = { space: LARGEST, objectives };
    const trials = largest(about, 100 / k);
    for (let seed = 0; seed < REPEATS; seed++) await ask({ ...about, seed, trials, count: 2 });
    const large = `${REPEATS} largest requests on workerd, ${trials.length} trials of ${k} values, d = 20, q = 2, processor`;
    rows.push(...distribution(large, processor.splice(0), { p95: [{ atMost: 10 }] }));
  }
  return rows;
}

const about = (seed) => ({ space: hartmann6.space(), objectives: { y: "minimize" }, seed });

/** Ten numbers, five whole ones and five choices of sixteen. */
const LARGEST = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => {
    const options = Array.from({ length: 16 }, (_, j) => `option ${j}`);
    if (i % 2 === 0) return [`x${i}`, float(0, 1)];
    return [`x${i}`, i % 4 === 1 ? choice(options) : int(0, 1000)];
  }),
);

/** A history of random trials, of which every 20th failed. */
function largest(about, count) {
  const study = new Study({ ...about, seed: 1, sampler: "random" });
  const goals = Object.keys(about.objectives);
  return Array.from({ length: count }, (_, i) => {
    const { params } = study.ask();
    if (i % 20 === 19) return { params, state: "failed" };
    const numbers = Object.values(params).map((value) => {
      return typeof value === "string"
        ? Number(value.split(" ")[1]) / 16
        : value > 1
          ? value / 1000
          : value;
    });
    const distance = (to) => numbers.reduce((sum, x) => sum + (x - to) ** 2, 0);
    const values = goals.map((name, j) => [name, distance(0.3 + 0.4 * j)]);
    return { params, values: Object.fromEntries(values) };
  });
}

async function study(ask, seed, count) {
  const trials = [];
  while (trials.length < count) {
    const trial = await ask({ ...about(seed), trials });
    trials.push({ params: trial.params, values: { y: hartmann6.objective(trial.params) } });
  }
  return trials;
}

/** Milliseconds that the thread which serves has run: other load on the machine is not in it. */
function busyTime(pid) {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

/** Percentiles of times, with what each shall keep to. */
function distribution(name, times, targets = {}) {
  const sorted = times.sort((a, b) => a - b);
  return Object.entries({ p50: 0.5, p95: 0.95, p99: 0.99, max: 1 }).map(([what, share]) => {
    const value = sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)];
    return {
      name: `${name}, ${what}`,
      ...{ value, unit: "ms", targets: targets[what] ?? [], rivals: [] },
    };
  });
}
