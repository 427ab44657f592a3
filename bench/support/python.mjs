/**
 * Rivals of Debian's Python (NumPy, SciPy, scikit-learn), each in a child that stays alive, so
 * that its samples can be taken in turns with ours.
 *
 *   python({ setup: "import numpy as np; a = np.eye(5)", run: "np.linalg.cholesky(a)", env: PRESCOTT })
 *
 * gives a contestant for `race`, or null where /usr/bin/python3 or one of the modules is missing.
 * `pythonJson(code, env)` runs a snippet that leaves its answer in `result`; null likewise.
 */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

const interpreter = "/usr/bin/python3";

/** OpenBLAS with its best 128-bit kernels and no FMA: what WebAssembly SIMD can hope to match. */
export const PRESCOTT = { OPENBLAS_CORETYPE: "PRESCOTT" };
/** OpenBLAS with all that the machine has. */
export const NATIVE = {};

function environment(extra) {
  const { OPENBLAS_CORETYPE: _core, OPENBLAS_L2_SIZE: _cache, ...rest } = process.env;
  return { ...rest, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", ...extra };
}

// A line in is a number of runs; a line out is the processor seconds that they took.
const server = `
import sys, time
setup, run = sys.argv[1], sys.argv[2]
scope = {}
try:
    exec(setup, scope)
except ImportError:
    print("missing", flush=True)
    sys.exit(0)
body = "def runs(count):\\n  for i in range(count):\\n" + "".join("    " + line + "\\n" for line in run.splitlines())
exec(body, scope)
runs = scope["runs"]
print("ready", flush=True)
for line in sys.stdin:
    count = int(line)
    scope.get("prepare", lambda count: None)(count)
    start = time.process_time()
    runs(count)
    print(time.process_time() - start, flush=True)
`;

/**
 * A contestant that times `run` (statements; `i` is the number of the run) after `setup`. If setup
 * defines `prepare(count)`, it is called before each sample and is not timed.
 */
export async function python({ setup, run, env = NATIVE }) {
  const child = spawn(interpreter, ["-c", server, setup, run], {
    env: environment(env),
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).value !== "ready") return null;
  let count = 1;
  const ask = async () => {
    child.stdin.write(`${count}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`python ended while it ran: ${run}`);
    return Number(value);
  };
  return {
    async sample(seconds) {
      for (;;) {
        const spent = await ask();
        if (spent >= seconds / 2) return spent / count;
        count = Math.max(count + 1, Math.ceil((count * seconds) / Math.max(spent, seconds / 16)));
      }
    },
    close: () => child.stdin.end(),
  };
}

/** The variable `result` that a snippet leaves, through JSON; null where a module is missing. */
export function pythonJson(code, env = NATIVE) {
  const script = `import json, sys
scope = {}
try:
    exec(sys.stdin.read(), scope)
    print(json.dumps(scope["result"]))
except ImportError:
    print("null")
`;
  const { stdout, status } = spawnSync(interpreter, ["-c", script], {
    env: environment(env),
    input: code,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "inherit"],
  });
  return status === 0 ? JSON.parse(stdout) : null;
}
