/** What is raced: titles, sizes and lanes. The work itself is in contests/, which only the worker loads. */

export const sizes = ["small", "medium", "large"] as const;
export type Size = (typeof sizes)[number];

/** Rounds of every contest. */
export const ROUNDS = 11;

export interface Entry {
  readonly title: (n: number) => string;
  /** As it reads in a sentence: "in …". */
  readonly short: string;
  /** n of each size. */
  readonly n: Readonly<Record<Size, number>>;
  /** Ours comes first. */
  readonly lanes: readonly string[];
}

const LIBRARIES = ["Steinbock", "numpy-ts", "ml-matrix", "plain loops"] as const;

export const programme = {
  product: {
    title: (n) => `Matrix product, ${n} × ${n}`,
    short: "the matrix product",
    n: { small: 64, medium: 256, large: 512 },
    lanes: LIBRARIES,
  },
  cholesky: {
    title: (n) => `Cholesky factor, ${n} × ${n}`,
    short: "the Cholesky factor",
    n: { small: 100, medium: 300, large: 600 },
    lanes: LIBRARIES,
  },
  covariance: {
    title: (n) => `Matérn 5/2 matrix, ${n} points of 10 inputs`,
    short: "the Matérn matrix",
    n: { small: 100, medium: 400, large: 1000 },
    lanes: ["Steinbock", "plain loops"],
  },
  process: {
    title: (n) => `Gaussian process, ${n} points, predicted at 100`,
    short: "the Gaussian process",
    n: { small: 50, medium: 150, large: 400 },
    lanes: LIBRARIES,
  },
  volume3: {
    title: (n) => `Exact hypervolume, ${n} points of 3 objectives`,
    short: "the hypervolume of 3 objectives",
    n: { small: 30, medium: 100, large: 300 },
    lanes: ["Steinbock", "plain sweep", "plain recursion"],
  },
  volume4: {
    title: (n) => `Exact hypervolume, ${n} points of 4 objectives`,
    short: "the hypervolume of 4 objectives",
    n: { small: 20, medium: 100, large: 200 },
    lanes: ["Steinbock", "plain sweep", "plain recursion"],
  },
} as const satisfies Record<string, Entry>;

export type Name = keyof typeof programme;
export const names = Object.keys(programme) as Name[];

/** The lanes of a contest by their names. */
export type LaneName<N extends Name> = (typeof programme)[N]["lanes"][number];
