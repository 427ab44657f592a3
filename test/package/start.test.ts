import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("npm start learns the front and writes a report, here with 2 rounds", async () => {
  const output = await runNode(process.execPath, ["bench/start.mjs", "2"], root);
  const lines = output.split("\n").filter((line) => /^ *\d+\/2 /.test(line));
  const cells = lines.map((line) => line.trim().split(/\s+/).map(Number));
  expect(cells.map((row) => row[1])).toEqual([20, 25, 30]);
  const reached = cells.map((row) => row[2]!);
  expect(reached).toEqual([...reached].sort((a, b) => a - b));
  // The true front has 0.88915.
  expect(reached.at(-1)).toBeGreaterThan(0.7);
  expect(reached.at(-1)).toBeLessThan(0.8892);

  const page = readFileSync(fileURLToPath(/Report: (\S+)/.exec(output)![1]!), "utf8");
  // Self-contained: nothing is loaded from elsewhere, and no number went missing.
  expect(page.replaceAll(/http:\/\/www\.w3\.org\/(2000\/svg|1999\/xlink)/g, "")).not.toMatch(
    /https?:|\b(src|href)=|@import|url\(|\bimport\b|NaN|undefined|Infinity/,
  );
  const json = /<script type="application\/json" id="designs">(.*?)<\/script>/s.exec(page)![1]!;
  const designs: { areas: number[]; predicted: Record<string, { mean: number; sd: number }> }[] =
    JSON.parse(json);
  expect(designs.length).toBeGreaterThan(20);
  // JSON has null where a number is not finite.
  expect(json).not.toContain("null");
  for (const { areas, predicted } of designs) {
    expect(areas).toHaveLength(4);
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...areas)).toBeLessThanOrEqual(3);
    for (const { mean, sd } of [predicted.volume!, predicted.displacement!]) {
      expect(mean).toBeGreaterThan(0);
      expect(sd).toBeGreaterThanOrEqual(0);
    }
  }
  const volumes = designs.map(({ predicted }) => predicted.volume!.mean);
  expect(volumes).toEqual([...volumes].sort((a, b) => a - b));
});

it("npm start -- tune tunes, compares and draws, here with 14 trials of one seed", async () => {
  const output = await runNode(process.execPath, ["bench/start.mjs", "tune", "14", "1"], root);
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

it.each([
  [["desing"], /knows no "desing".*npm start -- design or npm start -- tune/],
  [["2x"], /rounds is "2x": give a positive whole number/],
  [["-1"], /rounds is "-1": give a positive whole number/],
  [["2", "many"], /initial is "many": give a positive whole number/],
  [["2", "20", "3"], /"3" is one too many: the numbers are rounds, initial/],
  [["design", "0"], /rounds is "0"/],
  [["tune", "forty"], /trials is "forty": give a positive whole number/],
  [["tune", "40", "1.5"], /seeds is "1.5"/],
])("npm start -- %j says what is wrong, and does nothing", async (args, message) => {
  await expect(runNode(process.execPath, ["bench/start.mjs", ...args], root)).rejects.toThrow(
    message,
  );
});
