/** What a learner is made from, and what it is told. */
import { InputError } from "../errors.js";
import type { Space } from "../space/index.js";
import type { Constraints, NoConstraints, Objectives, ValuesOf } from "../study/index.js";
import type { ParetoSetSamplerOptions } from "./sampler.js";

export interface ParetoSetLearnerOptions<
  S extends Space,
  O extends Objectives,
  C extends Constraints = NoConstraints,
> extends ParetoSetSamplerOptions {
  readonly space: S;
  /** At least two: `{ cost: "minimize", weight: "minimize" }`. */
  readonly objectives: O;
  /**
   * Further measured quantities and what they must keep: `{ stress: { upper: 250 } }`. They are
   * told with the objectives, and each has a model. Default none.
   */
  readonly constraints?: C;
  /** A whole number from 0. */
  readonly seed?: number;
}

/** The result of one trial of a batch: its values, or null where the evaluation failed. */
export type BatchResult<O extends Objectives, C extends Constraints = NoConstraints> = ValuesOf<
  O,
  C
> | null;

/** Throws `InputError` for fewer than two objectives; a study checks the rest. */
export function checkSeveral(objectives: Objectives): void {
  if (typeof objectives === "object" && objectives !== null && Object.keys(objectives).length < 2) {
    throw new InputError("objectives", objectives, "name at least two; for one take Study");
  }
}
