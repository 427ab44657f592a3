/** Exact hypervolume, of sixteen fronts in turns: of one front the processor would learn every branch. */
import { hypervolume } from "steinbock/pareto";
import { fronts } from "../../../bench/pareto/fronts.mjs";
import { recursion, sweep3, sweep4 } from "../../../bench/pareto/plain.mjs";

const volume = (objectives: number, sweep: typeof sweep3) => async (n: number) => {
  const sets: number[][][] = fronts(n, objectives);
  const flat = sets.map((points) => Float64Array.from(points.flat()));
  const reference: number[] = new Array(objectives).fill(1.1);
  const lane = (of: (front: number) => number) => ({
    run: (i: number) => of(i % sets.length),
    result: () => sets.map((_, i) => of(i)),
  });
  return {
    Steinbock: lane((i) => hypervolume(flat[i], reference)),
    "plain sweep": lane((i) => sweep(sets[i], reference)),
    "plain recursion": lane((i) => recursion(sets[i], reference)),
  };
};

export const volume3 = volume(3, sweep3);
export const volume4 = volume(4, sweep4);
