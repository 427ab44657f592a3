/** What the library does in a worker, by the names that a pool calls. */

import type { FitOptions, Points, Targets } from "../gp/index.js";
import { GaussianProcess, type GaussianProcessData } from "../gp/index.js";
import { type OfflineOptions, type OfflineRecords, optimizeOffline } from "../offline/index.js";
import { ParetoSetLearner, ParetoSetSampler } from "../pareto-set/index.js";
import type { Sampler, SavedStudy } from "../study/index.js";
import { answerOf, type SamplerQuestion } from "../study/question.js";
import { createSampler } from "../study/samplers/index.js";
import type { WorkerFunction } from "./serve.js";

export type SamplerFactory = (options: never) => Sampler;

/** Samplers of the studies that asked last: one that trains long keeps what it has learnt. */
const KEPT = 4;

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
    ask: ({ home, question }: { home: number; question: SamplerQuestion }) =>
      answerOf(question, samplerOf(home, question.sampler)),
    learn: ({ home, learner }: { home: number; learner: SavedStudy }) => {
      const sampler = samplerOf(home, learner.sampler) as ParetoSetSampler;
      using twin = ParetoSetLearner.from(learner);
      using model = twin.learn(sampler);
      return model.toJSON();
    },
    fit,
    offline: (
      { data, options }: { data: OfflineRecords; options: OfflineOptions },
      { progress }: { progress: (value: unknown) => void },
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
