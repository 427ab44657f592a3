/** The choice of a batch: who adds most to the hypervolume, each then moved to where it adds more. */
import { selectBatch } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { BatchGain } from "./batch-gain.js";
import { type Admit, type Bounds, equal, moved, searchBatch } from "./picks.js";
import { evolveFront, type Pool } from "./population.js";
import { preferences } from "./preferences.js";
import { referencePoint } from "./reference-point.js";
import type { Round } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { lowerBounds } from "./surrogates.js";

/** Streams of random numbers under a round's seed. */
const [CANDIDATES, MOVES, CHILDREN_OF_ALL] = [3, 4, 5];

/** Copies of non-dominated designs that compete with the network's answers, moved by this much. */
const COPIES = 300;
const COPY_STEPS = [0.1, 0.03, 0.01];

/** With more objectives a single improvement takes milliseconds, a search minutes. */
const SEARCHED_OBJECTIVES = 4;

/**
 * Up to q designs, one after the other, each the one whose lower confidence bounds add most to the
 * hypervolume of the evaluated front and of those chosen before it; with `alternate` every other
 * by its upper bounds, where these add anything. Where nothing adds to it any more, those follow of
 * which the models know least. With constraints a gain counts as much as it is likely to be
 * feasible; before anything feasible is known the first is the most likely one.
 *
 * Candidates are the network's answers to random preferences. With `refinement` they are only where
 * the search begins, beside moved copies of the evaluated front and what NSGA-II makes of all these:
 * the network is trained to please on average over all preferences, and what it gives up on each of
 * them is most of what is missing of the hypervolume. With the true functions in place of models, 100 picks among 1,000 answers leave
 * several times as much of the hypervolume missing as 100 refined ones.
 *
 * Cost: (candidates + q · refinement · 200) · k posteriors and improvements, and the 4,000 · k
 * posteriors of NSGA-II.
 */
export function chooseBatch(
  round: Round,
  settings: ParetoSetSettings,
  seed: number,
  q: number,
  admit: Admit,
): Float64Array[] {
  const { network, front, feasibility } = round;
  const { d, k } = network;
  const boundsBy =
    (optimism: number): Bounds =>
    (designs) =>
      designs.length === 0 ? [] : lowerBounds(round, joined(designs, d), { ...settings, optimism });
  const pool = (proposed: readonly Float64Array[]): Pool => {
    const designs = proposed.filter(admit);
    return {
      designs,
      values: boundsBy(settings.optimism)(designs),
      lacks: feasibility.lacks(designs),
    };
  };
  const answers = rows(
    network.designs(preferences(k, settings.candidates, new RandomStream(seed, CANDIDATES))),
    d,
  );
  const random = new RandomStream(seed, MOVES);
  const refined = settings.refinement > 0 && k <= SEARCHED_OBJECTIVES;
  const { designs, values } = refined
    ? gathered(
        pool([...answers, ...copies(round, random), ...round.promised]),
        pool,
        new RandomStream(seed, CHILDREN_OF_ALL),
      )
    : pool(answers);
  if (designs.length === 0) return [];
  const reference = referencePoint([...front, ...values], settings.margin);
  const generations = refined ? settings.refinement : 0;
  const { optimism, modelOptimism } = settings;
  const views = (settings.alternate ? [optimism, modelOptimism] : [optimism]).map((beta) => ({
    bounds: boundsBy(beta),
    gain: new BatchGain(front, reference, feasibility),
  }));
  let chosen: Float64Array[];
  try {
    chosen =
      refined || feasibility.limited
        ? searchBatch(designs, views, q, { generations, random, admit })
        : selectBatch(values, front, reference, q).indices.map((i) => designs[i]!);
  } finally {
    for (const { gain } of views) gain.dispose();
  }
  for (const i of byUncertainty(round, designs)) {
    if (chosen.length === q) break;
    if (!chosen.some((design) => equal(design, designs[i]!))) chosen.push(designs[i]!);
  }
  return chosen;
}

/** What is proposed, and what a global search makes of it. */
function gathered(
  proposed: Pool,
  evaluate: (designs: readonly Float64Array[]) => Pool,
  random: RandomStream,
): Pool {
  if (proposed.designs.length === 0) return proposed;
  const found = evolveFront(proposed, evaluate, random);
  return {
    designs: [...proposed.designs, ...found.designs],
    values: [...proposed.values, ...found.values],
  };
}

/** Moved copies of the designs whose values no other dominates. */
function copies({ best }: Round, random: RandomStream): Float64Array[] {
  return Array.from({ length: COPIES }, (_, i) =>
    moved(best[i % best.length]!, COPY_STEPS[i % COPY_STEPS.length]!, random),
  );
}

/** Indices of designs, those first of which the models know least. */
function byUncertainty({ models }: Round, designs: readonly Float64Array[]): number[] {
  const totals = designs.map(() => 0);
  for (const model of models) {
    const { variance } = model.predict(designs.map((design) => Array.from(design)));
    variance.forEach((v, i) => {
      totals[i]! += Math.sqrt(v);
    });
  }
  return totals.map((_, i) => i).sort((a, b) => totals[b]! - totals[a]! || a - b);
}

function joined(designs: readonly Float64Array[], d: number): Float64Array {
  const flat = new Float64Array(designs.length * d);
  designs.forEach((design, i) => {
    flat.set(design, i * d);
  });
  return flat;
}

function rows(flat: Float64Array, d: number): Float64Array[] {
  return Array.from({ length: flat.length / d }, (_, i) => flat.slice(i * d, (i + 1) * d));
}
