import type { Trial } from "./trial.js";

/** What happens to a study, for progress displays. */
export type StudyEvent<T extends Trial = Trial> =
  | {
      readonly type: "ask";
      readonly trials: readonly T[];
      /** How long the ask took. */
      readonly milliseconds: number;
    }
  | {
      readonly type: "tell";
      readonly trial: T;
      /** Whether the trial is the best so far, or on the Pareto front. */
      readonly improved: boolean;
      /** The best trial so far; null with several objectives. */
      readonly best: T | null;
    }
  | { readonly type: "fail" | "abandon"; readonly trial: T }
  | { readonly type: "enqueue"; readonly params: T["params"] };

export type Listener<E> = (event: E) => void;

/** A subscription. A method, whose parameter is not compared: any study passes for a `Study`. */
interface Entry<E> {
  call(event: E): void;
}

/**
 * The listeners of one study. They are called in the order of subscription, after the change. One
 * that throws makes the call throw that caused the event; the change stands.
 */
export class Listeners<E> {
  readonly #listeners = new Set<Entry<E>>();

  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener<E>): () => void {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  emit(event: E): void {
    for (const entry of [...this.#listeners]) entry.call(event);
  }
}
