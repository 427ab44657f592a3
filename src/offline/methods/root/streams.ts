/** Streams of ROOT's random numbers under the seed, away from those of surrogates and starts. */
export const STREAM = {
  initial: 2 ** 31 + 64,
  /** Two: times and dropout, noise. */
  batches: 2 ** 31 + 65,
  order: 2 ** 31 + 67,
  sampling: 2 ** 31 + 68,
  judge: 2 ** 31 + 69,
  /** One a function from here on. */
  functions: 2 ** 31 + 128,
};
