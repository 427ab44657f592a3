/**
 * Compiles assembly/ to build/core.wasm (and core.debug.wasm), with the types of its exports, the
 * inlined form and the fingerprint. Skips the work when no source is newer than the outputs.
 */
import { createHash } from "node:crypto";
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

/** The binary with a custom section by which code recognizes the binary it was built with. */
function signed(bytes, fingerprint) {
  const text = (string) => [string.length, ...Buffer.from(string)];
  const content = [...text("steinbock"), ...Buffer.from(fingerprint)];
  return Buffer.from([...bytes, 0, content.length, ...content]);
}

const outputs = ["build/core.wasm", "build/core.debug.wasm", "build/binary.js"];
const sources = Math.max(...["assembly", "asconfig.json", "build/wasm.mjs"].map(changed));
if (Math.min(...outputs.map(changed)) <= sources) {
  await compile("release", ["assembly/index.ts"]);
  await compile("debug", ["assembly/debug.ts"]);
  const compiled = readFileSync("build/core.wasm");
  const fingerprint = createHash("sha256").update(compiled).digest("hex").slice(0, 16);
  const binary = signed(compiled, fingerprint);
  writeFileSync("build/core.wasm", binary);
  writeFileSync(
    "build/core.d.wasm.ts",
    "declare const module: WebAssembly.Module;\nexport default module;\n",
  );
  writeFileSync("build/fingerprint.d.ts", "export declare const fingerprint: string;\n");
  writeFileSync("build/fingerprint.js", `export const fingerprint = "${fingerprint}";\n`);
  writeFileSync("build/binary.d.ts", "export declare const base64: string;\n");
  writeFileSync("build/binary.js", `export const base64 = "${binary.toString("base64")}";\n`);
}
