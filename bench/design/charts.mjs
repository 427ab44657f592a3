/** The two charts of the report, as SVG that takes its colours from the page. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { re21 } from "steinbock/problems";
import { measured } from "./progress.mjs";

const { document } = parseHTML("<html></html>");

function draw(options, label) {
  const plot = Plot.plot({ ...options, document, marginBottom: 44, marginTop: 34 });
  // Plot's own style sheet speaks of a page that it does not know.
  for (const sheet of plot.querySelectorAll("style")) sheet.remove();
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", label);
  plot.removeAttribute("width");
  plot.removeAttribute("height");
  return plot;
}

const axis = { labelAnchor: "center", labelArrow: "none" };
const rules = { stroke: "var(--line)", strokeOpacity: 1 };

/**
 * The learnt front over the evaluated designs and the true front. Returns the SVG and where each
 * design of the front lies in it. The `initial` first designs were not the model's choice.
 */
export function frontChart(learner, front, initial) {
  const predicted = front.map(({ predicted: { volume, displacement } }) => [
    volume.mean,
    displacement.mean,
  ]);
  const points = measured(learner).map(([volume, displacement], i) => ({
    volume,
    displacement,
    chosen: i >= initial,
  }));
  const truth = re21.paretoSet(200).map((x) => re21.evaluate(x));
  const plot = draw(
    {
      width: 620,
      height: 430,
      marginLeft: 62,
      x: { ...axis, label: "volume, cm³", nice: true },
      y: { label: "displacement, cm", labelArrow: "none", nice: true, zero: true },
      marks: [
        Plot.gridX(rules),
        Plot.gridY(rules),
        Plot.line(truth, { stroke: "var(--faint)", strokeWidth: 1.5, strokeDasharray: "5 4" }),
        Plot.line(predicted, { stroke: "var(--ours)", strokeWidth: 2.5 }),
        Plot.dot(points, {
          x: "volume",
          y: "displacement",
          r: 3.5,
          stroke: (point) => (point.chosen ? "var(--ours)" : "var(--faint)"),
          fill: (point) => (point.chosen ? "var(--ours)" : "var(--paper)"),
          fillOpacity: 0.6,
        }),
      ],
    },
    "The learnt front over the evaluated designs: displacement against volume",
  );
  const [x, y] = [plot.scale("x"), plot.scale("y")];
  const places = front.map(({ predicted: { volume, displacement } }) => ({
    x: x.apply(volume.mean),
    y: y.apply(displacement.mean),
  }));
  const marker = '<circle id="here" r="8"/>';
  return { svg: plot.toString().replace(/<\/svg>$/, `${marker}</svg>`), places };
}

/** The hypervolume that is reached, towards the true front's. */
export function hypervolumeChart(history) {
  const best = Plot.ruleY([re21.hypervolume], {
    stroke: "var(--faint)",
    strokeWidth: 1.5,
    strokeDasharray: "5 4",
  });
  return roundChart(history, "hypervolume", "hypervolume (dashed: of the true front)", [best]);
}

/** The logarithm of what is missing. */
export function differenceChart(history) {
  return roundChart(history, "logDifference", "ln (true hypervolume − reached)", []);
}

function roundChart(history, y, label, marks) {
  const x = "evaluations";
  const options = {
    width: 500,
    height: 290,
    marginLeft: 52,
    x: { ...axis, label: "evaluations" },
    y: { label, labelArrow: "none", nice: true },
    marks: [
      Plot.gridY(rules),
      ...marks,
      Plot.lineY(history, { x, y, stroke: "var(--ours)", strokeWidth: 2.2 }),
      Plot.dot(history, { x, y, r: 3.5, fill: "var(--ours)" }),
    ],
  };
  return draw(options, `${label}, by evaluations`).toString();
}
