/** One line a round: how much of the objective space is reached, and how much is still missing. */
import { logHypervolumeDifference, re21 } from "steinbock/problems";

const columns = [
  ["round", 5],
  ["evaluations", 11],
  ["hypervolume", 11],
  ["ln missing", 10],
  ["seconds", 7],
];
const unit = re21.scale[0] * re21.scale[1];
const [volume, displacement] = re21.reference;

/** A function of the learner and the round that writes to `stream` and returns what it wrote. */
export function progress(stream, rounds) {
  const begin = performance.now();
  stream.write(`${columns.map(([name, width]) => name.padStart(width)).join("  ")}\n`);
  return (learner, round) => {
    const row = {
      round,
      evaluations: learner.trials.length,
      hypervolume: learner.hypervolume({ volume, displacement }) / unit,
      logDifference: logHypervolumeDifference(re21, measured(learner)),
      seconds: (performance.now() - begin) / 1e3,
    };
    const cells = [
      `${round}/${rounds}`,
      String(row.evaluations),
      row.hypervolume.toFixed(5),
      row.logDifference.toFixed(3),
      row.seconds.toFixed(1),
    ];
    stream.write(`${cells.map((cell, i) => cell.padStart(columns[i][1])).join("  ")}\n`);
    return row;
  };
}

/** Volume and displacement of every evaluated design. */
export function measured(learner) {
  return learner.trials.map(({ values }) => [values.volume, values.displacement]);
}

/** The answer, in a sentence. */
export function summary(learner, front) {
  const [light, stiff] = [front[0], front.at(-1)].map(
    ({ predicted }) =>
      `${predicted.volume.mean.toFixed(0)} cm³ at ${predicted.displacement.mean.toFixed(4)} cm`,
  );
  return `\n${learner.trials.length} evaluations, and the model answers any preference:
from ${light} to ${stiff}.`;
}
