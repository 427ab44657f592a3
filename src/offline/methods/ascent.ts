/** What the ascent methods have in common: train an ensemble, climb from the best of the data. */
import { type Aggregate, Ensemble } from "../ensemble.js";
import type { OfflineMethod } from "../method.js";
import { bestLegal } from "../select.js";
import { bestStarts } from "../starts.js";
import { defaultEpochs, type SurrogateOptions } from "./settings.js";

interface Rules {
  readonly members: number;
  readonly bootstrap: boolean;
  readonly aggregate: Aggregate;
}

/** A method that climbs an aggregate of likelihood surrogates. */
export function ascentMethod(name: string, rules: Rules, options: SurrogateOptions): OfflineMethod {
  return {
    name,
    async propose(task) {
      const { data } = task;
      const { batch = 128, members = rules.members, pool = 1 } = options;
      const { aggregate } = rules;
      const ensemble = await Ensemble.train(task, {
        hidden: options.hidden ?? [256, 256],
        activation: "leakyRelu",
        learningRate: options.learningRate ?? 3e-4,
        batch,
        epochs: options.epochs ?? defaultEpochs(task, batch),
        members,
        regularizer: options.regularizer ?? null,
        bootstrap: rules.bootstrap,
        conservative: null,
      });
      try {
        const ends = bestStarts({ ...task, candidates: pool * task.candidates });
        const ascent = {
          steps: options.steps ?? 200,
          size: options.stepSize ?? 0.01 * Math.sqrt(data.d),
          aggregate,
        };
        await ensemble.ascend(ends, ascent, task, (x) => {
          if (options.bounds ?? true) data.project(x);
        });
        const judge = (x: Float32Array) => ensemble.aggregate(x, aggregate);
        return {
          designs: pool === 1 ? ends : bestLegal(ends, task.candidates, data, judge),
          predict: (x) => ensemble.predict(x),
          dispose: () => ensemble.dispose(),
        };
      } catch (error) {
        ensemble.dispose();
        throw error;
      }
    },
  };
}
