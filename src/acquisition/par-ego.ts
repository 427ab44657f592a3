/** Improvement of a scalarization of several noisy outcomes. */
import { checked, core, read, withScratch } from "../core/index.js";
import { DISPOSE } from "../dispose.js";
import { InputError } from "../errors.js";
import type { AcquisitionFunction } from "./acquisition.js";
import { Outcomes, type OutcomesOptions } from "./outcomes.js";

export interface ParEgoOptions extends OutcomesOptions {
  /** Weight of each outcome, 0 or more and not all 0: a point of the simplex. */
  readonly weights: readonly number[] | Float64Array;
  /** Weight ρ of the sum in the augmented Chebyshev scalarization, default 0.05. */
  readonly rho?: number;
}

/** A range below this, in standard deviations of the outcome, does not scale it. */
const NO_RANGE = 1e-9;

/**
 * qLogNParEGO: qLogNEI of min_o w_o (y_o − 1) + ρ Σ_o w_o (y_o − 1), any number of outcomes, all
 * maximized, each normalized to [0, 1] over what the models say of the baseline: so 1 is the best,
 * and what counts is the distance to it. With weights drawn anew for every point (uniform on the
 * simplex) the points spread over the front.
 *
 * The scalarization is taken of samples of the outcomes, not modelled itself. It may be disposed of
 * when done; a forgotten one is collected. Throws `InputError`.
 * Sources: Knowles 2006 (ParEGO); Daulton, Balandat and Bakshy 2020, arXiv:2006.05078; Ament et al.
 * 2023, arXiv:2310.20708.
 */
export function qLogNParEGO(options: ParEgoOptions): AcquisitionFunction & Disposable {
  const { rho = 0.05, models } = options;
  const k = models.length;
  if (k === 0) throw new InputError("models", models, "give one an outcome");
  if (!(rho >= 0 && rho < Infinity)) throw new InputError("rho", rho, "give 0 or more");
  const weights = weightsOf(options);
  const outcomes = new Outcomes(options, null);
  const { slopes, offsets } = normalized(options, weights);
  const best = incumbents(outcomes, k, slopes, offsets, rho);
  return {
    dimension: outcomes.dimension,
    batch: outcomes.batch,
    evaluate(X, { gradient = true } = {}) {
      return outcomes.evaluate(X, { gradient }, (scratch, m, count, samples, value, bars) => {
        const { batch } = outcomes;
        const [a, c, b] = [slopes, offsets, best].map((row) => scratch.copyIn(row));
        const { log_scalarized_improvement } = core();
        return log_scalarized_improvement(
          k,
          m,
          batch,
          count,
          samples,
          a!,
          c!,
          rho,
          b!,
          value,
          bars,
        );
      });
    },
    [DISPOSE]() {
      outcomes.dispose();
    },
  };
}

function weightsOf({ weights, models }: ParEgoOptions): Float64Array {
  if (weights.length !== models.length) {
    throw new InputError("weights.length", weights.length, `give ${models.length} numbers`);
  }
  const given = Float64Array.from(weights);
  const bad = given.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad >= 0)
    throw new InputError(`weights[${bad}]`, given[bad], "give finite numbers, 0 or more");
  const sum = given.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0 && sum < Infinity)) throw new InputError("weights", weights, "give one above 0");
  return given.map((weight) => weight / sum);
}

/** w_o (y_o − 1) as a_o F_o + c_o of the standardized outcomes F. */
function normalized(
  { models, baseline }: ParEgoOptions,
  weights: Float64Array,
): { slopes: Float64Array; offsets: Float64Array } {
  const slopes = new Float64Array(weights.length);
  const offsets = new Float64Array(weights.length);
  models.forEach((model, o) => {
    const { mean, sd } = model.transforms.outputs;
    const seen = model.predict(baseline).mean.map((y) => (y - mean[0]!) / sd[0]!);
    const low = seen.reduce((least, y) => Math.min(least, y), Infinity);
    const high = seen.reduce((most, y) => Math.max(most, y), -Infinity);
    const range = high - low > NO_RANGE ? high - low : 1;
    slopes[o] = weights[o]! / range;
    offsets[o] = (-weights[o]! * high) / range;
  });
  return { slopes, offsets };
}

/** The best scalarized value of the baseline in each sample. */
function incumbents(
  outcomes: Outcomes,
  k: number,
  slopes: Float64Array,
  offsets: Float64Array,
  rho: number,
): Float64Array {
  const { count, points, dimension } = outcomes;
  const b = points.length / dimension;
  const values = withScratch((scratch) => {
    const samples = outcomes.baselineSamples(scratch);
    const [a, c, g] = [
      scratch.copyIn(slopes),
      scratch.copyIn(offsets),
      scratch.allocate(b * count),
    ];
    checked(core().chebyshev_scalarize(k, b * count, samples, a, c, rho, g));
    return read(g, b * count);
  });
  const best = new Float64Array(count).fill(-Infinity);
  values.forEach((value, i) => {
    best[i % count] = Math.max(best[i % count]!, value);
  });
  return best;
}
