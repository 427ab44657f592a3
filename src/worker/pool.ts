import { DISPOSE } from "../dispose.js";
import { DisposedError, InputError } from "../errors.js";
import type { FitOptions, GaussianProcess, Points, Targets } from "../gp/index.js";
import type {
  OfflineMatrix,
  OfflineOptions,
  OfflineRecords,
  OfflineResult,
} from "../offline/index.js";
import { checkKeys } from "../options.js";
import type { LearnOptions, ParetoSetLearner, ParetoSetModel } from "../pareto-set/index.js";
import type { Space } from "../space/index.js";
import type {
  AskOptions,
  CompleteTrialOf,
  Constraints,
  NoConstraints,
  Objective,
  Objectives,
  OptimizeOptions,
  OptimizeResult,
  Study,
  TrialOf,
} from "../study/index.js";
import { optimize } from "../study/optimize.js";
import { Asker } from "./asker.js";
import { fitElsewhere } from "./fit.js";
import { learnElsewhere } from "./learn.js";
import { offlineElsewhere } from "./offline.js";
import { type Job, Slot } from "./slot.js";
import type { WorkerLike } from "./thread.js";

export interface PoolOptions {
  /** How many workers there may be, default 1; they start when there is something to do. */
  readonly size?: number;
}

export interface CallOptions<P = never> {
  /** Ends the work at once: the worker is stopped, and the promise rejects with the reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: P) => void;
}

/** How the pool's own functions hand a job over. */
export type Call = <R>(
  method: string,
  input: unknown,
  options: CallOptions & { readonly home?: number },
) => Promise<R>;

/**
 * Workers that do what takes long, so that a page or a server goes on answering meanwhile.
 *
 * ```ts
 * // worker.js
 * import { serve } from "steinbock/worker";
 * serve();
 * // page.js
 * const pool = new WorkerPool(() => new Worker(new URL("./worker.js", import.meta.url), { type: "module" }));
 * const trial = await pool.ask(study); // the study stays here, its model is fitted there
 * ```
 * Studies and learners stay with the caller, and a worker keeps nothing that is not computed again
 * where it is gone: an abort stops it in the midst of its work and loses no trial. Results are the
 * same bits as without workers. What a worker throws is thrown here, of the same class.
 *
 * Promises reject with `WorkerError` where a worker does not start or breaks off, with
 * `DisposedError` after `dispose`, and with a signal's reason.
 */
export class WorkerPool implements Disposable {
  readonly #slots: readonly Slot[];
  readonly #queue: Job[] = [];
  readonly #asker: Asker;
  #disposed = false;

  /**
   * Starts no worker yet.
   *
   * @param start  a new worker whose script calls `serve`: `new Worker(new URL("./worker.js",
   *   import.meta.url), { type: "module" })`, which bundlers understand, or Node's
   */
  constructor(start: () => WorkerLike, options: PoolOptions = {}) {
    if (typeof start !== "function") {
      throw new InputError("start", start, "give a function that makes a new Worker");
    }
    checkKeys("options", options, ["size"]);
    const { size = 1 } = options;
    if (!(Number.isSafeInteger(size) && size >= 1)) {
      throw new InputError("size", size, "give a whole number of at least 1");
    }
    this.#slots = Array.from({ length: size }, () => new Slot(start, () => this.#next()));
    this.#asker = new Asker(this.#run);
  }

  /** Calls a function that the workers offer by `serve({ functions })`. */
  call<R = unknown, P = never>(
    name: string,
    input?: unknown,
    options: CallOptions<P> = {},
  ): Promise<R> {
    checkKeys("options", options, ["signal", "onProgress"]);
    return this.#run<R>(name, input, options as CallOptions);
  }

