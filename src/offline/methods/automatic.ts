import type { OfflineMethod, OfflineTask, Proposal } from "../method.js";
import { bestLegal } from "../select.js";
import { ensembleMean } from "./ensembles.js";
import { geneticAlgorithm } from "./genetic/index.js";
import { mostlyChoices } from "./settings.js";

/** Ascents per candidate. */
const ASCENTS = 2;

/**
 * The default: evolution on the mean of five surrogates where most inputs are choices, else ascent
 * on it, with different designs in either case.
 *
 * Measured by bench/offline.
 */
export const automatic = (): OfflineMethod => ({
  name: "auto",
  async propose(task) {
    if (!mostlyChoices(task.data)) return promisingEnds(task);
    return { ...(await geneticAlgorithm().propose(task)), method: "genetic-algorithm" };
  },
});

/**
 * The ends that promise more than the best row has, in the order of the rows that they come from:
 * the choice is not left to the surrogates, so that the designs stay spread over all their optima.
 * Where these do not suffice, the most promising others follow.
 */
async function promisingEnds(task: OfflineTask): Promise<Proposal> {
  const { data, candidates } = task;
  const all = { ...task, candidates: ASCENTS * candidates };
  const proposal = await ensembleMean({ learningRate: 1e-3 }).propose(all);
  const best = data.y.reduce((most, score) => Math.max(most, score));
  const promise = (x: Float32Array) =>
    Float64Array.from(proposal.predict(x).mean, (mean) => Math.min(mean, best));
  const designs = bestLegal(proposal.designs, candidates, data, promise);
  return { ...proposal, designs, method: "ensemble-mean" };
}
