import { average, least } from "../aggregates.js";
import type { OfflineMethod } from "../method.js";
import { ascentMethod } from "./ascent.js";
import { checkSurrogateOptions, type SurrogateOptions } from "./settings.js";

const MEMBERS = 5;

/** Ascent on the mean of five surrogates, each on a bootstrap sample of the rows. */
export function ensembleMean(options: SurrogateOptions = {}): OfflineMethod {
  checkSurrogateOptions("ensembleMean()", options);
  const rules = { members: MEMBERS, bootstrap: true, aggregate: average };
  return ascentMethod("ensemble-mean", rules, options);
}

/**
 * Ascent on the least of five surrogates, each on a bootstrap sample of the rows. It is what
 * published tables call "gradient ascent, mean" too, whose code takes the least as well.
 */
export function ensembleMin(options: SurrogateOptions = {}): OfflineMethod {
  checkSurrogateOptions("ensembleMin()", options);
  const rules = { members: MEMBERS, bootstrap: true, aggregate: least };
  return ascentMethod("ensemble-min", rules, options);
}
