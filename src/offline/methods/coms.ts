import { average } from "../aggregates.js";
import type { Dataset } from "../dataset.js";
import { Ensemble } from "../ensemble.js";
import type { OfflineMethod } from "../method.js";
import { bestStarts } from "../starts.js";
import { proposeBy } from "./propose.js";
import {
  checkSurrogateOptions,
  mostlyChoices,
  positive,
  type SurrogateOptions,
} from "./settings.js";

export interface ComsOptions extends SurrogateOptions {
  /** τ, the overestimation aimed at; default 0.5, 2 where most inputs are choices. */
  readonly overestimation?: number;
}

/** Ascent steps, of the training and of the search. */
const STEPS = 50;

/**
 * Conservative objective models: a surrogate that is trained against its own promises, climbed from
 * the best of the data with the steps that it was trained against.
 *
 * Source: Trabucco et al. 2021, arXiv:2107.06882. Costs about 34 times a plain surrogate.
 */
export function coms(options: ComsOptions = {}): OfflineMethod {
  checkSurrogateOptions("coms()", options, ["overestimation"]);
  positive("coms().overestimation", options.overestimation);
  return {
    name: "coms",
    async propose(task) {
      const { data } = task;
      const discrete = mostlyChoices(data);
      const steps = options.steps ?? STEPS;
      const size = options.stepSize ?? (discrete ? 2 : 0.05) * Math.sqrt(data.d);
      const own = rawLogits(data);
      const settings = {
        hidden: options.hidden ?? [256, 256],
        activation: "relu" as const,
        learningRate: options.learningRate ?? 3e-4,
        batch: options.batch ?? 128,
        epochs: options.epochs ?? 2,
        members: options.members ?? 1,
        regularizer: options.regularizer ?? null,
        bootstrap: false,
        conservative: {
          ascentSteps: steps,
          ascentSize: size,
          overestimation: options.overestimation ?? (discrete ? 2 : 0.5),
        },
      };
      const ensemble = await Ensemble.train(task, settings, own.from(data.x));
      const model = {
        predict: (x: Float32Array) => ensemble.predict(own.from(x)),
        dispose: () => ensemble.dispose(),
      };
      return proposeBy(model, async () => {
        const x = own.from(bestStarts(task));
        const ascent = { steps, size, aggregate: average };
        await ensemble.ascend(x, ascent, task);
        data.project(x);
        return own.to(x);
      });
    },
  };
}

/** COMs takes logits as they are, not standardized; `project` leaves logits alone. */
function rawLogits(data: Dataset) {
  const { d, logits, center, scale } = data;
  const each = (x: Float32Array, change: (value: number, j: number) => number) =>
    x.map((value, i) => (logits[i % d] ? change(value, i % d) : value));
  return {
    from: (x: Float32Array) => each(x, (value, j) => center[j]! + scale[j]! * value),
    to: (x: Float32Array) => each(x, (value, j) => (value - center[j]!) / scale[j]!),
  };
}
