import type { OfflineMethod } from "../method.js";
import { bestLegal } from "../select.js";
import { ensembleMean } from "./ensembles.js";
import { geneticAlgorithm } from "./genetic/index.js";
import { mostlyChoices } from "./settings.js";

/**
 * The default: evolution on the mean of five surrogates where most inputs are choices, else ascent
 * on it, with different designs in either case.
 *
 * Measured by bench/offline.
 */
export const automatic = (): OfflineMethod => ({
  name: "auto",
  async propose(task) {
    const { data, candidates } = task;
    if (mostlyChoices(data))
      return { ...(await geneticAlgorithm().propose(task)), method: "genetic-algorithm" };
    const proposal = await ensembleMean({ learningRate: 1e-3 }).propose(task);
    const meanOf = (x: Float32Array) => proposal.predict(x).mean;
    const designs = bestLegal(proposal.designs, candidates, data, meanOf);
    return { ...proposal, designs, method: "ensemble-mean" };
  },
});
