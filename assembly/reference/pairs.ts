/** Vector functions on two given lanes, so that a test sees that no lane depends on the other. */
import { erf_f64x2, erfc_f64x2, erfcx_f64x2 } from "../math/erf";
import { exp_f64x2 } from "../math/exp";
import { expm1_f64x2 } from "../math/expm1";
import { log_f64x2, log1p_f64x2 } from "../math/log";
import { log1mexp_f64x2 } from "../math/log1mexp";
import {
  normal_cdf_f64x2,
  normal_log_cdf_f64x2,
  normal_pdf_f64x2,
  normal_quantile_f64x2,
} from "../math/normal";
import { pow_f64x2 } from "../math/pow";
import { tanh_f64x2 } from "../math/tanh";
import { cos_f64x2, sin_f64x2 } from "../math/trig";

/** Applies function number `which` of the list in test/assembly/math/lanes.test.ts. */
function apply(which: i32, x: v128): v128 {
  if (which == 0) return exp_f64x2(x);
  if (which == 1) return expm1_f64x2(x);
  if (which == 2) return log_f64x2(x);
  if (which == 3) return log1p_f64x2(x);
  if (which == 4) return log1mexp_f64x2(x);
  if (which == 5) return sin_f64x2(x);
  if (which == 6) return cos_f64x2(x);
  if (which == 7) return tanh_f64x2(x);
  if (which == 8) return erf_f64x2(x);
  if (which == 9) return erfc_f64x2(x);
  if (which == 10) return erfcx_f64x2(x);
  if (which == 11) return normal_pdf_f64x2(x);
  if (which == 12) return normal_cdf_f64x2(x);
  if (which == 13) return normal_log_cdf_f64x2(x);
  if (which == 14) return normal_quantile_f64x2(x);
  return pow_f64x2(x, f64x2.splat(1.7));
}

/** out[0], out[1] = f(a), f(b) in the two lanes of one vector. */
export function math_pair(which: i32, a: f64, b: f64, out: usize): void {
  v128.store(out, apply(which, f64x2.replace_lane(f64x2.splat(a), 1, b)));
}
