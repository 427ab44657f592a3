/** Functions over arrays, two doubles at a time; `out` may be `x`. */
import { at } from "../memory/access";
import {
  normal_cdf_f64,
  normal_cdf_f64x2,
  normal_quantile_f64,
  normal_quantile_f64x2,
} from "./normal";

/** out[i] = Φ(x[i]). */
export function normal_cdf_array(n: i32, x: usize, out: usize): void {
  const last = n & ~1;
  for (let i = 0; i < last; i += 2) v128.store(at(out, i), normal_cdf_f64x2(v128.load(at(x, i))));
  if (n & 1) store<f64>(at(out, last), normal_cdf_f64(load<f64>(at(x, last))));
}

/** out[i] = Φ⁻¹(x[i]). */
export function normal_quantile_array(n: i32, x: usize, out: usize): void {
  const last = n & ~1;
  for (let i = 0; i < last; i += 2) {
    v128.store(at(out, i), normal_quantile_f64x2(v128.load(at(x, i))));
  }
  if (n & 1) store<f64>(at(out, last), normal_quantile_f64(load<f64>(at(x, last))));
}
