/** The picture of a run: one self-contained SVG that follows the reader's light or dark scheme. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { median } from "../support/median.mjs";
import { describe } from "./progress.mjs";
import { catchingUp } from "./verdict.mjs";

const { document } = parseHTML("<html></html>");
const width = 920;
const height = 470;
const panel = { top: 76, height: 350 };

const style = `
svg { --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0; --ours: #0b62c4; --random: #b35900; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --line: #3d444d; --ours: #6cb6ff; --random: #f0a35e; }
}
text { font: 12px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
.title { font-size: 17px; font-weight: 600; fill: var(--ink); }
.caption { fill: var(--faint); }
.heading { font-size: 13px; font-weight: 600; fill: var(--ink); }
`;

/** `{ study, ours, random }` as compare.mjs gives them. */
export function picture({ study, ours, random }) {
  const caption = `${catchingUp(ours, random)} Lines: medians of ${ours.length} seeds; bands: all of them. Filled: better half.`;
  const panels = [
    [16, "Best error so far, miles per gallon", convergence(ours, random)],
    [528, "Trials: ○ mileage, □ log mileage, △ consumption", choices(study)],
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title caption">
<title id="title">Tuning a support vector machine on 392 cars</title>
<desc id="caption">${caption} Best: ${describe(study.best.params)}.</desc>
<style>${style}</style>
<rect width="${width}" height="${height}" rx="8" fill="var(--paper)"/>
<text class="title" x="24" y="32">Tuning a support vector machine on 392 cars</text>
${panels
  .map(
    ([x, heading, svg]) => `<text class="heading" x="${x + 8}" y="64">${heading}</text>
<g transform="translate(${x} ${panel.top})" color="var(--ink)">${svg}</g>`,
  )
  .join("\n")}
<text class="caption" x="24" y="${height - 18}">${caption}</text>
</svg>
`;
}

function draw(options) {
  const plot = Plot.plot({ ...options, document, height: panel.height });
  // Plot's own style sheet speaks of the page that it is not part of.
  for (const sheet of plot.querySelectorAll("style")) sheet.remove();
  return plot.toString();
}

const text = { fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4, paintOrder: "stroke" };

/** Median and range of the best error so far, of ours and of random search. */
function convergence(ours, random) {
  const methods = [
    { name: "random search", runs: random, colour: "var(--random)", dash: "5 4" },
    { name: "Steinbock", runs: ours, colour: "var(--ours)", dash: null },
  ];
  const marks = methods.flatMap(({ name, runs, colour, dash }) => {
    const steps = runs[0].map((_, i) => {
      const column = runs.map((run) => run[i]);
      const [low, high] = [Math.min(...column), Math.max(...column)];
      return { evaluation: i + 1, middle: median(column), low, high };
    });
    const x = "evaluation";
    const last = steps.at(-1);
    return [
      Plot.areaY(steps, { x, y1: "low", y2: "high", fill: colour, fillOpacity: 0.14, clip: true }),
      Plot.lineY(steps, {
        x,
        y: "middle",
        stroke: colour,
        strokeWidth: 2.2,
        clip: true,
        ...(dash && { strokeDasharray: dash }),
      }),
      Plot.text([last], {
        x,
        y: "middle",
        text: () => name,
        dx: 8,
        textAnchor: "start",
        ...text,
        fill: colour,
        fontWeight: 600,
      }),
    ];
  });
  const all = [...ours, ...random];
  const floor = Math.min(...all.map((run) => run.at(-1)));
  // The first evaluations are far above: what happens near the floor is what matters.
  const ceiling = median(all.map((run) => run[2]));
  return draw({
    width: 496,
    marginLeft: 52,
    marginRight: 100,
    marginBottom: 42,
    x: { label: "evaluations", labelAnchor: "center", labelArrow: "none", ticks: 8 },
    y: {
      domain: [floor - (ceiling - floor) * 0.06, ceiling],
      label: null,
      grid: true,
      tickFormat: ".2f",
    },
    marks: [Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }), ...marks],
  });
}

function decades(label, ticks) {
  const domain = [ticks[0], ticks.at(-1)];
  return {
    type: "log",
    domain,
    ticks,
    label,
    labelAnchor: "center",
    labelArrow: "none",
    tickFormat: "~g",
  };
}

/** Where the trials went in the two parameters that matter most, and how well they did. */
function choices({ trials, best }) {
  const told = trials.filter(({ values }) => values !== null);
  const rows = told.map(({ params, values, number }) => ({ ...params, ...values, number }));
  const limit = median(rows.map(({ error }) => error));
  return draw({
    width: 376,
    marginLeft: 56,
    marginRight: 16,
    marginBottom: 42,
    x: decades("gamma", [0.01, 0.1, 1]),
    y: decades("cost", [1, 10, 100]),
    symbol: {
      domain: ["mileage", "log mileage", "consumption"],
      range: ["circle", "square", "triangle"],
    },
    marks: [
      Plot.gridX([0.01, 0.1, 1], { stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.gridY([1, 10, 100], { stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.dot(rows, {
        x: "gamma",
        y: "cost",
        symbol: "target",
        r: 5,
        stroke: "var(--ours)",
        strokeWidth: 1.6,
        fill: (row) => (row.error <= limit ? "var(--ours)" : "none"),
        fillOpacity: 0.55,
      }),
      Plot.dot([best.params], {
        x: "gamma",
        y: "cost",
        r: 10,
        stroke: "var(--random)",
        strokeWidth: 2,
      }),
      Plot.text([best.params], {
        x: "gamma",
        y: "cost",
        text: () => `best ${best.values.error.toFixed(3)}`,
        dx: 16,
        textAnchor: "start",
        ...text,
        fontWeight: 600,
      }),
    ],
  });
}
