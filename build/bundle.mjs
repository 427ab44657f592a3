/** Bundles the public entries to build/dist and emits their types. */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const entries = [
  "index",
  "gp/index",
  "acquisition/index",
  "pareto/index",
  "problems/index",
  "linalg/index",
];
rmSync("build/dist", { recursive: true, force: true });
await build({
  entryPoints: entries.map((name) => `src/${name}.ts`).filter((path) => existsSync(path)),
  outdir: "build/dist",
  outbase: "src",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  // The loader reaches for node:fs only in a path that we do not take.
  platform: "neutral",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
});
execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
