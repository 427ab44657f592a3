/** What a study asks its sampler, as plain data: the sampler may answer in another thread. */
import * as math from "../core/math.js";
import { type Space, UnitCube } from "../space/index.js";
import type { AskProgress } from "./ask.js";
import type { Proposal, Sampler, SamplerRequest } from "./sampler.js";

/** A `SamplerRequest` without its methods, and the sampler that it is for. */
export interface SamplerQuestion
  extends Pick<
    SamplerRequest,
    | "seed"
    | "index"
    | "count"
    | "objectives"
    | "goals"
    | "points"
    | "values"
    | "limits"
    | "outcomes"
    | "pending"
    | "failed"
  > {
  readonly sampler: { readonly name: string; readonly options: unknown };
  readonly space: Space;
  readonly timeBudget: number;
  readonly workBudget: number;
}

/** The question of a request that no trial has followed yet. `queued` go ahead of it: q × d. */
export function questionOf(
  sampler: Sampler,
  request: SamplerRequest,
  space: Space,
  queued: readonly Float64Array[],
): SamplerQuestion {
  const { seed, index, count, objectives, goals, points, values, failed } = request;
  const { limits, outcomes, timeBudget, workBudget } = request;
  const pending = Float64Array.of(...request.pending, ...queued.flatMap((point) => [...point]));
  return {
    sampler: { name: sampler.name, options: sampler.toJSON?.() ?? null },
    ...{ space, seed, index, count, objectives, goals, points, values, pending, failed },
    ...{ limits, outcomes, timeBudget, workBudget },
  };
}

/** What `sampler` answers. The time budget begins now. */
export function answerOf(
  question: SamplerQuestion,
  sampler: Sampler,
  onProgress?: (progress: AskProgress) => void,
): readonly Proposal[] {
  const end = performance.now() + question.timeBudget;
  return sampler.propose({
    ...question,
    cube: new UnitCube(question.space, math),
    expired: () => performance.now() >= end,
    onProgress,
  });
}
