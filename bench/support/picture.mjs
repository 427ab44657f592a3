/** A picture of a run: panels side by side in one SVG that follows the reader's light or dark scheme. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

const { document } = parseHTML("<html></html>");
const width = 920;
const height = 470;
const panel = { top: 76, height: 350 };

const style = `
svg { --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0; --ours: #0b62c4; --other: #b35900; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --line: #3d444d; --ours: #6cb6ff; --other: #f0a35e; }
}
text { font: 12px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
.title { font-size: 17px; font-weight: 600; fill: var(--ink); }
.caption { fill: var(--faint); }
.heading { font-size: 13px; font-weight: 600; fill: var(--ink); }
`;

/**
 * `panels`: rows of x, heading and what `draw` gave. The caption is one line; `more` is for those who
 * are read the picture.
 */
export function picture({ title, caption, more = "", panels }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title caption">
<title id="title">${title}</title>
<desc id="caption">${caption}${more && ` ${more}`}</desc>
<style>${style}</style>
<rect width="${width}" height="${height}" rx="8" fill="var(--paper)"/>
<text class="title" x="24" y="32">${title}</text>
${panels
  .map(
    ([x, heading, svg]) => `<text class="heading" x="${x + 8}" y="64">${heading}</text>
<g transform="translate(${x} ${panel.top})" color="var(--ink)">${svg}</g>`,
  )
  .join("\n")}
<text class="caption" x="24" y="${height - 18}">${caption}</text>
</svg>
`;
}

/** One panel, by the options of Plot. */
export function draw(options) {
  const plot = Plot.plot({ marginBottom: 42, ...options, document, height: panel.height });
  // Plot's own style sheet speaks of the page that it is not part of.
  for (const sheet of plot.querySelectorAll("style")) sheet.remove();
  return plot.toString();
}

export const axis = { labelAnchor: "center", labelArrow: "none" };
export const rules = { stroke: "var(--line)", strokeOpacity: 1 };
/** Of a text mark that is read over other marks. */
export const text = {
  ...{ fill: "var(--ink)", fontWeight: 600 },
  ...{ stroke: "var(--paper)", strokeWidth: 4, paintOrder: "stroke" },
};
