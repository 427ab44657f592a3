/**
 * The training state of a bridge's denoiser: 32 words, then 48 doubles, as that of a surrogate
 * (training/trainer.ts has the accessors). Words from `X` on and the numbers marked "own" are the
 * core's own; all own ones start at zero, but the rate.
 */

// Words.
export const NETWORK: i32 = 0;
export const PARAMETERS: i32 = 1;
/** First and second moments of Adam. */
export const MOMENTS: i32 = 2;
/** Own: summed over the mini-batches of a step. */
export const GRADIENT: i32 = 3;
/** Own: the moving average of the parameters. */
export const AVERAGE: i32 = 4;
/** Pairs: n × d floats each, and n × 2 scores, those of the high end first. */
export const LOW: i32 = 5;
export const HIGH: i32 = 6;
export const SCORES: i32 = 7;
/** Three floats a time: share of the low end, deviation of the noise, the network's input. */
export const SCHEDULE: i32 = 8;
export const TIMES: i32 = 9;
/** Pairs of a mini-batch, and mini-batches of a step. */
export const BATCH: i32 = 10;
export const ACCUMULATE: i32 = 11;
/** Two streams from here on. */
export const SEED_LOW: i32 = 12;
export const SEED_HIGH: i32 = 13;
export const STREAM: i32 = 14;
/** Own: mini-batches and steps of Adam so far. */
export const BATCHES: i32 = 15;
export const STEP: i32 = 16;
/** The average moves every so many mini-batches; up to AVERAGE_FROM it is a copy. */
export const AVERAGE_EVERY: i32 = 17;
export const AVERAGE_FROM: i32 = 18;
/** Steps without a better loss before the rate falls, and steps that are not counted after that. */
export const PATIENCE: i32 = 19;
/** Own: steps since the best loss, steps that are not counted yet to come. */
export const WAITED: i32 = 20;
export const COOLING: i32 = 21;
/** The mini-batch at hand, valid within one call. */
export const X: i32 = 24;
export const TARGET: i32 = 25;
export const UPSTREAM: i32 = 26;
export const WORK: i32 = 27;
export const DRAWS: i32 = 28;

// Doubles.
/** Adam's rate, which the plateau rule lowers. */
export const RATE: i32 = 0;
/** Share of pairs that are shown without their scores. */
export const DROPOUT: i32 = 1;
/** What the average keeps of itself. */
export const DECAY: i32 = 2;
/** Own, but must start at infinity: the best loss of a step. */
export const BEST: i32 = 3;
/** Out: mean loss of the call. */
export const MEAN_LOSS: i32 = 4;
