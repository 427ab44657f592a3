import { Figure } from "../shared/figure.js";
import { announce, element, moving, problem } from "../shared/site.js";
import { moveCurves } from "./curves.js";
import { Hand } from "./hand.js";
import { objectives } from "./objectives.js";
import { beliefPicture, beliefPlot, between, gainPicture, gainPlot } from "./pictures.js";
import { acquisitions, type Belief, kernels } from "./posterior.js";
import { type Choice, noises, Search } from "./search.js";

/** Milliseconds between two steps, and of the way from one belief to the next. */
const [PAUSE, WAY] = [750, 280];
const MOST = 30;

const belief = new Figure(element("belief"), "What the model believes", [
  ["", "posterior mean"],
  ["band", "± 2 standard deviations"],
  ["dot", "measurements"],
  ["dashed", "hidden function"],
  ["next", "next measurement"],
]);
const gain = new Figure(element("gain"), "What a measurement is worth", [
  ["next", "acquisition function and its maximum"],
]);
const truth = element<HTMLInputElement>("truth");
const where = element<HTMLInputElement>("where");
const along = element<HTMLInputElement>("along");
const play = element<HTMLButtonElement>("play");

const search = new Search(
  {
    objective: Object.keys(objectives)[0] as Choice["objective"],
    ...{ kernel: "Matérn 5/2", acquisition: "expected improvement", noise: "exact" },
  },
  changed,
);

let before: Belief | null = null;
let frame = 0;

/** Goes from what is shown to the new belief, at once where it is dragged, then says it. */
function changed(dragged: boolean): void {
  const to = search.belief!;
  const from = before;
  cancelAnimationFrame(frame);
  problem(null);
  const end = () => {
    before = to;
    const way = dragged && from !== null && moveCurves(search, to, belief, gain) ? "tell" : "show";
    const picture = beliefPicture(search, to, truth.checked);
    belief[way](picture);
    gain[way](gainPicture(search, to));
    announce(picture.caption);
  };
  if (from === null || !moving() || dragged) {
    frame = requestAnimationFrame(end);
    return;
  }
  const start = performance.now();
  const move = (now: number) => {
    const t = Math.min(1, Math.max(0, (now - start) / WAY));
    if (t === 1) {
      end();
      return;
    }
    before = between(from, to, t * t * (3 - 2 * t));
    if (!moveCurves(search, before, belief, gain)) {
      belief.draw(beliefPlot(search, before, truth.checked));
      gain.draw(gainPlot(search, before));
    }
    frame = requestAnimationFrame(move);
  };
  move(start);
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    pause();
    problem(error);
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;

function pause(): void {
  clearTimeout(timer);
  timer = undefined;
  play.textContent = "Play";
}

function run(): void {
  play.textContent = "Pause";
  const next = async () => {
    await step();
    if (timer === undefined) return;
    if (search.converged || search.x.length >= MOST) pause();
    else timer = setTimeout(next, PAUSE);
  };
  timer = setTimeout(next);
}

/** Nothing, as long as there is no belief to say where. */
const step = () =>
  guarded(async () => {
    if (search.belief !== null) await search.measure(search.belief.next);
  });

async function reset(): Promise<void> {
  pause();
  before = null;
  const [low, high] = search.objective.range;
  Object.assign(where, { min: String(low), max: String(high), value: String((low + high) / 2) });
  where.step = String((high - low) / 200);
  await guarded(() => search.reset());
}

const hand = new Hand(
  belief,
  search,
  (x) => guarded(() => search.measure(x)),
  (index, x) => guarded(() => search.move(index, x)),
);
belief.onDraw = () => {
  if (document.activeElement === where) hand.point(Number(where.value));
};
where.addEventListener("input", () => {
  where.setAttribute("aria-valuetext", `x = ${Number(where.value).toPrecision(3)}`);
  hand.point(Number(where.value));
  if (along.checked) void guarded(() => search.move(search.x.length - 1, Number(where.value)));
});
where.addEventListener("focus", () => hand.point(Number(where.value)));
where.addEventListener("blur", () => hand.point(null));
const measure = () => guarded(() => search.measure(Number(where.value)));
where.addEventListener("keydown", ({ key }) => key === "Enter" && measure());
element("measure").addEventListener("click", measure);
element("step").addEventListener("click", step);
element("reset").addEventListener("click", reset);
play.addEventListener("click", () => (timer === undefined ? run() : pause()));
truth.addEventListener("change", () => changed(false));

function selection<K extends keyof Choice>(key: K, names: object, anew: boolean): void {
  const select = element<HTMLSelectElement>(key);
  for (const name of Object.keys(names)) select.append(new Option(name));
  select.value = search.choice[key];
  select.addEventListener("change", () => {
    search.choice[key] = select.value as Choice[K];
    void (anew ? reset() : guarded(() => search.update()));
  });
}

selection("objective", objectives, true);
selection("kernel", kernels, false);
selection("acquisition", acquisitions, false);
selection("noise", noises, true);
await reset();
