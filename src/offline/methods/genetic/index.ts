import { InputError } from "../../../errors.js";
import type { OfflineMethod } from "../../method.js";
import { proposeByMixture } from "../mixture.js";
import { checkNetworkOptions, defined, type NetworkOptions, positive, whole } from "../settings.js";
import { searchGenetically } from "./search.js";

export interface GeneticOptions extends NetworkOptions {
  /** Most generations; default 50. It ends where one brings nothing better. */
  readonly generations?: number;
  /** Children of a parent in a generation; default 16. */
  readonly children?: number;
  /** Deviation of a change of a number, in deviations of its column; default 0.1. */
  readonly deviation?: number;
  /**
   * Allow pairs of options that the data should hold by chance and never do; default false. Designs
   * that hold some say so in `unseenPairs`.
   */
  readonly allowUnseenPairs?: boolean;
}

const KEYS = ["generations", "children", "deviation", "allowUnseenPairs"];

/**
 * Evolution on the mean of five surrogates: from the best rows of the data on, the best designs
 * exchange parts, one part changes, and the best of all live on. Designs are left out that hold a
 * pair of options which the data should hold by chance and never do. The candidates all differ where the space allows it.
 *
 * Source: a genetic algorithm whose fitness is a model, as AdaLead (Sinai et al. 2020,
 * arXiv:2010.02141) is. Cost beside the surrogates: generations · children · 128 · members forward
 * passes, or more parents where there are more candidates.
 */
export function geneticAlgorithm(options: GeneticOptions = {}): OfflineMethod {
  const what = "geneticAlgorithm()";
  checkNetworkOptions(what, options, KEYS);
  whole(`${what}.generations`, options.generations, 1e6);
  whole(`${what}.children`, options.children, 1e4);
  positive(`${what}.deviation`, options.deviation);
  const { generations = 50, children = 16, deviation = 0.1, allowUnseenPairs = false } = options;
  if (typeof allowUnseenPairs !== "boolean") {
    throw new InputError(`${what}.allowUnseenPairs`, allowUnseenPairs, "give true or false");
  }
  const networks = { hidden: [256, 256], batch: 128, ...defined(options) };
  return {
    name: "genetic-algorithm",
    propose: (task) =>
      proposeByMixture(task, networks, 1e-3, (_, judge) =>
        searchGenetically(task, judge, { generations, children, deviation, allowUnseenPairs }),
      ),
  };
}
