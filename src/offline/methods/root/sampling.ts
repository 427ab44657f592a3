/** Designs from a trained bridge: walked from known designs at the low end to the high end. */
import type { RandomStream } from "../../../random/index.js";
import { CONDITIONS, type Guess } from "./denoiser.js";
import { type BridgeSchedule, samplingTimes, strideOf } from "./schedule.js";
import type { SamplingSettings } from "./settings.js";

export interface Walk {
  /** q × d, designs at the low end. */
  readonly starts: Float32Array;
  /** Their standardized scores. */
  readonly scores: Float32Array;
  /** The standardized score that is asked for. */
  readonly wanted: number;
  readonly schedule: BridgeSchedule;
  /** What the network sees of each time. */
  readonly times: Float64Array;
}

/** q × d designs; `after` is called with the share of the walk that is done. */
export async function walkBridge(
  guess: Guess,
  walk: Walk,
  settings: SamplingSettings,
  stream: RandomStream,
  after: (done: number) => Promise<void>,
): Promise<Float32Array> {
  const { starts, schedule } = walk;
  let x = starts.slice();
  const visited = samplingTimes(schedule.share.length, settings.steps);
  for (let k = 0; k < visited.length; k++) {
    const from = visited[k]!;
    const away = guided(guess, x, walk, walk.times[from]!, settings);
    const end = x.map((value, i) => value - away[i]!);
    await after((k + 1) / visited.length);
    if (from === 0) return end;
    const m = schedule.share[from]!;
    const { share, kept, fresh } = strideOf(schedule, from, visited[k + 1]!);
    const noise = stream.normal(x.length);
    x = x.map((value, i) => {
      const mean = (1 - share) * end[i]! + share * starts[i]!;
      const own = (1 - m) * end[i]! + m * starts[i]!;
      return mean + kept * (value - own) + settings.noise * fresh * noise[i]!;
    });
  }
  return x;
}

/** (1 + w) · conditional guess − w · unconditional guess. */
function guided(
  guess: Guess,
  x: Float32Array,
  { scores, wanted }: Walk,
  time: number,
  { guidance, swapConditions }: SamplingSettings,
): Float32Array {
  const conditional = guess(
    withConditions(x, scores.length, (row) =>
      swapConditions ? [time, scores[row]!, wanted] : [time, wanted, scores[row]!],
    ),
  );
  if (guidance === 0) return conditional;
  const free = guess(withConditions(x, scores.length, () => [time, 0, 0]));
  return conditional.map((value, i) => (1 + guidance) * value - guidance * free[i]!);
}

function withConditions(
  x: Float32Array,
  rows: number,
  conditions: (row: number) => readonly [number, number, number],
): Float32Array {
  const d = x.length / rows;
  const out = new Float32Array(rows * (d + CONDITIONS));
  for (let row = 0; row < rows; row++) {
    const at = row * (d + CONDITIONS);
    out.set(x.subarray(row * d, (row + 1) * d), at);
    out.set(conditions(row), at + d);
  }
  return out;
}
