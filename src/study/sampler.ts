import type { UnitCube } from "../space/index.js";
import type { AskProgress } from "./ask.js";
import type { OutcomeLimits } from "./constraints.js";
import type { Objectives } from "./objectives.js";

/** What a study knows when it asks for points: everything in the unit cube, larger is better. */
export interface SamplerRequest {
  /** The border to the user's units; `axes` says which coordinates are discrete. */
  readonly cube: UnitCube;
  readonly seed: number;
  /**
   * How many points this study's sampler has proposed before: the position in its sequences and
   * the stream of its random numbers.
   */
  readonly index: number;
  /** How many points to propose, q ≥ 1. */
  readonly count: number;
  /** k, columns of `values`. */
  readonly objectives: number;
  /** Their names and the user's directions, in the order of the columns. */
  readonly goals: Objectives;
  /** Told points in the order of their trials: n × d, row-major, where their params lie. */
  readonly points: Float64Array;
  /** n × k, finite; the sign of minimized objectives is turned, so that larger is better. */
  readonly values: Float64Array;
  /** Limits of the c constrained quantities, in the user's units. */
  readonly limits: readonly OutcomeLimits[];
  /** Told values of these quantities, in the user's units: n × c. */
  readonly outcomes: Float64Array;
  /** Points that are being evaluated: p × d. */
  readonly pending: Float64Array;
  /** Points whose evaluation failed, which gave no value: f × d. */
  readonly failed: Float64Array;
  /** Milliseconds that the call may take; Infinity where nothing was said. */
  readonly timeBudget: number;
  /** Nominal milliseconds of work, see `AskOptions`; Infinity where nothing was said. */
  readonly workBudget: number;
  /** Whether the time budget is spent: then answer with the best so far. Costs a clock reading. */
  expired(): boolean;
  /** Where it aborts, throw its reason soon. */
  readonly signal?: AbortSignal | undefined;
  /** Say now and then how far long work has come. */
  readonly onProgress?: ((progress: AskProgress) => void) | undefined;
}

/** What a sampler expects of a point, in the units of `SamplerRequest.values`. */
export interface Prediction {
  /** Posterior mean of the first objective. */
  readonly mean: number;
  /** Posterior standard deviation of the first objective, without observation noise. */
  readonly sd: number;
  /** Expected improvement over the best told value, where that is what was maximized. */
  readonly expectedImprovement?: number;
}

export interface Proposal {
  /** d coordinates in [0, 1]; the study moves discrete ones to their nearest legal value. */
  readonly point: Float64Array;
  /** Left out where no model chose the point. */
  readonly prediction?: Prediction;
}

/**
 * A rule that proposes points.
 *
 * `propose` is a pure function of its request: a sampler may keep what spares it work, but a fresh
 * one with the same options must answer the same bits. A saved study goes on bit for bit because of
 * this, and asks depend on what was told and not on when.
 */
export interface Sampler {
  /** Name under which a study saves it. */
  readonly name: string;
  /** Exactly `request.count` proposals. */
  propose(request: SamplerRequest): readonly Proposal[];
  /** Options that make the same sampler again; plain JSON. */
  toJSON?(): unknown;
  /** Frees what the sampler keeps; it may be asked again afterwards. */
  dispose?(): void;
}
