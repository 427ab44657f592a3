/** Functions that could be the true one, fitted to rows drawn at random. */
import type { RandomStream } from "../../../random/index.js";
import type { OfflineTask } from "../../method.js";
import { type Examples, PosteriorMean } from "../../posterior-mean.js";
import type { FunctionSettings } from "./settings.js";

/** Numbers of the best different rows of the data, best first. */
export function startPool({ data }: OfflineTask, most: number): Int32Array {
  const rows: number[] = [];
  for (const row of data.best()) {
    rows.push(row);
    if (rows.length === most) break;
  }
  return Int32Array.from(rows);
}

/** The posterior mean under a lengthscale and a variance drawn around those of the settings. */
export function drawFunction(
  task: OfflineTask,
  settings: FunctionSettings,
  pool: Int32Array,
  stream: RandomStream,
): Promise<PosteriorMean> {
  const { lengthscale, variance, jitter, noise } = settings;
  const [first, second] = stream.uniform(2);
  const kernel = {
    lengthscale: lengthscale + jitter * (2 * first! - 1),
    variance: variance + jitter * (2 * second! - 1),
    noise,
  };
  return PosteriorMean.fit(drawExamples(task, settings, pool, stream), kernel, task.pause);
}

/**
 * Rows to fit, drawn at random. Where they are too many for a factor of their own, the centres come
 * first: half of them from the pool, where the runs set out, and half from anywhere.
 */
function drawExamples(
  task: OfflineTask,
  settings: FunctionSettings,
  pool: Int32Array,
  stream: RandomStream,
): Examples {
  const { training, data } = task;
  const count = Math.min(settings.rows, training.length);
  const order = stream.permutation(training.length).map((i) => training[i]!);
  const exact = count <= settings.exact;
  const centres = exact ? count : Math.min(settings.centres, count);
  const held = new Set(task.heldOut);
  const near = stream.permutation(pool.length).map((i) => pool[i]!);
  const first = exact ? [] : near.filter((row) => !held.has(row)).slice(0, centres >> 1);
  const chosen = Int32Array.from([...new Set([...first, ...order])].slice(0, count));
  return {
    x: Float64Array.from(rowsOf(task, chosen)),
    y: Float64Array.from(chosen, (row) => data.y[row]!),
    d: data.d,
    centres,
  };
}

/** Inputs of some rows of the data. */
export function rowsOf({ data: { x, d } }: OfflineTask, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * d);
  rows.forEach((row, i) => {
    out.set(x.subarray(row * d, (row + 1) * d), i * d);
  });
  return out;
}
