/** One surrogate network with its training state, in the core's memory. */
import {
  Block,
  checked,
  core,
  FloatBlock,
  memoryFloats,
  memoryWords,
  readFloats,
} from "../core/index.js";
import { exp, log } from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { RandomStream } from "../random/index.js";
import type { Examples } from "./examples.js";
import { bootstrap, glorot } from "./initial.js";
import { softplus } from "./softplus.js";
import { type Objective, Trainer } from "./trainer.js";

/** Numbers of assembly/nn/activation.ts. */
const ACTIVATION = { identity: 0, relu: 1, leakyRelu: 2 };

/** Streams of random numbers under a surrogate's seed, `STREAMS` a member. */
const [INIT, BOOTSTRAP, SHUFFLE, DRAWS, CLASSIFIER] = [0, 1, 2, 3, 4];
const STREAMS = 8;

export interface SurrogateSettings extends Objective {
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  readonly activation: "relu" | "leakyRelu";
  readonly batch: number;
  /** Weight rows by a bootstrap sample. */
  readonly bootstrap: boolean;
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

  [DISPOSE](): void {
    this.dispose();
  }
}

export class Surrogate implements Disposable {
  /** 2: mean and raw log-deviation; 1: mean. */
  readonly outputs: number;
  readonly #blocks: Disposable[] = [];
  readonly #network: Block;
  readonly #parameters: FloatBlock;
  readonly #trainer: Trainer;
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
      // The bounds of the deviation, at first 0.2 and 0.1, follow the weights.
      const initial = [...glorot(sizes, stream(INIT)), log(0.2), log(0.1)];
      this.#parameters = this.#own(FloatBlock.from(initial));
      this.#order = this.#own(new Block((rows.length + 1) >> 1));
      const weights = settings.bootstrap
        ? this.#own(FloatBlock.from(bootstrap(examples.n, rows, stream(BOOTSTRAP)))).pointer
        : 0;
      const addresses = [
        this.network,
        this.#parameters.pointer,
        this.#own(new FloatBlock(2 * held)).pointer,
        this.#own(new FloatBlock(held)).pointer,
        examples.x.pointer,
        examples.y.pointer,
        weights,
      ];
      const draws = { seed, stream: member * STREAMS + DRAWS };
      const classifier = stream(CLASSIFIER)
        .uniform(7)
        .map((u) => 2 * u - 1);
      this.#trainer = this.#own(new Trainer(addresses, this.#batch, settings, draws, classifier));
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
      loss += this.#trainer.meanLoss * count;
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
    for (const block of this.#blocks) block[DISPOSE]();
  }

  [DISPOSE](): void {
    this.dispose();
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
