/** The table of runs beside the published methods, as text. */

import { LEAST_MISSING } from "./published.mjs";

const CLIPPED = Math.log(LEAST_MISSING);

/** Mean and population deviation, as published; null where nothing was run. */
export function summarize(runs) {
  if (runs.length === 0) return null;
  const finals = runs.map(({ final }) => final);
  const mean = finals.reduce((sum, value) => sum + value, 0) / finals.length;
  const square = finals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finals.length;
  return { mean, sd: Math.sqrt(square), count: finals.length };
}

/** Rows of cells with their columns aligned. */
export function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

const mark = (better) => (better ? "+" : "-");

/** `-5.23 ± 1.61 +-`: at least as good as published SVH-PSL, not as the best of ten. */
function cell(summary, [svhPsl, best], wanted) {
  if (summary === null) return "";
  const { mean, sd, count } = summary;
  const short = count < wanted ? ` (${count})` : "";
  return `${mean.toFixed(2)} ± ${sd.toFixed(2)} ${mark(mean <= svhPsl)}${mark(mean <= best)}${short}`;
}

/**
 * Ours with marks, then the published ones; counts of marks, and the time of a run.
 *
 * @param runs       finished runs of some problems and methods
 * @param published  `names` of methods, SVH-PSL first, and their `figures` on each problem
 * @param wanted     runs of a full cell: where there are fewer, it says how many
 */
export function report(runs, methods, published, wanted) {
  const problems = Object.keys(published.figures);
  const limits = problems.map((name) => {
    const figures = published.figures[name];
    return [figures[0], Math.min(...figures)];
  });
  const columns = methods.map((method) =>
    problems.map((name) =>
      summarize(runs.filter((run) => run.problem === name && run.method === method)),
    ),
  );
  const rows = problems.map((name, row) => {
    const figures = published.figures[name];
    const best = published.names[figures.indexOf(limits[row][1])];
    const ours = columns.map((column) => cell(column[row], limits[row], wanted));
    return [name, ...ours, `${limits[row][1]} ${best}`, ...figures.map(String)];
  });
  const head = ["problem", ...methods, "best published", ...published.names];
  return [
    "ln of the missing hypervolume after 119 evaluations: mean ± deviation over the seeds, (runs)",
    "where some are missing; + at least as good as, - worse than published SVH-PSL, the best published",
    "",
    aligned([head, ...rows]),
    "",
    ...methods.map((method, column) => count(method, columns[column], limits)),
    ...methods.flatMap((method) => beyond(method, runs, problems)),
    ...methods.flatMap((method) => fronts(method, runs, problems)),
    `Seconds of processor time a run: ${times(runs, methods).join(", ")}.`,
  ].join("\n");
}

/** Runs that found more than the published truth, that of finitely many points of the front, has. */
function beyond(method, runs, problems) {
  const counts = problems.flatMap((name) => {
    const own = runs.filter((run) => run.problem === name && run.method === method);
    const more = own.filter(({ final }) => final <= CLIPPED).length;
    return more === 0 ? [] : [`${name} ${more} of ${own.length}`];
  });
  return counts.length === 0
    ? []
    : [
        `${method}: more than the published truth, counted as ${CLIPPED.toFixed(1)}: ${counts.join(", ")}.`,
      ];
}

/** How good the learnt fronts themselves are, where a method learns one: an empty list elsewhere. */
function fronts(method, runs, problems) {
  const known = runs.filter((run) => run.method === method && Number.isFinite(run.front));
  const figures = problems.flatMap((name) => {
    const own = known.filter((run) => run.problem === name);
    const sum = own.reduce((total, { front }) => total + front, 0);
    return own.length === 0 ? [] : [`${name} ${(sum / own.length).toFixed(2)}`];
  });
  const better = known.filter(({ front, final }) => front <= final).length;
  return figures.length === 0
    ? []
    : [
        `${method}: ln of what 100 designs of the learnt front miss, evaluated: ${figures.join(", ")};` +
          ` less than what was evaluated before misses in ${better} of ${known.length} runs.`,
      ];
}

function times(runs, methods) {
  return methods.flatMap((method) => {
    const own = runs.filter((run) => run.method === method);
    const seconds = own.reduce((sum, run) => sum + run.seconds, 0) / own.length;
    return own.length === 0 ? [] : [`${method} ${seconds.toPrecision(2)}`];
  });
}

function count(method, column, limits) {
  const known = column.flatMap((summary, row) => (summary === null ? [] : [[summary.mean, row]]));
  const reached = (which) => known.filter(([mean, row]) => mean <= limits[row][which]).length;
  return (
    `${method}: at least as good as published SVH-PSL on ${reached(0)} of ${known.length},` +
    ` as the best published on ${reached(1)}.`
  );
}
