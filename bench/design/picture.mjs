/** The picture of a run: the learnt front over the evaluated designs, and the designs along it. */
import * as Plot from "@observablehq/plot";
import { re21 } from "steinbock/problems";
import { axis, draw, picture, rules, text } from "../support/picture.mjs";
import { measured } from "./progress.mjs";

/** `front`: solutions from the lightest to the stiffest; `history`: the rows of progress.mjs. */
export function designPicture({ learner, history, front }) {
  const { evaluations, hypervolume } = history.at(-1);
  const share = ((100 * hypervolume) / re21.hypervolume).toFixed(1);
  return picture({
    title: "Every trade-off of a four-bar truss",
    caption: `${evaluations} evaluations reach ${share} % of the true front's hypervolume; the model answers any preference between its ends.`,
    panels: [
      [16, "Displacement, cm, against volume", frontPanel(learner, front, history[0].evaluations)],
      [500, "Cross-sections of its bars along the front, cm²", barsPanel(front)],
    ],
  });
}

const volumes = { ...axis, label: "volume, cm³", ticks: 4 };
const volumeOf = ({ predicted }) => predicted.volume.mean;

function frontPanel(learner, front, initial) {
  const points = measured(learner).map(([volume, displacement], i) => ({
    ...{ volume, displacement, colour: i < initial ? "var(--faint)" : "var(--ours)" },
  }));
  const first = points.slice(0, initial);
  const highest = first.reduce((a, b) => (b.displacement > a.displacement ? b : a));
  const chosen = front[Math.round(0.3 * front.length)];
  const here = { x: volumeOf(chosen), y: chosen.predicted.displacement.mean };
  return draw({
    ...{ width: 460, marginLeft: 52, marginRight: 16 },
    x: volumes,
    y: { label: null, zero: true, nice: true },
    marks: [
      Plot.gridX(rules),
      Plot.gridY(rules),
      Plot.line(front, {
        x: volumeOf,
        y: ({ predicted }) => predicted.displacement.mean,
        ...{ stroke: "var(--ours)", strokeWidth: 2.2 },
      }),
      Plot.dot(points, {
        ...{ x: "volume", y: "displacement", r: 3.5, stroke: "colour" },
        ...{ fill: "var(--paper)", fillOpacity: 0.5 },
      }),
      Plot.dot([here], { x: "x", y: "y", r: 8, stroke: "var(--other)", strokeWidth: 2.5 }),
      Plot.text([here], {
        ...{ x: "x", y: "y", dx: 14, dy: -12, textAnchor: "start", ...text, fill: "var(--other)" },
        text: () => "a preference",
      }),
      Plot.text([front[front.length >> 1]], {
        x: volumeOf,
        y: ({ predicted }) => predicted.displacement.mean,
        ...{ dx: -8, dy: 12, textAnchor: "end", ...text, fill: "var(--ours)" },
        text: () => "learnt front",
      }),
      Plot.text([highest], {
        ...{ x: "volume", y: "displacement", dx: 10, textAnchor: "start" },
        ...{ ...text, fill: "var(--faint)", fontWeight: 400 },
        text: () => "first designs",
      }),
    ],
  });
}

/** Dash, and where along the front its name stands clear of the other lines. */
const bars = {
  x1: { dash: null, share: 0.7, dx: 8, dy: 10 },
  x2: { dash: "7 3", share: 0.12, dx: -26, dy: -16 },
  x3: { dash: "2 3", share: 0.85, dx: -8, dy: 14 },
  x4: { dash: "9 3 2 3", share: 0.6, dx: -44, dy: -8 },
};

function barsPanel(front) {
  const lines = Object.entries(bars).map(([name, bar], i) => ({
    ...bar,
    ...{ name, colour: i % 2 ? "var(--other)" : "var(--ours)", label: `bar ${i + 1}` },
  }));
  return draw({
    ...{ width: 404, marginLeft: 44, marginRight: 24 },
    x: volumes,
    y: { label: null, domain: [1, 3], ticks: 5 },
    marks: [
      Plot.gridX(rules),
      Plot.gridY(rules),
      ...lines.map(({ name, colour, dash }) =>
        Plot.line(front, {
          ...{ x: volumeOf, y: ({ params }) => params[name], stroke: colour, strokeWidth: 2.2 },
          ...(dash && { strokeDasharray: dash }),
        }),
      ),
      ...lines.map(({ name, colour, label, share, dx, dy }) =>
        Plot.text([front[Math.round(share * (front.length - 1))]], {
          ...{ x: volumeOf, y: ({ params }) => params[name], dx, dy, textAnchor: "start" },
          ...{ ...text, fill: colour, text: () => label },
        }),
      ),
    ],
  });
}
