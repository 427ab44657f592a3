import { log } from "../../../core/math.js";
import { DISPOSE } from "../../../dispose.js";
import type { RandomStream } from "../../../random/index.js";
import type { Factor } from "../../factors.js";
import { Network } from "../../network.js";
import { sigmoid } from "../../softplus.js";
import { deviationOf, FactorLaw } from "./factor-law.js";

export interface VaeSettings {
  /** Dimensions of the latent space. */
  readonly latent: number;
  /** Widths of the hidden layers of both networks. */
  readonly hidden: readonly number[];
  readonly learningRate: number;
  /** Weight of the divergence from the prior. */
  readonly beta: number;
  readonly batch: number;
}

/** Rows to train on: inputs, their parts, and how much each counts. */
export interface VaeExamples {
  /** n × d. */
  readonly x: Float32Array;
  /** n × factors. */
  readonly parts: Float64Array;
  readonly weights: ArrayLike<number>;
}

/** Designs with the latent points that they were decoded from. */
export interface VaeDraws {
  readonly z: Float32Array;
  readonly parts: Float64Array;
}

/**
 * A variational autoencoder of designs: a normal prior of z, a decoder to the law of a design's
 * parts, and an encoder to a normal law of z.
 *
 * Source: Kingma and Welling 2014, arXiv:1312.6114. Cost: 6 flops a row and weight of an epoch.
 */
export class Vae implements Disposable {
  readonly encoder: Network;
  readonly decoder: Network;
  readonly #law: FactorLaw;
  readonly #settings: VaeSettings;

  /** @param d  inputs of a design */
  constructor(factors: readonly Factor[], d: number, settings: VaeSettings, stream: RandomStream) {
    const { latent, hidden, batch } = settings;
    this.#settings = settings;
    this.#law = new FactorLaw(factors);
    this.encoder = new Network([d, ...hidden, 2 * latent], batch, stream);
    try {
      this.decoder = new Network([latent, ...hidden, this.#law.outputs], batch, stream);
    } catch (error) {
      this.encoder.dispose();
      throw error;
    }
  }

  /** Takes over what another one of the same settings has learnt. */
  become(other: Vae): void {
    this.encoder.parameters = other.encoder.parameters;
    this.decoder.parameters = other.decoder.parameters;
  }

  /** One pass over the rows in a new order; returns the mean loss. */
  async epoch(
    { x, parts, weights }: VaeExamples,
    stream: RandomStream,
    pause: () => Promise<void>,
  ): Promise<number> {
    const { batch, latent, learningRate } = this.#settings;
    const n = weights.length;
    const order = stream.permutation(n);
    let loss = 0;
    for (let first = 0; first < n; first += batch) {
      const rows = order.subarray(first, first + batch);
      const own = {
        x: gathered(x, rows, new Float32Array(rows.length * this.encoder.inputs)),
        parts: gathered(parts, rows, new Float64Array((rows.length * parts.length) / n)),
        weights: Float64Array.from(rows, (row) => weights[row]!),
      };
      loss += (this.backward(own, stream.normal(rows.length * latent)) * rows.length) / n;
      this.encoder.descend(learningRate);
      this.decoder.descend(learningRate);
      await pause();
    }
    return loss;
  }

  /**
   * Mean weighted loss −ln p(x|z) + β KL(q(z|x) ‖ N(0, I)) at z = μ + σ ∘ noise, of one batch; both
   * networks then hold its slopes.
   */
  backward({ x, parts, weights }: VaeExamples, noise: Float64Array): number {
    const { beta, latent } = this.#settings;
    const rows = weights.length;
    const raw = this.encoder.forward(x);
    const z = Float32Array.from(noise, (e, i) => {
      const at = latentAt(i, latent);
      return raw[at]! + deviationOf(raw[at + latent]!) * e;
    });
    const shares = Float64Array.from(weights, (weight) => weight / rows);
    const outputs = this.decoder.forward(z);
    const slopes = new Float32Array(outputs.length);
    const losses = this.#law.loss(outputs, parts, shares, slopes);
    const byZ = this.decoder.backward(slopes);
    const upstream = new Float32Array(raw.length);
    byZ.forEach((slope, i) => {
      const at = latentAt(i, latent);
      const row = Math.floor(i / latent);
      const [mean, spread] = [raw[at]!, raw[at + latent]!];
      const deviation = deviationOf(spread);
      const weight = beta * shares[row]!;
      losses[row]! += beta * (0.5 * (deviation * deviation + mean * mean - 1) - log(deviation));
      upstream[at] = slope + weight * mean;
      const byDeviation = slope * noise[i]! + weight * (deviation - 1 / deviation);
      upstream[at + latent] = byDeviation * sigmoid(spread);
    });
    this.encoder.backward(upstream);
    return losses.reduce((sum, loss, i) => sum + shares[i]! * loss, 0);
  }

  /** `count` designs decoded from the prior. */
  draw(count: number, stream: RandomStream): VaeDraws {
    const z = Float32Array.from(stream.normal(count * this.#settings.latent));
    return { z, parts: this.#law.draw(this.#decode(z), stream) };
  }

  /** ln p(parts | z) of each row. */
  logLikelihood({ z, parts }: VaeDraws): Float64Array {
    return this.#law.loss(this.#decode(z), parts).map((loss) => -loss);
  }

  dispose(): void {
    this.encoder.dispose();
    this.decoder.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #decode(z: Float32Array): Float32Array {
    const { batch, latent } = this.#settings;
    const out = new Float32Array((z.length / latent) * this.#law.outputs);
    for (let first = 0; first < z.length; first += batch * latent) {
      const outputs = this.decoder.forward(z.subarray(first, first + batch * latent));
      out.set(outputs, (first / latent) * this.#law.outputs);
    }
    return out;
  }
}

/** Where the mean of latent entry `i` (rows × latent) lies in the encoder's outputs. */
function latentAt(i: number, latent: number): number {
  return i + Math.floor(i / latent) * latent;
}

/** The `rows` of an array of as many entries a row as `out` has. */
function gathered<T extends Float32Array | Float64Array>(from: T, rows: Int32Array, out: T): T {
  const size = out.length / rows.length;
  rows.forEach((row, i) => {
    out.set(from.subarray(row * size, (row + 1) * size), i * size);
  });
  return out;
}
