/** What the methods that draw designs from a law have in common: the surrogates that judge them. */
import { average } from "../aggregates.js";
import { Ensemble } from "../ensemble.js";
import type { OfflineTask, Proposal } from "../method.js";
import { proposeBy } from "./propose.js";
import { defaultEpochs, type NetworkOptions } from "./settings.js";

/** The surrogates' mean at each of some rows of inputs, m × d. */
export type Judge = (x: Float32Array) => Float64Array;

/**
 * Trains five likelihood surrogates of one hidden layer, each on a bootstrap sample, and proposes
 * what `search` finds by them. The published surrogates of sequences embed each position before that
 * layer: a linear map of a choice, as the layer itself is.
 */
export async function proposeByMixture(
  task: OfflineTask,
  options: NetworkOptions,
  learningRate: number,
  search: (ensemble: Ensemble, judge: Judge) => Promise<Float32Array>,
): Promise<Proposal> {
  const { batch = 100 } = options;
  const ensemble = await Ensemble.train(task, {
    hidden: options.hidden ?? [256],
    activation: "leakyRelu",
    learningRate: options.learningRate ?? learningRate,
    batch,
    epochs: options.epochs ?? defaultEpochs(task, batch),
    members: options.members ?? 5,
    regularizer: options.regularizer ?? null,
    bootstrap: true,
    conservative: null,
  });
  return proposeBy(ensemble, () => search(ensemble, (x) => ensemble.aggregate(x, average)));
}
