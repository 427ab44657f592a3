/**
 * What a leaf's pullback adds up over one tile for one active input, six doubles: two numbers for
 * hyperparameters, then one slope for each of the four rows.
 */
export const FIRST: usize = 0;
export const SECOND: usize = 8;
export const SLOPES: usize = 16;
export const SUMS_BYTES: usize = 48;

/** Both lanes added. */
export function total(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}
