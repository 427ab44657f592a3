import { core, FloatBlock } from "../../../core/index.js";
import { exp } from "../../../core/math.js";
import { DISPOSE } from "../../../dispose.js";
import type { RandomStream } from "../../../random/index.js";
import { type Factor, writeInputs } from "../factors.js";

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
      const drawn = factor.options
        ? stream.uniform(count).map(picker(softmax(own)))
        : stream.normal(count).map((z) => own[0]! + this.#deviation * z);
      for (let i = 0; i < count; i++) parts[i * factors.length + f] = drawn[i]!;
    });
    const x = new Float32Array(count * this.#d);
    for (let i = 0; i < count; i++) {
      const row = parts.subarray(i * factors.length, (i + 1) * factors.length);
      writeInputs(factors, row, x, i * this.#d);
    }
    return { count, parts, x };
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
    const { length } = this.#parameters;
    using down = FloatBlock.from(slopes.map((slope) => -slope));
    this.#step += 1;
    core().adam_step(
      length,
      this.#parameters.pointer,
      down.pointer,
      this.#moments.pointer,
      rate,
      0.9,
      0.999,
      1e-7,
      this.#step,
    );
  }

  dispose(): void {
    this.#parameters.dispose();
    this.#moments.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}

function softmax(logits: Float32Array): Float64Array {
  const highest = logits.reduce((most, logit) => Math.max(most, logit));
  const shares = Float64Array.from(logits, (logit) => exp(logit - highest));
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / sum);
}

/** From a uniform number to the position of an option. */
function picker(shares: Float64Array): (u: number) => number {
  return (u) => {
    let [level, left] = [0, u - shares[0]!];
    while (left > 0 && level < shares.length - 1) {
      level += 1;
      left -= shares[level]!;
    }
    return level;
  };
}
