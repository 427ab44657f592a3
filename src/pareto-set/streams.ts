/**
 * Streams of random numbers under a round's seed. The seed of a batch is that of the next round, so
 * all of them differ.
 */
export const WEIGHTS = 1;
export const STEPS = 2;
export const CANDIDATES = 3;
export const MOVES = 4;
export const CHILDREN = 5;
export const SEARCH = 6;
