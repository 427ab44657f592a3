/** The package as its users have it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A folder with an application that has installed the packed package; remove it at the end. */
export function installPacked() {
  const folder = mkdtempSync(join(tmpdir(), "steinbock-app-"));
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(execFileSync("npm", pack, { cwd: root, encoding: "utf8" }));
  writeFileSync(join(folder, "package.json"), `{ "private": true, "type": "module" }`);
  const install = ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`];
  execFileSync("npm", install, { cwd: folder, stdio: "pipe" });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
