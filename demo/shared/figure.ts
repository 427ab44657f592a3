/** A figure: title, legend, plot, computed caption, and a table of the same numbers. */
import * as Plot from "@observablehq/plot";

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Picture {
  /** Plot's options for a width in pixels. */
  readonly plot: (width: number) => Plot.PlotOptions;
  /** What a reader of the picture would say, in a sentence. */
  readonly caption: string;
  readonly table: () => Table;
}

/** Kind of mark (a class of style.css) and what it stands for. */
export type Legend = readonly (readonly [kind: string, text: string])[];

export class Figure {
  readonly place: HTMLElement;
  readonly #title: string;
  readonly #caption: HTMLElement;
  readonly #details: HTMLDetailsElement;
  #picture: Picture | undefined;
  #width = 0;
  #drawn: (SVGSVGElement & Plot.Plot) | undefined;
  /** Called after each drawing, for what lies on top. */
  onDraw: (svg: SVGSVGElement & Plot.Plot) => void = () => {};

  constructor(figure: HTMLElement, title: string, legend: Legend = []) {
    this.#title = title;
    this.place = make("div", { className: "plot" });
    this.#caption = make("figcaption");
    this.#details = make("details");
    this.#details.append(make("summary", { textContent: "The numbers as a table" }));
    this.#details.append(make("div", { className: "wide", tabIndex: 0 }));
    this.#details.lastElementChild!.setAttribute("role", "region");
    this.#details.lastElementChild!.setAttribute("aria-label", `${title}: table`);
    this.#details.addEventListener("toggle", () => this.#fill());
    const keys = make("ul", { className: "legend" });
    for (const [kind, text] of legend) {
      const key = make("li");
      key.append(make("i", { className: kind }), text);
      keys.append(key);
    }
    figure.prepend(make("h2", { textContent: title }), keys, this.place);
    figure.append(this.#caption, this.#details);
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry!.contentRect.width);
      if (width === this.#width) return;
      this.#width = width;
      this.draw();
    }).observe(this.place);
  }

  /** The plot as it was drawn last. */
  get svg(): (SVGSVGElement & Plot.Plot) | null {
    return this.#drawn ?? null;
  }

  show(picture: Picture): void {
    this.tell(picture);
    this.draw();
  }

  /** Says what a picture says; the plot stays as it is, for those who move it themselves. */
  tell(picture: Picture): void {
    this.#picture = picture;
    this.#caption.textContent = picture.caption;
    this.#name();
    this.#fill();
  }

  /** Draws the plot anew; words and table stay. */
  draw(plot: Picture["plot"] | undefined = this.#picture?.plot): void {
    if (plot === undefined || this.#width === 0) return;
    const svg = Plot.plot({ ...plot(this.#width), width: this.#width }) as never as SVGSVGElement &
      Plot.Plot;
    // Plot's own style sheet would need a looser policy than the page has; style.css has its rules.
    for (const sheet of svg.querySelectorAll("style")) sheet.remove();
    svg.setAttribute("role", "img");
    if (this.#drawn === undefined) this.place.append(svg);
    else this.#drawn.replaceWith(svg);
    this.#drawn = svg;
    this.#name();
    this.onDraw(svg);
  }

  #name(): void {
    this.#drawn?.setAttribute("aria-label", `${this.#title}. ${this.#caption.textContent}`);
  }

  #fill(): void {
    if (!this.#details.open || this.#picture === undefined) return;
    this.#details.lastElementChild!.replaceChildren(tableOf(this.#picture.table()));
  }
}

export function tableOf({ head, rows }: Table): HTMLTableElement {
  const table = make("table");
  const top = table.createTHead().insertRow();
  for (const text of head) top.append(make("th", { textContent: text, scope: "col" }));
  const body = table.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    for (const text of cells) row.insertCell().textContent = String(text);
  }
  return table;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), properties);
}

/** Axes, grid and colours that all plots share. */
export const look = {
  grid: { stroke: "var(--line)", strokeOpacity: 1 },
  axis: { labelAnchor: "center", labelArrow: "none" } as const,
  margins: { marginLeft: 58, marginBottom: 40, marginTop: 24, marginRight: 16 },
};
