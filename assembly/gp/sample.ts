/** Exact joint samples of the posterior at given points. */
import { cholesky_compute, gemm } from "../linalg";
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { gp_joint_posterior } from "./joint";
import { outputCount } from "./model";

/** A posterior covariance is singular at and between data: jitter starts here and grows tenfold. */
const FIRST_JITTER: f64 = 1e-10;
const LAST_JITTER: f64 = 1e-4;

/** Factor of a q × q covariance into `l`, zeros above it, with the least jitter that lets it succeed. */
function factorWithJitter(q: i32, covariance: usize, l: usize): i32 {
  let largest: f64 = 0;
  for (let a = 0; a < q; a++) largest = max(largest, load<f64>(elementOf(covariance, a, a, q)));
  let status: i32 = 1;
  for (let jitter = FIRST_JITTER; jitter < 2 * LAST_JITTER && status > 0; jitter *= 10) {
    memory.copy(l, covariance, <usize>q * doubles(q));
    for (let a = 0; a < q; a++) {
      const place = elementOf(l, a, a, q);
      store<f64>(place, load<f64>(place) + jitter * largest);
    }
    status = cholesky_compute(q, l, q);
  }
  for (let a = 0; a < q; a++) memory.fill(elementOf(l, a, a + 1, q), 0, doubles(q - 1 - a));
  return status;
}

/**
 * Draws of the latent function at q points, jointly: μ + L z with LLᵀ the posterior covariance.
 *
 * @param x    q × d, scaled
 * @param z    count × k × q independent standard normals
 * @param out  count × k × q
 * @returns 0, the failing pivot of the posterior covariance, or OUT_OF_MEMORY
 * Cost: q n² + q² n + q³/3 + count · k · q² flops.
 * Accuracy: the diagonal of the covariance is raised by 1e-10 of its largest entry, by more only
 *   where it has no factor.
 */
export function gp_sample_joint(
  model: usize,
  x: usize,
  q: i32,
  count: i32,
  z: usize,
  out: usize,
): i32 {
  const k = outputCount(model);
  const mark = scratch_mark();
  const mean = scratch_allocate(doubles(k * q));
  const covariance = scratch_allocate(<usize>q * doubles(q));
  const l = scratch_allocate(<usize>q * doubles(q));
  let status = mean == 0 || covariance == 0 || l == 0 ? OUT_OF_MEMORY : OK;
  if (status == OK) status = gp_joint_posterior(model, x, q, mean, covariance);
  if (status == OK) status = factorWithJitter(q, covariance, l);
  if (status == OK) {
    for (let s = 0; s < count; s++) memory.copy(rowOf(out, s, k * q), mean, doubles(k * q));
    status = gemm(0, 1, count * k, q, q, 1, z, q, l, q, 1, out, q);
  }
  scratch_release(mark);
  return status;
}
