import { RandomStream } from "../random/index.js";
import type { OfflineTask } from "./method.js";

/** Stream of the starts, away from those of the surrogates. */
const STREAM = 2 ** 31;
const JITTER = 0.2;

/**
 * The best designs of the data, each once (q × d). Where there are fewer than candidates they come
 * again with noise of a fifth of a deviation.
 */
export function bestStarts({ data, candidates, seed }: OfflineTask): Float32Array {
  const { d, x } = data;
  const starts = new Float32Array(candidates * d);
  let count = 0;
  for (const row of data.best()) {
    starts.set(x.subarray(row * d, (row + 1) * d), count * d);
    count += 1;
    if (count === candidates) return starts;
  }
  const noise = new RandomStream(seed, STREAM).normal((candidates - count) * d);
  for (let i = count * d; i < starts.length; i++) {
    starts[i] = starts[i - count * d]! + JITTER * noise[i - count * d]!;
  }
  data.project(starts);
  return starts;
}
