/** The report of a run: one HTML file that loads nothing and works without a network. */
import { readFileSync } from "node:fs";
import { re21 } from "steinbock/problems";
import { differenceChart, frontChart, hypervolumeChart } from "./charts.mjs";

const part = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** `front`: solutions from the lightest to the stiffest; `history`: the rows of progress.mjs. */
export function report({ learner, history, front }) {
  const { svg, places } = frontChart(learner, front, history[0].evaluations);
  const designs = front.map(({ params, predicted, preference }, i) => {
    const areas = Object.values(params);
    const [volume, displacement] = re21.evaluate(areas);
    return { areas, preference, predicted, measured: { volume, displacement }, place: places[i] };
  });
  const last = history.at(-1);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Designing a four-bar truss</title>
<style>
${part("page.css")}</style>
<main>
<h1>Designing a four-bar truss</h1>
<p>${last.evaluations} evaluations taught Steinbock the whole trade-off between the volume of the bars and the displacement of the tip. Each position of the slider is a design.</p>
<section class="pair">
<figure>
<figcaption>Learnt front over the evaluated designs</figcaption>
${svg}
<p class="legend"><span class="key learnt"></span>learnt front <span class="key true"></span>true front, unknown to the model <span class="dot first"></span>first designs <span class="dot"></span>designs it chose</p>
</figure>
<figure>
<figcaption>The design</figcaption>
${truss()}
<label for="along"><span>lighter</span><span>stiffer</span></label>
<input id="along" type="range" min="0" max="${designs.length - 1}" value="${designs.length >> 1}" aria-label="Position along the front, from the lightest design to the stiffest">
<table id="expected">
<thead><tr><th></th><th>predicted ± sd</th><th>evaluated</th></tr></thead>
<tbody>
<tr><th>volume, cm³</th><td></td><td></td></tr>
<tr><th>displacement, cm</th><td></td><td></td></tr>
</tbody>
</table>
</figure>
</section>
<section class="pair even">
<figure>
<figcaption>Hypervolume by round</figcaption>
${hypervolumeChart(history)}
</figure>
<figure>
<figcaption>What is missing of it, log-hypervolume difference</figcaption>
${differenceChart(history)}
</figure>
</section>
<p class="legend">In units of the box from the front's ideal to its nadir point. ${last.evaluations} evaluations reach ${last.hypervolume.toFixed(4)} of ${re21.hypervolume.toFixed(4)}.</p>
<details><summary>All ${history.length} rounds</summary>
${rounds(history)}
</details>
<details><summary>All ${designs.length} designs</summary>
${table(designs)}
</details>
</main>
<script type="application/json" id="designs">${JSON.stringify(designs)}</script>
<script type="module">
${part("page.mjs")}</script>
</html>
`;
}

/**
 * Bars 1 to 4 in the frame of the problem: bars of length 2L, √2 L, √2 L and L, wall on the left. The
 * loads are those whose forces in the bars give the formula of the displacement, at the tip.
 */
function truss() {
  const joints = { top: [70, 70], foot: [70, 200], middle: [200, 200], tip: [330, 70] };
  const bars = [
    ["top", "tip", 0, -22],
    ["middle", "tip", 44, 24],
    ["top", "middle", -44, 24],
    ["foot", "middle", 0, 34],
  ];
  const lines = bars.map(([from, to]) => {
    const [[x1, y1], [x2, y2]] = [joints[from], joints[to]];
    return `<line class="bar" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  });
  const names = bars.map(([from, to, dx, dy]) => {
    const [x, y] = [0, 1].map((i) => (joints[from][i] + joints[to][i]) / 2);
    return `<text class="area" x="${x + dx}" y="${y + dy}"></text>`;
  });
  const pins = Object.values(joints).map(([x, y]) => `<circle cx="${x}" cy="${y}" r="5"/>`);
  return `<svg id="truss" viewBox="0 0 400 260" role="img" aria-label="The truss, each bar as thick as its cross-section">
<path class="wall" d="M52 30V240M52 50l-14 14M52 90l-14 14M52 130l-14 14M52 170l-14 14M52 210l-14 14M52 70H70M52 200H70"/>
<path class="load" d="M330 80V124M324 114l6 10l6-10M200 250V212M194 222l6-10l6 10M252 200H212M222 194l-10 6l10 6"/>
<text x="342" y="124">F</text><text x="212" y="248">2F</text><text x="258" y="204">F</text>
${[...lines, ...pins, ...names].join("\n")}
</svg>`;
}

function table(designs) {
  const rows = designs.map(({ areas, preference, predicted, measured }, i) => {
    const { volume, displacement } = predicted;
    const cells = [
      i + 1,
      preference[0].toFixed(3),
      ...areas.map((area) => area.toFixed(3)),
      `${volume.mean.toFixed(1)} ± ${volume.sd.toFixed(1)}`,
      measured.volume.toFixed(1),
      `${displacement.mean.toFixed(6)} ± ${displacement.sd.toFixed(6)}`,
      measured.displacement.toFixed(6),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const bars = [1, 2, 3, 4].map((bar) => `<th>bar ${bar}, cm²</th>`).join("");
  const head = `<th>design</th><th>weight of volume</th>${bars}<th>volume, cm³</th><th>evaluated</th><th>displacement, cm</th><th>evaluated</th>`;
  return wide(head, rows);
}

function rounds(history) {
  const rows = history.map(({ round, evaluations, hypervolume, logDifference }) => {
    const cells = [round, evaluations, hypervolume.toFixed(5), logDifference.toFixed(3)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const head = "<th>round</th><th>evaluations</th><th>hypervolume</th><th>ln missing</th>";
  return wide(head, rows);
}

function wide(head, rows) {
  return `<div class="wide"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table></div>`;
}
