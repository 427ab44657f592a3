/** The picture of a run: how the error fell, and where the trials went. */
import * as Plot from "@observablehq/plot";
import { median } from "../support/median.mjs";
import { axis, draw, picture, rules, text } from "../support/picture.mjs";
import { describe } from "./progress.mjs";
import { catchingUp } from "./verdict.mjs";

/** `{ study, ours, random }` as compare.mjs gives them. */
export function tuningPicture({ study, ours, random }) {
  return picture({
    title: "Tuning a support vector machine on 392 cars",
    caption: `${catchingUp(ours, random)} Lines: medians of ${ours.length} seeds; bands: all of them. Filled: better half.`,
    more: `Best: ${describe(study.best.params)}.`,
    panels: [
      [16, "Best error so far, miles per gallon", convergence(ours, random)],
      [528, "Trials: ○ mileage, □ log mileage, △ consumption", choices(study)],
    ],
  });
}

/** Median and range of the best error so far, of ours and of random search. */
function convergence(ours, random) {
  const methods = [
    { name: "random search", runs: random, colour: "var(--other)", dash: "5 4" },
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
    x: { ...axis, label: "evaluations", ticks: 8 },
    y: {
      domain: [floor - (ceiling - floor) * 0.06, ceiling],
      label: null,
      grid: true,
      tickFormat: ".2f",
    },
    marks: [Plot.gridY(rules), ...marks],
  });
}

function decades(label, ticks) {
  const domain = [ticks[0], ticks.at(-1)];
  return {
    type: "log",
    domain,
    ticks,
    label,
    ...axis,
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
    x: decades("gamma", [0.01, 0.1, 1]),
    y: decades("cost", [1, 10, 100]),
    symbol: {
      domain: ["mileage", "log mileage", "consumption"],
      range: ["circle", "square", "triangle"],
    },
    marks: [
      Plot.gridX([0.01, 0.1, 1], rules),
      Plot.gridY([1, 10, 100], rules),
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
        stroke: "var(--other)",
        strokeWidth: 2,
      }),
      Plot.text([best.params], {
        x: "gamma",
        y: "cost",
        text: () => `best ${best.values.error.toFixed(3)}`,
        dx: 16,
        textAnchor: "start",
        ...text,
      }),
    ],
  });
}