  /**
   * `study.ask` with the sampler at work elsewhere. Asks of one study wait for each other; what is
   * told meanwhile counts from the next ask on. Throws as `study.ask` does; an aborted ask leaves no
   * trial. A sampler of one's own must be known to the workers: `serve({ samplers })`.
   */
  ask<S extends Space, O extends Objectives, C extends Constraints = NoConstraints>(
    study: Study<S, O, C>,
    options?: AskOptions & { readonly count?: undefined },
  ): Promise<TrialOf<S, O, C>>;
  ask<S extends Space, O extends Objectives, C extends Constraints = NoConstraints>(
    study: Study<S, O, C>,
    options: AskOptions & { readonly count: number },
  ): Promise<TrialOf<S, O, C>[]>;
  async ask<S extends Space, O extends Objectives, C extends Constraints = NoConstraints>(
    study: Study<S, O, C>,
    options: AskOptions & { readonly count?: number | undefined } = {},
  ) {
    const { signal, ...rest } = options;
    const trials = await this.#asker.ask(study, rest, signal);
    return options.count === undefined ? trials[0]! : trials;
  }

  /** `study.optimize` with asks that happen elsewhere; the objective runs here. */
  optimize<S extends Space, O extends Objectives, C extends Constraints = NoConstraints>(
    study: Study<S, O, C>,
    objective: Objective<TrialOf<S, O, C>>,
    options: OptimizeOptions<TrialOf<S, O, C>>,
  ): Promise<OptimizeResult<CompleteTrialOf<S, O, C>>> {
    const { signal } = options;
    const subject = new Proxy(study, {
      get: (target, key) => {
        if (key === "ask") {
          return (asked: AskOptions) => this.ask(target, { ...asked, ...(signal && { signal }) });
        }
        const value = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    return optimize(subject, objective, options);
  }

  /**
   * The model of all that the learner was told, as `learner.learn` gives it, trained elsewhere. The
   * learner takes it as its own, so that `learner.solution` answers at once; an abort leaves the
   * learner as it was.
   */
  learn<S extends Space, O extends Objectives, C extends Constraints = NoConstraints>(
    learner: ParetoSetLearner<S, O, C>,
    options: LearnOptions = {},
  ): Promise<ParetoSetModel<S, O>> {
    return learnElsewhere(this.#run, learner, options, this.#asker.home(learner.study));
  }

  /**
   * A fitted copy of `gp`, as `gp.fit(X, y, options)` would fit it; several searches are spread over
   * the workers.
   */
  fit(
    gp: GaussianProcess,
    X: Points,
    y: Targets,
    options: FitOptions = {},
  ): Promise<GaussianProcess> {
    return fitElsewhere(this.#run, gp, X, y, options);
  }

  /** `optimizeOffline`, elsewhere. The method is given by name. */
  optimizeOffline(
    data: OfflineMatrix | OfflineRecords,
    options: OfflineOptions = {},
  ): Promise<OfflineResult> {
    return offlineElsewhere(this.#run, data, options);
  }

  /** Stops all workers; what is under way or waits rejects. A second call does nothing. */
  dispose(): void {
    this.#disposed = true;
    for (const job of this.#queue.splice(0)) job.reject(new DisposedError("a worker pool"));
    for (const slot of this.#slots) slot.stop(new DisposedError("a worker pool"));
  }

  [DISPOSE](): void {
    this.dispose();
  }

  readonly #run: Call = async (method, input, { signal, onProgress, home }) => {
    if (this.#disposed) throw new DisposedError("a worker pool");
    signal?.throwIfAborted();
    let abort = () => {};
    const result = new Promise<never>((resolve, reject) => {
      const job = { method, input, onProgress, home, resolve: resolve as never, reject };
      abort = () => this.#abort(job, signal!.reason);
      this.#queue.push(job);
      this.#next();
    });
    signal?.addEventListener("abort", abort);
    return result.finally(() => signal?.removeEventListener("abort", abort));
  };

  #abort(job: Job, reason: unknown): void {
    const place = this.#queue.indexOf(job);
    if (place < 0) this.#slots.find((slot) => slot.job === job)?.stop(reason);
    else this.#queue.splice(place, 1)[0]!.reject(reason);
  }

  /** Hands out waiting jobs, each to its home where that is free. */
  #next(): void {
    while (this.#queue.length > 0) {
      const { home } = this.#queue[0]!;
      const own = home === undefined ? undefined : this.#slots[home % this.#slots.length];
      const slot = own?.job === null ? own : this.#slots.find(({ job }) => job === null);
      if (slot === undefined) return;
      slot.run(this.#queue.shift()!);
    }
  }
}
