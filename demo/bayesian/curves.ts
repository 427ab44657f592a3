/**
 * Moves the curves of plots that are drawn: a plot made anew in every frame would take most of a
 * frame's time. Axes stay, so that what moves is a handful of attributes.
 */
import type * as Plot from "@observablehq/plot";
import type { Figure } from "../shared/figure.js";
import { gainScale, significant } from "./pictures.js";
import type { Belief } from "./posterior.js";
import type { Search } from "./search.js";

type Place = (value: number) => number;

/** Moves both plots to a belief; false where they must be drawn anew, as for another measurement. */
export function moveCurves(search: Search, belief: Belief, shown: Figure, gained: Figure): boolean {
  const { grid, x, y } = search;
  const [upper, lower] = [shown.svg, gained.svg];
  const dots = upper?.querySelectorAll(".measured circle");
  if (upper === null || lower === null || dots?.length !== x.length) return false;
  const [px, py] = places(upper);
  const { mean, sd } = belief;
  const at = Array.from(grid, (value) => px(value).toFixed(1));
  const high = curve(at, (i) => py(mean[i]! + 2 * sd[i]!));
  const low = curve(at, (i) => py(mean[i]! - 2 * sd[i]!));
  path(upper, "band", `M${high.join("L")}L${low.reverse().join("L")}Z`);
  path(upper, "mean", `M${curve(at, (i) => py(mean[i]!)).join("L")}`);
  dots.forEach((dot, i) => {
    dot.setAttribute("cx", String(px(x[i]!)));
    dot.setAttribute("cy", String(py(y[i]!)));
  });
  moveGain(search, belief, lower, at);
  for (const svg of [upper, lower]) moveNext(svg, px(belief.next));
  return true;
}

function moveGain(search: Search, belief: Belief, svg: SVGSVGElement & Plot.Plot, at: string[]) {
  const { share, value } = gainScale(search, belief);
  const py = places(svg)[1];
  const line = curve(at, (i) => py(share(belief.gain[i]!)));
  const bottom = py(0).toFixed(1);
  path(svg, "gain", `M${line.join("L")}`);
  path(svg, "below", `M${at[0]},${bottom}L${line.join("L")}L${at.at(-1)},${bottom}Z`);
  svg.querySelectorAll('[aria-label="y-axis tick label"] text').forEach((label, i) => {
    label.textContent = significant(value(i / 2));
  });
}

function moveNext(svg: SVGSVGElement, x: number): void {
  const line = svg.querySelector(".there line")!;
  for (const name of ["x1", "x2"]) line.setAttribute(name, String(x));
}

function places(svg: Plot.Plot): [Place, Place] {
  const [x, y] = [svg.scale("x")!, svg.scale("y")!];
  return [(value) => x.apply(value), (value) => y.apply(value)];
}

const curve = (at: readonly string[], y: (i: number) => number) =>
  at.map((x, i) => `${x},${y(i).toFixed(1)}`);

function path(svg: SVGSVGElement, name: string, d: string): void {
  svg.querySelector(`.${name} path`)!.setAttribute("d", d);
}
