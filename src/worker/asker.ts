import type { Space } from "../space/index.js";
import type {
  AskOptions,
  Constraints,
  NoConstraints,
  Objectives,
  Proposal,
  Study,
  TrialOf,
} from "../study/index.js";
import type { Call } from "./pool.js";
import { PREFIX } from "./protocol.js";

type Asked = Study<never, never>;

/** Asks of studies whose samplers work elsewhere. */
export class Asker {
  readonly #call: Call;
  /** By study: its number, and its last ask, for which the next one waits. */
  readonly #known = new WeakMap<Asked, { readonly home: number; last: Promise<unknown> }>();
  #count = 0;

  constructor(call: Call) {
    this.#call = call;
  }

  /** A number of the study, under which workers keep its sampler. */
  home(study: object): number {
    return this.#entry(study as Asked).home;
  }

  async ask<S extends Space, O extends Objectives, C extends Constraints = NoConstraints>(
    study: Study<S, O, C>,
    options: AskOptions & { readonly count?: number | undefined },
    signal: AbortSignal | undefined,
  ): Promise<TrialOf<S, O, C>[]> {
    const entry = this.#entry(study as never);
    const asked = entry.last.then(() => this.#ask(study, options, signal, entry.home));
    entry.last = asked.catch(() => {});
    return asked;
  }

  async #ask<S extends Space, O extends Objectives, C extends Constraints = NoConstraints>(
    study: Study<S, O, C>,
    options: AskOptions & { readonly count?: number | undefined },
    signal: AbortSignal | undefined,
    home: number,
  ): Promise<TrialOf<S, O, C>[]> {
    const begin = performance.now();
    const { onProgress } = options;
    for (;;) {
      signal?.throwIfAborted();
      const question = study.question(options);
      const about = {
        home,
        ...(signal && { signal }),
        ...(onProgress && { onProgress: onProgress as never }),
      };
      const proposals =
        question === null
          ? []
          : await this.#call<Proposal[]>(`${PREFIX}ask`, { home, question }, about);
      const trials = study.answer(options.count ?? 1, proposals, performance.now() - begin);
      if (trials !== null) return trials;
    }
  }

  #entry(study: Asked) {
    let entry = this.#known.get(study);
    if (entry === undefined) {
      entry = { home: this.#count++, last: Promise.resolve() };
      this.#known.set(study, entry);
    }
    return entry;
  }
}
