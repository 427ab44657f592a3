/** A trainer in the core for the step of a plain loss. */
import { Block, core } from "../../../src/core/index.js";
import { matern52, scale } from "../../../src/gp/kernels/index.js";
import { factorizedModel } from "../../support/gp-model.js";
import { parameterCount, words } from "../nn/plain-network.js";
import type { PlainModel, PlainStep } from "./plain-loss.js";

/** Numbers of assembly/stein/trainer.ts; by default particles are alone and nothing is normalized. */
export interface TrainerRules {
  interaction?: number;
  normalization?: number;
  flags?: number;
  /** α of the repulsion. */
  repulsion?: number;
  learningRate?: number;
  /** Preferences of all steps; by default those of one. */
  draws?: number[];
}

const [WEIGHTED, SMOOTH] = [0, 2];

export class Trainer {
  readonly #owned: { readonly pointer: number; dispose(): void }[] = [];
  readonly #size: number;
  readonly draws: number;
  readonly parameters: number;
  readonly gradient: number;
  readonly pointer: number;

  constructor(step: PlainStep, parameters: Float32Array, rules: TrainerRules = {}) {
    const { interaction = 0, normalization = 0, flags = 0, repulsion = 0 } = rules;
    const { learningRate = 0, draws = step.preferences.flat() } = rules;
    this.#size = parameterCount(step.shape);
    const floats = (count: number) => this.#own(new Block((count >> 1) + 8));
    this.parameters = floats(this.#size);
    this.gradient = floats(this.#size);
    this.draws = this.#own(Block.from(draws));
    this.view(this.parameters).set(parameters);
    const fields = [
      this.#words(words(step.shape)),
      this.parameters,
      floats(2 * this.#size),
      this.gradient,
      this.#words(step.objectives.map((model) => this.#model(model))),
      step.objectives.length,
      step.shape.sizes.at(-1)!,
      step.preferences.length,
      this.draws,
      this.#own(Block.from(step.ideal)),
      0,
      step.smoothing === null ? WEIGHTED : SMOOTH,
      interaction,
      normalization,
      flags,
      step.constraints.length,
      this.#words(step.constraints.map(({ model }) => this.#model(model))),
      this.#own(Block.from(step.constraints.flatMap(({ lower, upper }) => [lower, upper]))),
      step.units === undefined ? 0 : this.#own(Block.from(step.units)),
    ];
    this.pointer = this.#own(new Block(core().stein_trainer_bytes() / 8));
    new Uint32Array(core().memory.buffer, this.pointer, fields.length).set(fields);
    const { optimism, smoothing, penalty } = step;
    const reals = [optimism, repulsion, 1, learningRate, smoothing ?? 0, penalty];
    new Float64Array(core().memory.buffer, this.pointer + 128, reals.length).set(reals);
  }

  /** The floats of `parameters` or `gradient`. */
  view(pointer: number): Float32Array {
    return new Float32Array(core().memory.buffer, pointer, this.#size);
  }

  dispose(): void {
    for (const block of this.#owned) block.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #own(block: { readonly pointer: number; dispose(): void }): number {
    this.#owned.push(block);
    return block.pointer;
  }

  #words(values: number[]): number {
    const pointer = this.#own(new Block((values.length >> 1) + 1));
    new Uint32Array(core().memory.buffer, pointer, values.length).set(values);
    return pointer;
  }

  #model({ X, y, lengthscale, outputscale, noise, mean }: PlainModel): number {
    const kernel = scale(matern52({ lengthscale }), { outputscale });
    return this.#own(factorizedModel({ kernel, X, y: [y], noise, mean }));
  }
}
