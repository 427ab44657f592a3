import * as Plot from "@observablehq/plot";
import { look, type Picture } from "../shared/figure.js";
import type { Standing } from "./standing.js";
import { captionOf, timeOf, times } from "./words.js";

const ROW = 21;

interface Row {
  readonly key: string;
  readonly title?: string;
  readonly label?: string;
  readonly ours?: boolean;
  /** Speed over ours, and the middle half of the rounds; what is NaN is not drawn. */
  readonly speed?: number;
  readonly low?: number;
  readonly high?: number;
  readonly text?: string;
}

/** A heading of each contest, and its lanes below it. */
function rowsOf(standings: readonly Standing[]): Row[] {
  return standings.flatMap((standing) => [
    { key: standing.name, title: standing.title },
    ...standing.lanes.map(({ name, seconds, ratio, middle }, i) => ({
      key: `${standing.name} ${name}`,
      label: name,
      ours: i === 0,
      speed: 1 / ratio,
      low: 1 / middle[1],
      high: 1 / middle[0],
      text: i === 0 ? timeOf(seconds) : `${timeOf(seconds)}, ours ${times(ratio)}`,
    })),
  ]);
}

export function lanesPicture(standings: readonly Standing[]): Picture {
  return {
    caption: captionOf(standings),
    table: () => ({
      head: ["lane", "a run", "ours is", "middle half of the rounds", "difference", "rounds"],
      rows: standings
        .filter(({ rounds }) => rounds > 0)
        .flatMap(({ title, lanes, rounds }) => [
          [title, "", "", "", "", ""],
          ...lanes.map(({ name, seconds, ratio, middle, difference }) => [
            ...[name, timeOf(seconds), times(ratio), middle.map(times).join(" to ")],
            ...[difference === 0 ? "0" : difference.toExponential(0), rounds],
          ]),
        ]),
    }),
    plot: (width) => {
      const all = rowsOf(standings);
      const rows = all.filter(({ speed = Number.NaN }) => Number.isFinite(speed));
      return {
        height: all.length * ROW + 44,
        ...{
          marginLeft: 112,
          marginRight: 130,
          marginTop: 4,
          marginBottom: 40,
        },
        x: {
          ...look.axis,
          label: "speed, ours = 1",
          domain: [0, Math.max(1, ...rows.map(({ high }) => high!))],
          ticks: width < 600 ? 2 : 4,
        },
        y: { axis: null, domain: all.map(({ key }) => key), padding: 0.16 },
        marks: [
          Plot.gridX(look.grid),
          Plot.text(
            all.filter(({ title }) => title),
            {
              ...{ y: "key", text: "title", frameAnchor: "left", dx: -112, textAnchor: "start" },
              className: "heading",
            },
          ),
          Plot.text(
            all.filter(({ label }) => label),
            { y: "key", text: "label", frameAnchor: "left", dx: -8, textAnchor: "end" },
          ),
          Plot.barX(rows, {
            ...{ x: "speed", y: "key", rx: 3 },
            fill: ({ ours }) => (ours ? "var(--ours)" : "var(--faint)"),
          }),
          Plot.ruleY(
            rows.filter(({ ours }) => !ours),
            { x1: "low", x2: "high", y: "key", stroke: "var(--ink)", strokeWidth: 2 },
          ),
          Plot.text(rows, {
            ...{ x: ({ speed, high }) => Math.max(speed, high), y: "key", text: "text" },
            ...{ dx: 6, textAnchor: "start" },
          }),
        ],
      };
    },
  };
}
