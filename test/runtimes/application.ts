/** An application of the packed package, and what each runtime says it computes. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { installPacked } from "../support/packed.js";
import { runNode } from "../support/runtimes.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const sections = fileURLToPath(new URL("../determinism", import.meta.url));

/** The application in a folder of its own, with the hash that this Node computes. */
export async function installApplication() {
  const { folder, remove } = installPacked();
  cpSync(join(here, "app"), folder, { recursive: true });
  for (const name of ["fingerprint.mjs", "core-sections.mjs", "public-sections.mjs"]) {
    cpSync(join(sections, name), join(folder, name));
  }
  const expected = (await runNode(process.execPath, ["command-line.mjs"], folder)).trim();
  return { folder, expected, remove };
}

/** The folder of one of the application's files with all it imports, made by esbuild as its users do. */
export async function bundled(
  folder: string,
  name: string,
  options: Omit<BuildOptions, "outdir"> = {},
) {
  const { conditions = [], ...others } = options;
  const outdir = join(folder, "bundled", [name, ...conditions].join("-"));
  const { warnings } = await build({
    absWorkingDir: folder,
    entryPoints: [join(folder, name)],
    resolveExtensions: [".ts", ".mjs", ".js"],
    outdir,
    bundle: true,
    format: "esm",
    logLevel: "silent",
    conditions,
    ...others,
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
  return outdir;
}

/** A package of test/runtimes/package.json: where it is, if it is there. */
export function installed(path: string) {
  return join(here, "node_modules", path);
}
