/** The figures of an offline run: scores of data and designs, and distance against prediction. */
import * as Plot from "@observablehq/plot";
import type { OfflineResult } from "../offline/index.js";
import type { OfflineRun } from "./designs.js";
import { brief, column } from "./numbers.js";
import type { Figure } from "./page.js";

/** A figure before it is drawn: its reader chooses size and document. */
export interface Sketch extends Omit<Figure, "svg"> {
  readonly plot: Plot.PlotOptions;
}

const BINS = 24;
const rules = { stroke: "var(--line)", strokeOpacity: 1 };
const axis = { labelAnchor: "center", labelArrow: "none" } as const;

/** How the scores of the data lie, and where the predicted scores of the designs are. */
export function scoresSketch(run: OfflineRun): Sketch {
  const { result, scores, target } = run;
  const predicted = result.candidates.map(({ score }) => score);
  const bins = binned(scores, predicted);
  const better = predicted.filter((score) => isBetter(run, score)).length;
  const plot: Plot.PlotOptions = {
    x: { ...axis, label: target },
    y: { label: "share of the data, %", labelArrow: "none", nice: true },
    marks: [
      Plot.gridY(rules),
      Plot.rectY(bins, {
        ...{ x1: "from", x2: "to", y: "data", inset: 0.5 },
        ...{ fill: "var(--faint)", fillOpacity: 0.45 },
      }),
      // As bars they would dwarf those of the data: they often lie in one bin.
      Plot.ruleX(predicted, {
        ...{ y1: 0, y2: 0.4 * Math.max(...bins.map(({ data }) => data)) },
        ...{ stroke: "var(--ours)", strokeOpacity: 0.4, strokeWidth: 1.5 },
      }),
      best(Plot.ruleX, result),
      Plot.ruleY([0], { stroke: "var(--faint)" }),
    ],
  };
  const ends = column(bins.flatMap(({ from, to }) => [from, to]));
  return {
    title: `${target}: the data and the designs`,
    caption: `${better} of ${predicted.length} designs are predicted to be better than the best of ${scores.length} rows, ${brief(result.data.best)}. The median design is at ${brief(middle(predicted))}, the median row at ${brief(middle(scores))}.`,
    legend: [
      ["bar faint", "data, measured"],
      ["line ours", "designs, predicted, a line each"],
      ["dashed here", "best of the data"],
    ],
    table: {
      header: ["from", "to", "data, %", "designs, %"],
      rows: bins.map(({ data, designs }, i) => [
        ends[2 * i]!,
        ends[2 * i + 1]!,
        data.toFixed(1),
        designs.toFixed(1),
      ]),
    },
    plot,
  };
}

/** How far each design lies from the data, and what it promises for it. */
export function distanceSketch(run: OfflineRun): Sketch {
  const { result, target } = run;
  const { candidates, data } = result;
  const x = "distance";
  const plot: Plot.PlotOptions = {
    x: {
      ...axis,
      label: "distance to the nearest row, deviations of the columns",
      zero: true,
      nice: true,
    },
    y: { label: `predicted ${target}`, labelArrow: "none", nice: true },
    marks: [
      Plot.gridX(rules),
      Plot.gridY(rules),
      Plot.ruleX([data.typicalDistance], {
        stroke: "var(--faint)",
        strokeWidth: 1.5,
        strokeDasharray: "2 3",
      }),
      best(Plot.ruleY, result),
      Plot.ruleX(candidates, {
        x,
        y1: ({ score, deviation }: Candidate) => score - deviation,
        y2: ({ score, deviation }: Candidate) => score + deviation,
        stroke: "var(--ours)",
        strokeOpacity: 0.3,
      }),
      Plot.dot(candidates, { x, y: "score", r: 3.5, fill: "var(--ours)", fillOpacity: 0.7 }),
    ],
  };
  const near = candidates.filter(({ distance }) => distance <= 1.5 * data.typicalDistance);
  const promising = near.filter(({ score }) => isBetter(run, score)).length;
  const usual = `1.5 × the usual distance between rows, ${brief(data.typicalDistance)}`;
  const columns = (["score", "deviation", "distance"] as const).map((key) =>
    column(candidates.map((candidate) => candidate[key])),
  );
  return {
    title: "Distance against prediction",
    caption:
      near.length === 0
        ? `None of the ${candidates.length} designs lies within ${usual}.`
        : `${near.length} of ${candidates.length} designs lie within ${usual}; ${promising} of these are predicted to be better than the best of the data.`,
    legend: [
      ["dot ours", "a design and its standard deviation"],
      ["dashed here", "best of the data"],
      ["dotted faint", "usual distance between neighbours of the data"],
    ],
    table: {
      header: ["design", "predicted", "deviation", "distance"],
      rows: candidates.map((_, i) => [String(i + 1), ...columns.map((cells) => cells[i]!)]),
    },
    plot,
  };
}

type Candidate = OfflineResult["candidates"][number];

/** As one file keeps it: drawn once, as wide as its reader's page wants. */
export function drawn({ plot, ...rest }: Sketch, document: Document): Figure {
  const svg = Plot.plot({
    ...{ width: 520, height: 330, marginLeft: 58, marginBottom: 44, marginTop: 30 },
    ...plot,
    document,
  });
  // Plot's own style sheet speaks of a page that it does not know.
  for (const sheet of Array.from(svg.querySelectorAll("style"))) sheet.remove();
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${rest.title}. ${rest.caption}`);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  return { ...rest, svg: svg.outerHTML };
}

function best(rule: typeof Plot.ruleX | typeof Plot.ruleY, { data }: OfflineResult) {
  return rule([data.best], { stroke: "var(--here)", strokeWidth: 1.5, strokeDasharray: "5 4" });
}

/** Shares in per cent, in bins of equal width over both. */
function binned(data: readonly number[], designs: readonly number[]) {
  const all = [...data, ...designs];
  const low = all.reduce((least, value) => Math.min(least, value));
  const high = all.reduce((most, value) => Math.max(most, value));
  const width = (high - low) / BINS;
  const shares = (values: readonly number[]) => {
    const counts = new Array<number>(BINS).fill(0);
    for (const value of values) {
      counts[Math.min(BINS - 1, Math.floor((value - low) / width))]! += 100 / values.length;
    }
    return counts;
  };
  const [of, off] = [shares(data), shares(designs)];
  return of.map((share, i) => ({
    from: low + i * width,
    to: low + (i + 1) * width,
    data: share,
    designs: off[i]!,
  }));
}

function isBetter({ result, direction }: OfflineRun, score: number): boolean {
  return direction === "maximize" ? score > result.data.best : score < result.data.best;
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
