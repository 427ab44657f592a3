import type { Dataset } from "./dataset.js";

export interface OfflineProgress {
  readonly stage: "training" | "search";
  /** Share of the stage that is done. */
  readonly done: number;
  /** Mean training loss of the epoch. */
  readonly loss?: number;
}

/** What a method is given: standardized data, and how to be a good neighbour while it works. */
export interface OfflineTask {
  readonly data: Dataset;
  /** q, how many designs to propose. */
  readonly candidates: number;
  readonly seed: number;
  /** Rows to train on, and rows set aside to judge the model by. */
  readonly training: Int32Array;
  readonly heldOut: Int32Array;
  /** Gives the event loop a turn now and then; throws where the caller has aborted. */
  readonly pause: () => Promise<void>;
  readonly progress: (progress: OfflineProgress) => void;
}

/** Designs and the model that they came from, all in standardized inputs and scores. */
export interface Proposal {
  /** q × d. */
  readonly designs: Float32Array;
  /** Scores and deviations at the rows of `x` (m × d). */
  predict(x: Float32Array): { mean: ArrayLike<number>; deviation: ArrayLike<number> };
  dispose?(): void;
  /** Name of the method, where another one chose it. */
  readonly method?: string;
}

/** A way from data to designs. A method of your own is an object of this form. */
export interface OfflineMethod {
  readonly name: string;
  propose(task: OfflineTask): Promise<Proposal>;
}
