/** One round of Pareto-set learning: from data to surrogates and a trained network. */
import { DISPOSE } from "../dispose.js";
import type { GaussianProcess } from "../gp/index.js";
import { nonDominated } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { feasibleRows } from "../study/constraints.js";
import { train } from "./checkpoints.js";
import type { OutcomeData } from "./constraint-fit.js";
import { Feasibility } from "./feasibility.js";
import { guideOf } from "./guide.js";
import { publishedGuide } from "./ideal-point.js";
import { columnOf, rowsOf, rowsOfColumns } from "./matrix.js";
import { Network } from "./network.js";
import type { ParetoSetSettings } from "./settings.js";
import { type Standard, standardized, standardsOf } from "./standard.js";
import { SEARCH, WEIGHTS } from "./streams.js";
import { fitSurrogates } from "./surrogates.js";

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
   * Feasible non-dominated standardized values, rows of k; what is expected of those pending
   * designs follows that are likely to be feasible. Empty where nothing feasible is known.
   */
  readonly front: number[][];
  /** The designs of the non-dominated values, or the likeliest ones where none is feasible. */
  readonly best: readonly Float64Array[];
  /** Designs of the front that the models promise, as far as it was searched. */
  readonly promised: readonly Float64Array[];
  dispose(): void;
}

/**
 * Fits the surrogates and trains the network, until `enough` says so: it is told the number of
 * steps every few of them. What it throws leaves nothing behind.
 */
export function learn(
  data: RoundData,
  settings: ParetoSetSettings,
  seed: number,
  enough: (done: number) => boolean = () => false,
): Round {
  const { points, values, pending, limits = [], outcomes = new Float64Array(0), d, k } = data;
  const scales = standardsOf(values, k, settings.standardize);
  const columns = scales.map(({ mean, sd }, o) =>
    columnOf(values, k, o).map((value) => (value - mean) / sd),
  );
  const rows = rowsOfColumns(columns);
  const kept = feasibleRows(limits, outcomes, rows.length);
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
    const designs = rowsOf(points, d);
    const leading = indices.length > 0 ? indices : feasibility.likeliest(points, LIKELIEST);
    const best = leading.map((i) => designs[i]!);
    if (pending.length > 0) {
      const told = feasibility;
      const expected = believe(models, standards, rowsOf(pending, d));
      const likely = told.likely(pending);
      front.push(...expected.filter((_, i) => likely[i]));
      feasibility = told.believing(pending);
      told.dispose();
    }
    network.initialize(new RandomStream(seed, WEIGHTS));
    const known = {
      ...{ network, models, standards, feasibility, front, best },
      ...{ dispose, [DISPOSE]: dispose },
    };
    const guide =
      settings.imitation > 0
        ? guideOf(known, settings, new RandomStream(seed, SEARCH))
        : publishedGuide(data, kept, settings, standards);
    const round = { ...known, promised: guide.designs };
    train(round, settings, guide, seed, enough);
    return round;
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Conditions every model on its own expectation at some designs; returns these, rows of k. */
function believe(
  models: GaussianProcess[],
  standards: readonly Standard[],
  designs: readonly Float64Array[],
): number[][] {
  const rows = designs.map((design) => Array.from(design));
  const columns = models.map((model, o) => {
    const { mean } = model.predict(rows);
    models[o] = model.condition(rows, Array.from(mean));
    model.dispose();
    return mean.map((mu) => standardized(standards[o]!, mu));
  });
  return rowsOfColumns(columns);
}

/** Indices among `kept` of the rows that no other of them dominates. */
function firstFront(rows: readonly number[][], kept: readonly number[]): number[] {
  if (kept.length === 0) return [];
  return nonDominated(kept.map((i) => rows[i]!)).map((i) => kept[i]!);
}
