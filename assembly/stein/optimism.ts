import { gp_posterior_gradient } from "../gp/posterior";
import { at, doubles } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { flag, inputs, modelOf, objectives, optimism, VARIANCE } from "./trainer";

/** Below this deviation the bound has no gradient of its own: the point is a training point. */
const SMALLEST_DEVIATION: f64 = 1e-6;

/**
 * The lower confidence bound of every objective at m designs, with gradients.
 *
 * @param x       m × d
 * @param values  m × k, overwritten
 * @param slopes  k × m × d, overwritten
 * Cost: k posteriors with gradients, O(k m n²).
 */
export function optimisticObjectives(
  trainer: usize,
  x: usize,
  m: i32,
  values: usize,
  slopes: usize,
): i32 {
  const k = objectives(trainer);
  const d = inputs(trainer);
  const beta = optimism(trainer);
  const mark = scratch_mark();
  const mean = scratch_allocate(doubles(2 * m + m * d));
  if (mean == 0) return OUT_OF_MEMORY;
  const variance = at(mean, m);
  const varianceSlopes = at(variance, m);
  let status = OK;
  for (let o = 0; o < k && status == OK; o++) {
    const slope = at(slopes, o * m * d);
    const model = modelOf(trainer, o);
    status = gp_posterior_gradient(model, x, m, mean, variance, slope, varianceSlopes);
    if (status != OK) break;
    for (let j = 0; j < m; j++) {
      const v = load<f64>(at(variance, j));
      const deviation = sqrt(v);
      const spread = flag(trainer, VARIANCE) ? v : deviation;
      store<f64>(at(values, j * k + o), load<f64>(at(mean, j)) - beta * spread);
      let factor = beta;
      if (!flag(trainer, VARIANCE)) {
        factor = deviation < SMALLEST_DEVIATION ? 0 : beta / (2 * deviation);
      }
      for (let i = j * d; i < (j + 1) * d; i++) {
        const change = factor * load<f64>(at(varianceSlopes, i));
        store<f64>(at(slope, i), load<f64>(at(slope, i)) - change);
      }
    }
  }
  scratch_release(mark);
  return status;
}
