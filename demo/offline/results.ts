/** What the page shows of a run: how far to trust it, two figures, the designs, and a file of them. */
import type { Designs, RawTable } from "../../src/csv/index.js";
import { designsCsv, designTable, factsOf, type OfflineRun } from "../../src/report/designs.js";
import { distanceSketch, type Sketch, scoresSketch } from "../../src/report/offline-figures.js";
import { trustOf } from "../../src/report/trust.js";
import { Figure, look, make, tableOf } from "../shared/figure.js";
import { announce, element } from "../shared/site.js";

export interface Finding {
  readonly run: OfflineRun;
  /** The name of the file. */
  readonly source: string;
  readonly table: RawTable;
  readonly designs: Designs;
}

export function showResults({ run, source }: Finding): void {
  const { result, target } = run;
  element("results").hidden = false;
  const trust = trustOf(result, target);
  element("trust").replaceChildren(...trust.map((textContent) => make("li", { textContent })));
  element("facts").textContent = factsOf(run, source);
  const distances = distanceSketch(run);
  draw("distances", distances);
  draw("scores", scoresSketch(run));
  const { header, rows } = designTable(run);
  element("designs").replaceChildren(tableOf({ head: header, rows }));
  announce(`${rows.length} designs. ${distances.caption}`);
}

/** With the report's marks and words, as wide as the page has room. */
function draw(id: string, { title, legend, caption, table, plot }: Sketch): void {
  const place = element(id);
  place.replaceChildren();
  new Figure(place, title, legend).show({
    caption,
    table: () => ({ head: table.header, rows: table.rows }),
    plot: (width) => ({
      ...look.margins,
      height: Math.min(330, Math.max(260, width * 0.62)),
      ...plot,
    }),
  });
}

export function download({ run, source, table, designs }: Finding): void {
  const url = URL.createObjectURL(
    new Blob([designsCsv(run, table, designs)], { type: "text/csv;charset=utf-8" }),
  );
  const name = `${source.replace(/\.\w+$/, "")}-designs.csv`;
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
