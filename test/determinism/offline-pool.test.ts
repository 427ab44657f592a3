/** The same designs to the last bit: in one thread, and in a pool of Node and of Chromium. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { optimizeOffline } from "../../src/offline/index.js";
import { resultOfPage, serve } from "../support/browser.js";
import { chromium, nodeVersions, runNode } from "../support/runtimes.js";
import { hashesOf } from "./offline-pool.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
type Hashes = Record<string, string>;

const inNode = `
import { Worker } from "node:worker_threads";
import { trial } from "./test/determinism/offline-pool.mjs";
const start = () => new Worker("./test/determinism/offline-worker.mjs", { execArgv: [] });
console.log(JSON.stringify(await trial(start)));
`;
const page = `<!doctype html><title>offline</title><script type="module">
import { trial } from "/test/determinism/offline-pool.mjs";
globalThis.result = await trial(
  () => new Worker("/test/determinism/offline-worker.mjs", { type: "module" }),
);
</script>`;

describe("offline designs", () => {
  let expected: Hashes;
  beforeAll(async () => {
    expected = await hashesOf(optimizeOffline);
  }, 120_000);

  it("differ between methods", () => {
    expect(Object.keys(expected)).toContain("root");
    expect(new Set(Object.values(expected)).size).toBe(Object.keys(expected).length);
  });

  for (const { name, binary, present } of nodeVersions) {
    it.skipIf(!present)(`are the same in a pool of ${name}`, async () => {
      const said = await runNode(binary, ["--input-type=module", "--eval", inNode], root);
      expect(JSON.parse(said)).toEqual(expected);
    });
  }

  it.skipIf(!chromium.present)(`are the same in a pool of ${chromium.name}`, async () => {
    const server = await serve(root, { "/": page });
    try {
      expect(await resultOfPage(server.origin)).toEqual(expected);
    } finally {
      await server.close();
    }
  });
});
