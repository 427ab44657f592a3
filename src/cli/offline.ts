/// <reference types="node" />
/** `steinbock offline`: better designs from a table in a file. */
import { basename } from "node:path";
import type { CAC } from "cac";
import { type Designs, decodeText, parseCsv, type RawTable, readDesigns } from "../csv/index.js";
import { InputError } from "../errors.js";
import { type OfflineMethodName, type OfflineResult, optimizeOffline } from "../offline/index.js";
import { designsCsv, designTable, type OfflineRun } from "../report/designs.js";
import { trustOf } from "../report/trust.js";
import { Failure } from "./failure.js";
import { checkWritable, readBytes, writeText } from "./files.js";
import { type Given, type OfflineCall, readCall } from "./options.js";
import { progressOn } from "./progress.js";
import { terminalTable } from "./table.js";

export function defineOffline(cli: CAC): void {
  cli
    .command("offline <data.csv>", "Propose better designs from a table of designs and scores")
    .option("--target <column>", "Column that holds the scores")
    .option("--maximize", "Larger scores are better")
    .option("--minimize", "Smaller scores are better")
    .option("--candidates <n>", "How many designs (default: 128)")
    .option("--method <name>", "Method; a name that there is not lists them (default: auto)")
    .option("--seed <n>", "The same seed gives the same designs (default: drawn, and told)")
    .option("--ignore <column>", "Leave a column out; may be repeated")
    .option("--category <column>", "A column of numbers that are names; may be repeated")
    .option("--output <file>", "Write all designs as CSV")
    .option("--report <file>", "Write a report as one HTML file")
    .example("  $ steinbock offline data.csv --target yield --maximize --report report.html")
    .action((file: string, given: Given) => offline(readCall(file, given)));
}

async function offline(call: OfflineCall): Promise<void> {
  for (const path of [call.output, call.report]) {
    if (path !== undefined) checkWritable(path, call.file);
  }
  const { table, designs } = read(call);
  for (const note of designs.notes) process.stderr.write(`note: ${note}\n`);
  const result = await run(call, designs);
  const { target, direction } = call;
  const scores = designs.records.map((record) => record[target] as number);
  const found = { result, scores, target, direction };
  process.stdout.write(summary(found, call));
  if (call.output !== undefined) writeText(call.output, designsCsv(found, table, designs));
  if (call.report !== undefined) writeText(call.report, await reportOf(found, call.file));
}

function read({ file, target, ignore, categories }: OfflineCall): {
  table: RawTable;
  designs: Designs;
} {
  const bytes = readBytes(file);
  return told(file, () => {
    const table = parseCsv(decodeText(bytes));
    return { table, designs: readDesigns(table, { target, ignore, categories }) };
  });
}

async function run(call: OfflineCall, { records, space }: Designs): Promise<OfflineResult> {
  const { target, direction, candidates, seed, method } = call;
  const progress = progressOn(process.stderr);
  try {
    return await optimizeOffline(records, {
      ...{ target, direction, space, onProgress: progress.show },
      ...(candidates !== undefined && { candidates }),
      ...(seed !== undefined && { seed }),
      ...(method !== undefined && { method: method as OfflineMethodName }),
    });
  } catch (error) {
    return told(call.file, () => {
      throw error;
    });
  } finally {
    progress.end();
  }
}

/** A remedy for those who call the library. */
const IN_CODE = /, or an object with .*$/;
/** What an option is called here, where the library speaks of it. */
const flags = new Set(["target", "ignore", "candidates", "method", "seed"]);

/** Says of an error of the input where it is: in an option or in the file. */
function told<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (error.parameter === "categories")
      throw new Failure(`--category${error.message.slice(10)}`, 2);
    if (flags.has(error.parameter)) throw new Failure(`--${error.message.replace(IN_CODE, "")}`, 2);
    throw new Failure(`${basename(file)}: ${error.message}`, 1);
  }
}

function summary(found: OfflineRun, { output }: OfflineCall): string {
  const { result, target } = found;
  const table = designTable(found);
  const all = table.rows.length;
  const rest =
    output === undefined ? "--output designs.csv keeps them all" : `all of them are in ${output}`;
  return [
    terminalTable(table, process.stdout.columns ?? 120),
    "",
    `Best first, of ${all} designs; ${rest}. Seed ${result.seed}.`,
    ...trustOf(result, target),
    "",
  ].join("\n");
}

/** Plots and their stand-in for a document are loaded only where a report is wanted. */
async function reportOf(found: OfflineRun, file: string): Promise<string> {
  const [{ offlineReport }, { parseHTML }] = await Promise.all([
    import("../report/offline-report.js"),
    import("linkedom"),
  ]);
  const { document } = parseHTML("<html></html>");
  return offlineReport(found, basename(file), document as unknown as Document);
}
