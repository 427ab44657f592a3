/** What a user pays before the first number: bytes to load, and milliseconds over bare Node. */
import { spawnSync } from "node:child_process";
import { sizes } from "../build/sizes.mjs";
import { median } from "./support/median.mjs";

const firstPrediction = `
import { GaussianProcess } from "./build/dist/gp/index.js";
const gp = new GaussianProcess().fit([[0], [0.5], [1]], [0, 1, 0]);
if (!(gp.predict([[0.25]]).mean[0] > 0)) throw new Error("no prediction");
`;
// The same from npm: the Cholesky factor and the solve that a prediction needs, no more.
const rivals = {
  "ml-matrix": `
import { CholeskyDecomposition, Matrix } from "ml-matrix";
new CholeskyDecomposition(new Matrix([[2, 1], [1, 2]])).solve(new Matrix([[1], [0]]));
`,
  "numpy-ts": `
import { array, linalg } from "numpy-ts";
linalg.solve(array([[2, 1], [1, 2]]), array([1, 0]));
`,
};

export async function rows() {
  const loads = (await sizes()).map(({ name, brotli, budget }) => {
    const targets = [{ atMost: budget }];
    return { name: `${name}, brotli`, value: brotli, unit: "KiB", targets, rivals: [] };
  });
  return [...loads, start()];
}

/** Wall time of whole processes, in turns, the bare one taken off. */
function start(rounds = 40) {
  const scripts = { bare: "", steinbock: firstPrediction, ...rivals };
  const times = Object.fromEntries(Object.keys(scripts).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, script] of Object.entries(scripts)) times[name].push(run(script));
  }
  const over = (name) => median(times[name].map((time, round) => time - times.bare[round]));
  const value = over("steinbock");
  return {
    name: "import to first prediction, over bare Node",
    value,
    unit: "ms",
    targets: [{ atMost: 25 }],
    rivals: Object.keys(rivals).map((name) => {
      const theirs = over(name);
      return { name, value: theirs, ratio: theirs / value };
    }),
  };
}

function run(script) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", script],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begin;
}
