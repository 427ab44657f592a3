import type { LaneName, Name } from "../programme.js";

export interface Lane {
  /** The work once; `i` counts the runs of a sample. What it gives is left to the garbage collector. */
  readonly run: (i: number) => unknown;
  /** Every number of the result, for the comparison. */
  readonly result: () => ArrayLike<number>;
}

/** The lanes of a contest of size n, each with its input at hand. */
export type Contest<N extends Name> = (n: number) => Promise<Record<LaneName<N>, Lane>>;
