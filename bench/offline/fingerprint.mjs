/**
 * What the figures of a method on a task depend on, as a short text: the core and the modules that
 * the method runs through, and the rows and the oracle of the task. Other methods may change.
 */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as offline from "../../build/dist/offline/index.js";

const folder = fileURLToPath(new URL("../../src/offline", import.meta.url));

const digest = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 12);
};

/** The modules behind these lines of src/offline, without what they leave unused. */
async function bundled(contents, plugins = []) {
  const { outputFiles } = await build({
    ...{ stdin: { contents, resolveDir: folder, loader: "ts" }, write: false, plugins },
    ...{ bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "error" },
  });
  return outputFiles[0].text;
}

const withoutMethods = {
  name: "without-methods",
  setup({ onResolve }) {
    onResolve({ filter: /\/methods\/index\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};
/** What runs around every method. */
let around;

/** Of a maker of methods.mjs, by the functions of the library that it calls. */
export async function methodFingerprint(make) {
  around ??= bundled(`export { optimizeOffline } from "./optimize-offline.js"`, [withoutMethods]);
  const names = Object.keys(offline).filter((name) => new RegExp(`\\b${name}\\(`).test(make));
  const own = await bundled(
    names.length > 0
      ? `export { ${names} } from "./index.js"`
      : `export { automatic } from "./methods/automatic.js"`,
  );
  return digest(await around, own, String(make));
}

/** Of the rows, the space and answers of the oracle. */
export function taskFingerprint({ data: { X, y }, space, random, score }) {
  return digest(JSON.stringify([X, Array.from(y), space ?? null, random(1, 64).map(score)]));
}
