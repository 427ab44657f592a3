/** Lays rows out for a terminal: our value, each target met or missed, each rival with its ratio. */

export function table(groups) {
  const lines = groups.flatMap(({ group, rows }) => [
    [group],
    ...rows.map((row) => [
      `  ${row.name}`,
      quantity(row.value, row.unit),
      (row.targets ?? []).map(target(row)).join(", "),
      row.rivals.map(rival(row.unit)).join(", "),
    ]),
  ]);
  const all = [["work", "steinbock", "targets", "rivals (× we are faster)"], ...lines];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...all.map((cells) => (cells.length > 1 ? cells[column].length : 0))),
  );
  return all
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

/** How many targets are met, and the rows of those that are not. */
export function score(groups) {
  const verdicts = groups
    .flatMap(({ rows }) => rows)
    .flatMap((row) => (row.targets ?? []).map((entry) => [verdict(row, entry), row.name]));
  const named = (wanted) => verdicts.filter(([found]) => found === wanted);
  const missed = named("missed").map(([, name]) => name);
  const counts = `targets: ${named("met").length} met, ${missed.length} missed, ${named("no rival").length} without their rival`;
  return missed.length === 0 ? counts : `${counts}; missed: ${missed.join("; ")}`;
}

function quantity(value, unit) {
  return `${number(value)} ${unit}`;
}

function number(value) {
  if (!Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return value.toFixed(0);
  return magnitude > 0 && magnitude < 1e-3 ? value.toExponential(2) : String(+value.toPrecision(3));
}

const rival = (unit) => (entry) =>
  `${entry.name} ${quantity(entry.value, unit)} (${number(entry.ratio)}×)`;

const target = (row) => (entry) => {
  const limit = entry.atLeast === undefined ? `≤ ${entry.atMost}` : `≥ ${entry.atLeast}`;
  const text = entry.rival ? `${limit} × ${entry.rival}` : `${limit} ${row.unit}`;
  return `${text}: ${verdict(row, entry)}`;
};

/** "met", "missed", or "no rival" where that rival is not installed here. */
export function verdict(row, { rival: name, atMost = Infinity, atLeast = -Infinity }) {
  const value = name ? row.rivals.find((entry) => entry.name === name)?.ratio : row.value;
  if (value === undefined) return "no rival";
  return value <= atMost && value >= atLeast ? "met" : "missed";
}
