/** What the library does in a worker, by the names that a pool calls. */

import type { FitOptions, Points, Targets } from "../gp/index.js";
import { GaussianProcess, type GaussianProcessData } from "../gp/index.js";
import { type OfflineOptions, type OfflineRecords, optimizeOffline } from "../offline/index.js";
import { type LearnOptions, ParetoSetLearner, ParetoSetSampler } from "../pareto-set/index.js";
import { paceOf } from "../pareto-set/pace.js";
import type { Sampler, SavedStudy } from "../study/index.js";
import { answerOf, type SamplerQuestion } from "../study/question.js";
import { createSampler } from "../study/samplers/index.js";
import type { WorkerFunction } from "./serve.js";

export type SamplerFactory = (options: never) => Sampler;

/** Samplers of the studies that asked last: one that trains long keeps what it has learnt. */
const KEPT = 4;

type Context = Parameters<WorkerFunction>[1];

export function libraryMethods(
  own: Readonly<Record<string, SamplerFactory>>,
): Record<string, WorkerFunction> {
  const kept = new Map<number, Sampler>();
  const samplerOf = (home: number, { name, options }: SamplerQuestion["sampler"]): Sampler => {
    const sampler = kept.get(home) ?? made(own, name, options);
    kept.delete(home);
    kept.set(home, sampler);
    for (const [oldest, { dispose }] of kept) {
      if (kept.size <= KEPT) break;
      dispose?.call(kept.get(oldest));
      kept.delete(oldest);
    }
    return sampler;
  };
  const methods: Record<string, (input: never, context: never) => unknown> = {
    ask: ({ home, question }: { home: number; question: SamplerQuestion }, { progress }: Context) =>
      answerOf(question, samplerOf(home, question.sampler), progress),
    learn: ({ home, learner, options }: LearnInput, { progress }: Context) => {
      const sampler = samplerOf(home, learner.sampler) as ParetoSetSampler;
      using twin = ParetoSetLearner.from(learner);
      using model = twin.train(sampler, paceOf({ ...options, onProgress: progress }));
      return model.toJSON();
    },
    fit,
    offline: (
      { data, options }: { data: OfflineRecords; options: OfflineOptions },
      { progress }: Context,
    ) => optimizeOffline(data, { ...options, onProgress: progress }),
  };
  return methods as Record<string, WorkerFunction>;
}

function made(
  own: Readonly<Record<string, SamplerFactory>>,
  name: string,
  options: unknown,
): Sampler {
  if (Object.hasOwn(own, name)) return own[name]!(options as never);
  if (name === "pareto-set") return new ParetoSetSampler(options ?? {});
  return createSampler(name, options);
}

interface LearnInput {
  readonly home: number;
  readonly learner: SavedStudy;
  readonly options: LearnOptions;
}

interface FitInput {
  readonly gp: GaussianProcessData;
  readonly X: Points;
  readonly y: Targets;
  readonly options: FitOptions;
}

function fit({ gp, X, y, options }: FitInput): GaussianProcessData {
  using process = GaussianProcess.from(gp);
  return process.fit(X, y, options).toJSON();
}
