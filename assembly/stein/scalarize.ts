/**
 * The drive of every particle: the gradient in its design of the Chebyshev scalarization of its
 * objectives by its preference.
 *
 * WEIGHTED, max λ_o (f_o − z_o): a larger weight means a more important objective.
 * RAY, max (f_o − z_o)/λ_o + ρ Σ f_o: a larger weight means more tolerance, the optimum lies on the
 * ray z + tλ, and the sum removes weakly optimal points.
 * SMOOTH, μ ln Σ exp(λ_o (f_o − z_o)/μ): WEIGHTED without its kinks.
 * Sources: Nguyen et al. 2025, arXiv:2412.17312; Lin et al. 2022, arXiv:2210.08495; Lin et al. 2024,
 * arXiv:2402.19078.
 */
import { exp_f64 } from "../math/exp";
import { at } from "../memory/access";
import {
  flag,
  idealOf,
  inputs,
  objectives,
  particles,
  RAY,
  SMOOTH,
  scalarization,
  smoothing,
  UNIT_DRIVE,
  unitOf,
} from "./trainer";

/** λ_o (f_o − z_o), or the quotient for RAY; f_o − z_o counts by the objective's unit. */
function term(trainer: usize, preference: usize, values: usize, o: i32): f64 {
  const unit = unitOf(trainer, o);
  const gap = (load<f64>(at(values, o)) - load<f64>(at(idealOf(trainer), o))) / unit;
  const weight = load<f64>(at(preference, o));
  return scalarization(trainer) == RAY ? gap / weight : gap * weight;
}

/** The objective that decides the scalarization of one particle. */
function activeObjective(trainer: usize, preference: usize, values: usize): i32 {
  let active = 0;
  for (let o = 1; o < objectives(trainer); o++) {
    const challenger = term(trainer, preference, values, o);
    if (challenger > term(trainer, preference, values, active)) active = o;
  }
  return active;
}

/** How strongly objective o pulls the particle. */
function pull(trainer: usize, preference: usize, values: usize, active: i32, o: i32): f64 {
  const weight = load<f64>(at(preference, o));
  const unit = unitOf(trainer, o);
  if (scalarization(trainer) == RAY) {
    return (smoothing(trainer) + (o == active ? 1 / weight : 0)) / unit;
  }
  if (scalarization(trainer) != SMOOTH) return o == active ? weight / unit : 0;
  const top = term(trainer, preference, values, active);
  let total: f64 = 0;
  for (let p = 0; p < objectives(trainer); p++) {
    total += exp_f64((term(trainer, preference, values, p) - top) / smoothing(trainer));
  }
  return (
    (weight * exp_f64((term(trainer, preference, values, o) - top) / smoothing(trainer))) /
    (total * unit)
  );
}

/** Scales a vector to unit length; zero stays zero. */
function toUnitLength(d: i32, vector: usize): void {
  let square: f64 = 0;
  for (let i = 0; i < d; i++) square += load<f64>(at(vector, i)) * load<f64>(at(vector, i));
  if (square == 0) return;
  const scale = 1 / sqrt(square);
  for (let i = 0; i < d; i++) store<f64>(at(vector, i), load<f64>(at(vector, i)) * scale);
}

/**
 * Drives and active objectives of all particles.
 *
 * @param preferences  B × k
 * @param values       B × k
 * @param slopes       k × B × d
 * @param active       B words, overwritten
 * @param drive        B × d, added to, and scaled as a whole with UNIT_DRIVE
 */
export function scalarize(
  trainer: usize,
  preferences: usize,
  values: usize,
  slopes: usize,
  active: usize,
  drive: usize,
): void {
  const k = objectives(trainer);
  const d = inputs(trainer);
  const count = particles(trainer);
  for (let j = 0; j < count; j++) {
    const preference = at(preferences, j * k);
    const own = at(values, j * k);
    const out = at(drive, j * d);
    const winner = activeObjective(trainer, preference, own);
    store<i32>(active + ((<usize>j) << 2), winner);
    for (let i = 0; i < d; i++) {
      let sum: f64 = 0;
      for (let o = 0; o < k; o++) {
        const share = pull(trainer, preference, own, winner, o);
        if (share != 0) sum += share * load<f64>(at(slopes, (o * count + j) * d + i));
      }
      store<f64>(at(out, i), load<f64>(at(out, i)) + sum);
    }
    if (flag(trainer, UNIT_DRIVE)) toUnitLength(d, out);
  }
}
