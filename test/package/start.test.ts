import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("npm start tunes, compares and draws, here with 14 trials of one seed", async () => {
  const output = await runNode(process.execPath, ["bench/tune/main.mjs", "14", "1"], root);
  const lines = output.split("\n").filter((line) => /^ *\d+\/14 /.test(line));
  expect(lines).toHaveLength(14);
  const best = lines.map((line) => Number(line.trim().split(/\s+/)[2]));
  // The error of the mean as the prediction is 7.8 mpg.
  expect(best.at(-1)).toBeLessThan(3);
  expect(best).toEqual([...best].sort((a, b) => b - a));
  // The last trials come from the model, which says what it expects of them.
  expect(lines.at(-1)).not.toContain("–");
  expect(output).toMatch(/random search +median \d\.\d+ mpg/);
  const picture = readFileSync(fileURLToPath(/Picture: (\S+)/.exec(output)![1]!), "utf8");
  expect(picture).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  // Self-contained: nothing is loaded from elsewhere, and no number went missing.
  expect(picture.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|NaN|undefined/);
});
