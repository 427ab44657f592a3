/** The engines that the tests run code in, beside this one. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const installed = (name: string) =>
  fileURLToPath(new URL(`../runtimes/node_modules/${name}/bin/node`, import.meta.url));

export interface NodeVersion {
  /** For the test's name; says what to do where it is missing. */
  readonly name: string;
  readonly binary: string;
  readonly present: boolean;
}

/** Node as it runs this test, and Node 22 and 24 of test/runtimes/package.json. */
export const nodeVersions: readonly NodeVersion[] = [
  { name: `Node ${process.versions.node}`, binary: process.execPath, present: true },
  ...["22", "24"].map((major) => {
    const binary = installed(`node${major}`);
    const present = existsSync(binary);
    const name = `Node ${major}${present ? "" : " (absent: npm ci --prefix test/runtimes)"}`;
    return { name, binary, present };
  }),
];

const chromiumPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromiumPath = process.env.CHROMIUM ?? chromiumPaths.find((path) => existsSync(path));

export const chromium = {
  path: chromiumPath,
  present: chromiumPath !== undefined,
  name: `Chromium${chromiumPath ? "" : " (absent: apt-get install chromium, or set CHROMIUM)"}`,
};

/** Standard output of one Node; throws with its standard error. */
export async function runNode(binary: string, args: readonly string[], cwd: string) {
  const { stdout } = await run(binary, args, { cwd, maxBuffer: 1 << 26 });
  return stdout;
}
