import type * as Plot from "@observablehq/plot";
import { Figure, make, tableOf } from "../shared/figure.js";
import { announce, element, problem } from "../shared/site.js";
import { Learning, ROUNDS } from "./learning.js";
import { frontPicture, nearestPlace, progressPicture } from "./pictures.js";
import { simulate, type Values } from "./problem.js";
import { Truss } from "./truss.js";

const front = new Figure(element("front"), "Designs and the learnt front", [
  ["", "learnt front"],
  ["dashed", "true front, unknown to the model"],
  ["ring", "first designs"],
  ["dot ours", "designs it chose"],
  ["ring here", "your truss"],
]);
const progress = new Figure(element("progress"), "Share of the best hypervolume");
const truss = new Truss(element("drawing"));
const design = element("design");
design.prepend(make("h2", { textContent: "Your truss" }));
const words = make("figcaption");
const details = make("details");
details.append(make("summary", { textContent: "The numbers as a table" }), make("div"));
design.append(words, details);

const preference = element<HTMLInputElement>("preference");
const learn = element<HTMLButtonElement>("learn");
let learning = new Learning();
let running: AbortController | null = null;
let marker: SVGCircleElement | null = null;
let scales: { readonly x: Plot.Scale; readonly y: Plot.Scale } | null = null;

/** Everything that the preference moves; no plot is made anew. */
function show(): void {
  if (learning.model === null) return;
  const stiff = Number(preference.value);
  const { params, predicted, distance } = learning.solution(stiff);
  const expected = { volume: predicted.volume.mean, displacement: predicted.displacement.mean };
  truss.show(params, expected);
  if (marker !== null && scales !== null) {
    marker.setAttribute("cx", String(scales.x.apply(expected.volume)));
    marker.setAttribute("cy", String(scales.y.apply(expected.displacement)));
  }
  const share = Math.round(100 * stiff);
  words.textContent = `Light ${100 - share} %, stiff ${share} %: ${expected.volume.toFixed(0)} cm³, and under load the tip sinks by ${(10 * expected.displacement).toFixed(3)} mm (drawn 1,000 × larger).`;
  preference.setAttribute("aria-valuetext", words.textContent);
  if (details.open) table(expected, simulate(params), params, distance);
}

function table(expected: Values, truth: Values, params: Record<string, number>, distance: number) {
  const rows = [
    ["volume, cm³", expected.volume.toFixed(1), truth.volume.toFixed(1)],
    ["displacement, cm", expected.displacement.toFixed(5), truth.displacement.toFixed(5)],
    ...Object.values(params).map((area, i) => [`bar ${i + 1}, cm²`, area.toFixed(3), ""]),
    ["distance from the designs evaluated", distance.toFixed(3), ""],
  ];
  details.lastElementChild!.replaceChildren(tableOf({ head: ["", "expected", "simulated"], rows }));
}

function draw(): void {
  const picture = frontPicture(learning);
  front.show(picture);
  progress.show(progressPicture(learning));
  element<HTMLProgressElement>("bar").value = learning.history.length / (ROUNDS + 1);
  preference.disabled = learning.model === null;
  show();
  announce(picture.caption);
}

front.onDraw = (svg) => {
  scales = { x: svg.scale("x")!, y: svg.scale("y")! };
  marker = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  marker.setAttribute("class", "marker");
  marker.setAttribute("r", "8");
  svg.append(marker);
  show();
};

async function run(): Promise<void> {
  const current = new AbortController();
  running = current;
  learn.textContent = "Pause";
  problem(null);
  const mine = learning;
  try {
    while (!mine.done) {
      state(mine.round === 0 ? "First designs …" : `Round ${mine.round} of ${ROUNDS} …`);
      await mine.next(current.signal);
      if (mine === learning) draw();
    }
    state("Learnt. Start over for other first designs.");
  } catch (error) {
    if (!current.signal.aborted) problem(error);
    else if (mine === learning) state("Paused.");
  }
  if (running === current) {
    running = null;
    learn.textContent = learning.done ? "Learnt" : "Learn";
  }
  learn.disabled = learning.done;
}

function state(text: string): void {
  element("status").textContent = text;
}

/** Takes the truss along under a pointer that is pressed on the front. */
function drag({ buttons, clientX, clientY }: PointerEvent): void {
  if (buttons === 0 || scales === null || learning.model === null) return;
  const { left, top } = front.place.querySelector("svg")!.getBoundingClientRect();
  const { x, y } = scales;
  const [px, py] = [clientX - left, clientY - top];
  const stiff = nearestPlace(learning.curve, ({ volume, displacement }) =>
    Math.hypot(x.apply(volume) - px, y.apply(displacement) - py),
  );
  preference.value = String(stiff);
  show();
}

preference.addEventListener("input", show);
details.addEventListener("toggle", show);
front.place.addEventListener("pointerdown", (event) => {
  front.place.setPointerCapture(event.pointerId);
  drag(event);
});
front.place.addEventListener("pointermove", drag);
learn.addEventListener("click", () => {
  if (running === null) void run();
  else running.abort();
});
element("again").addEventListener("click", () => {
  running?.abort();
  learning = new Learning();
  learn.disabled = false;
  void run();
});
void run();
