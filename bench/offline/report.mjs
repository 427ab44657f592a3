/** Mean ± deviation over the seeds at each percentile, beside the figures of others. */
import { reference } from "./reference.mjs";

const PLACES = [100, 80, 50];

const shown = ([mean, deviation]) =>
  deviation > 0 ? `${mean.toFixed(3)}±${deviation.toFixed(3)}` : mean.toFixed(3);
const three = (figures) => (figures ? figures.map(shown).join(" ") : "–");

/** Mean and population deviation. */
export function moments(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(square)];
}

/** Figures of one method on one task from its runs, `[{ at: [100th, 80th, 50th], … }]`. */
export function summarize(runs) {
  return {
    seeds: runs.length,
    at: PLACES.map((_, i) => moments(runs.map(({ at }) => at[i]))),
    distinct: moments(runs.map(({ distinct }) => distinct))[0],
    seconds: moments(runs.map(({ seconds }) => seconds))[0],
  };
}

/** Better at the 80th and the 50th percentile by two standard errors each, worse, or neither. */
function verdict(figures, base) {
  // One run has no spread to compare with.
  if (base === undefined || figures === base || figures.seeds < 2) return "";
  const signs = [1, 2].map((i) => {
    const error = Math.hypot(
      figures.at[i][1] / Math.sqrt(figures.seeds),
      base.at[i][1] / Math.sqrt(base.seeds),
    );
    const gap = figures.at[i][0] - base.at[i][0];
    return gap > 2 * error ? 1 : gap < -2 * error ? -1 : 0;
  });
  if (signs.every((sign) => sign === 1)) return "better than GA";
  return signs.every((sign) => sign === -1) ? "worse than GA" : "as GA";
}

export function report(task, rows) {
  const lines = Object.entries(rows).map(([name, figures]) => {
    const others = reference[task]?.[name] ?? {};
    return [
      name,
      three(figures.at),
      figures.distinct.toFixed(0),
      figures.seconds > 0 ? figures.seconds.toFixed(1) : "",
      name.startsWith("start") || name.startsWith("random") ? "" : verdict(figures, rows.GA),
      three(others.small),
      three(others.large),
      others.published ? shown(others.published) : "–",
    ];
  });
  const head = [
    task,
    "100th 80th 50th",
    "distinct",
    "cpu s",
    "80th & 50th",
    "PyTorch, this budget",
    "PyTorch, 2 × 2048",
    "published 100th",
  ];
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column].length)));
  return all
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
