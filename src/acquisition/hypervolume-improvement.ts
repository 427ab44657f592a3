/** Improvement of the front of several noisy outcomes. */
import { Block, checked, core, withScratch } from "../core/index.js";
import { log } from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { InputError } from "../errors.js";
import type { AcquisitionFunction } from "./acquisition.js";
import { outputScale, standardized } from "./model.js";
import { Outcomes, type OutcomesOptions } from "./outcomes.js";

export interface HypervolumeImprovementOptions extends OutcomesOptions {
  /** The worst value of each outcome that counts. */
  readonly reference: readonly number[] | Float64Array;
}

/** More outcomes have too many boxes. */
const MOST_OUTCOMES = 4;

/** Batches of more points than these have too many subsets. */
const LARGEST_BATCH = 8;

/**
 * qLogNEHVI: logarithm of the hypervolume, above the reference, by which a batch is expected to
 * extend the true values of the points seen so far; two to four outcomes, all maximized. The
 * default for several objectives, with noise and without, and for pending points.
 *
 * Each sample of the baseline has its own front and its own boxes. Choose batches one point after
 * another, with those before as `pending`; joint batches of at most 8 points cost 2^q.
 *
 * It may be disposed of when done; a forgotten one is collected. Throws `InputError`.
 * Sources: Daulton, Balandat and Bakshy 2021, arXiv:2105.08195; Ament et al. 2023, arXiv:2310.20708.
 */
export function qLogNoisyExpectedHypervolumeImprovement(
  options: HypervolumeImprovementOptions,
): AcquisitionFunction & Disposable {
  const { models, batch = 1 } = options;
  const k = models.length;
  if (k < 2 || k > MOST_OUTCOMES) {
    throw new InputError("models.length", k, "boxes are for two to four outcomes: use qLogNParEGO");
  }
  if (batch > LARGEST_BATCH) {
    throw new InputError("batch", batch, `give at most ${LARGEST_BATCH}, the others as pending`);
  }
  const reference = referenceOf(options);
  const outcomes = new Outcomes(options, reference);
  const boxes = buildBoxes(outcomes, k, reference);
  const offset = models.reduce((sum, model) => sum + log(outputScale(model)), 0);
  return {
    dimension: outcomes.dimension,
    batch: outcomes.batch,
    evaluate(X, options) {
      const { batch: q } = outcomes;
      const values = outcomes.evaluate(X, options, (_, m, count, samples, value, slopes) =>
        core().log_hypervolume_improvement(boxes.pointer, m, q, count, samples, value, slopes),
      );
      for (let i = 0; i < values.value.length; i++) values.value[i]! += offset;
      return values;
    },
    [DISPOSE]() {
      boxes.dispose();
      outcomes.dispose();
    },
  };
}

/** The reference in the models' units. */
function referenceOf({ models, reference }: HypervolumeImprovementOptions): Float64Array {
  if (reference.length !== models.length) {
    throw new InputError("reference.length", reference.length, `give ${models.length} numbers`);
  }
  return Float64Array.from(reference, (worst, o) => {
    if (Number.isFinite(worst)) return standardized(models[o]!, worst);
    throw new InputError(`reference[${o}]`, worst, "give finite numbers");
  });
}

function buildBoxes(outcomes: Outcomes, k: number, reference: Float64Array): Block {
  const { points, dimension, count } = outcomes;
  const b = points.length / dimension;
  const { hypervolume_boxes, hypervolume_boxes_room, hypervolume_boxes_size } = core();
  return withScratch((scratch) => {
    const samples = outcomes.baselineSamples(scratch);
    const corner = scratch.copyIn(reference);
    const room = checked(hypervolume_boxes_room(b, k, count, samples, corner));
    const boxes = new Block(hypervolume_boxes_size(k, count, room));
    checked(hypervolume_boxes(boxes.pointer, b, k, count, samples, corner));
    return boxes;
  });
}
