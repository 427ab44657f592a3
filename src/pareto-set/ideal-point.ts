/** The published ideal point, for networks that imitate nothing. */
import type { Guide } from "./guide.js";
import { columnOf, joined, rowsOf } from "./matrix.js";
import { transformed } from "./power-transform.js";
import type { RoundData } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { type Standard, standardsOf } from "./standard.js";

/** Below the best value of each objective, in standard deviations: the published ideal point. */
const IDEAL_GAP = 0.1;

/** Points before the first published round, and of each. */
const [PUBLISHED_START, PUBLISHED_BATCH] = [20, 5];

/**
 * Nothing to imitate; the published ideal point and objectives as they are. The ideal point is that
 * of the rows `kept` of the values, the feasible ones; of all where there is none.
 */
export function publishedGuide(
  data: RoundData,
  kept: readonly number[],
  settings: ParetoSetSettings,
  standards: readonly Standard[],
): Guide {
  const rows = rowsOf(data.values, data.k);
  const good = kept.length === 0 ? data.values : joined(kept.map((i) => rows[i]!));
  const ideal = settings.runningIdeal ? runningIdeal(data, settings) : idealOf(good, standards);
  return { designs: [], values: [], ideal, units: ideal.map(() => 1) };
}

/** A little below the best value of every objective, in the models' units. */
function idealOf(values: Float64Array, standards: readonly Standard[]): number[] {
  const k = standards.length;
  return standards.map(({ mean, sd, power }, o) => {
    const low = columnOf(values, k, o).reduce((a, b) => Math.min(a, b), Infinity);
    return transformed(power, (low - mean) / sd) - IDEAL_GAP;
  });
}

/** The published ideal point: from 0 it only falls, round by round of the published protocol. */
export function runningIdeal(data: RoundData, settings: ParetoSetSettings): number[] {
  const { values, k } = data;
  const untilThen = (n: number) => {
    const part = values.subarray(0, n * k);
    return idealOf(part, standardsOf(part, k, settings.standardize));
  };
  let ideal = untilThen(values.length / k).map((value) => Math.min(value, 0));
  for (let n = PUBLISHED_START; n * k < values.length; n += PUBLISHED_BATCH) {
    const then = untilThen(n);
    ideal = ideal.map((value, o) => Math.min(value, then[o]!));
  }
  return ideal;
}
