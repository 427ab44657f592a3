/** One contest, in the worker: the lanes are compared, then raced. */
import { local, turns } from "../../bench/support/turns.mjs";
import type { Contest, Lane } from "./contests/lane.js";
import { type Name, programme, ROUNDS, type Size } from "./programme.js";

export interface Heat {
  readonly name: Name;
  readonly size: Size;
}

/** First how far each lane's result is from ours, then the seconds of a run in each round. */
export type News = { readonly differences: number[] } | { readonly seconds: number[] };

/** Rounding differs between orders of summation; anything above this is another result. */
const TOLERANCE = 1e-8;
/** Seconds of a sample: clocks of browsers tick every 0.1 ms, or slower still. */
const SAMPLE = 0.02;
/** Samples that do not count: until then an engine may still run the code that it made in haste. */
const WARM_UP = 10;

/** Loaded for the contests that need them: rivals stay out of every other page. */
const contests: { readonly [N in Name]: () => Promise<Contest<N>> } = {
  product: async () => (await import("./contests/linalg.js")).product,
  cholesky: async () => (await import("./contests/linalg.js")).factor,
  covariance: async () => (await import("./contests/covariance.js")).covariance,
  process: async () => (await import("./contests/process.js")).process,
  volume3: async () => (await import("./contests/hypervolume.js")).volume3,
  volume4: async () => (await import("./contests/hypervolume.js")).volume4,
};

export async function heat(
  { name, size }: Heat,
  { progress }: { readonly progress: (news: News) => void },
): Promise<void> {
  const { lanes: labels, n } = programme[name];
  const start = await contests[name]();
  const lanes: Record<string, Lane> = await start(n[size]);
  progress({ differences: differences(labels.map((label) => ({ label, ...lanes[label] }))) });
  const clock = () => performance.now() / 1e3;
  const samplers = labels.map((label) => local(lanes[label].run, clock));
  const options = { rounds: ROUNDS, seconds: SAMPLE, warmUp: WARM_UP };
  for await (const seconds of turns(samplers, options)) {
    progress({ seconds });
  }
}

/** Of each lane: its largest distance from ours, over our largest number. Throws above TOLERANCE. */
function differences(lanes: (Lane & { readonly label: string })[]): number[] {
  const ours = Array.from(lanes[0].result());
  const largest = ours.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return lanes.map(({ label, result }) => {
    const theirs = Array.from(result());
    const distance = ours.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - theirs[i])),
      0,
    );
    if (theirs.length === ours.length && distance <= TOLERANCE * largest) return distance / largest;
    throw new Error(`${label} gives another result than Steinbock: ${distance / largest} apart`);
  });
}
