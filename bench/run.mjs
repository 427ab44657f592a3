/**
 * `npm run bench [filter…]`: runs the bench/**\/*.bench.mjs whose path holds one of the filters,
 * prints one table and writes build/bench/<path>.json with facts of the machine.
 *
 * A bench file exports `rows()`, async, that gives rows
 * `{ name, value, unit, targets?, rivals: [{ name, value, ratio }] }` (ratio > 1: we are faster);
 * `race` of support/race.mjs makes them. Each file runs in a process of its own, so that no file
 * disturbs the code that the engine made for another.
 */
import { fork } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { machine } from "./support/machine.mjs";
import { score, table } from "./support/table.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

function benchFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".bench.mjs"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
}

function rowsOf(file) {
  return new Promise((resolve, reject) => {
    const child = fork("bench/support/child.mjs", [join("..", file)]);
    child.on("message", resolve);
    child.on("exit", (code) => code !== 0 && reject(new Error(`bench/${file} failed`)));
  });
}

const filters = process.argv.slice(2);
const chosen = benchFiles("bench").filter(
  (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
);
const groups = [];
let failed = false;
for (const file of chosen) {
  const group = file.replace(/\.bench\.mjs$/, "");
  process.stderr.write(`${group}…\n`);
  try {
    const rows = await rowsOf(file);
    groups.push({ group, rows });
    const output = `build/bench/${group.replaceAll("/", "-")}.json`;
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, `${JSON.stringify({ group, machine: machine(), rows }, null, 1)}\n`);
  } catch (error) {
    failed = true;
    console.error(error.message);
  }
}
console.log(table(groups));
console.log(score(groups));
console.log(`${Object.values(machine()).join(" · ")}\nbuild/bench/*.json holds the figures.`);
process.exitCode = failed ? 1 : 0;
