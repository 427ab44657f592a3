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
 * Chosen by bench/offline. Evolution judges legal designs, ascents in soft logits what lies between
 * them: on TFBind8, eight seeds, it scores 0.928 and 0.872 at the 80th and 50th percentile, ascents
 * on the same surrogates 0.770 and 0.610, and on Ehrlich32 all its designs are legal sequences where
 * one in six was. For numbers, the best of many ends by the surrogates' mean score no better than the
 * ends as they are, and lie around one optimum even where it is a wrong one: on Hartmann6 the best of
 * them scored 0.42, of the ends 0.88.
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
  const proposal = await ensembleMean({ learningRate: 5e-4 }).propose(all);
  const best = data.y.reduce((most, score) => Math.max(most, score));
  const promise = (x: Float32Array) =>
    Float64Array.from(proposal.predict(x).mean, (mean) => Math.min(mean, best));
  const designs = bestLegal(proposal.designs, candidates, data, promise);
  return { ...proposal, designs, method: "ensemble-mean" };
}
