/** The two plots of the page, for a belief that may be on its way from one to the next. */
import * as Plot from "@observablehq/plot";
import { look, type Picture } from "../shared/figure.js";
import type { Belief } from "./posterior.js";
import type { Search } from "./search.js";

export const significant = (value: number) => value.toPrecision(3).replace("-", "−");

const shared = (search: Search) => ({
  ...look.margins,
  x: { ...look.axis, label: "x", domain: search.objective.range as [number, number] },
});

function next(belief: Belief) {
  return Plot.ruleX([belief.next], {
    className: "there",
    stroke: "var(--here)",
    strokeWidth: 2.5,
  });
}

export function beliefPlot(search: Search, belief: Belief, truth: boolean) {
  const { grid, x, y } = search;
  const { evaluate, shown } = search.objective;
  const at = (_: unknown, i: number) => grid[i]!;
  const bound = (sign: number) => (_: unknown, i: number) =>
    belief.mean[i]! + sign * 2 * belief.sd[i]!;
  return (width: number): Plot.PlotOptions => ({
    ...shared(search),
    height: Math.min(290, Math.max(240, width * 0.4)),
    y: { ticks: 6, label: "f(x)", labelArrow: "none", domain: shown as [number, number] },
    marks: [
      Plot.gridX(look.grid),
      Plot.gridY(look.grid),
      Plot.areaY(grid, {
        className: "band",
        x: at,
        y1: bound(-1),
        y2: bound(1),
        fill: "var(--ours)",
        fillOpacity: 0.2,
        clip: true,
      }),
      next(belief),
      truth
        ? Plot.lineY(grid, {
            x: at,
            y: (value: number) => evaluate(value),
            stroke: "var(--faint)",
            strokeWidth: 1.6,
            strokeDasharray: "5 4",
            clip: true,
          })
        : null,
      Plot.lineY(grid, {
        className: "mean",
        x: at,
        y: (_: unknown, i: number) => belief.mean[i]!,
        stroke: "var(--ours)",
        strokeWidth: 2.5,
        clip: true,
      }),
      Plot.dot(x, {
        className: "measured",
        x: (value: number) => value,
        y: (_: unknown, i: number) => y[i]!,
        r: 5,
        fill: "var(--ink)",
        stroke: "var(--paper)",
        strokeWidth: 1.5,
      }),
    ],
  });
}

/** What is shown of the acquisition function, from 0 to 1: its axis stays while the curve moves. */
export function gainScale({ choice }: Search, { gain }: Belief) {
  const [low, high] = [Math.min(...gain), Math.max(...gain)];
  const floor = choice.acquisition.startsWith("log") ? Math.max(low, high - 20) : low;
  const room = high > floor ? 1.06 * (high - floor) : 1;
  return {
    share: (value: number) => (value - floor) / room,
    value: (share: number) => floor + share * room,
  };
}

export function gainPlot(search: Search, belief: Belief) {
  const { grid } = search;
  const { share, value } = gainScale(search, belief);
  const x = (_: unknown, i: number) => grid[i]!;
  const y = (_: unknown, i: number) => share(belief.gain[i]!);
  return (): Plot.PlotOptions => ({
    ...shared(search),
    height: 170,
    marginTop: 12,
    y: {
      label: null,
      domain: [0, 1],
      ticks: [0, 0.5, 1],
      tickFormat: (at: number) => significant(value(at)),
    },
    marks: [
      Plot.gridX(look.grid),
      Plot.areaY(grid, {
        ...{ className: "below", x, y1: 0, y2: y, clip: true },
        ...{ fill: "var(--here)", fillOpacity: 0.25 },
      }),
      Plot.lineY(grid, {
        ...{ className: "gain", x, y, clip: true },
        ...{ stroke: "var(--here)", strokeWidth: 2 },
      }),
      next(belief),
    ],
  });
}

/** Every twelfth place of the grid: 21 rows. */
const some = (grid: Float64Array) => [...grid.keys()].filter((i) => i % 12 === 0);

export function beliefPicture(search: Search, belief: Belief, truth: boolean): Picture {
  const { best, x, y, grid } = search;
  const caption = `${x.length} measurements; the best is ${significant(best.y)} at x = ${significant(best.x)}. Next is x = ${significant(belief.next)}, where the model expects ${significant(belief.nextMean)} ± ${significant(belief.nextSd)}. Computed in ${belief.milliseconds.toFixed(1)} ms.`;
  return {
    plot: beliefPlot(search, belief, truth),
    caption,
    table: () => ({
      head: ["x", "measured", "posterior mean", "posterior deviation"],
      rows: [
        ...x.map((value, i) => [significant(value), significant(y[i]!), "", ""]),
        ...some(grid).map((i) => [
          significant(grid[i]!),
          "",
          significant(belief.mean[i]!),
          significant(belief.sd[i]!),
        ]),
      ],
    }),
  };
}

export function gainPicture(search: Search, belief: Belief): Picture {
  const { grid, choice } = search;
  const places = some(grid);
  return {
    plot: gainPlot(search, belief),
    caption: search.converged
      ? "The highest place is one that is measured already: nothing more is to be gained."
      : `${choice.acquisition[0]!.toUpperCase()}${choice.acquisition.slice(1)} is highest at x = ${significant(belief.next)}.`,
    table: () => ({
      head: ["x", choice.acquisition],
      rows: places.map((i) => [significant(grid[i]!), significant(belief.gain[i]!)]),
    }),
  };
}

/** The belief that lies `share` of the way from one to another. */
export function between(from: Belief, to: Belief, share: number): Belief {
  const mix = (a: number, b: number) => a + share * (b - a);
  const curve = (name: "mean" | "sd" | "gain") => from[name].map((a, i) => mix(a, to[name][i]!));
  return {
    ...to,
    mean: curve("mean"),
    sd: curve("sd"),
    gain: curve("gain"),
    next: mix(from.next, to.next),
  };
}
