/** The choice of a batch: what adds most to the hypervolume, moved to where it adds more. */
import { selectBatch } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { BatchGain } from "./batch-gain.js";
import { joined, rowsOf } from "./matrix.js";
import { type Admit, type Bounds, equal, moved, searchBatch, type View } from "./picks.js";
import { evolveFront, type Pool } from "./population.js";
import { preferences } from "./preferences.js";
import { drawnIn, referencePoint } from "./reference-point.js";
import type { Round } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { CANDIDATES, CHILDREN, MOVES } from "./streams.js";
import { lowerBounds } from "./surrogates.js";

/** Copies of non-dominated designs that compete with the network's answers, moved by this much. */
const COPIES = 300;
const COPY_STEPS = [0.1, 0.03, 0.01];

/** Picks by upper bounds see so much of the evaluated front's range beyond it, and no candidates. */
const MARGIN_OF_FRONT = 0.2;

/** With more objectives a single improvement takes milliseconds, a search minutes. */
const SEARCHED_OBJECTIVES = 4;

/**
 * Up to q designs, one after the other, each the one whose lower confidence bounds add most to the
 * hypervolume of the evaluated front and of those chosen before it; with `alternate` every other
 * by its upper bounds, where these add anything to what the evaluated front spans. Where nothing
 * adds to it any more, those follow of which the models know least. With constraints a gain counts
 * as much as it is likely to be feasible; before anything feasible is known the first is the most
 * likely one.
 *
 * Candidates are the network's answers to random preferences. With `refinement` they are only where
 * the search begins, beside moved copies of the evaluated front and what NSGA-II makes of all
 * these: the network is trained to please on average over all preferences, and what it gives up on
 * each of them is most of what is missing of the hypervolume. With the true functions in place of
 * models, 100 picks among 1,000 answers leave several times as much of the hypervolume missing as
 * 100 refined ones.
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
  const refined = settings.refinement > 0 && network.k <= SEARCHED_OBJECTIVES;
  const random = new RandomStream(seed, MOVES);
  const bounds = boundsOf(round, settings, settings.optimism);
  const pool = (proposed: readonly Float64Array[]): Pool => {
    const designs = proposed.filter(admit);
    return { designs, values: bounds(designs), lacks: feasibility.lacks(designs) };
  };
  const asked = preferences(network.k, settings.candidates, new RandomStream(seed, CANDIDATES));
  const answers = rowsOf(network.designs(asked), network.d);
  const { designs, values } = refined
    ? searched(
        pool([...answers, ...copies(round, random), ...round.promised]),
        pool,
        new RandomStream(seed, CHILDREN),
      )
    : pool(answers);
  if (designs.length === 0) return [];
  const promised = referencePoint([...front, ...values], settings.margin);
  const reference = settings.reach > 0 ? drawnIn(promised, front, settings.reach) : promised;
  const generations = refined ? settings.refinement : 0;
  const chosen =
    refined || feasibility.limited
      ? byViews(round, settings, reference, (views) =>
          searchBatch(designs, views, q, { generations, random, admit }),
        )
      : selectBatch(values, front, reference, q).indices.map((i) => designs[i]!);
  return filled(chosen, q, round, designs);
}

/** Lower confidence bounds of designs, by an optimism β. */
function boundsOf(round: Round, settings: ParetoSetSettings, optimism: number): Bounds {
  return (designs) =>
    designs.length === 0 ? [] : lowerBounds(round, joined(designs), { ...settings, optimism });
}

/** What is proposed, and what a global search makes of it. */
function searched(
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

/** Picks by the views that take turns, which live as long. */
function byViews(
  round: Round,
  settings: ParetoSetSettings,
  reference: readonly number[],
  pick: (views: readonly View[]) => Float64Array[],
): Float64Array[] {
  const { front, feasibility } = round;
  const view = (optimism: number, corner: readonly number[]): View => ({
    bounds: boundsOf(round, settings, optimism),
    gain: new BatchGain(front, corner, feasibility),
  });
  const views = [view(settings.optimism, reference)];
  if (settings.alternate) {
    const near = front.length === 0 ? reference : referencePoint(front, MARGIN_OF_FRONT);
    views.push(view(settings.modelOptimism, near));
  }
  try {
    return pick(views);
  } finally {
    for (const { gain } of views) gain.dispose();
  }
}

/** A batch of q, as far as there are designs: what lacks is what the models know least of. */
function filled(
  chosen: readonly Float64Array[],
  q: number,
  round: Round,
  designs: readonly Float64Array[],
): Float64Array[] {
  const batch = [...chosen];
  for (const i of byUncertainty(round, designs)) {
    if (batch.length === q) break;
    if (!batch.some((design) => equal(design, designs[i]!))) batch.push(designs[i]!);
  }
  return batch;
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
