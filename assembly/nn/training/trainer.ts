/**
 * The training state of a surrogate: 32 words, then 48 doubles, filled by the caller.
 *
 * The parameters are those of the network, then two bounds where the loss is NLL; gradient and
 * moments likewise. Words from `X` on and the doubles marked "out" are the core's own.
 */

// Words: addresses and whole numbers.
export const NETWORK: i32 = 0;
export const PARAMETERS: i32 = 1;
/** First and second moments of Adam. */
export const MOMENTS: i32 = 2;
export const GRADIENT: i32 = 3;
/** n × d and n floats; a weight a row, or 0 where all count alike. */
export const INPUTS: i32 = 4;
export const TARGETS: i32 = 5;
export const WEIGHTS: i32 = 6;
/** Rows of a mini-batch. */
export const BATCH: i32 = 7;
export const LOSS: i32 = 8;
export const REGULARIZER: i32 = 9;
export const FLAGS: i32 = 10;
export const SEED_LOW: i32 = 11;
export const SEED_HIGH: i32 = 12;
export const STREAM: i32 = 13;
/** Steps of Adam so far. */
export const STEP: i32 = 14;
/** Perturbations drawn a step by scalar BOSS. */
export const DRAWS: i32 = 15;
/** Ascent steps of a conservative loss. */
export const ASCENT_STEPS: i32 = 16;
/** The mini-batch at hand and its workspaces, valid within one call. */
export const X: i32 = 20;
export const Y: i32 = 21;
export const W: i32 = 22;
export const WORK: i32 = 23;
export const UPSTREAM: i32 = 24;
export const MEAN_GRADIENT: i32 = 25;
export const DIRECTION: i32 = 26;
export const MOVED: i32 = 27;
export const SLOPE: i32 = 28;

// Losses.
export const SQUARED: i32 = 0;
export const NLL: i32 = 1;
export const CONSERVATIVE: i32 = 2;

// Regularizers.
export const NONE: i32 = 0;
export const IGNITE: i32 = 1;
export const BOSS: i32 = 2;

// Flags.
/** IGNITE by a difference of gradients instead of the exact product. */
export const DIFFERENCE: i32 = 1;
/** IGNITE's multiplier may become negative, as published. */
export const FREE_MULTIPLIER: i32 = 2;
/** One perturbation a weight instead of one for all. */
export const VECTOR: i32 = 4;
/** The published slope of BOSS's spread, with a sum in the wrong place. */
export const COMPAT: i32 = 8;

// Doubles.
export const RATE: i32 = 0;
export const BETA1: i32 = 1;
export const BETA2: i32 = 2;
export const EPSILON: i32 = 3;
/** λ of the regularizer; IGNITE moves it. */
export const LAMBDA: i32 = 4;
export const LAMBDA_RATE: i32 = 5;
/** ρ, r and ε of IGNITE. */
export const RHO: i32 = 6;
export const RADIUS: i32 = 7;
export const LIMIT: i32 = 8;
/** out: mean loss of the call's rows, without the regularizer. */
export const MEAN_LOSS: i32 = 9;
/** out: G and ‖∇G‖ of the last mini-batch, and the regularizer's value. */
export const MEAN: i32 = 10;
export const NORM: i32 = 11;
export const PENALTY: i32 = 12;
/** α of BOSS, its law ω of perturbations, and the box of ω. */
export const ALPHA: i32 = 13;
export const OMEGA_MEAN: i32 = 14;
export const OMEGA_SPREAD: i32 = 15;
export const OMEGA_RATE: i32 = 16;
export const MEAN_BOUND: i32 = 17;
export const SPREAD_LOW: i32 = 18;
export const SPREAD_HIGH: i32 = 19;
/** Conservative loss: ln of its weight, τ, Adam of that weight, size of an ascent step. */
export const LOG_WEIGHT: i32 = 20;
export const TAU: i32 = 21;
export const WEIGHT_RATE: i32 = 22;
export const WEIGHT_MOMENTS: i32 = 23;
export const ASCENT_SIZE: i32 = 25;
/** out: mean f(x⁻) − f(x) of the last mini-batch. */
export const OVERESTIMATION: i32 = 26;
/** BOSS's classifier of perturbations: 7 parameters, then 14 moments of Adam. */
export const CLASSIFIER: i32 = 27;

const DOUBLES: usize = 128;
const BYTES: usize = DOUBLES + 48 * 8;

/** Bytes of a trainer. */
export function surrogate_trainer_bytes(): usize {
  return BYTES;
}

export function word(trainer: usize, index: i32): usize {
  return load<u32>(trainer + ((<usize>index) << 2));
}

export function count(trainer: usize, index: i32): i32 {
  return load<i32>(trainer + ((<usize>index) << 2));
}

export function setWord(trainer: usize, index: i32, value: usize): void {
  store<u32>(trainer + ((<usize>index) << 2), <u32>value);
}

export function number(trainer: usize, index: i32): f64 {
  return load<f64>(addressOf(trainer, index));
}

export function setNumber(trainer: usize, index: i32, value: f64): void {
  store<f64>(addressOf(trainer, index), value);
}

/** Address of a double. */
export function addressOf(trainer: usize, index: i32): usize {
  return trainer + DOUBLES + ((<usize>index) << 3);
}

export function flag(trainer: usize, mask: i32): bool {
  return (count(trainer, FLAGS) & mask) != 0;
}
