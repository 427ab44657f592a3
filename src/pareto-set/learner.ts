import * as math from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { InputError } from "../errors.js";
import { type Space, UnitCube } from "../space/index.js";
import {
  type AskOptions,
  type CompleteTrialOf,
  type Constraints,
  type NoConstraints,
  type Objectives,
  type SavedStudy,
  Study,
  type TrialOf,
  type ValuesOf,
} from "../study/index.js";
import { type BatchResult, checkSeveral, type ParetoSetLearnerOptions } from "./learner-options.js";
import { ParetoSetModel, type Solution } from "./model.js";
import { type LearnOptions, type Pace, paceOf } from "./pace.js";
import { ParetoSetSampler, type ParetoSetSamplerOptions } from "./sampler.js";
import { dataOf, LEAST_TOLD } from "./told.js";
import type { Convention, Preference } from "./weights.js";

/**
 * Learns the whole Pareto set of expensive objectives: one model that gives, for any preference,
 * the design that is best for it.
 *
 * ```ts
 * const learner = new ParetoSetLearner({ space, objectives, seed: 1 });
 * for (let round = 0; round < 24; round++) {
 *   const batch = learner.ask(5);
 *   learner.tell(batch, batch.map(({ params }) => simulate(params)));
 * }
 * learner.solution([0.3, 0.7]);
 * ```
 * With `constraints` the designs that break them count for no front, a batch is chosen by what it
 * gains times the probability that it keeps them, and solutions tell that probability.
 * The same seed and results give the same asks, bit for bit, on every machine.
 * Sources: Nguyen et al. 2025, arXiv:2412.17312; Lin et al. 2022, arXiv:2210.08495.
 */
export class ParetoSetLearner<
  S extends Space = Space,
  O extends Objectives = Objectives,
  C extends Constraints = NoConstraints,
