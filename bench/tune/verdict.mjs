/** What a comparison says, in sentences. A run is its best error so far after each evaluation. */
import { median } from "../support/median.mjs";

export function verdict(runs) {
  const ends = runs.map((run) => run.at(-1));
  const [low, high] = [Math.min(...ends), Math.max(...ends)].map((value) => value.toFixed(4));
  return `median ${median(ends).toFixed(4)} mpg, from ${low} to ${high}`;
}

/** After how many evaluations our median is as good as random search's at the end. */
export function catchingUp(ours, random) {
  const goal = median(random.map((run) => run.at(-1)));
  const budget = random[0].length;
  const step = ours[0].findIndex((_, i) => median(ours.map((run) => run[i])) <= goal);
  return step < 0
    ? `Random search reaches a better error in ${budget} evaluations.`
    : `Steinbock reaches in ${step + 1} evaluations what random search reaches in ${budget}.`;
}
