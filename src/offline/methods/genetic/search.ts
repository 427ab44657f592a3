import { RandomStream } from "../../../random/index.js";
import { type Factor, factorsOf, inputsOf, partsOf } from "../../factors.js";
import type { OfflineTask } from "../../method.js";
import { bestLegal } from "../../select.js";
import { bestStarts } from "../../starts.js";
import { UnseenPairs } from "../../unseen-pairs.js";
import type { Judge } from "../mixture.js";

export interface GeneticSettings {
  readonly generations: number;
  readonly children: number;
  readonly deviation: number;
  readonly allowUnseenPairs: boolean;
}

/** A design by its parts, and what the surrogates say of it. */
interface Individual {
  readonly parts: readonly number[];
  readonly score: number;
}

type Parts = readonly number[];

/** Stream of the draws, away from those of surrogates. */
const STREAM = 2 ** 30 + 1;
const LEAST_PARENTS = 128;

/** The best legal designs by the judge after some generations, or once one brings no better. */
export async function searchGenetically(
  task: OfflineTask,
  judge: Judge,
  settings: GeneticSettings,
): Promise<Float32Array> {
  const { data, candidates } = task;
  const { generations } = settings;
  const size = Math.max(LEAST_PARENTS, candidates);
  const factors = factorsOf(data);
  const inputs = (designs: readonly Parts[]) =>
    inputsOf(factors, Float64Array.from(designs.flat()), data.d);
  const join = (parents: readonly Individual[], designs: readonly Parts[]) => {
    const scores = designs.length > 0 ? judge(inputs(designs)) : [];
    const judged = designs.map((parts, i): Individual => ({ parts, score: scores[i]! }));
    return [...parents, ...judged].sort((a, b) => b.score - a.score).slice(0, size);
  };
  const unseen = settings.allowUnseenPairs ? null : await UnseenPairs.of(data, task.pause);
  const isFresh = freshness(unseen);
  const breed = breeder(task, factors, settings);
  const starts = bestStarts({ ...task, candidates: size });
  const first = Array.from({ length: size }, (_, i) =>
    partsOf(data, factors, starts.subarray(i * data.d, (i + 1) * data.d)),
  );
  let parents = join([], first.filter(isFresh));
  for (let generation = 0; generation < generations; generation++) {
    const before = parents;
    parents = join(parents, breed(parents).filter(isFresh));
    if (parents.every((one, i) => one === before[i])) break;
    task.progress({ stage: "search", done: (generation + 1) / generations });
    await task.pause();
  }
  return bestLegal(inputs(parents.map(({ parts }) => parts)), candidates, data, judge);
}

/** Whether a design has not been asked about before and holds no unseen pair. */
function freshness(unseen: UnseenPairs | null) {
  const known = new Set<string>();
  return (parts: Parts): boolean => {
    const key = parts.join();
    if (known.has(key)) return false;
    known.add(key);
    return unseen === null || unseen.in(parts).next().done === true;
  };
}

/** Makes children: about half of a parent's parts come from another parent, and one changes. */
function breeder(
  { data, seed }: OfflineTask,
  factors: readonly Factor[],
  { children, deviation }: GeneticSettings,
) {
  const stream = new RandomStream(seed, STREAM);
  const changed = (part: number, f: number, u: number, z: number) => {
    const { options, input } = factors[f]!;
    if (options) return Math.floor(u * options.length);
    return Math.min(Math.max(part + deviation * z, data.lower[input]!), data.upper[input]!);
  };
  return (parents: readonly Individual[]): Parts[] => {
    const count = parents.length * children;
    const [u, z] = [stream.uniform((factors.length + 3) * count), stream.normal(count)];
    let drawn = 0;
    const next = () => u[drawn++]!;
    return Array.from({ length: count }, (_, i) => {
      const mate = parents[Math.floor(next() * parents.length)]!.parts;
      const own = parents[i % parents.length]!.parts;
      const parts = own.map((part, f) => (next() < 0.5 ? part : mate[f]!));
      const f = Math.floor(next() * factors.length);
      parts[f] = changed(parts[f]!, f, next(), z[i]!);
      return parts;
    });
  };
}
