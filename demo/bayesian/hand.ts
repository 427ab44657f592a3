/** What a hand does on the plot: it shows a place, measures there, or drags a measurement along. */
import type { Figure } from "../shared/figure.js";
import type { Search } from "./search.js";

/** Pixels from a measurement within which it is grasped. */
const REACH = 12;

interface Scale {
  apply(x: number): number;
  invert(x: number): number;
  readonly range?: readonly number[];
}

type Drawn = SVGSVGElement & { scale(name: "x" | "y"): Scale };

export class Hand {
  readonly #place: HTMLElement;
  readonly #search: Search;
  /** The measurement that is dragged. */
  #held: number | null = null;
  /** The click that ends a drag measures nothing. */
  #dragged = false;

  /**
   * @param measure called with the x of a click
   * @param move called with a measurement's index and the x that it is dragged to
   */
  constructor(
    { place }: Figure,
    search: Search,
    measure: (x: number) => void,
    move: (index: number, x: number) => void,
  ) {
    this.#place = place;
    this.#search = search;
    place.addEventListener("pointerdown", (event) => {
      this.#dragged = false;
      this.#held = this.#under(event);
      if (this.#held !== null) place.setPointerCapture(event.pointerId);
    });
    place.addEventListener("pointermove", (event) => {
      if (this.#held === null) {
        place.classList.toggle("grasp", this.#under(event) !== null);
        this.point(this.#inside(event));
        return;
      }
      this.#dragged = true;
      this.point(null);
      const [low, high] = this.#search.objective.range;
      move(this.#held, Math.min(high, Math.max(low, this.#at(event))));
    });
    for (const type of ["pointerup", "pointercancel"]) {
      place.addEventListener(type, () => {
        this.#held = null;
      });
    }
    place.addEventListener("pointerleave", () => this.point(null));
    place.addEventListener("click", (event) => {
      const x = this.#inside(event);
      if (x !== null && !this.#dragged) measure(x);
    });
  }

  /** The dashed line at the place that a hand would measure. */
  point(x: number | null): void {
    const svg = this.#svg;
    svg?.querySelector(".cursor")?.remove();
    if (svg === null || x === null) return;
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const [px, py] = [svg.scale("x").apply(x), svg.scale("y").range!];
    for (const [name, value] of Object.entries({ x1: px, x2: px, y1: py[0]!, y2: py[1]! })) {
      line.setAttribute(name, String(value));
    }
    line.setAttribute("class", "cursor");
    svg.append(line);
  }

  get #svg(): Drawn | null {
    return this.#place.querySelector("svg") as Drawn | null;
  }

  #at({ clientX }: MouseEvent): number {
    const svg = this.#svg!;
    return svg.scale("x").invert(clientX - svg.getBoundingClientRect().left);
  }

  /** The x of a place in the plot, or null beside its frame. */
  #inside(event: MouseEvent): number | null {
    const x = this.#at(event);
    const [low, high] = this.#search.objective.range;
    return x >= low && x <= high ? x : null;
  }

  /** The nearest measurement in reach. */
  #under({ clientX, clientY }: MouseEvent): number | null {
    const svg = this.#svg!;
    const { left, top } = svg.getBoundingClientRect();
    const [sx, sy] = [svg.scale("x"), svg.scale("y")];
    const { x, y } = this.#search;
    let [nearest, least] = [null as number | null, REACH];
    x.forEach((value, i) => {
      const away = Math.hypot(sx.apply(value) + left - clientX, sy.apply(y[i]!) + top - clientY);
      if (away <= least) [nearest, least] = [i, away];
    });
    return nearest;
  }
}
