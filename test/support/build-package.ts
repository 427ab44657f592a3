import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Brings build/dist up to date. */
export default function setup(): void {
  for (const script of ["wasm.mjs", "bundle.mjs"]) {
    const path = fileURLToPath(new URL(`../../build/${script}`, import.meta.url));
    execFileSync(process.execPath, [path], { stdio: "inherit" });
  }
}
