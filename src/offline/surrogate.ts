/** One surrogate network with its training state, in the core's memory. */
import {
  Block,
  checked,
  core,
  FloatBlock,
  memoryDoubles,
  memoryFloats,
  memoryWords,
  readFloats,
} from "../core/index.js";
import { exp, log, log1p } from "../core/math.js";
import { RandomStream } from "../random/index.js";
import type { Regularizer } from "./regularizers.js";

/** Numbers of assembly/nn/activation.ts and assembly/nn/training/trainer.ts. */
const ACTIVATION = { identity: 0, relu: 1, leakyRelu: 2 };
const LOSS = { squared: 0, nll: 1, conservative: 2 };
const REGULARIZER = { ignite: 1, boss: 2 };
const FLAG = { difference: 1, freeMultiplier: 2, vector: 4, compat: 8 };
const NUMBERS = 16;
const [LAMBDA, MEAN_LOSS, NORM, OMEGA_MEAN, LOG_WEIGHT] = [4, 9, 11, 14, 20];

/** Streams of random numbers under a surrogate's seed, `STREAMS` a member. */
const [INIT, BOOTSTRAP, SHUFFLE, DRAWS, CLASSIFIER] = [0, 1, 2, 3, 4];
const STREAMS = 8;

/** The conservative loss of COMs. */
export interface Conservative {
  readonly ascentSteps: number;
  readonly ascentSize: number;
  /** τ, the overestimation that is aimed at, in standardized scores. */
  readonly overestimation: number;
}

export interface SurrogateSettings {
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  readonly activation: "relu" | "leakyRelu";
  readonly learningRate: number;
  readonly batch: number;
  readonly regularizer: Regularizer | null;
  /** Weight rows by a bootstrap sample. */
  readonly bootstrap: boolean;
  /** Squared error against promises at the ends of ascents, instead of a likelihood. */
  readonly conservative: Conservative | null;
}

/** Inputs and scores in the core's memory, shared by the members of an ensemble. */
export class Examples implements Disposable {
  readonly x: FloatBlock;
  readonly y: FloatBlock;
  readonly n: number;
  readonly d: number;

  constructor(x: Float32Array, y: Float32Array, d: number) {
    this.n = y.length;
    this.d = d;
    this.x = FloatBlock.from(x);
    this.y = FloatBlock.from(y);
  }

