import { average } from "../aggregates.js";
import type { OfflineMethod } from "../method.js";
import { ascentMethod } from "./ascent.js";
import { checkSurrogateOptions, type SurrogateOptions } from "./settings.js";

/**
 * Plain ascent on one surrogate from the best designs of the data.
 *
 * Source: Trabucco et al. 2022, "Design-Bench", arXiv:2202.08450.
 */
export function gradientAscent(options: SurrogateOptions = {}): OfflineMethod {
  checkSurrogateOptions("gradientAscent()", options);
  const rules = { members: 1, bootstrap: true, aggregate: average };
  return ascentMethod("gradient-ascent", rules, options);
}
