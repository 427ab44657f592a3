import { StateError } from "../errors.js";
import type { ParamsOf, Space } from "../space/index.js";
import {
  type AskOptions,
  type CompleteTrialOf,
  type Constraints,
  type NoConstraints,
  type Objectives,
  type Proposal,
  Study,
  type StudyEvent,
  type StudyOptions,
  type TrialOf,
  type ValuesOf,
} from "../study/index.js";
import { Follower } from "./journal/follower.js";
import type { Entry, Journal, Operation } from "./journal/journal.js";
import { STATE } from "./journal/operations.js";
import * as write from "./journal/writer.js";

/**
 * A study whose journal knows all that happens to it: every ask, tell, fail, abandon and enqueue is
 * in the storage when the call returns (with an asynchronous storage: when `flush` resolves).
 *
 * Several processes may work on one study. Each call first takes up what the others have appended,
 * so a trial's number means the same to all of them, and an ask knows all trials under way. An ask
 * keeps the others waiting as long as it takes.
 *
 * A call that throws because nothing could be written leaves the study unusable: open it again.
 */
export class StoredStudy<
  S extends Space = Space,
  O extends Objectives = Objectives,
  C extends Constraints = NoConstraints,
> extends Study<S, O, C> {
  readonly #journal: Journal;
  readonly #follower = new Follower(this);
  readonly #events: StudyEvent<TrialOf<S, O, C>>[] = [];
  #inside = false;
  #broken: { readonly error: unknown } | null = null;

  /** @internal */
  constructor(options: StudyOptions<S, O, C>, journal: Journal, entries: readonly Entry[]) {
    super(options);
    this.#journal = journal;
    for (const entry of entries) this.#follower.apply(entry);
    this.subscribe((event) => this.#inside && this.#events.push(event));
  }

  override ask(options?: AskOptions & { readonly count?: undefined }): TrialOf<S, O, C>;
  override ask(options: AskOptions & { readonly count: number }): TrialOf<S, O, C>[];
  override ask(options: AskOptions & { readonly count?: number | undefined } = {}): never {
    return this.#change(() => super.ask(options as never)) as never;
  }

  /** @internal */
  override answer(count: number, proposals: readonly Proposal[], milliseconds: number) {
    return this.#change(() => super.answer(count, proposals, milliseconds));
  }

  override tell(
    target: TrialOf<S, O, C> | number | ParamsOf<S>,
    values: ValuesOf<O, C> | number,
  ): CompleteTrialOf<S, O, C> {
    return this.#change(() => super.tell(target, values));
  }

  override fail(trial: TrialOf<S, O, C> | number, reason?: unknown): TrialOf<S, O, C> {
    return this.#change(() => super.fail(trial, reason));
  }

  override abandon(trial: TrialOf<S, O, C> | number, reason?: unknown): TrialOf<S, O, C> {
    return this.#change(() => super.abandon(trial, reason));
  }

  override enqueue(params: ParamsOf<S>): void {
    this.#change(() => super.enqueue(params));
  }

  /** Takes up what other processes have appended; asks, tells and the like do so themselves. */
  sync(): void {
    this.#change(() => {});
  }

  /** Resolves when all is stored; rejects where something could not be. */
  flush(): Promise<void> {
    return this.#journal.flush();
  }

  /** Reads what others did, changes the study, and writes what happened: nobody comes between. */
  #change<T>(work: () => T): T {
    // A listener that asks or tells: the call that it listens to writes for both.
    if (this.#inside) return work();
    if (this.#broken !== null) {
      const error = new StateError("the study has lost its journal: open it again");
      error.cause = this.#broken.error;
      throw error;
    }
    return this.#journal.exclusive(() => {
      this.#orBroken(() => {
        for (const entry of this.#journal.read()) this.#follower.apply(entry);
      });
      this.#inside = true;
      try {
        return work();
      } finally {
        this.#inside = false;
        this.#orBroken(() => this.#record(this.#events.splice(0)));
      }
    });
  }

  #orBroken(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#broken = { error };
      throw error;
    }
  }

  #record(events: readonly StudyEvent<TrialOf<S, O, C>>[]): void {
    let next = this.#journal.nextTrial;
    const operations = events.flatMap((event) => this.#operations(event, () => next++));
    if (operations.length > 0) this.#journal.append(operations);
  }

  /** What an event is in the journal, with the ids that new trials get there. */
  #operations(event: StudyEvent<TrialOf<S, O, C>>, newId: () => number): Operation[] {
    switch (event.type) {
      case "ask":
        return event.trials.flatMap((trial) =>
          trial.origin === "enqueued" ? this.#dequeue(trial) : this.#start(newId(), trial),
        );
      case "tell":
        if (event.trial.number >= this.#follower.count) return [this.#start(newId(), event.trial)];
        this.#follower.ended(event.trial.number, STATE.complete);
        return write.completeTrial(this.#follower.id(event.trial.number), this, event.trial);
      case "enqueue":
        return [this.#enqueue(newId(), event.params)];
      default:
        this.#follower.ended(event.trial.number, STATE.failed);
        return write.closeTrial(this.#follower.id(event.trial.number), event.trial);
    }
  }

  #start(id: number, trial: TrialOf<S, O, C>): Operation {
    this.#follower.started(id, trial.origin === "told" ? STATE.complete : STATE.running);
    return write.startTrial(this.#journal.study!, this, trial);
  }

  #enqueue(id: number, params: ParamsOf<S>) {
    this.#follower.enqueued(id, params);
    return write.enqueueTrial(this.#journal.study!, this.space, params);
  }

  #dequeue(trial: TrialOf<S, O, C>): Operation[] {
    const { id, params } = this.#follower.dequeued();
    const lacking = Object.entries(this.space).filter(([name]) => !Object.hasOwn(params, name));
    return [
      ...lacking.map(([name, parameter]) =>
        write.setParam(id, name, parameter, trial.params[name] as never),
      ),
      write.startWaiting(id),
    ];
  }
}