> implements Disposable
{
  readonly study: Study<S, O, C>;
  readonly #sampler: ParetoSetSampler;
  readonly #cube: UnitCube<S>;
  #model: ParetoSetModel<S, O> | undefined;
  #learnt = -1;

  /**
   * Throws `InputError` that names the option at fault.
   *
   * @param saved what `from` goes on with
   */
  constructor(options: ParetoSetLearnerOptions<S, O, C>, saved?: SavedStudy) {
    const { space, objectives, constraints, seed } = options;
    const { method, settings, initialDesign } = options;
    const sampler = new ParetoSetSampler({
      ...(method !== undefined && { method }),
      ...(settings !== undefined && { settings }),
      ...(initialDesign !== undefined && { initialDesign }),
    });
    checkSeveral(objectives);
    const about = {
      ...{ space, objectives, sampler },
      ...(constraints !== undefined && { constraints }),
      ...(seed !== undefined && { seed }),
    };
    this.study = saved === undefined ? new Study(about) : Study.from<S, O, C>(saved, { sampler });
    this.#sampler = sampler;
    this.#cube = new UnitCube(this.study.space, math);
  }

  /** Goes on with a learner that was saved by `JSON.stringify`. Throws `FormatError`. */
  static from<
    S extends Space = Space,
    O extends Objectives = Objectives,
    C extends Constraints = NoConstraints,
  >(json: SavedStudy | string): ParetoSetLearner<S, O, C> {
    // Reading it as a study first gives every check of the format its say.
    const { space, objectives, constraints, seed } = Study.from<S, O, C>(json, {
      sampler: "random",
    });
    const saved = (typeof json === "string" ? JSON.parse(json) : json) as SavedStudy;
    const options = (saved.sampler.options ?? {}) as ParetoSetSamplerOptions;
    return new ParetoSetLearner({ ...options, space, objectives, constraints, seed }, saved);
  }

  /** Everything that `ParetoSetLearner.from` needs, as plain data. */
  toJSON(): SavedStudy {
    return this.study.toJSON();
  }

  /**
   * The next `count` designs to evaluate side by side, as running trials. Progress is that of the
   * training. Throws as `Study.ask`, and an aborted signal's reason: then there is no new trial.
   */
  ask(count = 1, options: AskOptions = {}): TrialOf<S, O, C>[] {
    return this.study.ask({ ...options, count });
  }

  /**
   * Tells the values of a batch, one result a trial; null says that an evaluation failed. Throws
   * `InputError` where the lengths differ or a trial occurs twice, otherwise as `Study.tell`; then
   * nothing of the batch is told.
   */
  tell(batch: readonly TrialOf<S, O, C>[], results: readonly BatchResult<O, C>[]): void {
    if (batch.length !== results.length) {
      throw new InputError(
        "results.length",
        results.length,
        `give one for each of ${batch.length} trials`,
      );
    }
    batch.forEach((trial, i) => {
      if (batch.indexOf(trial) < i) throw new InputError("batch", batch, "give every trial once");
      this.study.checkTell(trial, results[i] ?? null);
    });
    batch.forEach((trial, i) => {
      const result = results[i] ?? null;
      if (result === null) this.study.fail(trial);
      else this.study.tell(trial, result);
    });
  }

  /** All trials, in the order of their numbers. */
  get trials(): readonly TrialOf<S, O, C>[] {
    return this.study.trials;
  }

  /** The feasible trials that no other feasible one dominates. */
  get paretoFront(): readonly CompleteTrialOf<S, O, C>[] {
    return this.study.paretoFront;
  }

  /** Volume of objective space that the trials dominate, up to the reference. */
  hypervolume(reference: ValuesOf<O>): number {
    return this.study.hypervolume(reference);
  }

  /** Whether a larger weight means a more important objective or a more tolerated one. */
  get convention(): Convention {
    return this.#sampler.settings.scalarization === "ray" ? "tolerance" : "importance";
  }

  /**
   * The model of all that was told. It is trained, in about a second, where results were told since
   * the last call; otherwise it is at hand. It keeps to designs that the surrogates are sure of,
   * unlike batches. Throws `InputError` before two results are told.
   */
  get model(): ParetoSetModel<S, O> {
    return this.learn();
  }

  /**
   * `model`, with a budget, a signal and progress for the training where it is due. A model for
   * which the time was short is kept until more is told. Throws as `model`, and an aborted signal's
   * reason: then the learner is as before. A `WorkerPool` learns without blocking the thread.
   */
  learn(options: LearnOptions = {}): ParetoSetModel<S, O> {
    const pace = paceOf(options);
    if (this.#model !== undefined && this.#learnt === this.#complete.length) return this.#model;
    return this.adopt(this.train(this.#sampler, pace));
  }

  get #complete(): CompleteTrialOf<S, O, C>[] {
    return this.trials.filter(({ state }) => state === "complete") as CompleteTrialOf<S, O, C>[];
  }

  /** A model of all that was told, from an own sampler where another thread keeps one. @internal */
  train(sampler: ParetoSetSampler, pace: Pace): ParetoSetModel<S, O> {
    const complete = this.#complete;
    if (complete.length < LEAST_TOLD) {
      throw new InputError("trials", complete.length, "tell at least two results first");
    }
    const { objectives, constraints, space, seed } = this.study;
    const told = { ...dataOf(complete, { objectives, constraints }, this.#cube), seed };
    const round = sampler.round(told, pace, sampler.settings.modelOptimism);
    const about = { space, objectives, convention: this.convention, points: told.points };
    return ParetoSetModel.fromRound<S, O>(round, about);
  }

  /** Takes a model of all that is told by now as its own. @internal */
  adopt(model: ParetoSetModel<S, O>): ParetoSetModel<S, O> {
    this.#model?.dispose();
    this.#model = model;
    this.#learnt = this.#complete.length;
    return model;
  }

  /** The design for a preference; see `ParetoSetModel.solution` and `model`. */
  solution(preference: Preference<O>): Solution<S, O> {
    return this.model.solution(preference);
  }

  /** `count` designs spread evenly over the learnt front. */
  front(count: number): Solution<S, O>[] {
    return this.model.front(count);
  }

  /** Frees the memory of models; the learner stays usable. */
  dispose(): void {
    this.study.dispose();
    this.#model?.dispose();
    this.#model = undefined;
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
