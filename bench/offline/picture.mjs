/** The picture of a run on a task whose truth is known: scores, and distance from the data. */
import * as Plot from "@observablehq/plot";
import { axis, draw, picture, rules, text } from "../support/picture.mjs";
import { percentile } from "./tasks/shared.mjs";

const BIN = 0.04;
/** Rows shown beside the designs. */
const SAMPLE = 150;

/** `result` of `optimizeOffline` for `task`; scores from 0 to 1. */
export function offlinePicture({ task, result }) {
  const scores = Array.from(task.data.y);
  const designs = result.candidates.map(({ x, ...rest }) => ({ ...rest, truth: task.score(x) }));
  const truths = designs.map(({ truth }) => truth);
  const best = result.data.best;
  const better = truths.filter((truth) => truth > best).length;
  const [most, middle] = [100, 50].map((place) => percentile(truths, place).toFixed(2));
  return picture({
    title: "128 designs from the weaker half of all DNA 8-mers",
    caption: `${better} of ${designs.length} bind SIX6 more strongly than every row of the table: median ${middle}, best ${most}, best row ${best.toFixed(2)}.`,
    panels: [
      [16, "How strongly they bind: share, %", scorePanel(scores, truths, best)],
      [476, "Binding against distance from the nearest row", distancePanel(scores, designs, best)],
    ],
  });
}

function scorePanel(scores, truths, best) {
  const bins = [
    ...shares(scores).map((bin) => ({ ...bin, colour: "var(--faint)" })),
    ...shares(truths).map((bin) => ({ ...bin, colour: "var(--ours)" })),
  ];
  const label = (x, words, fill) =>
    Plot.text([{ x }], {
      ...{ x: "x", frameAnchor: "top", text: () => words, ...text, fill },
    });
  return draw({
    ...{ width: 440, marginLeft: 44, marginRight: 16 },
    x: { ...axis, label: "binding, measured", domain: [0, 1] },
    y: { label: null, grid: true },
    marks: [
      Plot.gridY(rules),
      Plot.rectY(bins, {
        ...{ x1: "from", x2: "to", y: "share", inset: 0.5, fill: "colour", fillOpacity: 0.6 },
      }),
      Plot.ruleX([best], { stroke: "var(--other)", strokeWidth: 2, strokeDasharray: "5 4" }),
      Plot.ruleY([0], { stroke: "var(--faint)" }),
      label(0.16, "32,898 rows", "var(--faint)"),
      label(0.62, "the designs", "var(--ours)"),
    ],
  });
}

function distancePanel(scores, designs, best) {
  const step = Math.floor(scores.length / SAMPLE);
  const rows = Array.from({ length: SAMPLE }, (_, i) => ({ distance: 0, score: scores[i * step] }));
  const label = (at, words, fill) =>
    Plot.text([at], { ...{ x: "x", y: "y", text: () => words, ...text, fill } });
  return draw({
    ...{ width: 436, marginLeft: 40, marginRight: 20 },
    x: { ...axis, label: "distance, deviations of the inputs", domain: [-0.2, 4.5] },
    y: { label: null, domain: [0, 1] },
    marks: [
      Plot.gridX(rules),
      Plot.gridY(rules),
      Plot.ruleY([best], { stroke: "var(--other)", strokeWidth: 2, strokeDasharray: "5 4" }),
      Plot.dot(rows, { x: "distance", y: "score", r: 2.5, fill: "var(--faint)", fillOpacity: 0.3 }),
      Plot.dot(designs, {
        ...{ x: "distance", y: "score", r: 3, stroke: "var(--ours)", strokeOpacity: 0.7 },
      }),
      Plot.dot(designs, {
        x: "distance",
        y: "truth",
        r: 3.5,
        fill: "var(--ours)",
        fillOpacity: 0.7,
      }),
      label({ x: 0.3, y: 0.1 }, "rows", "var(--faint)"),
      label({ x: 1.3, y: 0.8 }, "the truth", "var(--ours)"),
      label({ x: 3.4, y: 0.36 }, "as predicted", "var(--ours)"),
      label({ x: 0.8, y: best + 0.03 }, "best row", "var(--other)"),
    ],
  });
}

/** Per cent of the values in bins of equal width from 0 to 1. */
function shares(values) {
  const counts = new Array(Math.round(1 / BIN)).fill(0);
  for (const value of values) {
    counts[Math.min(counts.length - 1, Math.floor(value / BIN))] += 100 / values.length;
  }
  return counts.map((share, i) => ({ from: i * BIN, to: (i + 1) * BIN, share }));
}
