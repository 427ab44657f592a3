/** The command as users run it: real files in, tables, CSV and reports out. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeText, parseCsv, readDesigns } from "../../src/csv/index.js";
import { mixedRecords } from "../offline/data.js";

const bin = fileURLToPath(new URL("../../build/dist/cli/main.js", import.meta.url));
let folder: string;
const at = (name: string) => join(folder, name);
const file = (name: string, text: string) => writeFileSync(at(name), text);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in the folder of the files. */
function steinbock(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** The cheapest has kind c, a dose of 4, little heat and an open lid. */
function rows(n: number, cell: (value: number) => string): string[][] {
  return mixedRecords(n).map(({ kind, dose, heat, open, cost }) => [
    ...[`"kind ""${kind}"""`, String(dose), cell(heat), open ? "TRUE" : "FALSE", cell(cost)],
  ]);
}
const header = ["kind", "dose", "heat", "open", "cost"];
const german = (value: number) => value.toFixed(4).replace(".", ",");
const fast = ["--method", "gradient-ascent", "--seed", "7"];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "steinbock-command-"));
  file("plain.csv", [header, ...rows(150, String)].map((row) => row.join(",")).join("\n"));
  const lines = [header, ...rows(150, german)].map((row) => row.join(";")).join("\r\n");
  file("german.csv", `\ufeff${lines}\r\n\r\n`);
  file(
    "numbers.csv",
    `a,b,y\n${[1, 2, 3, 4, 5].map((i) => `${i},${(i * i) % 7},${i}`).join("\n")}`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("steinbock offline", () => {
  it("prints the best designs, and writes all of them and a report", async () => {
    const { code, stdout, stderr } = await steinbock(
      ...["offline", "german.csv", "--target", "cost", "--minimize", "--candidates", "20"],
      ...["--output", "designs.csv", "--report", "report.html", ...fast],
    );
    expect(stderr).toMatch(/^training 0 %[\s\S]*search 100 %, \d+ s\n$/);
    expect(code).toBe(0);
    const [names, ...table] = stdout.split("\n").slice(0, 11);
    expect(names!.trim().split(/ {2,}/)).toEqual([
      ...["design", "kind", "dose", "heat", "open", "predicted cost", "deviation", "distance"],
    ]);
    for (const line of table) expect(line).toMatch(/kind "c" +\d +[\d.]+ +true/);
    expect(stdout).toMatch(/Best first, of 20 designs; all of them are in designs.csv. Seed 7./);
    expect(stdout).toMatch(/rank correlation -?\d\.\d\d/);

    // Like the table that was read: semicolons and decimal commas.
    const text = readFileSync(at("designs.csv"), "utf8");
    const found = parseCsv(decodeText(new TextEncoder().encode(text)));
    expect(found.separator).toBe(";");
    const { records } = readDesigns(found, { target: "score" });
    expect(records).toHaveLength(20);
    const scores = records.map(({ score }) => score as number);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(Object.keys(records[0]!)).toEqual([
      ...["kind", "dose", "heat", "open", "score", "deviation", "distance"],
    ]);
    for (const { heat, dose, deviation, distance } of records as Record<string, number>[]) {
      expect(heat).toBeGreaterThanOrEqual(0);
      expect(heat).toBeLessThanOrEqual(100);
      expect(Number.isInteger(dose)).toBe(true);
      expect(deviation).toBeGreaterThanOrEqual(0);
      expect(distance).toBeGreaterThanOrEqual(0);
    }
    expect(records[0]!.heat as number).toBeLessThan(20);
    expect([3, 4, 5]).toContain(records[0]!.dose);

    const page = readFileSync(at("report.html"), "utf8");
    expect(page.match(/<figure>/g)).toHaveLength(2);
    expect(page.match(/<svg [^>]*role="img"/g)).toHaveLength(2);
    expect(page.match(/<figcaption>[^<]*\d[^<]*<\/figcaption>/g)).toHaveLength(2);
    expect(page.match(/<tr><td>/g)!.length).toBe(24 + 20 + 20);
    expect(page).toContain("prefers-color-scheme:dark");
    expect(page).toContain("kind &quot;c&quot;");
    // Self-contained: nothing is loaded from elsewhere, and no number went missing.
    expect(page.replaceAll(/http:\/\/www\.w3\.org\/(2000\/svg|1999\/xlink)/g, "")).not.toMatch(
      /https?:|\b(src|href)=|@import|url\(|<script|NaN|undefined|Infinity/,
    );
  });

  it("gives the same designs for the same seed, and larger scores first where they are better", async () => {
    const call = ["offline", "plain.csv", "--target", "cost", "--maximize", "--candidates", "5"];
    const [first, second] = [await steinbock(...call, ...fast), await steinbock(...call, ...fast)];
    expect(first.stdout).toBe(second.stdout);
    const cells = first.stdout.split("\n").slice(1, 6);
    const scores = cells.map((line) => Number(line.trim().split(/ {2,}/)[5]));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[0]).toBeGreaterThan(3);
  });

  it("leaves columns out, takes numbers as names, and notes what looks like names", async () => {
    const named = rows(60, String).map((row, i) => [`run ${i}`, ...row].join(","));
    file("named.csv", [["id", ...header].join(","), ...named].join("\n"));
    const call = ["offline", "named.csv", "--target=cost", "--minimize", "--candidates=3", ...fast];
    const noted = await steinbock(...call, "--ignore", "heat", "--ignore", "open");
    expect(noted.stderr).toContain("note: column id has 60 different texts in 60 rows");
    expect(noted.stdout.split("\n")[0]).not.toMatch(/heat|open/);
    const quiet = await steinbock(...call, "--ignore", "id", "--category", "dose");
    expect(quiet.stderr).not.toContain("note:");
    expect(quiet.code).toBe(0);
    expect(quiet.stdout.split("\n")[1]).toMatch(/kind "c" +[3-5] /);
  });

  it("shows 20 columns turned, every line within the width", async () => {
    const wide = Array.from({ length: 20 }, (_, j) => `column ${j + 1}`);
    const body = Array.from({ length: 30 }, (_, i) => [
      ...wide.map((_, j) => ((i * (j + 3)) % 11) / 7),
      i % 11,
    ]);
    file("wide.csv", [[...wide, "y"], ...body].map((row) => row.join(",")).join("\n"));
    const call = ["offline", "wide.csv", "--target", "y", "--maximize", "--candidates", "12"];
    const { stdout } = await steinbock(...call, ...fast);
    const lines = stdout.split("\n").slice(0, 24);
    expect(lines.map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
      ...["design", ...wide, "predicted y", "deviation", "distance"],
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

describe("what is wrong is said in one line, with its place", () => {
  const target = ["--target", "y", "--maximize"];

  it.each([
    ["missing", "a,y\n1,2\n,3\n2,4\n", 'bad.csv: line 3, column 1 (a) is "": the cell is missing'],
    [
      "text",
      "a,y\n1,2\n2,3\nn/a,4\n",
      'bad.csv: line 4, column 1 (a) is "n/a": give a finite number',
    ],
    ["NaN", "a,y\n1,2\n2,NaN\n", 'bad.csv: line 3, column 2 (y) is "NaN": give a finite number'],
    ["infinite", "a,y\n1,2\n-Infinity,3\n", 'bad.csv: line 3, column 1 (a) is "-Infinity"'],
    ["ragged", "a,y\n1,2\n3\n", 'bad.csv: line 3 is "3": it has 1 cells, and the header has 2'],
    ["misquoted", 'a,y\n1,2\n"3,4\n', "bad.csv: line 3"],
    ["no rows", "a,y\n", "bad.csv: rows is 0: give at least two designs"],
    ["one row", "a,y\n1,2\n", "bad.csv: rows is 1: give at least two designs"],
    ["empty", "", "bad.csv: the file is"],
    ["equal scores", "a,y\n1,2\n2,2\n", "all scores are the same"],
    ["constant designs", "a,y\n1,2\n1,3\n", "every column is constant"],
  ])("%s", async (_, text, message) => {
    file("bad.csv", text);
    const { code, stdout, stderr } = await steinbock("offline", "bad.csv", ...target);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^steinbock: bad\.csv: .*\n$/);
    expect([code, stdout]).toEqual([1, ""]);
  });

  it.each<[number, string, string[]]>([
    [1, "cannot read none.csv: there is no such file", ["offline", "none.csv", ...target]],
    [1, "cannot read .: it is a folder", ["offline", ".", ...target]],
    [
      2,
      '--target is "z": the columns are a, b, y',
      ["offline", "numbers.csv", "--target", "z", "--maximize"],
    ],
    [2, "--target is missing", ["offline", "numbers.csv", "--maximize"]],
    [2, "say either --maximize or --minimize", ["offline", "numbers.csv", "--target", "y"]],
    [2, "say either --maximize or", ["offline", "numbers.csv", ...target, "--minimize"]],
    [2, "value is missing", ["offline", "numbers.csv", "--target", "--maximize"]],
    [2, '--seed is "one": give a whole', ["offline", "numbers.csv", ...target, "--seed", "one"]],
    [
      2,
      '--candidates is "1.5": give a whole',
      ["offline", "numbers.csv", ...target, "--candidates", "1.5"],
    ],
    [
      2,
      "--seed is given more than once",
      ["offline", "numbers.csv", ...target, "--seed", "1", "--seed", "2"],
    ],
    [
      2,
      '--method is "magic": use one of auto',
      ["offline", "numbers.csv", ...target, "--method", "magic"],
    ],
    [
      2,
      '--ignore is "c": the columns are a, b, y',
      ["offline", "numbers.csv", ...target, "--ignore", "c"],
    ],
    [2, '--category is "c": the columns', ["offline", "numbers.csv", ...target, "--category", "c"]],
    [
      2,
      "numbers.csv would replace the data",
      ["offline", "numbers.csv", ...target, "--output", "./numbers.csv"],
    ],
    [
      1,
      "cannot write no/d.csv: there is no such",
      ["offline", "numbers.csv", ...target, "--output", "no/d.csv"],
    ],
    [1, "cannot write .: it is a folder", ["offline", "numbers.csv", ...target, "--report", "."]],
    [2, "Unknown option `--outptu`", ["offline", "numbers.csv", ...target, "--outptu", "d.csv"]],
    [2, "missing required args", ["offline"]],
    [2, 'there is no command "onlien"', ["onlien"]],
    [2, "say what to do", []],
  ])("code %i: %s", async (expected, message, args) => {
    const { code, stdout, stderr } = await steinbock(...args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^steinbock: .*\n$/);
    expect([code, stdout]).toEqual([expected, ""]);
  });
});

it("helps, and tells its version", async () => {
  const help = await steinbock("--help");
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain("offline <data.csv>");
  const offline = await steinbock("offline", "--help");
  expect(offline.code).toBe(0);
  for (const flag of [
    "--target <column>",
    "--maximize",
    "--minimize",
    "--output <file>",
    "--report <file>",
  ]) {
    expect(offline.stdout).toContain(flag);
  }
  const { stdout, code } = await steinbock("--version");
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  expect([stdout.split(" ")[0], code]).toEqual([`steinbock/${version}`, 0]);
});
