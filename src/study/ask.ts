import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";

/** How far a sampler that learns step by step has come. */
export interface AskProgress {
  /** Steps done, from 1. */
  readonly step: number;
  /** Steps of the whole schedule; a budget may end it early. */
  readonly steps: number;
}

export interface AskOptions {
  /**
   * Milliseconds that the ask may take, about. A sampler that runs out of them answers with the
   * best so far; such an answer depends on the machine's speed. Useless where the clock stands
   * still while a program computes, as in Cloudflare Workers.
   */
  readonly timeBudget?: number;
  /**
   * The same in work instead of time: milliseconds that fit and search take on one core of a server
   * of 2020, about, counted by their steps and not measured. The answer is the same on every
   * machine, and needs no clock. A model of n points takes at least some n³ flops: about 1 ms at
   * n = 100 and 5 ms at n = 200, whatever the budget; further objectives, and each further point of a
   * batch, take as much again. Samplers without a model pay it no heed.
   */
  readonly workBudget?: number;
  /**
   * Ends the ask soon: it throws the signal's reason and leaves no trial. While one thread computes
   * only `onProgress` can abort; a `WorkerPool` stops its workers at once.
   */
  readonly signal?: AbortSignal;
  /** Called now and then by samplers that train, such as Pareto-set learning. */
  readonly onProgress?: (progress: AskProgress) => void;
}

/** The options with their defaults. Throws `InputError`. */
export function checkAsk(options: AskOptions & { readonly count?: number | undefined }) {
  checkKeys("options", options, ["count", "timeBudget", "workBudget", "signal", "onProgress"]);
  const { count = 1, timeBudget = Infinity, workBudget = Infinity } = options;
  const { signal, onProgress } = options;
  if (!(Number.isSafeInteger(count) && count >= 1)) {
    throw new InputError("count", count, "ask for a whole number of at least 1");
  }
  for (const [name, value] of Object.entries({ timeBudget, workBudget })) {
    // null ≥ 0 holds, and would be the smallest budget.
    if (!(typeof value === "number" && value >= 0)) {
      throw new InputError(name, value, "give milliseconds");
    }
  }
  signal?.throwIfAborted();
  return { count, timeBudget, workBudget, signal, onProgress };
}
