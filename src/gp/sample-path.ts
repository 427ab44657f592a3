import { Block, checked, core, read, withScratch } from "../core/index.js";
import { DISPOSE } from "../dispose.js";
import { type Points, toPoints } from "./inputs.js";
import type { Model } from "./model.js";
import {
  type InputScaling,
  type Standardization,
  scaleInputs,
  unscaleGradients,
} from "./transforms.js";

export interface PathValues {
  /** m values of the drawn function, natural units. */
  readonly value: Float64Array;
  /** m × d, its gradient in the points, natural units. */
  readonly gradient: Float64Array;
}

/** A draw of the prior: Σ_j a_j cos(ω_j·x) + b_j sin(ω_j·x). */
export interface PriorDraw {
  /** features × d frequencies. */
  readonly omega: Float64Array;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** What a path needs of its model. */
export interface PathSource {
  readonly model: Model;
  readonly output: number;
  readonly scaling: InputScaling;
  readonly standardization: Standardization;
}

/**
 * One draw of the posterior as a function: the same draw wherever it is evaluated, with gradients,
 * so that it can be optimized (Thompson sampling).
 *
 * It reads the model that it was drawn from and ends with it: a refit or `dispose()` of the
 * Gaussian process ends the path too.
 */
export class SamplePath implements Disposable {
  readonly #source: PathSource;
  readonly #features: number;
  /** Frequencies, weights of cosines, weights of sines, correction. */
  readonly #block: Block;

  /** @param noise  n draws of the observations' noise, scaled */
  constructor(source: PathSource, { omega, cosines, sines }: PriorDraw, noise: Float64Array) {
    const { model, output } = source;
    this.#source = source;
    this.#features = cosines.length;
    this.#block = new Block(omega.length + 2 * this.#features + model.n);
    const image = this.#block.view();
    image.set(omega);
    image.set(cosines, omega.length);
    image.set(sines, omega.length + this.#features);
    const [w, a, b, v] = this.#parts();
    withScratch((s) => {
      const drawn = s.copyIn(noise);
      const { gp_path_correct } = core();
      checked(gp_path_correct(model.pointer, output, this.#features, w, a, b, drawn, v));
    });
  }

  #parts(): [omega: number, cosines: number, sines: number, correction: number] {
    const { pointer } = this.#block;
    const a = pointer + 8 * this.#features * this.#source.model.d;
    const step = 8 * this.#features;
    return [pointer, a, a + step, a + 2 * step];
  }

  /** Values at m points. Cost: O(m (n + features) d). Throws `InputError`, `DisposedError`. */
  evaluate(X: Points): Float64Array {
    return this.#evaluate(X, false).value;
  }

  /** Values and gradients at m points. Cost: as `evaluate`, about twice. */
  evaluateWithGradient(X: Points): PathValues {
    return this.#evaluate(X, true);
  }

  #evaluate(X: Points, gradients: boolean): PathValues {
    const { model, output, scaling, standardization } = this.#source;
    const points = toPoints(X, "X", { d: model.d });
    const scaled = scaleInputs(points, scaling);
    const [w, a, b, v] = this.#parts();
    const mean = standardization.mean[output]!;
    const sd = standardization.sd[output]!;
    return withScratch((s) => {
      const m = points.rows;
      const x = s.copyIn(scaled);
      const value = s.allocate(m);
      const slope = gradients ? s.allocate(scaled.length) : 0;
      const { gp_path_evaluate } = core();
      const features = this.#features;
      checked(gp_path_evaluate(model.pointer, output, features, w, a, b, v, x, m, value, slope));
      return {
        value: read(value, m).map((z) => z * sd + mean),
        gradient: unscaleGradients(read(slope, gradients ? scaled.length : 0), scaling, sd),
      };
    });
  }

  dispose(): void {
    this.#block.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
