/** One HTML file that loads nothing, in light and dark. */

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Figure {
  readonly title: string;
  /** What it shows, in a sentence that follows from the numbers. */
  readonly caption: string;
  /** What its marks mean: classes of the page's style, and words. */
  readonly legend: readonly (readonly [mark: string, text: string])[];
  /** Numbers behind it. */
  readonly table: Table;
  /** Takes its colours from the page: `--ink`, `--faint`, `--line`, `--paper`, `--ours`, `--here`. */
  readonly svg: string;
}

const style = `:root{--paper:#fff;--ink:#1f2328;--faint:#59636e;--line:#d1d9e0;--ours:#0b62c4;--here:#b35900}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--line:#3d444d;--ours:#6cb6ff;--here:#f0a35e}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
main{max-width:1080px;margin:0 auto;padding:24px}
h1{margin:0;font-size:24px}
h2{margin:28px 0 0;font-size:18px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:0 32px}
figure{margin:20px 0 0;min-width:0}
figure h2{margin:0;font-size:15px}
figcaption,.faint{color:var(--faint);font-size:13px}
svg{display:block;width:100%;max-width:620px;height:auto;overflow:visible}
svg text{font:12px system-ui,"Segoe UI",Helvetica,Arial,sans-serif;fill:var(--ink)}
.legend{display:flex;flex-wrap:wrap;gap:0 18px;margin:4px 0;padding:0;list-style:none}
.legend li{display:flex;align-items:center;gap:7px}
.legend i{width:20px;border-top:2px solid}
.legend .bar{height:10px;border-top-width:10px;opacity:.45}
.legend .dashed{border-top-style:dashed}
.legend .dotted{border-top-style:dotted}
.legend .dot{width:9px;border-top-width:9px;border-radius:50%}
.legend .ours{border-color:var(--ours)}
.legend .here{border-color:var(--here)}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
th,td{padding:4px 0 4px 14px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child{padding-left:0}
details{margin-top:12px}
summary{cursor:pointer}
.wide{overflow-x:auto}
:focus-visible{outline:2px solid var(--here);outline-offset:4px}`;

export function pageHtml(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</html>
`;
}

export function figureHtml({ title, caption, legend, table, svg }: Figure): string {
  const keys = legend.map(([mark, text]) => `<li><i class="${mark}"></i>${escapeHtml(text)}</li>`);
  return `<figure>
<h2>${escapeHtml(title)}</h2>
${svg}
<ul class="faint legend">${keys.join("")}</ul>
<figcaption>${escapeHtml(caption)}</figcaption>
<details><summary>The numbers</summary>
${tableHtml(table)}
</details>
</figure>`;
}

export function tableHtml({ header, rows }: Table): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  return `<div class="wide"><table>
<thead>${line(header, "th")}</thead>
<tbody>
${rows.map((row) => line(row, "td")).join("\n")}
</tbody>
</table></div>`;
}

export function escapeHtml(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replaceAll(/[&<>"]/g, (sign) => names[sign]!);
}
