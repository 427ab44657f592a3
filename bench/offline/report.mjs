/** Mean ± deviation over the seeds at each percentile, beside baselines and the figures of others. */
import { reference } from "./reference.mjs";

const PLACES = [100, 80, 50];
/** Rows that are no method. */
export const BASELINES = ["start set", "random 128"];

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
  const mean = (name) => moments(runs.map((run) => run[name]))[0];
  return {
    seeds: runs.length,
    at: PLACES.map((_, i) => moments(runs.map(({ at }) => at[i]))),
    distinct: mean("distinct"),
    ...(runs[0].share !== undefined && { share: mean("share") }),
    seconds: mean("seconds"),
  };
}

const error = ({ at, seeds }, i) => at[i][1] / Math.sqrt(seeds);

/** Better at the 80th and the 50th percentile by two standard errors each, worse, or neither. */
function besides(figures, base) {
  // One run has no spread to compare with.
  if (base === undefined || figures === base || figures.seeds < 2) return "";
  const signs = [1, 2].map((i) => {
    const both = Math.hypot(error(figures, i), error(base, i));
    const gap = figures.at[i][0] - base.at[i][0];
    return gap > 2 * both ? 1 : gap < -2 * both ? -1 : 0;
  });
  if (signs.every((sign) => sign === 1)) return "better";
  return signs.every((sign) => sign === -1) ? "worse" : "even";
}

/** "data at 50; random at 100 80" where the mean is below the baseline's; "" where it helps. */
function noHelp(figures, rows) {
  const places = (base) => PLACES.filter((_, i) => figures.at[i][0] < base.at[i][0]);
  return [
    ["data", rows["start set"]],
    ["random", rows["random 128"]],
  ]
    .map(([name, base]) => [name, base ? places(base) : []])
    .filter(([, below]) => below.length > 0)
    .map(([name, below]) => `${name} at ${below.join(" ")}`)
    .join("; ");
}

/** Places where the mean lies below the reference's mean by more than its deviation; ? within noise. */
function belowReference(figures, others) {
  const base = others.small ?? others.large;
  if (base === undefined) return "";
  const marks = PLACES.map((place, i) => {
    const gap = base[i][0] - figures.at[i][0];
    if (gap <= base[i][1]) return null;
    // The references have three seeds or more, where they have a spread at all.
    const noise = Math.hypot(error(figures, i), Math.max(base[i][1], figures.at[i][1]) / 3 ** 0.5);
    return `${place}${gap <= 2 * noise ? "?" : ""}`;
  });
  const found = marks.filter((mark) => mark !== null);
  return found.length > 0 ? found.join(" ") : "within";
}

/** Share of the way from the best of the data to the optimum, where the optimum is known. */
function lift(figures, rows) {
  const best = rows["start set"].at[0][0];
  return figures.at.map(([mean]) => ((mean - best) / (1 - best)).toFixed(3)).join(" ");
}

function cells(name, figures, task, rows) {
  const others = reference[task.reference ?? task.name]?.[name] ?? {};
  const method = !BASELINES.includes(name);
  return {
    [task.name]: name + (figures.other ? " *" : ""),
    seeds: method ? String(figures.seeds) : "",
    "100th 80th 50th": three(figures.at),
    ...(task.exact && { lift: lift(figures, rows) }),
    distinct: figures.distinct.toFixed(0),
    ...(task.share && { [task.share.label]: `${(100 * figures.share).toFixed(0)} %` }),
    "cpu s": method ? figures.seconds.toFixed(1) : "",
    below: method ? noHelp(figures, rows) : "",
    "to GA": method ? besides(figures, rows.GA) : "",
    "PyTorch, this budget": three(others.small),
    "PyTorch, 2 × 2048": three(others.large),
    "published 100th": others.published ? shown(others.published) : "–",
    "below PyTorch": method ? belowReference(figures, others) : "",
  };
}

/** A column that says nothing on this task is left out. */
export function report(task, rows) {
  const lines = Object.entries(rows).map(([name, figures]) => cells(name, figures, task, rows));
  const heads = Object.keys(lines[0]).filter((head) =>
    lines.some((line) => line[head] !== "" && line[head] !== "–"),
  );
  const all = [heads, ...lines.map((line) => heads.map((head) => line[head]))];
  const widths = heads.map((_, i) => Math.max(...all.map((line) => line[i].length)));
  return all
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
