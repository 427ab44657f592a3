/** The packages that a bundle contains, with the texts of their licences. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a package has no such file: the text of its project. */
const elsewhere = { "@assemblyscript/loader": "node_modules/assemblyscript/LICENSE" };

export function licenses({ outputs }) {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = new Set(
    inputs
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
      .filter((folder) => folder !== undefined),
  );
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    return `${name} ${version} (${license})\n\n${textOf(folder, name).trim()}\n`;
  });
  const head =
    "Packages whose code the built files contain. All but the loader are of the command.\n";
  return [head, ...parts].join(`\n${"-".repeat(80)}\n\n`);
}

/** Throws where there is none: what is published must carry it. */
function textOf(folder, name) {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const path = file === undefined ? elsewhere[name] : join(folder, file);
  if (path === undefined) throw new Error(`${folder} has no licence file: name its text here`);
  return readFileSync(path, "utf8");
}
