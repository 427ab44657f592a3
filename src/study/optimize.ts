import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import type { StudyEvent } from "./events.js";
import { Run } from "./run.js";
import type { Since, StopReason, StopRules } from "./stopping.js";
import type { Trial } from "./trial.js";

/** Evaluates params; returns the values by name, or a number where there is one objective. */
export type Objective<T extends Trial> = (
  params: T["params"],
  context: {
    /** Aborted when `optimize` is: pass it on to what takes long. */
    readonly signal: AbortSignal;
    readonly trial: T;
  },
) => Outcome<T> | PromiseLike<Outcome<T>>;

export type Outcome<T extends Trial> = NonNullable<T["values"]> | number;

/** At least one rule or a signal is needed, because nothing else would end the search. */
export interface OptimizeOptions<T extends Trial> extends StopRules {
  /** How many evaluations may be under way at once; 1 where nothing is said. */
  readonly concurrency?: number;
  /** Ends the search at once: what is under way is abandoned, and the promise rejects. */
  readonly signal?: AbortSignal;
  /** Milliseconds for each ask. */
  readonly timeBudget?: number;
  /**
   * An evaluation that throws, or gives no finite values, is a failed trial. `"continue"`, the
   * default, goes on; `"stop"` waits for what is under way and rejects with the error.
   */
  readonly onError?: "continue" | "stop";
  /** Evaluate points again after a finite space is exhausted, as noisy objectives may want. */
  readonly repeats?: boolean;
  /** Called at everything that happens to the study meanwhile. */
  readonly onProgress?: (event: StudyEvent<T>) => void;
}

export interface OptimizeResult<T extends Trial> {
  /** Why it stopped; `"exhausted"`: every point of a finite space has its trial. */
  readonly reason: StopReason | "exhausted";
  /** The best trial of the study; null where none is complete, and with several objectives. */
  readonly best: T | null;
}

/** What `optimize` needs of a study. */
export interface Subject<T extends Trial, C extends T = T> {
  readonly best: C | null;
  readonly objectives: object;
  readonly trials: readonly T[];
  readonly exhausted: boolean;
  ask(options: { readonly timeBudget?: number }): T | PromiseLike<T>;
  tell(trial: T, values: Outcome<T>): unknown;
  fail(trial: T, reason: unknown): unknown;
  abandon(trial: T, reason: unknown): unknown;
  subscribe(listener: (event: StudyEvent<T>) => void): () => void;
  stopReason(rules: StopRules, since: Since): StopReason | null;
}

const OPTIONS = [
  "trials",
  "timeout",
  "target",
  "patience",
  "concurrency",
  "signal",
  "timeBudget",
  "onError",
  "repeats",
  "onProgress",
];

/**
 * Asks, evaluates and tells, with up to `concurrency` evaluations under way, until a rule holds;
 * then waits for what is under way. Rejects with the signal's reason when that aborts, with the
 * error of a failed evaluation where `onError` says so, and with what the sampler or a listener
 * throws. The study keeps all results in every case.
 */
export async function optimize<T extends Trial, C extends T>(
  study: Subject<T, C>,
  objective: Objective<T>,
  options: OptimizeOptions<T>,
): Promise<OptimizeResult<C>> {
  checkOptions(objective, options);
  const { signal, onProgress } = options;
  const unsubscribe = onProgress === undefined ? undefined : study.subscribe(onProgress);
  const run = new Run(study, objective, options);
  const abort = () => run.abort();
  signal?.addEventListener("abort", abort);
  try {
    const reason = await run.toEnd();
    return { reason, best: Object.keys(study.objectives).length > 1 ? null : study.best };
  } finally {
    signal?.removeEventListener("abort", abort);
    unsubscribe?.();
  }
}

function checkOptions<T extends Trial>(objective: Objective<T>, options: OptimizeOptions<T>): void {
  if (typeof objective !== "function") {
    throw new InputError("objective", objective, "give a function of the params");
  }
  checkKeys("options", options, OPTIONS);
  const { concurrency = 1, onError = "continue", signal } = options;
  if (!(Number.isSafeInteger(concurrency) && concurrency >= 1)) {
    throw new InputError("concurrency", concurrency, "give a whole number of at least 1");
  }
  if (onError !== "continue" && onError !== "stop") {
    throw new InputError("onError", onError, 'use "continue" or "stop"');
  }
  const rules = [options.trials, options.timeout, options.target, options.patience, signal];
  if (rules.every((rule) => rule === undefined)) {
    throw new InputError("options", options, "say when to stop, for example { trials: 60 }");
  }
}
