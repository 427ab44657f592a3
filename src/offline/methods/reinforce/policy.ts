import { FloatBlock } from "../../../core/index.js";
import { DISPOSE } from "../../../dispose.js";
import type { RandomStream } from "../../../random/index.js";
import { adamStep } from "../../adam.js";
import { type Factor, inputsOf, picked, softmax } from "../../factors.js";

/** Designs that a policy drew. */
export interface Draws {
  readonly count: number;
  /** The parts of each: count × factors. */
  readonly parts: Float64Array;
  /** The same as inputs of a model: count × d. */
  readonly x: Float32Array;
}

/**
 * A law of designs whose parts are independent: of a choice the softmax of its logits, of a number
 * the normal law around its mean, whose deviation stays. Adam moves logits and means.
 */
export class Policy implements Disposable {
  readonly #factors: readonly Factor[];
  readonly #d: number;
  readonly #deviation: number;
  readonly #parameters: FloatBlock;
  readonly #moments: FloatBlock;
  #step = 0;

  /** @param initial  logits and means, at the positions of the factors */
  constructor(
    factors: readonly Factor[],
    d: number,
    initial: ArrayLike<number>,
    deviation: number,
  ) {
    this.#factors = factors;
    this.#d = d;
    this.#deviation = deviation;
    this.#parameters = FloatBlock.from(initial);
    this.#moments = new FloatBlock(2 * initial.length);
  }

  /** Logits and means. */
  get parameters(): Float32Array {
    return this.#parameters.copy();
  }

  draw(count: number, stream: RandomStream): Draws {
    const factors = this.#factors;
    const parts = new Float64Array(count * factors.length);
    const parameters = this.parameters;
    factors.forEach((factor, f) => {
      const own = parameters.subarray(factor.first, factor.first + factor.size);
      const shares = factor.options ? softmax(own) : null;
      const drawn = shares
        ? stream.uniform(count).map((u) => picked(shares, u))
        : stream.normal(count).map((z) => own[0]! + this.#deviation * z);
      for (let i = 0; i < count; i++) parts[i * factors.length + f] = drawn[i]!;
    });
    return { count, parts, x: inputsOf(factors, parts, this.#d) };
  }

  /** ∇ Σ_i weights_i ln π(draw i) in logits and means. */
  slopes({ count, parts }: Draws, weights: ArrayLike<number>): Float64Array {
    const parameters = this.parameters;
    const out = new Float64Array(parameters.length);
    const stride = this.#factors.length;
    const precision = 1 / (this.#deviation * this.#deviation);
    this.#factors.forEach(({ first, size, options }, f) => {
      const own = parameters.subarray(first, first + size);
      const shares = options ? softmax(own) : null;
      for (let i = 0; i < count; i++) {
        const [part, weight] = [parts[i * stride + f]!, weights[i]!];
        if (shares === null) out[first]! += weight * precision * (part - own[0]!);
        else {
          for (let k = 0; k < size; k++) out[first + k]! -= weight * shares[k]!;
          out[first + part]! += weight;
        }
      }
    });
    return out;
  }

  /** One step of Adam up these slopes. */
  climb(slopes: Float64Array, rate: number): void {
    using down = FloatBlock.from(slopes.map((slope) => -slope));
    this.#step += 1;
    adamStep(this.#parameters, down, this.#moments, rate, this.#step);
  }

  dispose(): void {
    this.#parameters.dispose();
    this.#moments.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
