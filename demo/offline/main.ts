import cars from "virtual:cars.csv";
import type { OfflineMethodName, OfflineProgress } from "steinbock/offline";
import type { Designs } from "../../src/csv/index.js";
import { make } from "../shared/figure.js";
import { pool } from "../shared/pool.js";
import { announce, element, problem } from "../shared/site.js";
import { download, type Finding, showResults } from "./results.js";
import { kindOf, Source } from "./source.js";

const methods = {
  networks: "auto",
  "Gaussian process": "gp-ascent",
  "one network, quick": "gradient-ascent",
} satisfies Record<string, OfflineMethodName>;

/** The same table and the same wishes give the same designs. */
const SEED = 1;
/** Of the whole work, by how long it takes. */
const TRAINING = 0.75;

const target = element<HTMLSelectElement>("target");
const direction = element<HTMLSelectElement>("direction");
const count = element<HTMLInputElement>("count");
const method = element<HTMLSelectElement>("method");
const start = element<HTMLButtonElement>("run");
const cancel = element<HTMLButtonElement>("cancel");
const columns = element("columns");

let source: Source | null = null;
let designs: Designs | null = null;
let running: AbortController | null = null;
let finding: Finding | null = null;
let latest = 0;

/** Takes a table in place of the one there was; of one that cannot be read nothing remains. */
async function take(reading: () => Source | Promise<Source>): Promise<void> {
  const mine = ++latest;
  running?.abort();
  source = designs = null;
  target.replaceChildren();
  columns.hidden = true;
  element("loaded").textContent = "";
  try {
    const read = await reading();
    if (mine !== latest) return;
    source = read;
    target.append(...source.names.map((name) => new Option(name)));
    target.value = source.target;
  } catch (error) {
    if (mine !== latest) return;
    problem(error);
  }
  recognize();
}

/** Reads the columns with what is wished of them, and says what they are or which cell is wrong. */
function recognize(): void {
  designs = null;
  if (source !== null) {
    try {
      designs = source.designs();
      problem(null);
    } catch (error) {
      problem(error);
    }
    listColumns(source);
    const { rows, names } = source.table;
    const told = [
      `${rows.length} rows and ${names.length} columns of ${source.name}`,
      ...(designs?.notes ?? []),
    ];
    element("loaded").textContent = `${told.join("; ")}.`;
    announce(element("loaded").textContent!);
  }
  buttons();
}

/** A box for each column that may be varied, with what it was recognized as. */
function listColumns({ inputs, left }: Source): void {
  const boxes = inputs.map((name, i) => {
    const id = `vary-${i + 1}`;
    const box = make("input", { id, type: "checkbox", checked: !left.has(name) });
    box.addEventListener("change", () => {
      if (box.checked) left.delete(name);
      else left.add(name);
      recognize();
      element(id).focus();
    });
    const label = make("label", { className: "check" });
    const kind = designs === null && !left.has(name) ? "" : `: ${kindOf(designs?.space[name])}`;
    label.append(box, `${name}${kind}`);
    return label;
  });
  columns.hidden = false;
  columns.querySelector("summary")!.textContent =
    `${inputs.filter((name) => !left.has(name)).length} of ${inputs.length} columns may be varied`;
  columns.querySelector("div")!.replaceChildren(...boxes);
}

async function run(): Promise<void> {
  if (source === null || designs === null || !count.reportValidity()) return;
  const current = new AbortController();
  running = current;
  problem(null);
  buttons();
  const begin = performance.now();
  const asked = { target: source.target, direction: direction.value as "maximize" | "minimize" };
  const { name, table } = source;
  const { records, space } = designs;
  const mine = designs;
  state("Starting …");
  try {
    const result = await pool.optimizeOffline(records, {
      ...{ ...asked, space, seed: SEED, candidates: count.valueAsNumber },
      method: methods[method.value as keyof typeof methods],
      signal: current.signal,
      onProgress: progress,
    });
    const scores = records.map((record) => record[asked.target] as number);
    finding = { run: { result, scores, ...asked }, source: name, table, designs: mine };
    state(`Done in ${((performance.now() - begin) / 1e3).toFixed(1)} s.`);
    showResults(finding);
  } catch (error) {
    state(current.signal.aborted ? "Cancelled." : "");
    if (current.signal.aborted) announce("Cancelled.");
    else problem(error);
  }
  element<HTMLProgressElement>("bar").value = 0;
  if (running === current) running = null;
  buttons();
}

function progress({ stage, done }: OfflineProgress): void {
  const text = stage === "training" ? "Training" : "Searching";
  if (!element("status").textContent!.startsWith(text)) announce(text);
  const share = stage === "training" ? TRAINING * done : TRAINING + (1 - TRAINING) * done;
  element<HTMLProgressElement>("bar").value = share;
  state(`${text}, ${Math.floor(100 * done)} % …`);
}

function state(text: string): void {
  element("status").textContent = text;
}

function buttons(): void {
  start.disabled = designs === null || running !== null;
  cancel.disabled = running === null;
}

const example = () => take(() => new Source("cars.csv", cars));

for (const name of Object.keys(methods)) method.append(new Option(name));
target.addEventListener("change", () => {
  source!.target = target.value;
  recognize();
});
const file = element<HTMLInputElement>("file");
file.addEventListener("change", () => {
  const [chosen] = file.files!;
  if (chosen !== undefined) void take(() => Source.of(chosen));
  // The same file may be chosen again, once it is mended.
  file.value = "";
});
element("example").addEventListener("click", example);
start.addEventListener("click", run);
cancel.addEventListener("click", () => running?.abort());
// A keyboard scrolls it, too.
element("designs").tabIndex = 0;
element("download").addEventListener("click", () => finding !== null && download(finding));
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", ({ relatedTarget }) => {
  if (relatedTarget === null) document.body.classList.remove("dropping");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  const [dropped] = event.dataTransfer?.files ?? [];
  if (dropped !== undefined) void take(() => Source.of(dropped));
});

await example();
await run();
