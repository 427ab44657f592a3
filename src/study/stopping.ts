import { InputError } from "../errors.js";
import type { Trial } from "./trial.js";

/** When to stop; any rule that holds is enough. */
export interface StopRules {
  /** Evaluations that may be started. Told params and abandoned trials do not count. */
  readonly trials?: number;
  /** Milliseconds after which no further evaluation is started. */
  readonly timeout?: number;
  /** A value that is good enough; for one objective. */
  readonly target?: number;
  /**
   * How many evaluations may finish after the best one, by number, without a better one; for one
   * objective.
   */
  readonly patience?: number;
}

export type StopReason = "trials" | "timeout" | "target" | "patience";

/** From where rules count. */
export interface Since {
  /** Number of the first trial. */
  readonly trial?: number;
  /** A reading of `performance.now()`. */
  readonly time?: number;
}

/** What the rules are judged by. */
export interface Progress {
  readonly trials: readonly Trial[];
  /** Number of the first trial that counts. */
  readonly from: number;
  readonly best: Trial | null;
  /** Whether there are several objectives, which have no best. */
  readonly several: boolean;
  /** Whether the best value is at least as good. */
  reached(target: number): boolean;
  readonly milliseconds: number;
}

/** The first rule that holds, or null. Throws `InputError` for a rule that cannot be meant. */
export function stopReason(rules: StopRules, progress: Progress): StopReason | null {
  checkRules(rules);
  const { trials, timeout, target, patience } = rules;
  if (progress.several) refuseSingle(rules);
  if (target !== undefined && progress.reached(target)) return "target";
  if (trials !== undefined && atLeast(trials, progress, progress.from, evaluated)) return "trials";
  const afterBest = Math.max(progress.from, (progress.best?.number ?? -1) + 1);
  if (patience !== undefined && atLeast(patience, progress, afterBest, finished)) return "patience";
  if (timeout !== undefined && progress.milliseconds >= timeout) return "timeout";
  return null;
}

function checkRules({ trials, timeout, target, patience }: StopRules): void {
  if (trials !== undefined && !(Number.isSafeInteger(trials) && trials >= 0)) {
    throw new InputError("trials", trials, "give a whole number of evaluations");
  }
  if (timeout !== undefined && !(timeout >= 0)) {
    throw new InputError("timeout", timeout, "give milliseconds");
  }
  if (target !== undefined && !Number.isFinite(target)) {
    throw new InputError("target", target, "give a finite value of the objective");
  }
  if (patience !== undefined && !(Number.isSafeInteger(patience) && patience >= 1)) {
    throw new InputError("patience", patience, "give a whole number of at least 1");
  }
}

/** Throws for the rules that several objectives give no meaning to. */
function refuseSingle({ target, patience }: StopRules): void {
  const remedy = "several objectives have no single best: stop by trials or timeout";
  if (target !== undefined) throw new InputError("target", target, remedy);
  if (patience !== undefined) throw new InputError("patience", patience, remedy);
}

const evaluated = ({ origin, state }: Trial) => origin !== "told" && state !== "abandoned";
const finished = ({ state }: Trial) => state === "complete" || state === "failed";

/**
 * Whether so many trials from number `first` on count; most calls are answered without counting.
 */
function atLeast(
  limit: number,
  { trials }: Progress,
  first: number,
  counts: (trial: Trial) => boolean,
): boolean {
  if (trials.length - first < limit) return false;
  return trials.slice(first).filter(counts).length >= limit;
}
