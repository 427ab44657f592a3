/** Small tables for the tests of offline optimization. */
import { RandomStream } from "../../src/random/index.js";

/** n rows of a smooth hill in d numbers; the visible part leaves out its top. */
export function hill(n: number, d = 3, seed = 1): { X: number[][]; y: number[] } {
  const stream = new RandomStream(seed);
  const X: number[][] = [];
  const y: number[] = [];
  while (X.length < n) {
    const row = [...stream.uniform(d)].map((u) => 10 * u);
    const value = hillHeight(row);
    if (value > -2 * d) continue;
    X.push(row);
    y.push(value);
  }
  return { X, y };
}

/** Highest, 0, where every number is 6. */
export function hillHeight(row: ArrayLike<unknown>): number {
  return -Array.from(row as ArrayLike<number>).reduce((sum, v) => sum + (v - 6) ** 2, 0);
}

/** A mixed table with a best option "c" and a best whole number. */
export function mixedRecords(n: number, seed = 2) {
  const stream = new RandomStream(seed);
  return Array.from({ length: n }, () => {
    const [u, v, w, z] = stream.uniform(4);
    const kind = ["a", "b", "c"][Math.floor(3 * u)];
    const dose = Math.floor(10 * v);
    const heat = 100 * w;
    const open = z > 0.5;
    const bonus = { a: 0, b: 1, c: 3 }[kind as "a"];
    return {
      kind,
      dose,
      heat,
      open,
      cost: (dose - 4) ** 2 / 10 - bonus + heat / 50 - (open ? 1 : 0),
    };
  });
}

/** Small nets, so that a run takes a fraction of a second. */
export const QUICK = { hidden: [24, 24], epochs: 30, batch: 32, learningRate: 3e-3, steps: 60 };
