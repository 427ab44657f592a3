import { checkKeys } from "../../options.js";
import { RandomStream } from "../../random/index.js";
import type { OfflineMethod, OfflineTask } from "../method.js";
import { PosteriorMean } from "../posterior-mean.js";
import { bestStarts } from "../starts.js";
import { proposeBy } from "./propose.js";
import { mostlyChoices, positive, whole } from "./settings.js";

export interface GpAscentOptions {
  /** Rows that the process is conditioned on, drawn at random; default 4000. */
  readonly rows?: number;
  /** One lengthscale for all standardized inputs; default 1, 6.25 where most inputs are choices. */
  readonly lengthscale?: number;
  /** Default as the lengthscale. */
  readonly variance?: number;
  /** Variance of the noise in standardized scores; default 0.01. */
  readonly noise?: number;
  /** Ascent steps; default 100. */
  readonly steps?: number;
  /** Size of a step; default 0.001, 0.05 where most inputs are choices. */
  readonly stepSize?: number;
}

const KEYS = ["rows", "lengthscale", "variance", "noise", "steps", "stepSize"];
/** Stream of the rows drawn, away from those of starts and surrogates. */
const SUBSET = 2 ** 31 + 2;

/**
 * Ascent on the posterior mean of a Gaussian process with a fixed kernel, from the best of the
 * data.
 *
 * Source: "GA on GP" of Dao et al. 2025, ROOT. Cost: rows³/3 flops, then steps · rows · d a start.
 */
export function gpAscent(options: GpAscentOptions = {}): OfflineMethod {
  checkKeys("gpAscent()", options, KEYS);
  whole("gpAscent().rows", options.rows, 10_000);
  whole("gpAscent().steps", options.steps, 1e6);
  for (const name of ["lengthscale", "variance", "noise", "stepSize"] as const) {
    positive(`gpAscent().${name}`, options[name]);
  }
  return {
    name: "gp-ascent",
    async propose(task) {
      const { data } = task;
      const discrete = mostlyChoices(data);
      const { steps = 100 } = options;
      const size = options.stepSize ?? (discrete ? 0.05 : 0.001);
      const posterior = await fit(task, options, discrete ? 6.25 : 1);
      return proposeBy(posterior, async () => {
        let x = bestStarts(task);
        for (let step = 0; step < steps; step++) {
          x = posterior.climb(x, size, 1);
          task.progress({ stage: "search", done: (step + 1) / steps });
          await task.pause();
        }
        data.project(x);
        return x;
      });
    },
  };
}

function fit(task: OfflineTask, options: GpAscentOptions, level: number): Promise<PosteriorMean> {
  const { data, training, seed } = task;
  const count = Math.min(options.rows ?? 4000, training.length);
  const rows = new RandomStream(seed, SUBSET)
    .permutation(training.length)
    .slice(0, count)
    .map((i) => training[i]!);
  const x = new Float64Array(count * data.d);
  rows.forEach((row, i) => {
    x.set(data.x.subarray(row * data.d, (row + 1) * data.d), i * data.d);
  });
  const { lengthscale = level, variance = level, noise = 0.01 } = options;
  const y = Float64Array.from(rows, (row) => data.y[row]!);
  const examples = { x, y, d: data.d, centres: count };
  return PosteriorMean.fit(examples, { lengthscale, variance, noise }, task.pause);
}
