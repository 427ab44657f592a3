/** What the ascent methods have in common: train an ensemble, climb from the best of the data. */
import { type Aggregate, Ensemble } from "../ensemble.js";
import type { OfflineMethod } from "../method.js";
import { bestStarts } from "../starts.js";
import { proposeBy } from "./propose.js";
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
      const { batch = 128, members = rules.members } = options;
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
      return proposeBy(ensemble, async () => {
        const ends = bestStarts(task);
        const ascent = {
          steps: options.steps ?? 200,
          size: options.stepSize ?? 0.01 * Math.sqrt(data.d),
          aggregate,
        };
        await ensemble.ascend(ends, ascent, task);
        data.project(ends);
        return ends;
      });
    },
  };
}
