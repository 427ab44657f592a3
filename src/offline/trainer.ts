/** The training state of one surrogate, as assembly/nn/training/trainer.ts lays it out. */
import { Block, core, memoryDoubles, memoryWords } from "../core/index.js";
import { log } from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import type { Regularizer } from "./regularizers.js";

const LOSS = { nll: 1, conservative: 2 };
const REGULARIZER = { ignite: 1, boss: 2 };
const FLAG = { difference: 1, freeMultiplier: 2, vector: 4, compat: 8 };
const [LOSS_WORD, SEED, DRAWS] = [8, 11, 15];
const NUMBERS = 16;
const [LAMBDA, MEAN_LOSS, ALPHA, LOG_WEIGHT, CLASSIFIER] = [4, 9, 13, 20, 27];

/** The conservative loss of COMs. */
export interface Conservative {
  readonly ascentSteps: number;
  readonly ascentSize: number;
  /** τ, the overestimation that is aimed at, in standardized scores. */
  readonly overestimation: number;
}

/** What is descended, and how. */
export interface Objective {
  readonly learningRate: number;
  readonly regularizer: Regularizer | null;
  /** Squared error against promises at the ends of ascents, instead of a likelihood. */
  readonly conservative: Conservative | null;
}

export class Trainer implements Disposable {
  readonly #block: Block;

  /** @param addresses  network, parameters, moments, gradient, inputs, targets, weights */
  constructor(
    addresses: readonly number[],
    batch: number,
    objective: Objective,
    { seed, stream }: { readonly seed: number; readonly stream: number },
    classifier: Float64Array,
  ) {
    this.#block = new Block(core().surrogate_trainer_bytes() / 8);
    const { regularizer, conservative } = objective;
    const loss = conservative ? LOSS.conservative : LOSS.nll;
    const kind = regularizer === null ? 0 : REGULARIZER[regularizer.type];
    const draws = regularizer?.type === "boss" ? regularizer.draws : 0;
    const words = memoryWords().subarray(this.pointer / 4);
    words.set([...addresses, batch]);
    words.set([loss, kind, flagsOf(regularizer)], LOSS_WORD);
    words.set([seed | 0, Math.floor(seed / 2 ** 32), stream], SEED);
    words.set([draws, conservative?.ascentSteps ?? 0], DRAWS);
    this.#setNumbers(objective);
    this.#numbers().set(classifier, CLASSIFIER);
  }

  get pointer(): number {
    return this.#block.pointer;
  }

  /** Mean loss of the last call. */
  get meanLoss(): number {
    return this.#numbers()[MEAN_LOSS]!;
  }

  dispose(): void {
    this.#block.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #setNumbers({ learningRate, regularizer, conservative }: Objective): void {
    const numbers = this.#numbers();
    numbers.set([learningRate, 0.9, 0.999, 1e-7]);
    if (regularizer?.type === "ignite") {
      const { weight, weightRate, rho, radius, limit } = regularizer;
      numbers.set([weight, weightRate, rho, radius, limit], LAMBDA);
    }
    if (regularizer?.type === "boss") {
      const { weight, alpha, spread, rate, meanBound, spreadBounds } = regularizer;
      numbers[LAMBDA] = weight;
      numbers.set([alpha, 0, spread, rate, meanBound, ...spreadBounds], ALPHA);
    }
    if (conservative) {
      const { overestimation, ascentSize } = conservative;
      numbers.set([log(0.1), overestimation, 0.01, 0, 0, ascentSize], LOG_WEIGHT);
    }
  }

  #numbers(): Float64Array {
    const at = this.pointer / 8 + NUMBERS;
    return memoryDoubles().subarray(at, at + 48);
  }
}

function flagsOf(regularizer: Regularizer | null): number {
  if (regularizer?.type === "ignite") {
    return regularizer.mode === "paper" ? FLAG.difference | FLAG.freeMultiplier : 0;
  }
  if (regularizer?.type !== "boss") return 0;
  const kind = regularizer.gamma === "vector" ? FLAG.vector : 0;
  return kind | (regularizer.compat ? FLAG.compat : 0);
}
