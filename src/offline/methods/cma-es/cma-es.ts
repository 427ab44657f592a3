import { InputError } from "../../../errors.js";
import { RandomStream } from "../../../random/index.js";
import type { OfflineMethod, OfflineTask } from "../../method.js";
import { bestStarts } from "../../starts.js";
import { type Judge, proposeByMixture } from "../mixture.js";
import { checkNetworkOptions, type NetworkOptions, positive, whole } from "../settings.js";
import { Evolution } from "./evolution.js";
import { cmaParameters } from "./parameters.js";

export interface CmaEsOptions extends NetworkOptions {
  /** Default 100. */
  readonly generations?: number;
  /** Points a generation, from 4; default 4 + ⌊3 ln d⌋. */
  readonly populationSize?: number;
  /** Step size at the start, in standardized inputs; default 0.5. */
  readonly sigma?: number;
}

interface Settings {
  readonly generations: number;
  readonly populationSize: number | undefined;
  readonly sigma: number;
}

const FEWEST = 4;
/** Streams of the searches from here on, away from those of surrogates. */
const STREAM = 2 ** 30;

/**
 * CMA-ES on the mean of five surrogates: a search of its own from each of the best designs of the
 * data, of which the best point that it saw is proposed. Points beyond the bounds are judged where
 * they are moved to. Its best designs are as good as those of an ascent, the others are not: on
 * TFBind8, eight seeds, 0.901, 0.641 and 0.532 at the 100th, 80th and 50th percentile.
 *
 * Source: the baseline of Trabucco et al. 2022, "Design-Bench", arXiv:2202.08450, with Hansen's
 * settings. Cost beside the surrogates: generations · populationSize · members forward passes and
 * generations · d³/3 flops a candidate.
 */
export function cmaEs(options: CmaEsOptions = {}): OfflineMethod {
  const what = "cmaEs()";
  checkNetworkOptions(what, options, ["generations", "populationSize", "sigma"]);
  whole(`${what}.generations`, options.generations, 1e6);
  whole(`${what}.populationSize`, options.populationSize, 1e5);
  positive(`${what}.sigma`, options.sigma);
  const { generations = 100, populationSize, sigma = 0.5 } = options;
  if (populationSize !== undefined && populationSize < FEWEST) {
    const remedy = `give a whole number from ${FEWEST}`;
    throw new InputError(`${what}.populationSize`, populationSize, remedy);
  }
  return {
    name: "cma-es",
    propose: (task) =>
      proposeByMixture(task, options, 1e-3, (_, judge) =>
        searchFromBest(task, judge, { generations, populationSize, sigma }),
      ),
  };
}

/** All searches in lock-step, so that the surrogates judge many points at a time. */
async function searchFromBest(
  task: OfflineTask,
  judge: Judge,
  { generations, populationSize, sigma }: Settings,
): Promise<Float32Array> {
  const { data, candidates, seed } = task;
  const { d } = data;
  const starts = bestStarts(task);
  const parameters = cmaParameters(d, populationSize);
  const size = parameters.populationSize;
  const searches = Array.from({ length: candidates }, (_, i) => {
    const stream = new RandomStream(seed, STREAM + i);
    return new Evolution(starts.subarray(i * d, (i + 1) * d), sigma, parameters, stream);
  });
  const best = starts.slice();
  const values = new Float64Array(candidates).fill(Number.NEGATIVE_INFINITY);
  for (let generation = 0; generation < generations; generation++) {
    const x = new Float32Array(candidates * size * d);
    searches.forEach((search, i) => {
      x.set(search.ask(), i * size * d);
    });
    data.project(x);
    const judged = judge(x);
    searches.forEach((search, i) => {
      const own = judged.subarray(i * size, (i + 1) * size);
      search.tell(own);
      own.forEach((value, k) => {
        if (!(value > values[i]!)) return;
        values[i] = value;
        const from = (i * size + k) * d;
        best.set(x.subarray(from, from + d), i * d);
      });
    });
    task.progress({ stage: "search", done: (generation + 1) / generations });
    await task.pause();
  }
  return best;
}
