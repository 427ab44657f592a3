/** One round of Pareto-set learning: from data to surrogates and a trained network. */
import { DISPOSE } from "../dispose.js";
import type { GaussianProcess } from "../gp/index.js";
import { nonDominated } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { feasibleRows } from "../study/constraints.js";
import { train } from "./checkpoints.js";
import { Feasibility, type OutcomeData } from "./feasibility.js";
import { guideOf } from "./guide.js";
import { published } from "./ideal-point.js";
import { Network } from "./network.js";
import type { ParetoSetSettings } from "./settings.js";
import { type Standard, standardized, standardsOf } from "./standard.js";
import { fitSurrogates } from "./surrogates.js";

/** Streams of random numbers under a round's seed. */
const [WEIGHTS, SEARCH] = [1, 6];

/** Told designs that take the front's place while none is feasible. */
const LIKELIEST = 5;

/** Told data of a round, everything minimized. */
export interface RoundData extends OutcomeData {
  readonly k: number;
  /** n × k. */
  readonly values: Float64Array;
  /** Designs that are being evaluated, p × d: believed to turn out as the models expect. */
  readonly pending: Float64Array;
}

/** What a round has learnt; `dispose` frees the models and the network. */
export interface Round extends Disposable {
  readonly network: Network;
  readonly models: readonly GaussianProcess[];
  readonly standards: readonly Standard[];
  /** Where designs are likely to keep the constraints. */
  readonly feasibility: Feasibility;
  /**
   * Feasible non-dominated standardized values, rows of k; what is expected of those pending designs
   * follows that are likely to be feasible. Empty where nothing feasible is known.
   */
  readonly front: number[][];
  /** The designs of the non-dominated values, or the likeliest ones where none is feasible. */
  readonly best: readonly Float64Array[];
  /** Designs of the front that the models promise, as far as it was searched. */
  readonly promised: readonly Float64Array[];
  dispose(): void;
}

/**
 * Fits the surrogates and trains the network, until `enough` says so: it is told the number of steps
 * every few of them. What it throws leaves nothing behind.
 */
export function learn(
  data: RoundData,
  settings: ParetoSetSettings,
  seed: number,
  enough: (done: number) => boolean = () => false,
): Round {
  const { points, d, k } = data;
  const scales = standardsOf(data.values, k, settings.standardize);
  const n = points.length / d;
  const columns = scales.map(({ mean, sd }, o) =>
    Float64Array.from({ length: n }, (_, i) => (data.values[i * k + o]! - mean) / sd),
  );
  const rows = Array.from({ length: n }, (_, i) => columns.map((column) => column[i]!));
  const kept = feasibleRows(data.limits ?? [], data.outcomes ?? new Float64Array(0), n);
  const indices = firstFront(rows, kept);
  const front = indices.map((i) => rows[i]!);
  const surrogates = fitSurrogates({ x: points, y: columns, d }, settings.surrogate);
  const models = surrogates.map(({ model }) => model);
  const standards = surrogates.map(({ model: _, ...border }, o) => ({ ...scales[o]!, ...border }));
  const network = new Network(k, d, settings.width);
  let feasibility: Feasibility | undefined;
  const dispose = () => {
    network.dispose();
    feasibility?.dispose();
    for (const model of models) model.dispose();
  };
  try {
    feasibility = Feasibility.fit(data);
    const best = (indices.length > 0 ? indices : feasibility.likeliest(points, LIKELIEST)).map(
      (i) => points.slice(i * d, (i + 1) * d),
    );
    if (data.pending.length > 0) {
      const sure = feasibility;
      front.push(...believe(models, standards, sure.likely(data.pending), data.pending, d));
      feasibility = sure.believing(data.pending);
      sure.dispose();
    }
    network.initialize(new RandomStream(seed, WEIGHTS));
    const known = {
      ...{ network, models, standards, feasibility, front, best },
      ...{ dispose, [DISPOSE]: dispose },
    };
    const good = kept.length === 0 ? data.values : rowsOf(data.values, k, kept);
    const guide =
      settings.imitation > 0
        ? guideOf(known, settings, new RandomStream(seed, SEARCH))
        : published(data, good, settings, standards);
    const round = { ...known, promised: guide.designs };
    train(round, settings, guide, seed, enough);
    return round;
  } catch (error) {
    dispose();
    throw error;
  }
}

/**
 * Conditions every model on its own expectation at the pending designs; returns those of likely
 * feasible ones, as rows.
 */
function believe(
  models: GaussianProcess[],
  standards: readonly Standard[],
  likely: readonly boolean[],
  pending: Float64Array,
  d: number,
): number[][] {
  const designs = Array.from({ length: pending.length / d }, (_, i) =>
    Array.from(pending.subarray(i * d, (i + 1) * d)),
  );
  const columns = models.map((model, o) => {
    const { mean } = model.predict(designs);
    models[o] = model.condition(designs, Array.from(mean));
    model.dispose();
    return mean.map((mu) => standardized(standards[o]!, mu));
  });
  const expected = designs.map((_, i) => columns.map((mean) => mean[i]!));
  return expected.filter((_, i) => likely[i]);
}

/** Indices among `kept` of the rows that no other of them dominates. */
function firstFront(rows: readonly number[][], kept: readonly number[]): number[] {
  if (kept.length === 0) return [];
  return nonDominated(kept.map((i) => rows[i]!)).map((i) => kept[i]!);
}

function rowsOf(values: Float64Array, k: number, kept: readonly number[]): Float64Array {
  return Float64Array.from(kept.flatMap((i) => Array.from(values.subarray(i * k, (i + 1) * k))));
}
