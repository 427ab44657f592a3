/** One round of Pareto-set learning: from data to surrogates and a trained network. */
import { DISPOSE } from "../dispose.js";
import type { GaussianProcess } from "../gp/index.js";
import { hypervolume, nonDominated } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
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

/** Checkpoints are compared up to a reference at least so far beyond the front. */
const LEAST_MARGIN = 0.1;

/** Preferences for which checkpoints are compared, an objective. */
const TESTS_AN_OBJECTIVE = 100;

/** Told data of a round, everything minimized. */
export interface RoundData {
  readonly d: number;
  readonly k: number;
  /** n × d, in the unit cube. */
  readonly points: Float64Array;
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
  /** Non-dominated standardized values, rows of k; what is expected of pending designs follows. */
  readonly front: number[][];
  /** The designs of the non-dominated values. */
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
  const indices = nonDominated(rows);
  const front = indices.map((i) => rows[i]!);
  const best = indices.map((i) => points.slice(i * d, (i + 1) * d));
  const surrogates = fitSurrogates({ x: points, y: columns, d }, settings.surrogate);
  const models = surrogates.map(({ model }) => model);
  const standards = surrogates.map(({ model: _, ...border }, o) => ({ ...scales[o]!, ...border }));
  const network = new Network(k, d, settings.width);
  const dispose = () => {
    network.dispose();
    for (const model of models) model.dispose();
  };
  try {
    if (data.pending.length > 0) front.push(...believe(models, standards, data.pending, d));
    network.initialize(new RandomStream(seed, WEIGHTS));
    const known = { network, models, standards, front, best, dispose, [DISPOSE]: dispose };
    const guide =
      settings.imitation > 0
        ? guideOf(known, settings, new RandomStream(seed, SEARCH))
        : published(data, settings, standards);
    const round = { ...known, promised: guide.designs };
    train(round, settings, guide, seed, enough);
    return round;
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Conditions every model on its own expectation at the pending designs; returns those, as rows. */
function believe(
  models: GaussianProcess[],
  standards: readonly Standard[],
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
  return designs.map((_, i) => columns.map((mean) => mean[i]!));
}

/** Trains, and keeps the network whose front has the largest hypervolume where that is asked for. */
function train(
  round: Round,
  settings: ParetoSetSettings,
  guide: Guide,
  seed: number,
  enough: (done: number) => boolean,
): void {
  const { network, models, front } = round;
  const { k } = network;
  const { steps, particles, checkpointEvery, imitation } = settings;
  const draws = preferences(k, steps * particles, new RandomStream(seed, STEPS));
  const imitated = draws.subarray(0, Math.round(imitation * steps) * particles * k);
  const options = {
    network,
    settings,
    models: models.map((model) => model.modelPointer),
    ideal: guide.ideal,
    units: guide.units,
    preferences: draws,
    targets: targetsOf(guide, imitated, settings),
  };
  if (checkpointEvery === 0) {
    trainNetwork(options, enough);
    return;
  }
  const tests = evenPreferences(k, TESTS_AN_OBJECTIVE * k);
  const fixed = worst(front, Math.max(settings.margin, LEAST_MARGIN));
  let best = 0;
  let kept: Float32Array | undefined;
  trainNetwork(options, (done) => {
    const reached = lowerBounds(round, network.designs(tests), settings);
    const reference = settings.movingReference
      ? worst([...front, ...reached], settings.margin)
      : fixed;
    const volume = hypervolume(reached, reference);
    if (volume >= best) {
      best = volume;
      kept = network.parameters;
    }
    return enough(done);
  });
  if (kept !== undefined && best > 0) network.parameters = kept;
}

/** The largest value of every objective, and `margin` of its range beyond. */
export function worst(rows: readonly (readonly number[])[], margin: number): number[] {
  return rows[0]!.map((_, o) => {
    const column = rows.map((row) => row[o]!);
    const [low, high] = [Math.min(...column), Math.max(...column)];
    return high + margin * (high - low);
  });
}

/** Nothing to imitate; the published ideal point, and objectives as they are. */
function published(
  data: RoundData,
  settings: ParetoSetSettings,
  standards: readonly Standard[],
): Guide {
  const ideal = settings.runningIdeal ? runningIdeal(data, settings) : idealOf(data, standards);
  return { designs: [], values: [], ideal, units: ideal.map(() => 1) };
}

/** A little below the best value of every objective, in the models' units. */
function idealOf({ values, k }: RoundData, standards: readonly Standard[]): number[] {
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
    const part = { ...data, values: values.subarray(0, n * k) };
    return idealOf(part, standardsOf(part.values, k, settings.standardize));
  };
  let ideal = untilThen(values.length / k).map((value) => Math.min(value, 0));
  for (let n = PUBLISHED_START; n * k < values.length; n += PUBLISHED_BATCH) {
    const then = untilThen(n);
    ideal = ideal.map((value, o) => Math.min(value, then[o]!));
  }
  return ideal;
}
