import {
  type AcquisitionOptimum,
  optimizeAcquisition,
  qLogExpectedImprovement,
} from "../../acquisition/index.js";
import { GaussianProcess, matern52, scale } from "../../gp/index.js";
import { RandomStream } from "../../random/index.js";
import type { Dataset } from "../dataset.js";
import type { OfflineMethod, OfflineTask } from "../method.js";
import { bestStarts } from "../starts.js";
import { type Judge, proposeByMixture } from "./mixture.js";
import { checkNetworkOptions, defined, type NetworkOptions, positive, whole } from "./settings.js";

export interface BoQeiOptions extends NetworkOptions {
  /** Batches of experiments; default 10. */
  readonly rounds?: number;
  /** q, experiments a batch; default 32. */
  readonly perRound?: number;
  /** The best designs of the data, which the process knows from the start; default 128. */
  readonly initial?: number;
  /** Deviation of an experiment, in those of the scores; default 0.1. */
  readonly noise?: number;
  /** Samples of the posterior; default 128. */
  readonly samples?: number;
  /** Searches for each batch; default 10. */
  readonly restarts?: number;
  /** Random batches that the searches start from the best of; default 128. */
  readonly rawSamples?: number;
  /** Steps of a search; default 200. */
  readonly maxIterations?: number;
}

type Settings = Required<Omit<BoQeiOptions, keyof NetworkOptions>>;

const DEFAULTS: Settings = {
  ...{ rounds: 10, perRound: 32, initial: 128, noise: 0.1 },
  ...{ samples: 128, restarts: 10, rawSamples: 128, maxIterations: 200 },
};
/** Stream of the noise, away from those of surrogates. */
const STREAM = 2 ** 30;

/**
 * Bayesian optimization with the surrogates' mean, made noisy, in the place of the experiment: a
 * Gaussian process knows the best designs of the data, batches are chosen by the logarithm of their
 * expected improvement in the box of the data, and the best of all designs known at the end are the
 * candidates.
 *
 * It is the published baseline, and not how to use a table: its candidates are mostly designs of the
 * data, or corners of their box where the surrogates promise too much.
 * Source: Trabucco et al. 2022, "Design-Bench", arXiv:2202.08450; log EI by Ament et al. 2023,
 * arXiv:2310.20708. Cost beside the surrogates: rounds · restarts searches in perRound · d
 * variables, 40 s of one core for 24 inputs and 50 s for 86.
 */
export function boQei(options: BoQeiOptions = {}): OfflineMethod {
  const what = "boQei()";
  checkNetworkOptions(what, options, Object.keys(DEFAULTS));
  positive(`${what}.noise`, options.noise);
  const most = { rounds: 1e4, perRound: 1000, initial: 5000, samples: 1e5, restarts: 1e4 };
  for (const [name, limit] of Object.entries({ ...most, rawSamples: 1e6, maxIterations: 1e6 })) {
    whole(`${what}.${name}`, options[name as keyof Settings], limit);
  }
  const settings = { ...DEFAULTS, ...defined(options) };
  return {
    name: "bo-qei",
    propose: (task) =>
      proposeByMixture(task, options, 1e-3, (_, judge) => experiment(task, judge, settings)),
  };
}

/** Designs with what is known of them. */
interface Known {
  readonly x: number[][];
  readonly y: number[];
}

/** Rounds of Bayesian optimization of `judge` from the best of the data. */
export async function experiment(
  task: OfflineTask,
  judge: Judge,
  settings: Settings,
): Promise<Float32Array> {
  const { data, candidates, seed } = task;
  const noise = new RandomStream(seed, STREAM);
  const known = bestOf(data, Math.max(settings.initial, 2));
  const bounds = boxOf(data);
  for (let round = 0; round < settings.rounds; round++) {
    const batch = await chooseBatch(task, known, bounds, round, settings);
    const values = judge(batch);
    const errors = noise.normal(values.length);
    values.forEach((value, i) => {
      known.x.push([...batch.subarray(i * data.d, (i + 1) * data.d)]);
      known.y.push(value + settings.noise * errors[i]!);
    });
    task.progress({ stage: "search", done: (round + 1) / settings.rounds });
  }
  return bestKnown(known, candidates, task);
}

/** The best of several searches, with a turn between them: each takes up to some seconds. */
async function chooseBatch(
  { seed, pause }: OfflineTask,
  { x, y }: Known,
  bounds: readonly (readonly [number, number])[],
  round: number,
  settings: Settings,
): Promise<Float32Array> {
  const { perRound, noise, samples, restarts, maxIterations } = settings;
  const kernel = scale(matern52());
  using model = new GaussianProcess({ kernel, noise: noise * noise, bounds }).fit(x, y);
  const bestF = y.reduce((most, value) => Math.max(most, value));
  const acquisition = qLogExpectedImprovement({ model, bestF, batch: perRound, samples, seed });
  const rawSamples = Math.ceil(settings.rawSamples / restarts);
  let best: AcquisitionOptimum | null = null;
  for (let i = 0; i < restarts; i++) {
    const found = optimizeAcquisition(acquisition, {
      ...{ bounds, restarts: 1, rawSamples, maxIterations },
      seed: (seed + round * restarts + i) % Number.MAX_SAFE_INTEGER,
    });
    if (best === null || found.value > best.value) best = found;
    await pause();
  }
  return Float32Array.from(best!.x);
}

/** The best different rows of the data. */
function bestOf(data: Dataset, most: number): Known {
  const known: Known = { x: [], y: [] };
  for (const row of data.best()) {
    known.x.push([...data.x.subarray(row * data.d, (row + 1) * data.d)]);
    known.y.push(data.y[row]!);
    if (known.y.length === most) break;
  }
  return known;
}

/** The range of each input in the data; one that does not vary gets the width of a deviation. */
function boxOf({ x, d }: Dataset): [number, number][] {
  const box = Array.from({ length: d }, (): [number, number] => [Infinity, -Infinity]);
  x.forEach((value, i) => {
    const range = box[i % d]!;
    range[0] = Math.min(range[0], value);
    range[1] = Math.max(range[1], value);
  });
  return box.map(([low, high]) => (low < high ? [low, high] : [low - 0.5, high + 0.5]));
}

/** The best that is known; where that is not enough, starts as other methods take them. */
function bestKnown({ x, y }: Known, candidates: number, task: OfflineTask): Float32Array {
  const order = y.map((_, i) => i).sort((a, b) => y[b]! - y[a]! || a - b);
  const designs = bestStarts(task);
  order.slice(0, candidates).forEach((row, to) => {
    designs.set(x[row]!, to * task.data.d);
  });
  task.data.project(designs);
  return designs;
}
