import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "./runtimes.js";

/** Builds the demo site where there is a browser to look at it. */
export default function setup(): void {
  if (!chromium.present) return;
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const env = { ...process.env, NODE_ENV: "production" };
  for (const command of ["build/wasm.mjs", "node_modules/vite/bin/vite.js build demo -l warn"]) {
    execFileSync(process.execPath, command.split(" "), { cwd: root, stdio: "inherit", env });
  }
}
