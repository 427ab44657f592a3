/** Factors of small joint covariances, which are singular where points repeat or lie on data. */
import { cholesky_compute } from "../linalg";
import { doubles, elementOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OUT_OF_MEMORY } from "../status";

const FIRST_JITTER: f64 = 1e-10;
/** Rounding in an ill-conditioned model can leave a variance negative by more than its own size. */
const LAST_JITTER: f64 = 1;
/** A variance in standardised units that is rounding as much as signal. */
const NEGLIGIBLE: f64 = 1e-4;

/** Cholesky that also fails where what is left of a variance is less than `least`. */
function factorSoundly(q: i32, a: usize, least: f64): i32 {
  const status = cholesky_compute(q, a, q);
  if (status != 0) return status;
  for (let i = 0; i < q; i++) {
    const pivot = load<f64>(elementOf(a, i, i, q));
    if (!(pivot * pivot >= least)) return i + 1;
  }
  return 0;
}

/**
 * Replaces a full symmetric q × q covariance by its factor L, zeros above it. Jitter, relative to
 * the largest variance (at least 1e-4), comes only where a pivot is lost in rounding without it.
 * Returns 0, OUT_OF_MEMORY, or the failing pivot where an entry is no number.
 */
export function factorWithJitter(q: i32, covariance: usize): i32 {
  const mark = scratch_mark();
  const kept = scratch_allocate(<usize>q * doubles(q));
  if (kept == 0) return OUT_OF_MEMORY;
  memory.copy(kept, covariance, <usize>q * doubles(q));
  let largest = NEGLIGIBLE;
  for (let a = 0; a < q; a++) largest = Math.max(largest, load<f64>(elementOf(kept, a, a, q)));
  let status = factorSoundly(q, covariance, FIRST_JITTER * largest);
  for (let jitter = FIRST_JITTER; jitter < 2 * LAST_JITTER && status > 0; jitter *= 10) {
    memory.copy(covariance, kept, <usize>q * doubles(q));
    for (let a = 0; a < q; a++) {
      const place = elementOf(covariance, a, a, q);
      store<f64>(place, load<f64>(place) + jitter * largest);
    }
    status = factorSoundly(q, covariance, 0.5 * FIRST_JITTER * largest);
  }
  for (let a = 0; a < q; a++) {
    memory.fill(elementOf(covariance, a, a + 1, q), 0, doubles(q - 1 - a));
  }
  scratch_release(mark);
  return status;
}
