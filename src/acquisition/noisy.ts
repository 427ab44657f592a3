/** Improvement over an incumbent that is itself uncertain: noisy objectives, pending points. */
import { Block, checked, core, withScratch } from "../core/index.js";
import { log } from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { StateError } from "../errors.js";
import type { GaussianProcess, Points } from "../gp/index.js";
import { toPoints } from "../gp/inputs.js";
import type { AcquisitionFunction } from "./acquisition.js";
import { type BatchOptions, baseSamples, batchOf, pendingOf } from "./batches.js";
import { affine, evaluated, inputsOf, outputScale, scaledPoints } from "./model.js";
import { pruned } from "./prune.js";

export interface NoisyImprovementOptions extends BatchOptions {
  /** Points seen so far: improvement is over the best of their true values. */
  readonly baseline: Points;
  /** Whether to leave out baseline points that are hardly ever the best; default true. */
  readonly prune?: boolean;
}

/** Codes of the core, assembly/acquisition/utility.ts. */
const EXPECTED_IMPROVEMENT = 0;
const LOG_EXPECTED_IMPROVEMENT = 1;

/** Posterior samples of the baseline in the core, released with the acquisition function. */
interface Baseline {
  readonly block: Block;
  readonly normals: Float64Array;
  readonly count: number;
}

function build(options: NoisyImprovementOptions, q: number): Baseline {
  const { model, maximize = true, prune = true } = options;
  const d = inputsOf(model);
  const sign = maximize ? 1 : -1;
  const seen = scaledPoints(model, toPoints(options.baseline, "baseline", { d }).values, 1);
  const kept = prune ? pruned(model, seen, sign) : seen;
  const points = Float64Array.of(...kept, ...pendingOf(options, d));
  const b = points.length / d;
  const all = baseSamples(options, b + q);
  const count = all.length / (b + q);
  const { baseline_size, baseline_build } = core();
  const block = new Block(baseline_size(model.modelPointer, b, count));
  const status = withScratch((s) => {
    const [x, z] = [s.copyIn(points), s.copyIn(columns(all, b + q, 0, b))];
    return checked(baseline_build(block.pointer, model.modelPointer, x, b, count, z, sign));
  });
  if (status > 0) {
    block.dispose();
    throw new StateError("the baseline has no joint posterior to sample: give fewer points");
  }
  return { block, normals: columns(all, b + q, b, q), count };
}

/** Columns `first` … `first + width − 1` of a matrix with rows of `stride`. */
export function columns(
  a: Float64Array,
  stride: number,
  first: number,
  width: number,
): Float64Array {
  const rows = a.length / stride;
  const part = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    part.set(a.subarray(i * stride + first, i * stride + first + width), i * width);
  }
  return part;
}

function noisy(
  kind: number,
  options: NoisyImprovementOptions,
  factor: number,
  offset: number,
): AcquisitionFunction & Disposable {
  const { model, maximize = true } = options;
  const dimension = inputsOf(model);
  const q = batchOf(options);
  const { block, normals, count } = build(options, q);
  const { modelPointer } = model;
  const sign = maximize ? 1 : -1;
  return {
    dimension,
    batch: q,
    evaluate(X, { gradient = true } = {}) {
      checkUnchanged(model, modelPointer);
      const points = scaledPoints(model, X, q);
      const m = X.length / (q * dimension);
      const values = evaluated(model, points, m, gradient, (scratch, x, value, slopes) => {
        const z = scratch.copyIn(normals);
        return core().monte_carlo_evaluate(
          modelPointer,
          block.pointer,
          kind,
          x,
          m,
          q,
          count,
          z,
          0,
          sign,
          0,
          value,
          slopes,
        );
      });
      return affine(values, factor, offset);
    },
    [DISPOSE]() {
      block.dispose();
    },
  };
}

export function checkUnchanged(model: GaussianProcess, pointer: number): void {
  if (model.modelPointer === pointer) return;
  throw new StateError("the model was fitted anew: build the acquisition function again");
}

/**
 * Expected improvement of a batch over the best true value of the points seen so far.
 * It may be disposed of when done; a forgotten one is collected.
 * Source: Letham et al. 2019; Balandat et al. 2020 (qNEI).
 */
export function qNoisyExpectedImprovement(
  options: NoisyImprovementOptions,
): AcquisitionFunction & Disposable {
  return noisy(EXPECTED_IMPROVEMENT, options, outputScale(options.model), 0);
}

/**
 * Logarithm of the smooth expected improvement over the best true value of the points seen: the
 * default for noisy objectives, for pending points, which join the baseline, and for batches.
 * Source: Ament et al. 2023, arXiv:2310.20708.
 */
export function qLogNoisyExpectedImprovement(
  options: NoisyImprovementOptions,
): AcquisitionFunction & Disposable {
  return noisy(LOG_EXPECTED_IMPROVEMENT, options, 1, log(outputScale(options.model)));
}
