import {
  type LearnOptions,
  type ParetoSetLearner,
  ParetoSetModel,
  type ParetoSetModelData,
} from "../pareto-set/index.js";
import type { Space } from "../space/index.js";
import type { Constraints, Objectives } from "../study/index.js";
import type { Call } from "./pool.js";
import { PREFIX } from "./protocol.js";

/** Trains a learner's model in a worker, and gives it to the learner; an abort leaves that as it was. */
export async function learnElsewhere<S extends Space, O extends Objectives, C extends Constraints>(
  call: Call,
  learner: ParetoSetLearner<S, O, C>,
  { signal, onProgress, ...options }: LearnOptions,
  home: number,
): Promise<ParetoSetModel<S, O>> {
  const told = complete(learner);
  const input = { home, learner: learner.toJSON(), options };
  const data = await call<ParetoSetModelData>(`${PREFIX}learn`, input, {
    home,
    ...(signal && { signal }),
    ...(onProgress && { onProgress: onProgress as never }),
  });
  const model = ParetoSetModel.from<S, O>(data);
  // Results that were told meanwhile are not in it: the learner would take it for up to date.
  return complete(learner) === told ? learner.adopt(model) : model;
}

function complete({ trials }: Pick<ParetoSetLearner, "trials">): number {
  return trials.filter(({ state }) => state === "complete").length;
}
