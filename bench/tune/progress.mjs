/** One line a trial: what was tried, how it went, what the model had expected. */

const columns = [
  ["trial", 5],
  ["error", 8],
  ["best", 8],
  ["expected gain", 13],
  ["ask", 8],
];

/** A listener for `optimize` that writes to `stream`, in colour where that is a terminal. */
export function progress(stream, trials) {
  const paint = painter(stream);
  let milliseconds = 0;
  stream.write(`${paint.dim(columns.map(([name, width]) => name.padStart(width)).join("  "))}\n`);
  return (event) => {
    if (event.type === "ask") milliseconds = event.milliseconds;
    if (event.type === "fail") stream.write(`trial ${event.trial.number + 1} failed\n`);
    if (event.type !== "tell") return;
    const { trial, improved, best } = event;
    const gain = trial.prediction?.expectedImprovement;
    const cells = [
      `${trial.number + 1}/${trials}`,
      trial.values.error.toFixed(4),
      best.values.error.toFixed(4),
      gain === undefined ? "–" : significant(gain),
      `${milliseconds.toFixed(1)} ms`,
    ].map((cell, i) => cell.padStart(columns[i][1]));
    const line = `${cells.join("  ")}  ${describe(trial.params)}`;
    stream.write(`${improved ? paint.bold(line) : line}\n`);
  };
}

/** The answer, in a sentence. */
export function summary({ best, trials }) {
  return `\nBest of ${trials.length}: ${best.values.error.toFixed(4)} mpg with ${describe(best.params)}.`;
}

export function describe(params) {
  return Object.entries(params)
    .map(([name, value]) => `${name} ${typeof value === "number" ? significant(value) : value}`)
    .join(", ");
}

function significant(value) {
  return value < 1e-3 ? value.toExponential(1) : String(+value.toPrecision(3));
}

function painter(stream) {
  const colour = stream.isTTY && !process.env.NO_COLOR;
  const wrap = (code) => (text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: wrap(1), dim: wrap(2) };
}
