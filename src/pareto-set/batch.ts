/** The choice of a batch: who adds most to the hypervolume, each then moved to where it adds more. */
import { selectBatch } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { BatchGain } from "./batch-gain.js";
import type { Feasibility } from "./feasibility.js";
import { evolveFront, type Pool } from "./population.js";
import { preferences } from "./preferences.js";
import { type Round, worst } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { lowerBounds } from "./surrogates.js";

/** Streams of random numbers under a round's seed. */
const [CANDIDATES, MOVES, CHILDREN_OF_ALL] = [3, 4, 5];

/** Copies of non-dominated designs that compete with the network's answers, moved by this much. */
const COPIES = 300;
const COPY_STEPS = [0.1, 0.03, 0.01];

/** The search of a pick: the best so many candidates each make so many children a generation. */
const PARENTS = 20;
const CHILDREN = 10;

/** Steps of the first generation, in widths of the unit cube, and how they shrink to 1e-3. */
const FIRST_STEP = 0.2;
const SHRINKAGE = 0.7;

/** Probability that a coordinate moves: in many dimensions most moves of all of them are bad. */
const MOVED = 0.5;

/** With more objectives a single improvement takes milliseconds, a search minutes. */
const SEARCHED_OBJECTIVES = 4;

/** Brings a design to a legal value in place; false where it may not be proposed. */
export type Admit = (design: Float64Array) => boolean;

/**
 * Up to q designs, one after the other, each the one whose lower confidence bounds add most to the
 * hypervolume of the evaluated front and of those chosen before it. Where nothing adds to it any
 * more, those follow of which the models know least. With constraints a gain counts as much as it is
 * likely to be feasible; before anything feasible is known the first is the most likely one.
 *
 * Candidates are the network's answers to random preferences. With `refinement` they are only where
 * the search begins, beside moved copies of the evaluated front: the network is trained to please on
 * average over all preferences, and what it gives up on each of them is most of what is missing of
 * the hypervolume. With the true functions in place of models, 100 picks among 1,000 answers leave
 * several times as much of the hypervolume missing as 100 refined ones.
 *
 * Cost: (candidates + q · refinement · 200) · k posteriors and improvements.
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
  const value = (designs: readonly Float64Array[]) =>
    designs.length === 0 ? [] : lowerBounds(round, joined(designs, d), settings);
  const pool = (proposed: readonly Float64Array[]): Pool => {
    const designs = proposed.filter(admit);
    return { designs, values: value(designs), lacks: feasibility.lacks(designs) };
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
  const reference = worst([...front, ...values], settings.margin);
  const generations = refined ? settings.refinement : 0;
  const chosen =
    refined || feasibility.limited
      ? searchBatch({ designs, values }, front, reference, q, generations, {
          value,
          random,
          admit,
          feasibility,
        })
      : selectBatch(values, front, reference, q).indices.map((i) => designs[i]!);
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

interface Search {
  value(designs: readonly Float64Array[]): number[][];
  readonly random: RandomStream;
  readonly admit: Admit;
  readonly feasibility: Feasibility;
}

/**
 * Greedy picks, each the end of an evolution strategy on its own gain: the candidates that gain most
 * all make children and give way to none but better ones of their own, so that several gaps of the
 * front are tried side by side. All that is found competes for the next pick as well.
 */
function searchBatch(
  { designs, values }: Pool,
  evaluated: readonly number[][],
  reference: readonly number[],
  q: number,
  generations: number,
  search: Search,
): Float64Array[] {
  using gain = new BatchGain(evaluated, reference, search.feasibility);
  const all = { designs: [...designs], values: [...values] };
  const chosen: Float64Array[] = [];
  // Twice the same design, evaluated beside others, may differ in the last bit and seem to gain.
  const fresh = (design: Float64Array) => !chosen.some((other) => equal(design, other));
  const admit: Admit = (design) => search.admit(design) && fresh(design);
  while (chosen.length < q) {
    const gains = gain.of(all).map((gain, i) => (fresh(all.designs[i]!) ? gain : 0));
    const order = [...gains.keys()].sort((a, b) => gains[b]! - gains[a]! || a - b);
    const parents = order
      .slice(0, PARENTS)
      .map((i) => ({ design: all.designs[i]!, value: all.values[i]!, gain: gains[i]! }));
    if (!(parents[0]!.gain > 0)) break;
    const ends = evolve(parents, gain, generations, { ...search, admit });
    const best = ends.reduce((a, b) => (b.gain > a.gain ? b : a));
    chosen.push(best.design);
    gain.take(best.design, best.value);
    all.designs.push(...ends.map(({ design }) => design));
    all.values.push(...ends.map(({ value }) => value));
  }
  return chosen;
}

interface Member {
  readonly design: Float64Array;
  readonly value: readonly number[];
  readonly gain: number;
}

/** (1 + λ) from every parent, with Gaussian steps that shrink from generation to generation. */
function evolve(
  parents: readonly Member[],
  gain: BatchGain,
  generations: number,
  { value, random, admit }: Search,
): Member[] {
  let members = [...parents];
  let step = FIRST_STEP;
  for (let generation = 0; generation < generations; generation++) {
    const children = members.flatMap(({ design }, parent) =>
      Array.from({ length: CHILDREN }, () => ({ parent, design: moved(design, step, random) })),
    );
    const legal = children.filter(({ design }) => admit(design));
    const designs = legal.map(({ design }) => design);
    const values = value(designs);
    const gains = values.length === 0 ? [] : gain.of({ designs, values });
    members = [...members];
    legal.forEach(({ parent, design }, i) => {
      if (gains[i]! > members[parent]!.gain) {
        members[parent] = { design, value: values[i]!, gain: gains[i]! };
      }
    });
    step *= SHRINKAGE;
  }
  return members;
}

/** A design some coordinates of which, and at least one, took a Gaussian step inside the cube. */
function moved(design: Float64Array, step: number, random: RandomStream): Float64Array {
  const d = design.length;
  const steps = random.normal(d);
  const draws = random.uniform(d + 1);
  const forced = Math.floor(draws[d]! * d);
  return design.map((u, i) =>
    draws[i]! < MOVED || i === forced ? Math.min(Math.max(u + step * steps[i]!, 0), 1) : u,
  );
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

function equal(a: Float64Array, b: Float64Array): boolean {
  return a.every((u, i) => u === b[i]);
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
