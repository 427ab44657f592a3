/** Workers in workerd, the runtime of Cloudflare Workers, from their bundled files. */
import { execFile, spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const binary = fileURLToPath(
  new URL(
    "../../test/runtimes/node_modules/@cloudflare/workerd-linux-64/bin/workerd",
    import.meta.url,
  ),
);

/** Whether it is installed, by `npm ci --prefix test/runtimes`. */
export const present = existsSync(binary);

const COMPATIBILITY_DATE = "2026-11-01";

/** Writes the configuration beside the files of a bundle: `main` is the worker, the rest its modules. */
function configure(folder, main) {
  const others = readdirSync(folder).filter((name) => name.endsWith(".wasm"));
  const kinds = [[main, "esModule"], ...others.map((name) => [name, "wasm"])];
  const modules = kinds.map(([name, kind]) => `(name = "${name}", ${kind} = embed "${name}")`);
  const text = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${modules.join(", ")}],
  compatibilityDate = "${COMPATIBILITY_DATE}",
);
`;
  const path = join(folder, "workerd.capnp");
  writeFileSync(path, text);
  return path;
}

/** Serves the worker's `fetch` until `stop()`; its address is `origin`. */
export async function serveWorker(folder, main) {
  const child = spawn(binary, ["serve", configure(folder, main), "--control-fd=3"], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const stop = () =>
    new Promise((resolve) => {
      if (child.exitCode !== null) return resolve();
      child.once("exit", resolve);
      child.kill();
    });
  try {
    const { port } = await announced(child);
    return { origin: `http://127.0.0.1:${port}`, pid: child.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The first line of the control channel says where it listens. */
function announced(child) {
  return new Promise((resolve, reject) => {
    let [said, errors] = ["", ""];
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.stdio[3].on("data", (chunk) => {
      said += chunk;
      if (said.includes("\n")) resolve(JSON.parse(said.slice(0, said.indexOf("\n"))));
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`workerd stopped: ${errors}`)));
  });
}

/** Runs the worker's `test` and gives what it printed; throws with the reason where it fails. */
export async function runWorker(folder, main) {
  const { stdout } = await run(binary, ["test", configure(folder, main)]);
  return stdout;
}
