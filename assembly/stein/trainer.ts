/**
 * The state of Pareto-set training in one block: 32-bit fields, then doubles from byte 128.
 * The host writes all of it; training changes only the step number.
 *
 * | word | field |
 * |---|---|
 * | 0 | network: preference (k) → design (d), sigmoid outputs |
 * | 1 | parameters, floats |
 * | 2 | Adam's moments, two floats a parameter |
 * | 3 | gradient of the last step, a float a parameter |
 * | 4 | k addresses of Gaussian processes, one an objective |
 * | 5, 6, 7 | k objectives, d inputs, B preferences a step |
 * | 8 | preferences, doubles, steps × B × k |
 * | 9 | ideal point z, k doubles |
 * | 10 | number of steps done |
 * | 11 | scalarization: WEIGHTED, RAY or SMOOTH |
 * | 12 | interaction: ALONE, LOCAL or GLOBAL |
 * | 13 | normalization: NONE, PARTICLE or COLUMN |
 * | 14 | flags: VARIANCE, SQUARED_BANDWIDTH, UNIT_DRIVE, STALE_GRADIENT, SUM |
 * | 15 | c constraints |
 * | 16 | c addresses of Gaussian processes, one a constraint |
 * | 17 | limits in the models' units, 2 c doubles: lower and upper, infinite for none |
 * | 18 | what counts as one in each objective, k doubles; 0 where that is 1 in all |
 *
 * | double | field |
 * |---|---|
 * | 0 | β of the lower confidence bound μ − βσ |
 * | 1 | α of the repulsion |
 * | 2 | factor of the bandwidth |
 * | 3 | learning rate |
 * | 4 | smoothing of SMOOTH, weight of the sum in RAY |
 * | 5 | ω of the penalty −ω ln P(feasible) |
 */
export const WEIGHTED: i32 = 0;
export const RAY: i32 = 1;
export const SMOOTH: i32 = 2;

export const ALONE: i32 = 0;
export const LOCAL: i32 = 1;
export const GLOBAL: i32 = 2;

export const NONE: i32 = 0;
export const PARTICLE: i32 = 1;
export const COLUMN: i32 = 2;

/** The bound is μ − βσ² (the published script) instead of μ − βσ. */
export const VARIANCE: i32 = 1;
/** Bandwidth med²/ln B (the published script) instead of med/ln B, med of squared distances. */
export const SQUARED_BANDWIDTH: i32 = 2;
/** The driving gradient of every particle is scaled to unit length in design space. */
export const UNIT_DRIVE: i32 = 4;
/** The gradient of the last step leaks into the first particle's (the published script). */
export const STALE_GRADIENT: i32 = 8;
/** The step is the sum over the particles instead of their mean. */
export const SUM: i32 = 16;

const DOUBLES: usize = 128;

/** Bytes of a trainer block. */
export function stein_trainer_bytes(): usize {
  return 256;
}

function word(trainer: usize, index: i32): usize {
  return <usize>load<u32>(trainer + ((<usize>index) << 2));
}

export function networkOf(trainer: usize): usize {
  return word(trainer, 0);
}

export function parametersOf(trainer: usize): usize {
  return word(trainer, 1);
}

export function momentsOf(trainer: usize): usize {
  return word(trainer, 2);
}

export function gradientOf(trainer: usize): usize {
  return word(trainer, 3);
}

/** The Gaussian process of an objective. */
export function modelOf(trainer: usize, objective: i32): usize {
  return <usize>load<u32>(word(trainer, 4) + ((<usize>objective) << 2));
}

export function objectives(trainer: usize): i32 {
  return <i32>word(trainer, 5);
}

export function inputs(trainer: usize): i32 {
  return <i32>word(trainer, 6);
}

export function particles(trainer: usize): i32 {
  return <i32>word(trainer, 7);
}

export function preferencesOf(trainer: usize): usize {
  return word(trainer, 8);
}

export function idealOf(trainer: usize): usize {
  return word(trainer, 9);
}

/** What counts as one in an objective, so that weights compare like with like. */
export function unitOf(trainer: usize, objective: i32): f64 {
  const units = word(trainer, 18);
  return units == 0 ? 1 : load<f64>(units + ((<usize>objective) << 3));
}

export function stepsDone(trainer: usize): i32 {
  return <i32>word(trainer, 10);
}

export function setStepsDone(trainer: usize, steps: i32): void {
  store<i32>(trainer, steps, 40);
}

export function scalarization(trainer: usize): i32 {
  return <i32>word(trainer, 11);
}

export function interaction(trainer: usize): i32 {
  return <i32>word(trainer, 12);
}

export function normalization(trainer: usize): i32 {
  return <i32>word(trainer, 13);
}

export function flag(trainer: usize, bit: i32): bool {
  return (<i32>word(trainer, 14) & bit) != 0;
}

export function constraints(trainer: usize): i32 {
  return <i32>word(trainer, 15);
}

/** The Gaussian process of a constraint. */
export function constraintOf(trainer: usize, constraint: i32): usize {
  return <usize>load<u32>(word(trainer, 16) + ((<usize>constraint) << 2));
}

/** Lower limits have even indices, upper ones odd. */
export function limitOf(trainer: usize, index: i32): f64 {
  return load<f64>(word(trainer, 17) + ((<usize>index) << 3));
}

function real(trainer: usize, index: i32): f64 {
  return load<f64>(trainer + DOUBLES + ((<usize>index) << 3));
}

export function optimism(trainer: usize): f64 {
  return real(trainer, 0);
}

export function repulsion(trainer: usize): f64 {
  return real(trainer, 1);
}

export function bandwidthFactor(trainer: usize): f64 {
  return real(trainer, 2);
}

export function learningRate(trainer: usize): f64 {
  return real(trainer, 3);
}

export function smoothing(trainer: usize): f64 {
  return real(trainer, 4);
}

export function penalty(trainer: usize): f64 {
  return real(trainer, 5);
}
