/** Pairs for the bridge: where an ascent and a descent of a drawn function end. */
import { RandomStream } from "../../../random/index.js";
import type { OfflineTask } from "../../method.js";
import type { PosteriorMean } from "../../posterior-mean.js";
import { drawFunction, rowsOf } from "./functions.js";
import type { FunctionSettings } from "./settings.js";
import { STREAM } from "./streams.js";

/** A pair whose ends differ by less teaches nothing. */
const LEAST_GAIN = 0.001;

export interface Pairs {
  readonly count: number;
  /** count × d, the ends of descents and ascents. */
  readonly low: Float32Array;
  readonly high: Float32Array;
  /** count × 2, their values: the high one first. */
  readonly scores: Float32Array;
}

/**
 * Pairs of `perEpoch` functions, each fitted to rows of its own with a lengthscale and a variance
 * of its own; both runs of a pair set out from the same row of the pool.
 */
export async function drawPairs(
  task: OfflineTask,
  settings: FunctionSettings,
  pool: Int32Array,
  epoch: number,
): Promise<Pairs> {
  const parts: Pairs[] = [];
  for (let f = 0; f < settings.perEpoch; f++) {
    const stream = new RandomStream(task.seed, STREAM.functions + epoch * settings.perEpoch + f);
    using drawn = await drawFunction(task, settings, pool, stream);
    const order = stream.permutation(pool.length).slice(0, settings.starts);
    const starts = rowsOf(
      task,
      order.map((i) => pool[i]!),
    );
    parts.push(await runBothWays(drawn, starts, settings, task.pause));
  }
  return joined(parts);
}

async function runBothWays(
  drawn: PosteriorMean,
  starts: Float32Array,
  { steps, stepSize }: FunctionSettings,
  pause: () => Promise<void>,
): Promise<Pairs> {
  const high = drawn.climb(starts, stepSize, steps);
  await pause();
  const low = drawn.climb(starts, -stepSize, steps);
  await pause();
  const [above, below] = [drawn.values(high), drawn.values(low)];
  const kept = [...above.keys()].filter((i) => above[i]! - below[i]! > LEAST_GAIN);
  const pick = (x: Float32Array) => {
    const out = new Float32Array(kept.length * drawn.d);
    kept.forEach((row, i) => {
      out.set(x.subarray(row * drawn.d, (row + 1) * drawn.d), i * drawn.d);
    });
    return out;
  };
  const scores = Float32Array.from(kept.flatMap((i) => [above[i]!, below[i]!]));
  return { count: kept.length, low: pick(low), high: pick(high), scores };
}

function joined(parts: readonly Pairs[]): Pairs {
  const all = (of: (part: Pairs) => Float32Array) => {
    const out = new Float32Array(parts.reduce((sum, part) => sum + of(part).length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(of(part), at);
      at += of(part).length;
    }
    return out;
  };
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    low: all(({ low }) => low),
    high: all(({ high }) => high),
    scores: all(({ scores }) => scores),
  };
}
