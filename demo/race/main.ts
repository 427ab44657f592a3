import { WorkerPool } from "steinbock/worker";
import { Figure } from "../shared/figure.js";
import { announce, element, problem } from "../shared/site.js";
import type { Heat, News } from "./heat.js";
import { lanesPicture } from "./pictures.js";
import { names, ROUNDS, type Size, sizes } from "./programme.js";
import { Standing } from "./standing.js";
import { captionOf, textOf } from "./words.js";

/** A worker of its own: other pages do not load what races here. */
const pool = new WorkerPool(
  () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
);
const figure = new Figure(element("lanes"), "Speed of every lane", [
  ["bar", "Steinbock"],
  ["bar rival", "rivals"],
  ["whisker", "middle half of the rounds"],
]);
const start = element<HTMLButtonElement>("start");
const size = element<HTMLSelectElement>("size");
const copy = element<HTMLButtonElement>("copy");
const text = element<HTMLTextAreaElement>("text");

let standings: Standing[] = [];
let running: AbortController | null = null;

/** What has run so far, of all that will. */
function draw(): void {
  figure.show(lanesPicture(standings));
  text.value = textOf(standings, chosen());
  const done = standings.reduce((sum, { rounds }) => sum + rounds, 0);
  element<HTMLProgressElement>("bar").value = done / (ROUNDS * names.length);
}

const chosen = () => size.value as Size;

function prepare(): void {
  standings = names.map((name) => new Standing(name, chosen()));
  draw();
  state("");
  copy.disabled = true;
}

async function run(): Promise<void> {
  running = new AbortController();
  const { signal } = running;
  start.textContent = "Stop";
  size.disabled = true;
  problem(null);
  prepare();
  try {
    for (const standing of standings) {
      const { name, title } = standing;
      state(`${title}: getting ready …`);
      const onProgress = (news: News) => {
        standing.hear(news);
        if (standing.rounds > 0) state(`${title}: round ${standing.rounds} of ${ROUNDS}`);
        draw();
      };
      const heat: Heat = { name, size: chosen() };
      await pool.call<void, News>("heat", heat, { signal, onProgress });
      announce(captionOf([standing]));
    }
    state("Finished.");
  } catch (error) {
    if (!signal.aborted) problem(error);
    state("Stopped.");
  }
  running = null;
  start.textContent = "Start";
  size.disabled = false;
  copy.disabled = standings[0].rounds === 0;
}

function state(words: string): void {
  element("status").textContent = words;
}

/** Puts the text on the clipboard; where that is not allowed, it is selected for the reader to copy. */
async function share(): Promise<void> {
  try {
    await navigator.clipboard.writeText(text.value);
    element("copied").textContent = "Copied.";
  } catch {
    text.select();
    element("copied").textContent = "Selected: copy it with your keyboard.";
  }
}

for (const name of sizes) size.append(new Option(name));
size.value = "medium";
size.addEventListener("change", prepare);
start.addEventListener("click", () => (running === null ? void run() : running.abort()));
copy.addEventListener("click", share);
prepare();
