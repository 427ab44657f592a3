/** The picks of a batch, each moved to where it gains most. */
import type { RandomStream } from "../random/index.js";
import type { BatchGain } from "./batch-gain.js";

/** The search of a pick: the best so many candidates each make so many children a generation. */
const PARENTS = 20;
const CHILDREN = 10;

/** Steps of the first generation, in widths of the unit cube, and how they shrink to 1e-3. */
const FIRST_STEP = 0.2;
const SHRINKAGE = 0.7;

/** Probability that a coordinate moves: in many dimensions most moves of all of them are bad. */
const MOVED = 0.5;

/** Brings a design to a legal value in place; false where it may not be proposed. */
export type Admit = (design: Float64Array) => boolean;

/** What designs may be worth: rows of k, to be minimized. */
export type Bounds = (designs: readonly Float64Array[]) => number[][];

/** How a pick looks at designs: by which bounds, and what they gain by these. */
export interface View {
  readonly bounds: Bounds;
  readonly gain: BatchGain;
}

interface Search {
  readonly generations: number;
  readonly random: RandomStream;
  readonly admit: Admit;
}

/** A design in the eyes of a view. */
interface Member {
  readonly design: Float64Array;
  readonly value: readonly number[];
  readonly gain: number;
}

/**
 * Greedy picks, each the end of an evolution strategy on its own gain: the candidates that gain
 * most all make children and give way to none but better ones of their own, so that several gaps of
 * the front are tried side by side. All that is found competes for the next pick as well.
 *
 * Views take turns. Where lower confidence bounds promise more than there is, as models of twenty
 * inputs do for rounds on end, picks by upper bounds still fill the gaps of the front that is
 * known; a view that sees no gain leaves its turn to the first. The batch is short where that sees
 * none.
 */
export function searchBatch(
  designs: readonly Float64Array[],
  views: readonly View[],
  q: number,
  search: Search,
): Float64Array[] {
  const known = [...designs];
  const seen = views.map(({ bounds }) => bounds(designs));
  const chosen: Float64Array[] = [];
  // Twice the same design, evaluated beside others, may differ in the last bit and seem to gain.
  const fresh = (design: Float64Array) => !chosen.some((other) => equal(design, other));
  const admit: Admit = (design) => search.admit(design) && fresh(design);
  const pickOf = (turn: number): Member | undefined => {
    const parents = fittest(known, seen[turn]!, views[turn]!, fresh);
    const ends = evolve(parents, views[turn]!, { ...search, admit });
    const found = ends.map(({ design }) => design);
    known.push(...found);
    views.forEach(({ bounds }, i) => {
      seen[i]!.push(...bounds(found));
    });
    return ends.reduce<Member | undefined>((a, b) => (a && a.gain >= b.gain ? a : b), undefined);
  };
  while (chosen.length < q) {
    const pick = pickOf(chosen.length % views.length) ?? pickOf(0);
    if (pick === undefined) break;
    chosen.push(pick.design);
    for (const { bounds, gain } of views) gain.take(pick.design, bounds([pick.design])[0]!);
  }
  return chosen;
}

/** The designs that gain most, best first; none that gains nothing. */
function fittest(
  designs: readonly Float64Array[],
  values: readonly (readonly number[])[],
  { gain }: View,
  fresh: (design: Float64Array) => boolean,
): Member[] {
  const gains = gain.of({ designs, values }).map((value, i) => (fresh(designs[i]!) ? value : 0));
  return [...gains.keys()]
    .sort((a, b) => gains[b]! - gains[a]! || a - b)
    .slice(0, PARENTS)
    .filter((i) => gains[i]! > 0)
    .map((i) => ({ design: designs[i]!, value: values[i]!, gain: gains[i]! }));
}

/** (1 + λ) from every parent, with Gaussian steps that shrink from generation to generation. */
function evolve(
  parents: readonly Member[],
  { bounds, gain }: View,
  { generations, random, admit }: Search,
): Member[] {
  const members = [...parents];
  let step = FIRST_STEP;
  for (let generation = 0; generation < generations; generation++) {
    const children = members.flatMap(({ design }, parent) =>
      Array.from({ length: CHILDREN }, () => ({ parent, design: moved(design, step, random) })),
    );
    const legal = children.filter(({ design }) => admit(design));
    const designs = legal.map(({ design }) => design);
    const values = bounds(designs);
    const gains = values.length === 0 ? [] : gain.of({ designs, values });
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
export function moved(design: Float64Array, step: number, random: RandomStream): Float64Array {
  const d = design.length;
  const steps = random.normal(d);
  const draws = random.uniform(d + 1);
  const forced = Math.floor(draws[d]! * d);
  return design.map((u, i) =>
    draws[i]! < MOVED || i === forced ? Math.min(Math.max(u + step * steps[i]!, 0), 1) : u,
  );
}

export function equal(a: Float64Array, b: Float64Array): boolean {
  return a.every((u, i) => u === b[i]);
}
