/** What a learnt Pareto set answers: any preference's design, without a trainer. */
import * as math from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { InputError } from "../errors.js";
import { GaussianProcess } from "../gp/index.js";
import { nonDominated } from "../pareto/index.js";
import { type ParamsOf, type Space, UnitCube } from "../space/index.js";
import type { Objectives } from "../study/index.js";
import { Feasibility } from "./feasibility.js";
import { rowsOf, rowsOfColumns } from "./matrix.js";
import { Network } from "./network.js";
import { evenPreferences } from "./preferences.js";
import type { Round } from "./round.js";
import { type ModelParts, type ParetoSetModelData, readModel, saveModel } from "./saved-model.js";
import { farthestPoints } from "./spread.js";
import { expectedLoss, standardized } from "./standard.js";
import { type Convention, type Preference, shifted, weightsOf } from "./weights.js";

/** Designs that compete for a place on a front, for each place. */
const CANDIDATES_A_PLACE = 5;

export interface Expectation {
  /** Posterior mean, in the user's units. */
  readonly mean: number;
  /** Posterior standard deviation, in the user's units. */
  readonly sd: number;
}

/** The design for a preference, and what is expected of it. */
export interface Solution<S extends Space, O extends Objectives> {
  readonly params: ParamsOf<S>;
  /** Weights that sum to one, in the order of the objectives. */
  readonly preference: readonly number[];
  readonly predicted: { readonly [Name in keyof O]: Expectation };
  /** Probability that the design keeps all constraints; 1 where there are none. */
  readonly feasibility: number;
  /** Euclidean distance in the unit cube to the nearest evaluated design. */
  readonly distance: number;
}

/**
 * The whole Pareto set as one function of the preference. It keeps no reference to the learner, and
 * `JSON.stringify` makes an artefact of it that runs anywhere. `dispose` frees its memory.
 */
export class ParetoSetModel<S extends Space = Space, O extends Objectives = Objectives>
  implements Disposable
{
  readonly objectives: O;
  /** Whether a larger weight means a more important objective or a more tolerated one. */
  readonly convention: Convention;
  readonly #parts: ModelParts<S, O>;
  readonly #cube: UnitCube<S>;
  readonly #names: readonly (keyof O & string)[];

  private constructor(parts: ModelParts<S, O>) {
    this.#parts = parts;
    this.objectives = parts.objectives;
    this.convention = parts.convention;
    this.#cube = new UnitCube(parts.space, math);
    this.#names = Object.keys(parts.objectives);
  }

  /** A model of its own from a round; the round stays the caller's. @internal */
  static fromRound<S extends Space, O extends Objectives>(
    round: Round,
    about: Omit<ModelParts<S, O>, "network" | "models" | "standards" | "feasibility">,
  ): ParetoSetModel<S, O> {
    const { network, models, standards, feasibility } = round;
    const { k, d, width } = network;
    const own = new Network(k, d, width);
    own.parameters = network.parameters;
    const copies = models.map((model) => GaussianProcess.from(model.toJSON()));
    const limits = Feasibility.from(d, feasibility.toJSON());
    return new ParetoSetModel({
      ...about,
      ...{ network: own, models: copies, standards, feasibility: limits },
    });
  }

  /** A model from its JSON, as text or parsed. Throws `FormatError`. */
  static from<S extends Space = Space, O extends Objectives = Objectives>(
    json: ParetoSetModelData | string,
  ): ParetoSetModel<S, O> {
    return new ParetoSetModel(readModel<S, O>(json));
  }

  /** Everything that `ParetoSetModel.from` needs, as plain data. */
  toJSON(): ParetoSetModelData {
    return saveModel(this.#parts);
  }

  /**
   * The design for a preference. Cost: one pass through the network and k posteriors of one point.
   * Throws `InputError` for weights that are negative, not finite, or all zero.
   */
  solution(preference: Preference<O>): Solution<S, O> {
    const weights = weightsOf<O>(preference, this.#names);
    const design = this.#cube.snap(this.#parts.network.designs(shifted(weights)));
    return this.#describe(design, weights);
  }

  /**
   * Up to `count` designs spread evenly over the learnt front, by their predicted objectives. With
   * constraints only designs that are more likely feasible than not; where there is none the
   * likeliest alone. Cost: 5 · count passes and posteriors. Throws `InputError` for a count that is
   * no whole number from 1.
   */
  front(count: number): Solution<S, O>[] {
    if (!(Number.isSafeInteger(count) && count >= 1)) {
      throw new InputError("count", count, "give a whole number of at least 1");
    }
    const { network, models, standards, feasibility } = this.#parts;
    const { k, d } = network;
    const weights = evenPreferences(k, CANDIDATES_A_PLACE * count);
    const all = rowsOf(network.designs(shifted(weights)), d).map((design) =>
      this.#cube.snap(design),
    );
    const offered = feasibility.offered(all);
    const rows = offered.map((i) => Array.from(all[i]!));
    const columns = models.map((model, o) =>
      model.predict(rows).mean.map((mu) => standardized(standards[o]!, mu)),
    );
    const values = rowsOfColumns(columns);
    const kept = nonDominated(values, { copies: "first" });
    const places = farthestPoints(
      kept.map((i) => values[i]!),
      count,
    );
    return places.map((place) => {
      const i = offered[kept[place]!]!;
      return this.#describe(all[i]!, Array.from(weights.subarray(i * k, (i + 1) * k)));
    });
  }

  dispose(): void {
    this.#parts.network.dispose();
    for (const model of this.#parts.models) model.dispose();
    this.#parts.feasibility.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #describe(design: Float64Array, preference: readonly number[]): Solution<S, O> {
    const { models, standards, feasibility, points } = this.#parts;
    const row = [Array.from(design)];
    const entries = this.#names.map((name, o) => {
      const { mean, variance } = models[o]!.predict(row);
      const loss = expectedLoss(standards[o]!, mean[0]!, variance[0]!);
      const sign = this.objectives[name] === "maximize" ? -1 : 1;
      return [name, { mean: sign * loss.mean, sd: loss.sd }] as const;
    });
    return {
      params: this.#cube.decode(design),
      preference,
      predicted: Object.fromEntries(entries) as Solution<S, O>["predicted"],
      feasibility: feasibility.probability(design),
      distance: nearest(design, points),
    };
  }
}

/** Euclidean distance to the nearest of n points, n × d. */
function nearest(design: Float64Array, points: Float64Array): number {
  const d = design.length;
  let best = Infinity;
  for (let first = 0; first < points.length; first += d) {
    let square = 0;
    for (let i = 0; i < d; i++) {
      const gap = design[i]! - points[first + i]!;
      square += gap * gap;
    }
    best = Math.min(best, square);
  }
  return Math.sqrt(best);
}
