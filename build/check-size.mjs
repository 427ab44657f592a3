/**
 * `npm run check:size [-- --write]`: prints what applications of each entry weigh and fails where one
 * is over its budget; `--write` puts the table into README.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sizes } from "./sizes.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const rows = await sizes();
const cells = [
  ["an application of", "minified", "brotli", "budget"],
  ...rows.map(({ name, minified, brotli, budget }) => {
    return [name, minified.toFixed(1), brotli.toFixed(1), `${budget} KiB`];
  }),
];
const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
const table = [line(cells[0]), rule, ...cells.slice(1).map(line)].join("\n");
console.log(table);

if (process.argv.includes("--write")) {
  const readme = readFileSync("README.md", "utf8");
  const place = /(<!-- sizes -->\n)[\s\S]*?(\n<!-- \/sizes -->)/;
  if (!place.test(readme)) throw new Error("README.md has no place for the sizes");
  writeFileSync("README.md", readme.replace(place, `$1\n${table}\n$2`));
}

const heavy = rows.filter(({ brotli, budget }) => brotli > budget);
for (const { name, brotli, budget } of heavy) {
  console.error(`${name}: ${brotli.toFixed(1)} KiB, over its budget of ${budget}`);
}
process.exitCode = heavy.length > 0 ? 1 : 0;
