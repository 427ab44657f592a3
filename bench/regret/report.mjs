/** Quartiles of runs, beside the reference, as rows of figures and as text. */
import { median } from "../support/median.mjs";

const SHARES = [0.25, 0.5, 0.75, 1];

/** What noise-free problems must reach beyond the reference, as a median regret at the end. */
const REGRET_TARGETS = { Hartmann6: 1e-3 };

/** Linear interpolation between order statistics, as NumPy's. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The figures of one problem: quartiles at the checkpoints, regret, seconds per ask. */
export function summarize(problem, runs, reference) {
  const evaluations = runs[0].best.length;
  const checkpoints = SHARES.map((share) => Math.floor(share * evaluations));
  const at = (share) =>
    checkpoints.map((n) =>
      quantile(
        runs.map(({ best }) => best[n - 1]),
        share,
      ),
    );
  const ours = { q25: at(0.25), median: at(0.5), q75: at(0.75) };
  const asks = runs.flatMap(({ askSeconds, modelled }) => {
    return askSeconds.filter((_, i) => modelled[i] || !modelled.includes(true));
  });
  const askSeconds = median(asks);
  const regret = ours.median.at(-1) - runs[0].optimum;
  const end = `${problem} after ${evaluations} evaluations`;
  const rows = [
    row(`${end}, median`, ours.median.at(-1), "value", reference?.median.at(-1)),
    { name: `${end}, median regret`, value: regret, unit: "value", rivals: [] },
    row(`${problem}, median of an ask`, askSeconds, "s", reference?.askSeconds),
  ];
  return { problem, runs: runs.length, checkpoints, ours, askSeconds, regret, reference, rows };
}

function row(name, value, unit, rival) {
  const rivals =
    rival === undefined ? [] : [{ name: "BoTorch", value: rival, ratio: rival / value }];
  return { name, value, unit, rivals };
}

export function report(summaries) {
  return summaries.map(section).join("\n\n");
}

function section({ problem, runs, checkpoints, ours, askSeconds, regret, reference }) {
  const heads = [`steinbock, ${runs} runs`, reference ? `BoTorch, ${reference.runs} runs` : ""];
  const asks = [askSeconds, ...(reference ? [reference.askSeconds] : [])].map(milliseconds);
  return [
    line(problem, heads),
    ...checkpoints.map((n, i) => {
      const cells = [ours, ...(reference ? [reference] : [])].map((figures) =>
        quartiles(figures, i),
      );
      return line(`${n} evaluations`.padStart(17), cells);
    }),
    line("   one ask, median", asks),
    `   median regret ${regret.toExponential(2)}${verdicts(problem, regret, ours, reference)}`,
  ].join("\n");
}

function quartiles({ q25, median, q75 }, i) {
  return `${number(median[i])} [${number(q25[i])}, ${number(q75[i])}]`;
}

function line(label, cells) {
  return (label.padEnd(20) + cells.map((cell) => cell.padEnd(30)).join("")).trimEnd();
}

function verdicts(problem, regret, ours, reference) {
  const met = (holds) => (holds ? "met" : "missed");
  const parts = [];
  if (reference !== null) {
    const goal = reference.median.at(-1);
    parts.push(`goal median ≤ ${number(goal)}: ${met(ours.median.at(-1) <= goal)}`);
  }
  const goal = REGRET_TARGETS[problem];
  if (goal !== undefined) parts.push(`goal regret < ${goal}: ${met(regret < goal)}`);
  return parts.map((part) => `; ${part}`).join("");
}

const number = (value) => value.toFixed(4);
const milliseconds = (seconds) => `${+(seconds * 1000).toPrecision(3)} ms`;
