import * as math from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { StateError } from "../errors.js";
import { checkKeys } from "../options.js";
import { hypervolume, inferReferencePoint } from "../pareto/index.js";
import { checkParams, checkSpace, type ParamsOf, type Space, UnitCube } from "../space/index.js";
import { type AskOptions, checkAsk } from "./ask.js";
import { type Constraints, checkConstraints, limitsOf, type NoConstraints } from "./constraints.js";
import { type Listener, Listeners, type StudyEvent } from "./events.js";
import { Ledger } from "./ledger.js";
import { checkObjectives, checkValues, type Objectives, type ValuesOf } from "./objectives.js";
import { type Objective, type OptimizeOptions, type OptimizeResult, optimize } from "./optimize.js";
import { questionOf, type SamplerQuestion } from "./question.js";
import type { ReplayStep } from "./replay.js";
import { propose, requestOf, type StudyState, turned } from "./request.js";
import type { Proposal, Sampler } from "./sampler.js";
import { createSampler, type SamplerName } from "./samplers/index.js";
import { orFormatError, readStudy, type SavedStudy, saveStudy } from "./saved.js";
import { checkSeed, drawSeed } from "./seed.js";
import { type Since, type StopReason, type StopRules, stopReason } from "./stopping.js";
import { type Trial, TrialRecord } from "./trial.js";

export interface StudyOptions<
  S extends Space,
  O extends Objectives,
  C extends Constraints = NoConstraints,
> {
  /** What may be chosen: `{ lr: float(1e-5, 1e-1, { scale: "log" }) }`. */
  readonly space: S;
  /** What is measured, and which way is better: `{ loss: "minimize" }`. */
  readonly objectives: O;
  /**
   * Further measured quantities and what they must keep: `{ stress: { upper: 250 } }`. They are
   * told with the objectives; an objective may have limits too. Default none.
   */
  readonly constraints?: C;
  /** A whole number from 0. Without one the study draws it, and keeps it as `study.seed`. */
  readonly seed?: number;
  /** Who proposes params; the Gaussian process where nothing is said. */
  readonly sampler?: SamplerName | Sampler;
}

/** A trial of a study with this space and these objectives. */
export type TrialOf<
  S extends Space,
  O extends Objectives,
  C extends Constraints = NoConstraints,
> = Trial<ParamsOf<S>, ValuesOf<O, C>>;

/** A trial that has its values. */
export type CompleteTrialOf<
  S extends Space,
  O extends Objectives,
  C extends Constraints = NoConstraints,
> = TrialOf<S, O, C> & { readonly values: ValuesOf<O, C> };

/**
 * A search for the best params of an expensive objective, by ask and tell.
 *
 * The same seed and the same told results give the same asks, bit for bit, on every machine: an ask
 * depends on the trials' numbers, params and results, and not on the order or the time of calls.
 * `JSON.stringify(study)` keeps everything, and `Study.from` goes on from there.
 */
export class Study<
  S extends Space = Space,
  O extends Objectives = Objectives,
  C extends Constraints = NoConstraints,
