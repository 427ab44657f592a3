/** The report of an offline run: one HTML file that loads nothing. */
import { designTable, type OfflineRun } from "./designs.js";
import { distanceFigure, scoresFigure } from "./offline-figures.js";
import { escapeHtml, figureHtml, pageHtml, tableHtml } from "./page.js";
import { trustOf } from "./trust.js";

/** `document`: of a browser, or one that stands in for it. */
export function offlineReport(run: OfflineRun, source: string, document: Document): string {
  const { result, target, direction } = run;
  const { rows, duplicates, constant } = result.data;
  const facts = [
    `${rows} rows of ${source}`,
    ...(duplicates > 0 ? [`${duplicates} of them repeat a design`] : []),
    ...(constant.length > 0 ? [`${constant.join(", ")} kept at the one value it has`] : []),
    `${direction === "maximize" ? "largest" : "smallest"} ${target} wanted`,
    `method ${result.method}`,
    `seed ${result.seed}`,
  ];
  const figures = [scoresFigure(run, document), distanceFigure(run, document)];
  return pageHtml(
    `${result.candidates.length} designs for a better ${target}`,
    `<p class="faint">${escapeHtml(facts.join("; "))}.</p>
<h2>How far to trust them</h2>
<ul>
${trustOf(result, target)
  .map((sentence) => `<li>${escapeHtml(sentence)}</li>`)
  .join("\n")}
</ul>
<div class="figures">
${figures.map(figureHtml).join("\n")}
</div>
<h2>The designs</h2>
${tableHtml(designTable(run))}`,
  );
}
