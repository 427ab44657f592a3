/**
 * Compiles assembly/ to build/core.wasm (and core.debug.wasm), with the types of its exports and
 * the inlined form. Skips the work when no source is newer than the outputs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main as asc } from "assemblyscript/asc";
import { changed } from "./changed.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

async function compile(target, entries) {
  const { error, stderr } = await asc([
    ...entries,
    "--config",
    "asconfig.json",
    "--target",
    target,
  ]);
  if (error) {
    console.error(stderr.toString());
    process.exit(1);
  }
}

const outputs = ["build/core.wasm", "build/core.debug.wasm", "build/binary.js"];
const sources = Math.max(...["assembly", "asconfig.json", "build/wasm.mjs"].map(changed));
if (Math.min(...outputs.map(changed)) <= sources) {
  await compile("release", ["assembly/index.ts"]);
  await compile("debug", ["assembly/debug.ts"]);
  const base64 = readFileSync("build/core.wasm").toString("base64");
  writeFileSync("build/binary.d.ts", "export declare const base64: string;\n");
  writeFileSync("build/binary.js", `export const base64 = "${base64}";\n`);
}
