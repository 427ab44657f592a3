/** Standard normal numbers. */
import { normal_quantile_array } from "../math/arrays";
import { OK } from "../status";
import { random_uniform } from "./uniform";

/**
 * Standard normal numbers: Φ⁻¹ of the uniform at the same place, so that each stays a pure
 * function of (seed, stream, counter), which rejection and pairing would lose.
 * Arguments and errors as `random_uniform`.
 */
export function random_normal(
  seed_low: i32,
  seed_high: i32,
  stream: i32,
  counter: f64,
  n: i32,
  out: usize,
): i32 {
  const status = random_uniform(seed_low, seed_high, stream, counter, n, out);
  if (status == OK) normal_quantile_array(n, out, out);
  return status;
}
