/** What a user loads: sizes of the binary and of applications of each entry, and their budgets. */
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

/**
 * An application, and how many KiB it may have after brotli: what it has now, a tenth for what is to
 * come, and what an inlined core at its own limit takes. Slim ones come without the binary.
 */
const applications = [
  ["`steinbock`: a study", `export { Study, float, int, choice } from "steinbock"`, 110],
  ["`steinbock/gp`: a Gaussian process", `export { GaussianProcess } from "steinbock/gp"`, 92],
  [
    "`steinbock/acquisition`: a loop of one's own",
    `export { GaussianProcess } from "steinbock/gp";
     export { logExpectedImprovement, optimizeAcquisition } from "steinbock/acquisition"`,
    95,
  ],
  ["`steinbock/pareto`: a learner", `export { ParetoSetLearner } from "steinbock/pareto"`, 118],
  ["`steinbock/offline`", `export { optimizeOffline } from "steinbock/offline"`, 106],
  ["`steinbock/linalg`: a factor", `export { cholesky } from "steinbock/linalg"`, 80],
  [
    "`steinbock/slim`: a study",
    `export { Study, float, int, choice, load } from "steinbock/slim"`,
    38,
  ],
  [
    "`steinbock/slim/gp`: a Gaussian process",
    `export { load } from "steinbock/slim"; export { GaussianProcess } from "steinbock/slim/gp"`,
    18,
  ],
];

/** Rows `{ name, minified, brotli, budget }` in KiB. */
export async function sizes() {
  const bundles = applications.map(async ([name, code, budget]) => {
    return row(name, await bundle(code), budget);
  });
  return [
    row("`core.wasm`", readFileSync("build/core.wasm"), 60),
    ...(await Promise.all(bundles)),
    row("`index.global.js`: everything", readFileSync("build/dist/index.global.js"), 155),
  ];
}

function row(name, bytes, budget) {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const brotli = brotliCompressSync(bytes, options).length / 1024;
  return { name, minified: bytes.length / 1024, brotli, budget };
}

async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0].contents;
}
