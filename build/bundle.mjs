/**
 * Bundles the public entries to build/dist and emits their types. Skips the work when no source is
 * newer than the outputs.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { changed } from "./changed.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const output = "build/dist";
// Written last, so its time tells when the whole was done.
const binaryTypes = join(output, "core.d.wasm.ts");
/** The entries that package.json promises and src has: "index", "gp/index", … */
const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
const entries = Object.values(exports)
  .map(({ default: path }) => path?.match(/^\.\/build\/dist\/(.+)\.js$/)?.[1])
  .filter((name) => name !== undefined && existsSync(`src/${name}.ts`));

async function bundle() {
  await build({
    entryPoints: entries.map((name) => `src/${name}.ts`),
    outdir: output,
    outbase: "src",
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    target: "es2022",
    // The loader reaches for node:fs only in a path that we do not take.
    platform: "neutral",
    // Of the entries that are for servers only.
    external: ["node:*"],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
  });
}

/** Types of all of src, then without those that no entry reaches: they are nobody's business. */
function emitTypes() {
  execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
  const reached = new Set();
  const reach = (path) => {
    if (reached.has(path)) return;
    reached.add(path);
    const imports = readFileSync(path, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g);
    for (const [, name] of imports) reach(join(dirname(path), `${name}.d.ts`));
  };
  for (const name of entries) reach(join(output, `${name}.d.ts`));
  for (const name of readdirSync(output, { recursive: true })) {
    const path = join(output, name);
    if (path.endsWith(".d.ts") && !reached.has(path)) rmSync(path);
  }
}

/** `steinbock/core.wasm`: bundlers and runtimes for the edge import it as a compiled module. */
function typeBinary() {
  const text = "declare const module: WebAssembly.Module;\nexport default module;\n";
  writeFileSync(binaryTypes, text);
}

const sources = [
  "src",
  "build/binary.js",
  "build/bundle.mjs",
  "tsconfig.build.json",
  "package.json",
];
if (changed(binaryTypes) <= Math.max(...sources.map(changed))) {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  await bundle();
  emitTypes();
  typeBinary();
}
