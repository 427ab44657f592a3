/** Standard normal numbers: the quantile of the uniform at the same place of the stream. */
import { normal_quantile_array } from "../math/arrays";
import { random_uniform } from "./uniform";

/** n standard normals, number `counter` onwards of the stream. */
export function random_normal(
  seed_low: i32,
  seed_high: i32,
  stream: i32,
  counter: f64,
  n: i32,
  out: usize,
): i32 {
  const status = random_uniform(seed_low, seed_high, stream, counter, n, out);
  if (status == 0) normal_quantile_array(n, out, out);
  return status;
}
