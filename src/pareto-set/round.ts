/** One round of Pareto-set learning: from data to a trained model and a batch of designs. */
import { checked, core, read, withScratch } from "../core/index.js";
import type { GaussianProcess } from "../gp/index.js";
import { hypervolume, nonDominated, selectBatch } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { evenPreferences, preferences } from "./preferences.js";
import type { ParetoSetSettings } from "./settings.js";
import { fitSurrogates } from "./surrogates.js";
import { Trainer } from "./trainer.js";

/** Streams of random numbers under a round's seed; the trainer has 1 and 2. */
const CANDIDATES = 3;

/** Below the best value of each objective, in standard deviations: the published ideal point. */
const IDEAL_GAP = 0.1;

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
}

/** Scale of one objective: standardized = (value − mean)/sd. */
export interface Standard {
  readonly mean: number;
  readonly sd: number;
}

/** What a round has learnt; `dispose` frees the models and the network. */
export interface Round extends Disposable {
  readonly trainer: Trainer;
  readonly models: readonly GaussianProcess[];
  readonly standards: readonly Standard[];
  /** Non-dominated standardized values, rows of k. */
  readonly front: number[][];
  dispose(): void;
}

/** Fits the surrogates and trains the network. `between` is called every few steps and may throw. */
export function learn(
  data: RoundData,
  settings: ParetoSetSettings,
  seed: number,
  between: () => void = () => {},
): Round {
  const { points, d, k } = data;
  const standards = standardsOf(data);
  const n = points.length / d;
  const columns = standards.map(({ mean, sd }, o) =>
    Float64Array.from({ length: n }, (_, i) => (data.values[i * k + o]! - mean) / sd),
  );
  const rows = Array.from({ length: n }, (_, i) => columns.map((column) => column[i]!));
  const front = nonDominated(rows).map((i) => rows[i]!);
  const models = fitSurrogates({ x: points, y: columns, d });
  let trainer: Trainer | undefined;
  const dispose = () => {
    trainer?.dispose();
    for (const model of models) model.dispose();
  };
  try {
    const pointers = models.map((model) => model.modelPointer);
    const ideal = columns.map((column) => minimum(column) - IDEAL_GAP);
    trainer = new Trainer({ settings, models: pointers, inputs: d, ideal, seed });
    const round = { trainer, models, standards, front, dispose, [Symbol.dispose]: dispose };
    train(round, settings, between);
    return round;
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Trains, and keeps the network whose front has the largest hypervolume where that is asked for. */
function train(round: Round, settings: ParetoSetSettings, between: () => void): void {
  const { trainer, front } = round;
  if (settings.checkpointEvery === 0) {
    trainer.train(between);
    return;
  }
  const { k } = trainer;
  const tests = evenPreferences(k, TESTS_AN_OBJECTIVE * k).map((weight) => Math.max(weight, 1e-4));
  const reference = worst(front, Math.max(settings.margin, 0.1));
  let best = 0;
  let kept: Float32Array | undefined;
  trainer.train(() => {
    between();
    const values = optimistic(round, trainer.designs(tests), settings);
    const volume = hypervolume(values, reference);
    if (volume < best) return;
    best = volume;
    kept = trainer.parameters;
  });
  if (kept !== undefined && best > 0) trainer.parameters = kept;
}

/** The lower confidence bounds of m designs (m × d) in standardized units: rows of k. */
export function optimistic(
  { models, trainer }: Pick<Round, "models" | "trainer">,
  designs: Float64Array,
  { optimism, spread }: ParetoSetSettings,
): number[][] {
  const m = designs.length / trainer.d;
  const columns = models.map((model) =>
    withScratch((scratch) => {
      const [mean, variance] = [scratch.allocate(m), scratch.allocate(m)];
      const x = scratch.copyIn(designs);
      checked(core().gp_posterior(model.modelPointer, x, m, mean, variance));
      const spreads = read(variance, m);
      return read(mean, m).map((mu, i) => {
        const v = spreads[i]!;
        return mu - optimism * (spread === "variance" ? v : Math.sqrt(v));
      });
    }),
  );
  return Array.from({ length: m }, (_, i) => columns.map((column) => column[i]!));
}

/**
 * Up to q designs, chosen among the network's answers to random preferences by what they add to
 * the hypervolume of the front.
 *
 * @param admit  brings a design to a legal value in place; false where it may not be proposed
 */
export function chooseBatch(
  round: Round,
  settings: ParetoSetSettings,
  seed: number,
  q: number,
  admit: (design: Float64Array) => boolean,
): Float64Array[] {
  const { trainer, front } = round;
  const { d, k } = trainer;
  const draws = preferences(k, settings.candidates, new RandomStream(seed, CANDIDATES));
  const flat = trainer.designs(draws);
  const legal: Float64Array[] = [];
  for (let i = 0; i < flat.length; i += d) {
    const design = flat.slice(i, i + d);
    if (admit(design)) legal.push(design);
  }
  const joined = new Float64Array(legal.length * d);
  legal.forEach((design, i) => {
    joined.set(design, i * d);
  });
  const values = optimistic(round, joined, settings);
  const reference = worst([...front, ...values], settings.margin);
  return selectBatch(values, front, reference, q).indices.map((i) => legal[i]!);
}

/** The largest value of every objective, and `margin` of its range beyond. */
function worst(rows: readonly (readonly number[])[], margin: number): number[] {
  return rows[0]!.map((_, o) => {
    const column = rows.map((row) => row[o]!);
    const [low, high] = [Math.min(...column), Math.max(...column)];
    return high + margin * (high - low);
  });
}

function minimum(values: Float64Array): number {
  return values.reduce((low, value) => Math.min(low, value), Infinity);
}

/** Mean and population deviation of every objective; a constant one has deviation 1. */
function standardsOf({ values, k }: RoundData): Standard[] {
  const n = values.length / k;
  return Array.from({ length: k }, (_, o) => {
    let mean = 0;
    for (let i = o; i < values.length; i += k) mean += values[i]! / n;
    let square = 0;
    for (let i = o; i < values.length; i += k)
      square += (values[i]! - mean) * ((values[i]! - mean) / n);
    const sd = Math.sqrt(square);
    return { mean, sd: sd > 0 ? sd : 1 };
  });
}
