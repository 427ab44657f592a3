/**
 * One bounded minimization as a block of memory: a header of 256 bytes, d-vectors, then the
 * limited memory. The block holds no pointers, so it may be copied or moved between calls.
 */
import { doubles } from "../memory/access";

/** Whole numbers of the header, by byte offset. */
export const DIMENSION: usize = 0;
export const MEMORY: usize = 4;
/** Correction pairs held at present, at most MEMORY. */
export const PAIRS: usize = 8;
export const PHASE: usize = 12;
export const REASON: usize = 16;
export const ITERATIONS: usize = 20;
export const EVALUATIONS: usize = 24;
export const MAX_ITERATIONS: usize = 28;
/** Evaluations of the present line search. */
export const TRIALS: usize = 32;
export const BRACKETED: usize = 36;
export const STAGE: usize = 40;
/** 1 where every coordinate has two finite bounds. */
export const BOXED: usize = 44;

/** Doubles of the header, by byte offset. */
export const VALUE: usize = 64;
export const OLD_VALUE: usize = 72;
/** Scale of the initial Hessian θI. */
export const THETA: usize = 80;
export const VALUE_TOLERANCE: usize = 88;
export const GRADIENT_TOLERANCE: usize = 96;
export const OLD_SLOPE: usize = 104;
export const STEP: usize = 112;
export const LARGEST_STEP: usize = 120;
export const BEST_STEP: usize = 128;
export const BEST_VALUE: usize = 136;
export const BEST_SLOPE: usize = 144;
export const OTHER_STEP: usize = 152;
export const OTHER_VALUE: usize = 160;
export const OTHER_SLOPE: usize = 168;
export const MIN_STEP: usize = 176;
export const MAX_STEP: usize = 184;
export const WIDTH: usize = 192;
export const OLD_WIDTH: usize = 200;

const HEADER: usize = 256;
const VECTORS: i32 = 9;
/** Square matrices of the size of the memory: SᵀS, SᵀY and three factors of the middle matrix. */
const SQUARES: i32 = 5;
/** Vectors of twice the size of the memory that the Cauchy search and the subspace step use. */
const WORKS: i32 = 5;

/** Doubles that one problem takes. */
export function sizeOf(d: i32, memory: i32): i32 {
  const pairs = 2 * memory * d;
  return 32 + VECTORS * d + pairs + SQUARES * memory * memory + WORKS * 2 * memory;
}

function vector(state: usize, index: i32): usize {
  return state + HEADER + doubles(index * load<i32>(state, DIMENSION));
}

/** The point to evaluate, or the result. */
export function point(state: usize): usize {
  return vector(state, 0);
}

export function gradient(state: usize): usize {
  return vector(state, 1);
}

export function lower(state: usize): usize {
  return vector(state, 2);
}

export function upper(state: usize): usize {
  return vector(state, 3);
}

/** The iterate that the present line search starts from. */
export function oldPoint(state: usize): usize {
  return vector(state, 4);
}

export function oldGradient(state: usize): usize {
  return vector(state, 5);
}

export function direction(state: usize): usize {
  return vector(state, 6);
}

/** The generalized Cauchy point, then the minimizer over its face. */
export function target(state: usize): usize {
  return vector(state, 7);
}

/** Break point of each coordinate along the projected gradient path; negative where it is held. */
export function breaks(state: usize): usize {
  return vector(state, 8);
}

/** Steps s_i, one a row, oldest first. */
export function steps(state: usize): usize {
  return vector(state, VECTORS);
}

/** Changes of the gradient y_i, one a row, oldest first. */
export function changes(state: usize): usize {
  return steps(state) + doubles(load<i32>(state, MEMORY) * load<i32>(state, DIMENSION));
}

/** Square matrix `index` with leading dimension MEMORY. */
export function square(state: usize, index: i32): usize {
  const memory = load<i32>(state, MEMORY);
  const all = 2 * memory * load<i32>(state, DIMENSION) + index * memory * memory;
  return steps(state) + doubles(all);
}

/** Work vector `index`, 2·MEMORY doubles. */
export function work(state: usize, index: i32): usize {
  return square(state, SQUARES) + doubles(2 * index * load<i32>(state, MEMORY));
}
