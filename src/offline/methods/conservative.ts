import { InputError } from "../../errors.js";
import { least, uncertaintyWeighted } from "../aggregates.js";
import type { OfflineMethod } from "../method.js";
import { ascentMethod } from "./ascent.js";
import { checkSurrogateOptions, type SurrogateOptions } from "./settings.js";

export interface ConservativeOptions extends SurrogateOptions {
  /** `"worst-case"`: the least of the members. `"uncertainty"`: mean less a share of variance. */
  readonly objective?: "worst-case" | "uncertainty";
  /** That share; default 0.5. */
  readonly penalty?: number;
}

/**
 * Ascent on a pessimistic view of five surrogates that differ in their seed only.
 *
 * Source: Coste et al. 2024, "Reward model ensembles help mitigate overoptimization",
 * arXiv:2310.02743.
 */
export function conservative(options: ConservativeOptions = {}): OfflineMethod {
  checkSurrogateOptions("conservative()", options, ["objective", "penalty"]);
  const { objective = "uncertainty", penalty = 0.5 } = options;
  if (!(penalty >= 0 && penalty < Infinity)) {
    throw new InputError("conservative().penalty", penalty, "give a finite number, 0 or more");
  }
  if (objective !== "worst-case" && objective !== "uncertainty") {
    const remedy = 'use "worst-case" or "uncertainty"';
    throw new InputError("conservative().objective", objective, remedy);
  }
  const worst = objective === "worst-case";
  const aggregate = worst ? least : uncertaintyWeighted(penalty);
  const name = worst ? "worst-case" : "uncertainty-weighted";
  return ascentMethod(name, { members: 5, bootstrap: false, aggregate }, options);
}
