/**
 * Bundles the public entries to build/dist, once for each form of the package, and emits their types.
 * Skips the work when no source is newer than the outputs.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { changed } from "./changed.mjs";
import { licenses } from "./licenses.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const output = "build/dist";
// Written last, so its time tells when the whole was done.
const globalScript = join(output, "index.global.js");

/**
 * The forms of the package: equal but for the file that knows where the binary comes from. Each has a
 * folder of its own, in which all entries share one core.
 */
const forms = {
  default: { folder: output, module: "module.ts" },
  workerd: { folder: join(output, "workerd"), module: "module.static.ts" },
  "edge-light": {
    folder: join(output, "edge-light"),
    module: "module.static.ts",
    query: "?module",
  },
  slim: { folder: join(output, "slim"), module: "module.slim.ts" },
};

/** The entries of each form that package.json promises: "index", "gp/index", … */
const { bin, exports } = JSON.parse(readFileSync("package.json", "utf8"));
const promised = Object.values(exports).flatMap((entry) => Object.values(entry));

function entriesOf(folder, paths = promised) {
  return paths
    .filter((path) => path.startsWith(`./${folder}/`) && path.endsWith(".js"))
    .map((path) => path.slice(`./${folder}/`.length, -".js".length))
    .filter((name) => existsSync(`src/${name}.ts`));
}

const common = {
  bundle: true,
  target: "es2022",
  // The loader reaches for node:fs only in a path that we do not take.
  platform: "neutral",
  mainFields: ["module", "main"],
  // Of what is for servers only; linkedom can do without a canvas.
  external: ["node:*", "canvas"],
  legalComments: "none",
};

/** Resolves src/core/module.ts and the binary as a form has them. */
function binaryOf({ module, query = "" }) {
  return {
    name: "binary",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/module\.js$/ }, () => ({ path: resolve("src/core", module) }));
      // As seen from a chunk of build/dist/<form>/chunks.
      const path = `../../../core.wasm${query}`;
      onResolve({ filter: /\/core\.wasm$/ }, () => ({ path, external: true }));
    },
  };
}

/** Commands share the chunks of the library, and bring what else they need in chunks of their own. */
async function bundle(form, commands = []) {
  const library = entriesOf(form.folder);
  const { metafile } = await build({
    ...common,
    entryPoints: [...library, ...commands].map((name) => `src/${name}.ts`),
    outdir: form.folder,
    outbase: "src",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    plugins: [binaryOf(form)],
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
  });
  if (commands.length === 0) return;
  await shorten(
    metafile,
    library.map((name) => join(form.folder, `${name}.js`)),
  );
  writeFileSync(join(form.folder, "licenses.txt"), licenses(metafile));
}

/** Shortens names too in what only commands need: nobody debugs into the packages that they bring. */
async function shorten({ outputs }, library) {
  const reached = new Set();
  const reach = (path) => {
    if (reached.has(path) || outputs[path] === undefined) return;
    reached.add(path);
    for (const { path: next } of outputs[path].imports) reach(next);
  };
  for (const path of library) reach(path);
  for (const path of Object.keys(outputs).filter((path) => !reached.has(path))) {
    const { code } = await transform(readFileSync(path, "utf8"), { minify: true, format: "esm" });
    writeFileSync(path, code);
  }
}

async function bundleGlobalScript() {
  await build({
    ...common,
    entryPoints: ["src/global.ts"],
    outfile: globalScript,
    format: "iife",
    globalName: "steinbock",
    minify: true,
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
  for (const path of promised) {
    if (path.startsWith(`./${output}/`) && path.endsWith(".d.ts")) reach(join(path));
  }
  for (const name of readdirSync(output, { recursive: true })) {
    const path = join(output, name);
    if (path.endsWith(".d.ts") && !reached.has(path)) rmSync(path);
  }
}

const sources = [
  "src",
  "build/binary.js",
  "build/bundle.mjs",
  "build/licenses.mjs",
  "tsconfig.build.json",
  "package.json",
];
if (changed(globalScript) <= Math.max(...sources.map(changed))) {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const { default: main, ...others } = forms;
  await bundle(main, entriesOf(main.folder, Object.values(bin)));
  for (const form of Object.values(others)) await bundle(form);
  emitTypes();
  await bundleGlobalScript();
}
