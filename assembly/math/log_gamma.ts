/** ln |Γ(x)|, scalar. */
import { both, first, polynomial } from "./lanes";
import { log_f64, log1p_f64 } from "./log";
import { sin_f64 } from "./trig";

/** G of ln Γ(2 + e) = e·G(e), −0.7 ≤ e ≤ ½; fitted by build/minimax.py. */
const SERIES: usize = memory.data<f64>(
  [
    0.42278433509846713, 0.3224670334241132, -0.06735230105319809, 0.020580808427784515,
    -0.007385551028674263, 0.002890510330744196, -0.0011927539116877734, 0.0005096695246479444,
    -0.0002231547589106087, 9.945751459529684e-5, -4.492622866502616e-5, 2.050719281574351e-5,
    -9.439578869859428e-6, 4.374993705628671e-6, -2.0385548332073353e-6, 9.547330162804103e-7,
    -4.523630988109967e-7, 2.121783094157793e-7, -9.131637027369583e-8, 5.14749183543769e-8,
    -3.758114522349674e-8, -8.680740796391014e-10, 4.611254286403866e-9, 1.4367059430122844e-8,
  ],
  16,
);

/** ln Γ(2 + e), −0.7 ≤ e ≤ ½. */
function nearTwo(e: f64): f64 {
  return e * first(polynomial(both(e), SERIES, 6));
}

/** Stirling's series, x ≥ 8. */
function stirling(x: f64): f64 {
  const w = 1 / (x * x);
  let series = 0.00641025641025641;
  series = series * w - 0.0019175269175269176;
  series = series * w + 0.0008417508417508417;
  series = series * w - 0.0005952380952380953;
  series = series * w + 0.0007936507936507937;
  series = series * w - 0.002777777777777778;
  series = series * w + 0.08333333333333333;
  // (x − ½)·(ln x − 1) first, so that ∞ and the largest numbers pass through.
  return (x - 0.5) * (log_f64(x) - 1) + (0.4189385332046727 + series / x);
}

/** x > 0. */
function positive(x: f64): f64 {
  if (x >= 8) return stirling(x);
  if (x < 0.5) return nearTwo(x) - log1p_f64(x) - log_f64(x);
  if (x < 1.3) return nearTwo(x - 1) - log1p_f64(x - 1);
  // Γ(x) = (x − 1)(x − 2) … y·Γ(y) with y between 1.5 and 2.5, where no difference cancels.
  let product = 1.0;
  while (x >= 2.5) {
    x -= 1;
    product *= x;
  }
  return product == 1 ? nearTwo(x - 2) : nearTwo(x - 2) + log_f64(product);
}

/** |sin πx| with the whole part taken off first. */
function sineOfPi(x: f64): f64 {
  const fraction = x - nearest(x);
  return abs(sin_f64(3.141592653589793 * fraction));
}

/**
 * ln |Γ(x)|: +∞ at 0, −1, −2, … and at ±∞.
 *
 * Accuracy for x > 0: ≤ 6.5 ulp, worst next to 1.3 (2.5 ulp from 0.9 to 1.1, so near the zeros too). Below 0, by Euler's reflection, the error is absolute, 1e-15 of
 * the larger term, since ln |Γ| has zeros there.
 * Sources: a polynomial about 2, the recurrence, Stirling's series (Abramowitz & Stegun 6.1.40).
 */
export function log_gamma_f64(x: f64): f64 {
  if (x > 0) return positive(x);
  if (isNaN(x)) return x;
  if (floor(x) == x) return Infinity;
  if (x > -1e-300) return -log_f64(-x);
  return 1.1447298858494002 - log_f64(sineOfPi(x)) - log_f64(-x) - positive(-x);
}