> {
  readonly space: S;
  readonly objectives: O;
  readonly constraints: C;
  readonly seed: number;
  readonly #sampler: Sampler;
  readonly #cube: UnitCube<S>;
  readonly #ledger: Ledger<S, O, C>;
  /** What is told: objectives, then constrained quantities. */
  readonly #outcomes: O & C;
  readonly #queue: ParamsOf<S>[] = [];
  readonly #listeners = new Listeners<StudyEvent<TrialOf<S, O, C>>>();
  readonly #created = performance.now();

  /** Throws `InputError` that names the option at fault. */
  constructor(options: StudyOptions<S, O, C>) {
    checkKeys("options", options, ["space", "objectives", "constraints", "seed", "sampler"]);
    this.space = checkSpace(options.space);
    this.objectives = checkObjectives(options.objectives);
    this.constraints = checkConstraints(options.constraints ?? ({} as C));
    this.#outcomes = { ...this.objectives, ...this.constraints };
    this.seed = options.seed === undefined ? drawSeed() : checkSeed(options.seed);
    this.#sampler = createSampler(options.sampler);
    this.#cube = new UnitCube(this.space, math);
    this.#ledger = new Ledger(this.#cube, this.objectives, limitsOf(this.constraints));
  }

  /**
   * Goes on with a study that was saved by `JSON.stringify`, given as text or parsed: the next ask
   * is the one that the saved study would have made. Running trials stay running: tell, fail or
   * abandon them by number. `options.sampler` takes over from the saved sampler; it is needed where
   * that was not a built-in one. Throws `FormatError` for what no study has saved.
   */
  static from<
    S extends Space = Space,
    O extends Objectives = Objectives,
    C extends Constraints = NoConstraints,
  >(json: unknown, options: { readonly sampler?: SamplerName | Sampler } = {}): Study<S, O, C> {
    const saved = readStudy(json);
    const { space, objectives, constraints, seed } = saved;
    const sampler =
      options.sampler ??
      orFormatError(() => createSampler(saved.sampler.name, saved.sampler.options));
    const study = new Study({ space, objectives, constraints, seed, sampler });
    // All of it is checked: `replay` would do so again.
    for (const { params, origin, state, values, reason, prediction } of saved.trials) {
      const trial = study.#ledger.add(params, origin, prediction);
      if (values !== null) study.#ledger.complete(trial, values);
      else if (state === "failed" || state === "abandoned") {
        study.#ledger.close(trial, state, reason!);
      }
    }
    study.#queue.push(...saved.queue);
    return study as unknown as Study<S, O, C>;
  }

  /**
   * Takes up what happened elsewhere, or earlier: no event, no question to the sampler. Returns the
   * number of the trial, or the position in the queue. Throws as `tell` and `enqueue` do.
   *
   * @internal
   */
  replay(step: ReplayStep): number {
    const ledger = this.#ledger;
    switch (step.type) {
      case "add": {
        const params = checkParams(this.space, step.params);
        return ledger.add(params, step.origin, step.prediction).number;
      }
      case "complete":
        ledger.complete(
          ledger.running(step.number),
          checkValues(this.#outcomes, step.values, "values"),
        );
        return step.number;
      case "close":
        ledger.close(ledger.running(step.number), step.state, step.reason);
        return step.number;
      case "enqueue":
        return this.#queue.push(checkParams(this.space, step.params)) - 1;
      case "dequeue":
        this.#queue.splice(step.position, 1);
        return step.position;
    }
  }

  /** Everything that `Study.from` needs, as plain data. */
  toJSON(): SavedStudy {
    const { space, objectives, constraints, seed, trials } = this;
    const parts = { space, objectives, constraints, seed, trials, queue: this.#queue };
    return saveStudy(parts, this.#sampler);
  }

  /** All trials, in the order of their numbers. */
  get trials(): readonly TrialOf<S, O, C>[] {
    return this.#ledger.trials;
  }

  /**
   * The feasible trial with the best value, the earliest of equals; null before the first. Throws
   * `StateError` with several objectives: they have a Pareto front.
   */
  get best(): CompleteTrialOf<S, O, C> | null {
    if (this.#ledger.several) {
      throw new StateError("several objectives have no single best trial: see study.paretoFront");
    }
    return this.#ledger.best as CompleteTrialOf<S, O, C> | null;
  }

  /** The feasible trials that no other feasible one dominates, in the order of their numbers. */
  get paretoFront(): readonly CompleteTrialOf<S, O, C>[] {
    return this.#ledger.front as unknown as CompleteTrialOf<S, O, C>[];
  }

  /**
   * Volume of objective space that the front dominates, up to the reference.
   *
   * @param reference the worst value of every objective that counts, in the user's units; by
   *   default inferred from the front, a tenth of its range beyond it, so that it moves with the
   *   front: give one to compare volumes. See `inferReferencePoint`.
   */
  hypervolume(reference?: ValuesOf<O>): number {
    const front = this.#ledger.front.map((trial) => this.#ledger.losses(trial));
    if (reference === undefined) {
      return front.length === 0 ? 0 : hypervolume(front, inferReferencePoint(front));
    }
    const values = checkValues(this.objectives, reference, "reference");
    return hypervolume(front, this.#ledger.losses({ values } as never));
  }

  /** Whether the space has finitely many points and each has its trial. */
  get exhausted(): boolean {
    return this.#ledger.exhausted;
  }

  /** The next params to evaluate, as a running trial. Enqueued params come first. */
  ask(options?: AskOptions & { readonly count?: undefined }): TrialOf<S, O, C>;
  /** A batch of `count` trials that were chosen to be evaluated side by side. */
  ask(options: AskOptions & { readonly count: number }): TrialOf<S, O, C>[];
  ask(options: AskOptions & { readonly count?: number | undefined } = {}) {
    const { count, ...budget } = checkAsk(options);
    const start = performance.now();
    const trials = this.#draw(count, (missing) =>
      propose(this.#sampler, this.#state, missing, budget),
    );
    this.#listeners.emit({ type: "ask", trials, milliseconds: performance.now() - start });
    return options.count === undefined ? trials[0]! : trials;
  }

  /**
   * What `ask` would ask the sampler now, for one who has it answered elsewhere; null where the
   * queue has all params. Throws as `ask` does.
   *
   * @internal
   */
  question(options: AskOptions & { readonly count?: number | undefined }): SamplerQuestion | null {
    const { count, ...budget } = checkAsk(options);
    const queued = this.#queue.slice(0, count).map((params) => this.#cube.encode(params));
    if (queued.length === count) return null;
    const request = requestOf(this.#state, count - queued.length, budget);
    return questionOf(this.#sampler, request, this.space, queued);
  }

  /**
   * `ask` with an answer to `question`; null where the queue has since become too short for it.
   *
   * @internal
   */
  answer(
    count: number,
    proposals: readonly Proposal[],
    milliseconds: number,
  ): TrialOf<S, O, C>[] | null {
    if (this.#queue.length + proposals.length < count) return null;
    const trials = this.#draw(count, (missing) => proposals.slice(0, missing));
    this.#listeners.emit({ type: "ask", trials, milliseconds });
    return trials;
  }

  get #state(): StudyState {
    const { objectives, seed } = this;
    const { trials, points, proposed } = this.#ledger;
    const limits = limitsOf(this.constraints);
    return { cube: this.#cube, objectives, limits, seed, trials, points, proposed };
  }

  #draw(count: number, propose: (missing: number) => readonly Proposal[]): TrialOf<S, O, C>[] {
    const ledger = this.#ledger;
    const queued = this.#queue.splice(0, count);
    const trials = queued.map((params) => ledger.add(params, "enqueued"));
    if (trials.length === count) return trials;
    try {
      for (const proposal of propose(count - trials.length)) {
        const prediction = turned(proposal.prediction, ledger.way);
        trials.push(ledger.add(this.#cube.decode(proposal.point), "sampler", prediction));
      }
      return trials;
    } catch (error) {
      ledger.retract(trials.length);
      this.#queue.unshift(...queued);
      throw error;
    }
  }

  /**
   * Tells the values, objectives and constrained quantities, of a running trial, given as the trial
   * or its number, or adds known params with their values as a new trial. One objective may be told
   * as a bare number.
   *
   * Throws `InputError` for values that are not finite, or beyond 1e150, and for params that are
   * not legal; `StateError` for a trial that is not running. The study is unchanged then.
   */
  tell(
    target: TrialOf<S, O, C> | number | ParamsOf<S>,
    values: ValuesOf<O, C> | number,
  ): CompleteTrialOf<S, O, C> {
    const known = typeof target === "number" || target instanceof TrialRecord;
    const params = known ? null : checkParams(this.space, target);
    const running = known ? this.#ledger.running(target) : null;
    const where = running === null ? "values" : `values of trial ${running.number}`;
    const checked = checkValues(this.#outcomes, values, where);
    const trial = running ?? this.#ledger.add(params!, "told");
    const improved = this.#ledger.complete(trial, checked);
    this.#listeners.emit({ type: "tell", trial, improved, best: this.#ledger.best });
    return trial as CompleteTrialOf<S, O, C>;
  }

  /**
   * Throws what `tell`, or `fail` where `values` is null, would throw for a running trial.
   *
   * @internal
   */
  checkTell(target: TrialOf<S, O, C> | number, values: ValuesOf<O, C> | null): void {
    const { number } = this.#ledger.running(target);
    if (values !== null) checkValues(this.#outcomes, values, `values of trial ${number}`);
  }

  /**
   * Says that a running trial's evaluation failed and has no value. Throws as `tell` does.
   *
   * @param reason text, or the error that the evaluation threw
   */
  fail(trial: TrialOf<S, O, C> | number, reason: unknown = "failed"): TrialOf<S, O, C> {
    return this.#close("fail", trial, reason);
  }

  /**
   * Says that nobody will tell a running trial, for reasons that lie outside its params: a worker
   * went away, the user stopped. Throws as `tell` does.
   */
  abandon(trial: TrialOf<S, O, C> | number, reason: unknown = "abandoned"): TrialOf<S, O, C> {
    return this.#close("abandon", trial, reason);
  }

  #close(type: "fail" | "abandon", target: TrialOf<S, O, C> | number, reason: unknown) {
    const trial = this.#ledger.running(target);
    const text = reason instanceof Error ? reason.message : String(reason);
    this.#ledger.close(trial, type === "fail" ? "failed" : "abandoned", text, reason);
    this.#listeners.emit({ type, trial });
    return trial;
  }

  /** Params that the next asks hand out, in this order, before the sampler is asked. */
  enqueue(params: ParamsOf<S>): void {
    const checked = checkParams(this.space, params);
    this.#queue.push(checked);
    this.#listeners.emit({ type: "enqueue", params: checked });
  }

  /** Params that are enqueued and not asked yet. */
  get queue(): readonly ParamsOf<S>[] {
    return this.#queue;
  }

  /** Calls `listener` at everything that happens, until the returned function is called. */
  subscribe(listener: Listener<StudyEvent<TrialOf<S, O, C>>>): () => void {
    return this.#listeners.subscribe(listener);
  }

  /**
   * The first of the rules that holds, or null: `while (!study.stopReason({ trials: 60 })) …`.
   * Trials and time count from `since`, which is the study's construction by default.
   */
  stopReason(rules: StopRules, since: Since = {}): StopReason | null {
    const { trial = 0, time = this.#created } = since;
    return stopReason(rules, {
      trials: this.trials,
      from: trial,
      best: this.#ledger.best,
      several: this.#ledger.several,
      reached: (target) => this.#ledger.reached(target),
      milliseconds: performance.now() - time,
    });
  }

  /** Asks, evaluates and tells until a rule stops it; see `OptimizeOptions`. */
  optimize(
    objective: Objective<TrialOf<S, O, C>>,
    options: OptimizeOptions<TrialOf<S, O, C>>,
  ): Promise<OptimizeResult<CompleteTrialOf<S, O, C>>> {
    return optimize(this, objective, options);
  }

  /** Frees what the sampler keeps; the study stays usable. */
  dispose(): void {
    this.#sampler.dispose?.();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
