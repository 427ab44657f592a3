import * as Plot from "@observablehq/plot";
import { look, type Picture } from "../shared/figure.js";
import { FIRST, type Learning } from "./learning.js";
import { trueFront, type Values } from "./problem.js";

const [x, y] = ["volume", "displacement"] as const;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

export function frontPicture(learning: Learning): Picture {
  const { curve, evaluated, history } = learning;
  const points = evaluated.map((values, i) => ({ ...values, chosen: i >= FIRST }));
  const { share } = history.at(-1)!;
  return {
    caption: `${evaluated.length} designs are evaluated, ${evaluated.length - FIRST} of them chosen by the model; together they reach ${percent(share)} of the best possible hypervolume.`,
    table: () => ({
      head: ["design", "volume, cm³", "displacement, cm"],
      rows: evaluated.map((values, i) => [
        i + 1,
        values.volume.toFixed(0),
        values.displacement.toFixed(5),
      ]),
    }),
    plot: (width) => ({
      ...look.margins,
      height: Math.min(430, Math.max(300, width * 0.62)),
      x: { ...look.axis, label: "volume, cm³", domain: [1200, 3050] },
      y: { label: "displacement, cm", labelArrow: "none", domain: [0, 0.046] },
      marks: [
        Plot.gridX(look.grid),
        Plot.gridY(look.grid),
        Plot.line(trueFront, {
          x,
          y,
          stroke: "var(--faint)",
          strokeWidth: 1.5,
          strokeDasharray: "5 4",
        }),
        Plot.line(curve, { x, y, stroke: "var(--ours)", strokeWidth: 3, clip: true }),
        Plot.dot(points, {
          ...{ x, y, r: 3.8, clip: true },
          stroke: (point) => (point.chosen ? "var(--ours)" : "var(--faint)"),
          fill: (point) => (point.chosen ? "var(--ours)" : "var(--paper)"),
          fillOpacity: 0.75,
        }),
      ],
    }),
  };
}

export function progressPicture({ history }: Learning): Picture {
  const last = history.at(-1)!;
  return {
    caption: `After ${last.evaluations} evaluations ${percent(last.share)}; what is missing is ${percent(1 - last.share)}.`,
    table: () => ({
      head: ["evaluations", "share of the hypervolume"],
      rows: history.map(({ evaluations, share }) => [evaluations, percent(share)]),
    }),
    plot: () => ({
      ...look.margins,
      height: 190,
      x: { ...look.axis, label: "evaluations", domain: [18, 82] },
      y: {
        label: null,
        domain: [Math.floor(10 * Math.min(...history.map(({ share }) => share))) / 10, 1],
        tickFormat: "%",
        ticks: 4,
      },
      marks: [
        Plot.gridY(look.grid),
        Plot.ruleY([1], { stroke: "var(--faint)", strokeWidth: 1.5, strokeDasharray: "5 4" }),
        Plot.lineY(history, {
          x: "evaluations",
          y: "share",
          stroke: "var(--ours)",
          strokeWidth: 2.5,
          clip: true,
        }),
        Plot.dot(history, { x: "evaluations", y: "share", r: 4, fill: "var(--ours)" }),
      ],
    }),
  };
}

/** The place on the learnt curve that is nearest to a point of the plot, as its share of the way. */
export function nearestPlace(curve: readonly Values[], at: (values: Values) => number): number {
  let best = 0;
  curve.forEach((values, i) => {
    if (at(values) < at(curve[best]!)) best = i;
  });
  return best / (curve.length - 1);
}
