/** What a result is worth, in plain sentences that follow from its numbers. */
import type { OfflineResult } from "../offline/index.js";
import { brief } from "./numbers.js";

type Judged = Pick<OfflineResult, "candidates" | "data" | "validation">;

/** Fewer rows say nothing of a rank correlation. */
const FEW = 10;

export function trustOf(result: Judged, target: string): string[] {
  const sentences = [promise(result, target), knowledge(result.validation), reach(result)];
  return [...sentences, ...doubts(result)];
}

function promise({ candidates, data }: Judged, target: string): string {
  const { score, deviation } = candidates[0]!;
  return `Predicted ${target} of the best design: ${brief(score)} ± ${brief(deviation)}; best in the data: ${brief(data.best)}. A search finds where its model errs in favour, so expect less than predicted.`;
}

function knowledge(validation: Judged["validation"]): string {
  if (validation === null) {
    return "The table has too few rows to hold some back, so nothing is known of how good the model is.";
  }
  const { rows, rankCorrelation } = validation;
  const figure = `rank correlation ${rankCorrelation.toFixed(2)} (1 is perfect, 0 is chance)`;
  const lead = `On ${rows} rows that the model did not see, ${figure}:`;
  if (rows < FEW) return `${lead} too few rows to judge by.`;
  if (rankCorrelation >= 0.8)
    return `${lead} within the data it knows well which design is better.`;
  if (rankCorrelation >= 0.5) return `${lead} it knows roughly which design is better.`;
  if (rankCorrelation >= 0.2) return `${lead} it hardly knows which design is better.`;
  return `${lead} it does not know which design is better; do not rely on these.`;
}

function reach({ candidates, data: { typicalDistance } }: Judged): string {
  const distances = candidates.map(({ distance }) => distance).sort((a, b) => a - b);
  const [low, high] = [distances[0]!, distances.at(-1)!];
  const middle = distances[distances.length >> 1]!;
  if (high === 0) return "The designs are rows of the data: measured already, not new.";
  if (!(typicalDistance > 0)) {
    return `The designs lie ${brief(low)} to ${brief(high)} standard deviations of the columns from the nearest row; the farther, the less a prediction is worth.`;
  }
  const times = (distance: number) => `${brief(distance / typicalDistance, 2)} ×`;
  const lead = `The designs lie ${times(low)} to ${times(high)} as far from the nearest row as rows lie from each other, half of them within ${times(middle)}:`;
  const ratio = middle / typicalDistance;
  if (ratio <= 1.5) return `${lead} most are as near as the data's own.`;
  if (ratio <= 3) return `${lead} at the edge of the data, where predictions get worse.`;
  return `${lead} far from the data, where predictions are guesses; try the near ones first.`;
}

/** Names the options of one design that never occur together, as an example. */
function doubts({ candidates }: Judged): string[] {
  const doubtful = candidates.filter(({ unseenPairs }) => unseenPairs.length > 0);
  const [first] = doubtful;
  if (first === undefined) return [];
  const example = first.unseenPairs[0]!.map((name) => `${name} ${first.params[name]}`).join(
    " with ",
  );
  return [
    `${doubtful.length} of ${candidates.length} designs hold options that the data never hold together, though by chance they should (${example}): check that they are allowed.`,
  ];
}
