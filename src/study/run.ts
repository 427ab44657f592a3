import type { Objective, OptimizeOptions, OptimizeResult, Outcome, Subject } from "./optimize.js";
import type { Trial } from "./trial.js";

/** Milliseconds after which the host gets a turn, so that timers, signals and pages stay alive. */
const TURN = 50;

/** One call of `optimize`: keeps evaluations under way and decides when it is over. */
export class Run<T extends Trial> {
  readonly #study: Subject<T>;
  readonly #objective: Objective<T>;
  readonly #options: OptimizeOptions<T>;
  readonly #signal: AbortSignal;
  readonly #since: { readonly trial: number; readonly time: number };
  readonly #underWay = new Set<T>();
  #turned = performance.now();
  /** What ends the run as soon as nothing is under way. */
  #fatal: { readonly error: unknown } | null = null;
  #wake = () => {};

  constructor(study: Subject<T>, objective: Objective<T>, options: OptimizeOptions<T>) {
    this.#study = study;
    this.#objective = objective;
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#since = { trial: study.trials.length, time: this.#turned };
  }

  /** Resolves with the rule that stopped the run. */
  async toEnd(): Promise<OptimizeResult<T>["reason"]> {
    const { concurrency = 1 } = this.#options;
    for (;;) {
      this.#signal.throwIfAborted();
      const reason = this.#reason();
      const ending = reason !== null || this.#fatal !== null;
      if (ending && this.#underWay.size === 0) {
        if (this.#fatal !== null) throw this.#fatal.error;
        return reason!;
      }
      if (ending || this.#underWay.size >= concurrency) await this.#change();
      else await this.#launch();
      await this.#giveTurn();
    }
  }

  /** Leaves what is under way; results that still come are ignored. */
  abort(): void {
    for (const trial of this.#underWay) {
      if (trial.state !== "running") continue;
      this.#guarded(() => this.#study.abandon(trial, this.#signal.reason));
    }
    this.#wake();
  }

  #reason(): OptimizeResult<T>["reason"] | null {
    const reason = this.#study.stopReason(this.#options, this.#since);
    if (reason !== null || this.#options.repeats === true) return reason;
    return this.#study.exhausted ? "exhausted" : null;
  }

  async #launch(): Promise<void> {
    const { timeBudget } = this.#options;
    try {
      const asked = this.#study.ask(timeBudget === undefined ? {} : { timeBudget });
      const trial = isThenable(asked) ? await asked : asked;
      if (this.#signal.aborted) this.#study.abandon(trial, this.#signal.reason);
      else this.#start(trial);
    } catch (error) {
      this.#fatal ??= { error };
    }
  }

  #start(trial: T): void {
    this.#underWay.add(trial);
    this.#evaluate(trial);
  }

  #evaluate(trial: T): void {
    const tell = (values: Outcome<T>) => this.#finish(trial, () => this.#tell(trial, values));
    const fail = (error: unknown) => this.#finish(trial, () => this.#fail(trial, error));
    let outcome: ReturnType<Objective<T>>;
    try {
      outcome = this.#objective(trial.params, { signal: this.#signal, trial });
    } catch (error) {
      fail(error);
      return;
    }
    // A plain result is told at once: the next ask shall know it, whatever the concurrency.
    if (isThenable(outcome)) Promise.resolve(outcome).then(tell, fail);
    else tell(outcome);
  }

  /** Records an outcome, unless the objective told its trial itself or the run was aborted. */
  #finish(trial: T, record: () => void): void {
    this.#underWay.delete(trial);
    if (trial.state === "running") this.#guarded(record);
    this.#wake();
  }

  #tell(trial: T, values: Outcome<T>): void {
    try {
      this.#study.tell(trial, values);
    } catch (error) {
      // Refused values leave the trial running; else it was a listener that threw.
      if (trial.state !== "running") throw error;
      this.#fail(trial, error);
    }
  }

  #fail(trial: T, error: unknown): void {
    if (this.#options.onError === "stop") this.#fatal ??= { error };
    this.#study.fail(trial, error);
  }

  /** Runs a step; what it throws ends the run. */
  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#fatal ??= { error };
    }
  }

  /** Resolves at the next outcome or abort. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #giveTurn(): Promise<void> {
    if (performance.now() - this.#turned < TURN) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#turned = performance.now();
  }
}

function isThenable<V>(value: V | PromiseLike<V>): value is PromiseLike<V> {
  return typeof (value as { then?: unknown } | null)?.then === "function";
}
