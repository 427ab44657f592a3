import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(`${root}/README.md`, "utf8");
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

describe("the examples of the README", () => {
  it("are there", () => expect(blocks.length).toBeGreaterThanOrEqual(3));

  for (const [i, block] of blocks.entries()) {
    it(`run as they stand: ${/from "([^"]+)"/.exec(block)?.[1]}`, async () => {
      const { code } = await transform(block, { loader: "ts", format: "esm", target: "es2022" });
      mkdirSync(`${root}/build/readme`, { recursive: true });
      writeFileSync(`${root}/build/readme/${i}.mjs`, code);
      const output = await runNode(process.execPath, [`build/readme/${i}.mjs`], root);
      expect(output).not.toMatch(/undefined|null|NaN/);
      expect(output.length).toBeGreaterThan(5);
    });
  }
});
