/** The report of an offline run: one HTML file that loads nothing. */
import { designTable, factsOf, type OfflineRun } from "./designs.js";
import { distanceSketch, drawn, scoresSketch } from "./offline-figures.js";
import { escapeHtml, figureHtml, pageHtml, tableHtml } from "./page.js";
import { trustOf } from "./trust.js";

/** `document`: of a browser, or one that stands in for it. */
export function offlineReport(run: OfflineRun, source: string, document: Document): string {
  const { result, target } = run;
  const figures = [scoresSketch(run), distanceSketch(run)].map((sketch) => drawn(sketch, document));
  return pageHtml(
    `${result.candidates.length} designs for a better ${target}`,
    `<p class="faint">${escapeHtml(factsOf(run, source))}</p>
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