  dispose(): void {
    this.x.dispose();
    this.y.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** Room for one batch of rows of one surrogate: what the passes of an ascent leave behind. */
export class Workspace implements Disposable {
  readonly block: Block;
  readonly rows: number;

  constructor(surrogate: Surrogate, rows: number) {
    this.rows = rows;
    this.block = new Block(core().network_workspace(surrogate.network, rows) / 8);
  }

  dispose(): void {
    this.block.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

export class Surrogate implements Disposable {
  /** 2: mean and raw log-deviation; 1: mean. */
  readonly outputs: number;
  readonly #blocks: Disposable[] = [];
  readonly #network: Block;
  readonly #parameters: FloatBlock;
  readonly #trainer: Block;
  readonly #order: Block;
  readonly #rows: Int32Array;
  readonly #count: number;
  readonly #batchesPerCall: number;
  readonly #batch: number;
  readonly #shuffle: RandomStream;

  /** @param rows  the rows to train on */
  constructor(
    examples: Examples,
    rows: Int32Array,
    settings: SurrogateSettings,
    seed: number,
    member: number,
  ) {
    const stream = (purpose: number) => new RandomStream(seed, member * STREAMS + purpose);
    this.outputs = settings.conservative ? 1 : 2;
    this.#rows = rows;
    this.#batch = Math.min(settings.batch, rows.length);
    this.#shuffle = stream(SHUFFLE);
    try {
      const sizes = [examples.d, ...settings.hidden, this.outputs];
      const activations = settings.hidden.map(() => ACTIVATION[settings.activation]);
      this.#network = this.#words([
        sizes.length - 1,
        ...sizes,
        ...activations,
        ACTIVATION.identity,
      ]);
      this.#count = core().network_parameters(this.network);
      const held = this.#count + 2;
      this.#parameters = this.#own(FloatBlock.from(initialParameters(sizes, stream(INIT))));
      this.#order = this.#own(new Block((rows.length + 1) >> 1));
      this.#trainer = this.#own(new Block(core().surrogate_trainer_bytes() / 8));
      const weights = settings.bootstrap
        ? this.#own(FloatBlock.from(bootstrap(examples.n, rows, stream(BOOTSTRAP)))).pointer
        : 0;
      const header = [
        this.network,
        this.#parameters.pointer,
        this.#own(new FloatBlock(2 * held)).pointer,
        this.#own(new FloatBlock(held)).pointer,
        examples.x.pointer,
        examples.y.pointer,
        weights,
        this.#batch,
      ];
      this.#configure(header, settings, seed, member);
      stream(CLASSIFIER)
        .uniform(7)
        .forEach((u, i) => {
          this.#numbers()[27 + i] = 2 * u - 1;
        });
      // About 0.1 s a call: rare enough to cost nothing, often enough to stop in time.
      const ascents = (settings.conservative?.ascentSteps ?? 0) * 4;
      const flops = (22 + ascents) * this.#count * this.#batch;
      this.#batchesPerCall = Math.max(1, Math.round(3e9 / flops));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Address of the network's description. */
  get network(): number {
    return this.#network.pointer;
  }

  get parameters(): number {
    return this.#parameters.pointer;
  }

  /** λ, the norm of the mean's gradient, the centre of BOSS's law, α of a conservative loss. */
  get state(): { multiplier: number; norm: number; omega: number; conservatism: number } {
    const numbers = this.#numbers();
    return {
      multiplier: numbers[LAMBDA]!,
      norm: numbers[NORM]!,
      omega: numbers[OMEGA_MEAN]!,
      conservatism: exp(numbers[LOG_WEIGHT]!),
    };
  }

  /** One epoch over the rows in a new order; `pause` is awaited between calls. Returns mean loss. */
  async epoch(pause: () => Promise<void>): Promise<number> {
    const n = this.#rows.length;
    const order = this.#shuffle.permutation(n).map((i) => this.#rows[i]!);
    memoryWords().set(order, this.#order.pointer / 4);
    let loss = 0;
    for (let first = 0; first < n; ) {
      const count = Math.min(this.#batchesPerCall * this.#batch, n - first);
      const from = this.#order.pointer + 4 * first;
      checked(core().surrogate_train(this.#trainer.pointer, from, count));
      loss += this.#numbers()[MEAN_LOSS]! * count;
      first += count;
      await pause();
    }
    return loss / n;
  }

  /** Runs `rows` rows at address `x` through the network; returns a copy of its outputs. */
  forward(x: number, work: Workspace): Float32Array {
    const { rows, block } = work;
    checked(core().network_forward(this.network, this.parameters, x, rows, block.pointer));
    const at = core().network_output(this.network, rows, block.pointer) >>> 0;
    return readFloats(at, rows * this.outputs);
  }

  /** out ← gradients in the inputs of Σ upstream ∘ outputs, after `forward`. Addresses. */
  inputGradient(work: Workspace, upstream: number, out: number): void {
    const { rows, block } = work;
    const c = core();
    checked(c.network_backward(this.network, this.parameters, rows, block.pointer, upstream));
    checked(c.network_input_gradient(this.network, this.parameters, rows, block.pointer, out));
  }

  /** σ from the raw second output, within the trained bounds. */
  deviation(raw: number): number {
    const at = this.parameters / 4 + this.#count;
    const [highest, lowest] = memoryFloats().subarray(at, at + 2);
    const capped = highest! - softplus(highest! - raw);
    return exp(lowest! + softplus(capped - lowest!));
  }

  dispose(): void {
    for (const block of this.#blocks) block[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #configure(header: number[], settings: SurrogateSettings, seed: number, member: number): void {
    const { regularizer, conservative, learningRate } = settings;
    const loss = conservative ? LOSS.conservative : LOSS.nll;
    const kind = regularizer === null ? 0 : REGULARIZER[regularizer.type];
    const draws = regularizer?.type === "boss" ? regularizer.draws : 0;
    const words = memoryWords().subarray(this.#trainer.pointer / 4);
    words.set([...header, loss, kind, flagsOf(regularizer)]);
    words.set([seed | 0, Math.floor(seed / 2 ** 32), member * STREAMS + DRAWS], 11);
    words.set([draws, conservative?.ascentSteps ?? 0], 15);
    const numbers = this.#numbers();
    numbers.set([learningRate, 0.9, 0.999, 1e-7]);
    if (regularizer?.type === "ignite") {
      const { weight, weightRate, rho, radius, limit } = regularizer;
      numbers.set([weight, weightRate, rho, radius, limit], LAMBDA);
    }
    if (regularizer?.type === "boss") {
      const { weight, alpha, spread, rate, meanBound, spreadBounds } = regularizer;
      numbers[LAMBDA] = weight;
      numbers.set([alpha, 0, spread, rate, meanBound, ...spreadBounds], 13);
    }
    if (conservative) {
      const { overestimation, ascentSize } = conservative;
      numbers.set([log(0.1), overestimation, 0.01, 0, 0, ascentSize], LOG_WEIGHT);
    }
  }

  #numbers(): Float64Array {
    const at = this.#trainer.pointer / 8 + NUMBERS;
    return memoryDoubles().subarray(at, at + 48);
  }

  #own<T extends Disposable>(block: T): T {
    this.#blocks.push(block);
    return block;
  }

  #words(values: readonly number[]): Block {
    const block = this.#own(new Block((values.length + 1) >> 1));
    memoryWords().set(values, block.pointer / 4);
    return block;
  }
}

function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

function flagsOf(regularizer: Regularizer | null): number {
  if (regularizer?.type === "ignite") {
    return regularizer.mode === "paper" ? FLAG.difference | FLAG.freeMultiplier : 0;
  }
  if (regularizer?.type !== "boss") return 0;
  const kind = regularizer.gamma === "vector" ? FLAG.vector : 0;
  return kind | (regularizer.compat ? FLAG.compat : 0);
}

/** Glorot's uniform weights, biases of zero, and the bounds of the deviation, 0.2 and 0.1. */
function initialParameters(sizes: readonly number[], stream: RandomStream): Float32Array {
  const parts: number[] = [];
  for (let l = 1; l < sizes.length; l++) {
    const [fan, width] = [sizes[l - 1]!, sizes[l]!];
    const bound = Math.sqrt(6 / (fan + width));
    for (const u of stream.uniform(fan * width)) parts.push(bound * (2 * u - 1));
    for (let j = 0; j < width; j++) parts.push(0);
  }
  return Float32Array.from([...parts, log(0.2), log(0.1)]);
}

/** How often each row is drawn in as many draws as there are rows to train on. */
function bootstrap(n: number, rows: Int32Array, stream: RandomStream): Float32Array {
  const counts = new Float32Array(n);
  for (const i of stream.integers(rows.length, 0, rows.length - 1)) counts[rows[i]!]! += 1;
  return counts;
}
