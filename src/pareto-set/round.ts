/** One round of Pareto-set learning: from data to surrogates and a trained network. */
import { DISPOSE } from "../dispose.js";
import type { GaussianProcess } from "../gp/index.js";
import { hypervolume, nonDominated } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { feasibleRows } from "../study/constraints.js";
import { Feasibility, type OutcomeData } from "./feasibility.js";
import { type Guide, guideOf, targetsOf } from "./guide.js";
import { Network } from "./network.js";
import { transformed } from "./power-transform.js";
import { evenPreferences, preferences } from "./preferences.js";
import type { ParetoSetSettings } from "./settings.js";
import { type Standard, standardized, standardsOf } from "./standard.js";
import { fitSurrogates, lowerBounds } from "./surrogates.js";
import { trainNetwork } from "./trainer.js";

/** Streams of random numbers under a round's seed. */
const [WEIGHTS, STEPS, SEARCH] = [1, 2, 6];

/** Below the best value of each objective, in standard deviations: the published ideal point. */
const IDEAL_GAP = 0.1;

/** Points before the first published round, and of each. */
const [PUBLISHED_START, PUBLISHED_BATCH] = [20, 5];

/** Told designs that take the front's place while none is feasible. */
const LIKELIEST = 5;

/** Checkpoints are compared up to a reference at least so far beyond the front. */
const LEAST_MARGIN = 0.1;

/** Preferences for which checkpoints are compared, an objective. */
const TESTS_AN_OBJECTIVE = 100;

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

/** Trains, and keeps the network whose front has the largest hypervolume where that is asked for. */
function train(
  round: Round,
  settings: ParetoSetSettings,
  guide: Guide,
  seed: number,
  enough: (done: number) => boolean,
): void {
  const { network, models, feasibility, front } = round;
  const { k } = network;
  const { steps, particles, checkpointEvery, imitation } = settings;
  const draws = preferences(k, steps * particles, new RandomStream(seed, STEPS));
  const imitated = draws.subarray(0, Math.round(imitation * steps) * particles * k);
  const options = {
    network,
    settings,
    models: models.map((model) => model.modelPointer),
    feasibility,
    ideal: guide.ideal,
    units: guide.units,
    preferences: draws,
    targets: targetsOf(guide, imitated, settings),
  };
  // Where nothing feasible is known there is no volume to compare.
  if (checkpointEvery === 0 || front.length === 0) {
    trainNetwork(options, enough);
    return;
  }
  const tests = evenPreferences(k, TESTS_AN_OBJECTIVE * k);
  const fixed = worst(front, Math.max(settings.margin, LEAST_MARGIN));
  let best = 0;
  let kept: Float32Array | undefined;
  trainNetwork(options, (done) => {
    const designs = network.designs(tests);
    const likely = feasibility.likely(designs);
    const reached = lowerBounds(round, designs, settings).filter((_, i) => likely[i]);
    const reference = settings.movingReference
      ? worst([...front, ...reached], settings.margin)
      : fixed;
    const volume = reached.length === 0 ? 0 : hypervolume(reached, reference);
    if (volume >= best) {
      best = volume;
      kept = network.parameters;
    }
    return enough(done);
  });
  if (kept !== undefined && best > 0) network.parameters = kept;
}

/** Indices among `kept` of the rows that no other of them dominates. */
function firstFront(rows: readonly number[][], kept: readonly number[]): number[] {
  if (kept.length === 0) return [];
  return nonDominated(kept.map((i) => rows[i]!)).map((i) => kept[i]!);
}

function rowsOf(values: Float64Array, k: number, kept: readonly number[]): Float64Array {
  return Float64Array.from(kept.flatMap((i) => Array.from(values.subarray(i * k, (i + 1) * k))));
}

/** The largest value of every objective, and `margin` of its range beyond. */
export function worst(rows: readonly (readonly number[])[], margin: number): number[] {
  return rows[0]!.map((_, o) => {
    const column = rows.map((row) => row[o]!);
    const [low, high] = [Math.min(...column), Math.max(...column)];
    return high + margin * (high - low);
  });
}

/** Nothing to imitate; the published ideal point, of good values, and objectives as they are. */
function published(
  data: RoundData,
  good: Float64Array,
  settings: ParetoSetSettings,
  standards: readonly Standard[],
): Guide {
  const ideal = settings.runningIdeal ? runningIdeal(data, settings) : idealOf(good, standards);
  return { designs: [], values: [], ideal, units: ideal.map(() => 1) };
}

/** A little below the best value of every objective, in the models' units. */
function idealOf(values: Float64Array, standards: readonly Standard[]): number[] {
  const k = standards.length;
  return standards.map(({ mean, sd, power }, o) => {
    let low = Infinity;
    for (let i = o; i < values.length; i += k) low = Math.min(low, values[i]!);
    return transformed(power, (low - mean) / sd) - IDEAL_GAP;
  });
}

/** The published ideal point: from 0 it only falls, round by round of the published protocol. */
export function runningIdeal(data: RoundData, settings: ParetoSetSettings): number[] {
  const { values, k } = data;
  const untilThen = (n: number) => {
    const part = values.subarray(0, n * k);
    return idealOf(part, standardsOf(part, k, settings.standardize));
  };
  let ideal = untilThen(values.length / k).map((value) => Math.min(value, 0));
  for (let n = PUBLISHED_START; n * k < values.length; n += PUBLISHED_BATCH) {
    const then = untilThen(n);
    ideal = ideal.map((value, o) => Math.min(value, then[o]!));
  }
  return ideal;
}
