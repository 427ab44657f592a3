/** The pool with the threads of Node and of a browser. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { resultOfPage, serve } from "../support/browser.js";
import { chromium, nodeVersions, runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const expected = {
  ...{ study: true, fit: true, aborted: "AbortError", after: "running" },
  died: expect.stringMatching(/^the worker broke off: .*out of the blue/),
  wrong: expect.stringMatching(/^X\[1\]\[0\] is NaN: /),
};

// The process ends by itself when the pool is disposed of, or idle: a zombie would hold it.
const inNode = (dispose: boolean) => `
import { Worker } from "node:worker_threads";
import { WorkerPool } from "./build/dist/worker/index.js";
import { trial } from "./test/package/worker-trial.mjs";
let ended = 0;
let started = 0;
const start = () => {
  started++;
  return new Worker("./test/package/worker-fixture.mjs", { execArgv: [] }).on("exit", () => ended++);
};
const result = await trial(start);
const idle = ${dispose} ? null : new WorkerPool(start);
if (idle) await idle.call("missing").catch(() => {});
process.on("exit", () => console.log(JSON.stringify({ ...result, alive: started - ended })));
`;

describe("a worker pool", () => {
  for (const { name, binary, present } of nodeVersions) {
    it.skipIf(!present)(`in worker threads of ${name}`, async () => {
      const run = async (dispose: boolean) =>
        JSON.parse(await runNode(binary, ["--input-type=module", "--eval", inNode(dispose)], root));
      expect(await run(true)).toEqual({ ...expected, alive: 0 });
      expect(await run(false)).toEqual({ ...expected, alive: 1 });
    });
  }

  it.skipIf(!chromium.present)(`in Web Workers of ${chromium.name}`, async () => {
    const page = `<!doctype html><title>pool</title><script type="module">
import { trial } from "/test/package/worker-trial.mjs";
globalThis.result = await trial(() => new Worker("/test/package/worker-fixture.mjs", { type: "module" }));
</script>`;
    const server = await serve(root, { "/": page });
    try {
      expect(await resultOfPage(server.origin)).toEqual(expected);
    } finally {
      await server.close();
    }
  });
});
