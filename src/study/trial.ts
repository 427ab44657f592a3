import type { Prediction } from "./sampler.js";

/**
 * `running`: asked and not told. `failed`: the evaluation gave no value, which says something about
 * its params. `abandoned`: nobody will ever tell, and nothing follows for its params.
 */
export type TrialState = "running" | "complete" | "failed" | "abandoned";

/** Who chose the params: the sampler, `enqueue`, or a `tell` of params that nobody asked for. */
export type TrialOrigin = "sampler" | "enqueued" | "told";

/** One evaluation of the objective, in the user's units. It follows what its study is told. */
export interface Trial<P = Record<string, unknown>, V = Record<string, number>> {
  /** Position in `study.trials`, from 0. */
  readonly number: number;
  readonly params: P;
  readonly origin: TrialOrigin;
  readonly state: TrialState;
  /** Null until the trial is complete. */
  readonly values: V | null;
  /** Whether the values keep all constraints; null until the trial is complete. */
  readonly feasible: boolean | null;
  /** Why a trial failed or was abandoned; null otherwise. */
  readonly reason: string | null;
  /** What the objective threw, as long as the study lives; a saved study keeps only `reason`. */
  readonly error: unknown;
  /** What the model expected of the params; null where no model chose them. */
  readonly prediction: Prediction | null;
}

/** The trial as its study sees it: only the ledger writes to it. */
export class TrialRecord<P, V> implements Trial<P, V> {
  readonly number: number;
  readonly params: P;
  readonly origin: TrialOrigin;
  readonly prediction: Prediction | null;
  state: TrialState = "running";
  values: V | null = null;
  feasible: boolean | null = null;
  reason: string | null = null;
  error: unknown = undefined;

  constructor(number: number, params: P, origin: TrialOrigin, prediction: Prediction | null) {
    this.number = number;
    this.params = params;
    this.origin = origin;
    this.prediction = prediction;
  }
}
