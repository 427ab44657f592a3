/** What a user pays before the first number: bytes to load, and milliseconds over bare Node. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
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
  return [
    size("core.wasm, brotli", readFileSync("build/core.wasm"), [{ atMost: 60 }]),
    ...(await Promise.all(["index", "gp/index"].filter(built).map(bundleSize))),
    ...(built("gp/index") ? [start()] : []),
  ];
}

const built = (entry) => existsSync(`build/dist/${entry}.js`);

function size(name, bytes, targets = []) {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return {
    name,
    value: brotliCompressSync(bytes, options).length / 1024,
    unit: "KiB",
    targets,
    rivals: [],
  };
}

/** An application that uses all of one entry, minified. */
async function bundleSize(entry) {
  const { outputFiles } = await build({
    entryPoints: [`build/dist/${entry}.js`],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  return size(`bundle of ${entry}, minified, brotli`, outputFiles[0].contents);
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
