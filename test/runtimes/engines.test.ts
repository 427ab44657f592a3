/** The packed package in every engine of the command line and of the edge. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Plugin } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeVersions, runNode } from "../support/runtimes.js";
import { bundled, installApplication, installed } from "./application.js";
import { Hashes } from "./hashes.js";

// A script without types: named as text, so that no declaration is asked for.
const harness = "../../bench/support/workerd.mjs";
const { present: workerdPresent, runWorker, serveWorker } = await import(harness);

const run = promisify(execFile);
const absent = " (absent: npm ci --prefix test/runtimes)";

const engines = [
  // What it may not do without a permission it would ask for, and may not.
  {
    name: "Deno, no permissions",
    path: "@deno/linux-x64-glibc/deno",
    args: ["run", "--no-prompt"],
    toRead: ["--allow-read"],
  },
  { name: "Bun", path: "@oven/bun-linux-x64/bin/bun", args: ["run"], toRead: [] },
].map(({ name, path, args, toRead }) => {
  const binary = installed(path);
  const present = existsSync(binary);
  return { name: `${name}${present ? "" : absent}`, binary, args, toRead, present };
});

/** As Next.js has it: `?module` gives the compiled module. */
const asModule: Plugin = {
  name: "?module",
  setup({ onResolve }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir, ...rest }) => ({
      path: join(resolveDir, path.replace("?module", "")),
      ...(rest.kind === "import-statement" ? {} : { errors: [{ text: "not static" }] }),
    }));
  },
};

describe("the packed package computes the same bits", () => {
  let app: Awaited<ReturnType<typeof installApplication>>;
  const hashes = new Hashes();

  beforeAll(async () => {
    app = await installApplication();
  });
  afterAll(() => {
    app?.remove();
    hashes.print();
  });

  const agrees = (name: string, said: string) => hashes.agree(name, said, app.expected);

  for (const { name, binary, present } of nodeVersions) {
    it.skipIf(!present)(`in ${name}`, async () => {
      agrees(name, await runNode(binary, ["command-line.mjs"], app.folder));
      agrees(`${name}, slim`, await runNode(binary, ["command-line-slim.mjs"], app.folder));
    });
  }

  for (const { name, binary, args, toRead, present } of engines) {
    it.skipIf(!present)(`in ${name}`, async () => {
      const said = async (...more: string[]) =>
        (await run(binary, [...args, ...more], { cwd: app.folder })).stdout;
      agrees(name, await said("command-line.mjs"));
      agrees(`${name.split(",")[0]}, slim`, await said(...toRead, "command-line-slim.mjs"));
    });
  }

  describe.skipIf(!workerdPresent)(`in workerd${workerdPresent ? "" : absent}`, () => {
    const edge = (condition: string) =>
      bundled(app.folder, "edge", {
        conditions: [condition, "worker", "browser"],
        loader: { ".wasm": "copy" },
        plugins: condition === "edge-light" ? [asModule] : [],
      });

    for (const condition of ["workerd", "edge-light"]) {
      it(`with the condition ${condition}`, async () => {
        agrees(
          `workerd, condition ${condition}`,
          await runWorker(await edge(condition), "edge.js"),
        );
      });
    }

    it("behind a fetch handler", async () => {
      const worker = await serveWorker(await edge("workerd"), "edge.js");
      try {
        const response = await fetch(worker.origin);
        agrees("workerd, fetch handler", await response.text());
      } finally {
        await worker.stop();
      }
    });

    it("and says which condition is missing where the binary came inlined", async () => {
      const folder = await bundled(app.folder, "edge");
      await expect(runWorker(folder, "edge.js")).rejects.toThrow(
        /bundle with the condition workerd/,
      );
    });
  });
});
