import { exp, log } from "../../../core/math.js";
import type { RandomStream } from "../../../random/index.js";
import { type Factor, logSumExp, picked, softmax } from "../../factors.js";
import { sigmoid, softplus } from "../../softplus.js";

/** Least deviation of a number: of one that hardly varies the likelihood has no bound. */
const LEAST_DEVIATION = 0.1;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * The law of a design's parts that a decoder's outputs stand for, row by row and independent of each
 * other: of a choice a logit an option, of a number its mean and, through softplus, its deviation.
 */
export class FactorLaw {
  /** Outputs of a row. */
  readonly outputs: number;
  readonly #factors: readonly Factor[];
  /** First output of each factor. */
  readonly #first: number[];

  constructor(factors: readonly Factor[]) {
    let outputs = 0;
    this.#factors = factors;
    this.#first = factors.map(({ options }) => {
      outputs += options?.length ?? 2;
      return outputs - (options?.length ?? 2);
    });
    this.outputs = outputs;
  }

  /**
   * −ln p of the parts (rows × factors) of each row.
   *
   * @param slopes  out: where given, the slopes of Σ weights_i (−ln p_i) in the outputs
   */
  loss(
    outputs: Float32Array,
    parts: Float64Array,
    weights?: ArrayLike<number>,
    slopes?: Float32Array,
  ): Float64Array {
    const rows = outputs.length / this.outputs;
    const stride = this.#factors.length;
    return Float64Array.from({ length: rows }, (_, i) => {
      let sum = 0;
      for (let f = 0; f < stride; f++) {
        const at = i * this.outputs + this.#first[f]!;
        const part = parts[i * stride + f]!;
        const { options } = this.#factors[f]!;
        sum += options
          ? choiceLoss(outputs, at, options.length, part, weights?.[i] ?? 0, slopes)
          : numberLoss(outputs, at, part, weights?.[i] ?? 0, slopes);
      }
      return sum;
    });
  }

  /** Parts drawn for each row of outputs, rows × factors. */
  draw(outputs: Float32Array, stream: RandomStream): Float64Array {
    const rows = outputs.length / this.outputs;
    const stride = this.#factors.length;
    const parts = new Float64Array(rows * stride);
    this.#factors.forEach(({ options }, f) => {
      const draws = options ? stream.uniform(rows) : stream.normal(rows);
      for (let i = 0; i < rows; i++) {
        const at = i * this.outputs + this.#first[f]!;
        parts[i * stride + f] = options
          ? picked(softmax(outputs.subarray(at, at + options.length)), draws[i]!)
          : outputs[at]! + deviationOf(outputs[at + 1]!) * draws[i]!;
      }
    });
    return parts;
  }
}

export function deviationOf(raw: number): number {
  return LEAST_DEVIATION + softplus(raw);
}

function choiceLoss(
  outputs: Float32Array,
  at: number,
  count: number,
  part: number,
  weight: number,
  slopes?: Float32Array,
): number {
  const logits = outputs.subarray(at, at + count);
  const total = logSumExp(logits);
  if (slopes) {
    logits.forEach((logit, k) => {
      slopes[at + k] = weight * (exp(logit - total) - (k === part ? 1 : 0));
    });
  }
  return total - logits[part]!;
}

function numberLoss(
  outputs: Float32Array,
  at: number,
  part: number,
  weight: number,
  slopes?: Float32Array,
): number {
  const raw = outputs[at + 1]!;
  const deviation = deviationOf(raw);
  const r = (part - outputs[at]!) / deviation;
  if (slopes) {
    slopes[at] = (-weight * r) / deviation;
    slopes[at + 1] = (weight * (1 - r * r) * sigmoid(raw)) / deviation;
  }
  return 0.5 * r * r + log(deviation) + HALF_LOG_TWO_PI;
}
