/**
 * Modules of src/ that the package does not export, bundled on the spot for benches of the inside:
 * `source({ Model: "gp/model.js" })` gives `{ Model }`. One call gives one instance of the core.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const src = fileURLToPath(new URL("../../src", import.meta.url));

export async function source(names) {
  const contents = Object.entries(names)
    .map(([name, file]) => `export { ${name} } from "./${file}";`)
    .join("\n");
  const folder = mkdtempSync(join(tmpdir(), "steinbock-bench-"));
  const outfile = join(folder, "source.mjs");
  try {
    await build({
      stdin: { contents, resolveDir: src, loader: "ts" },
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "es2022",
      outfile,
      logLevel: "error",
    });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
