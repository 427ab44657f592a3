import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";

/** What a figure depends on beside the code. */
export function machine() {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: `${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    runtime: `Node ${process.versions.node} (V8 ${process.versions.v8})`,
    revision: revision(),
    date: new Date().toISOString(),
  };
}

function revision() {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "no revision";
  }
}
