/** How long the training of a model may take, and who hears of it. */
import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import type { AskOptions, SamplerRequest } from "../study/index.js";

/** What limits the training of a model, and who hears of it; see `AskOptions`. */
export type LearnOptions = Pick<AskOptions, "timeBudget" | "signal" | "onProgress">;

/** What ends a round early, and who hears of its steps. */
export type Pace = Partial<Pick<SamplerRequest, "expired" | "signal" | "onProgress">>;

/**
 * The pace of checked options; the time budget begins now. Throws `InputError`, and an aborted
 * signal's reason.
 */
export function paceOf(options: LearnOptions): Pace {
  checkKeys("options", options, ["timeBudget", "signal", "onProgress"]);
  const { timeBudget = Infinity, signal, onProgress } = options;
  if (!(timeBudget >= 0)) throw new InputError("timeBudget", timeBudget, "give milliseconds");
  signal?.throwIfAborted();
  const end = performance.now() + timeBudget;
  return { expired: () => performance.now() >= end, signal, onProgress };
}
