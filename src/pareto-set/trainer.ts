/** The network that maps a preference to a design, trained in the core. */
import { Block, checked, core, memoryDoubles, withScratch } from "../core/index.js";
import { RandomStream } from "../random/index.js";
import { preferences } from "./preferences.js";
import type { ParetoSetSettings } from "./settings.js";

/** Numbers of assembly/nn/activation.ts. */
const [RELU, SIGMOID] = [1, 5];
/** Flags of assembly/stein/trainer.ts. */
const FLAGS = { variance: 1, squaredBandwidth: 2, unitDrive: 4, staleGradient: 8, sum: 16 };
const SCALARIZATIONS = { weighted: 0, ray: 1, smooth: 2 };
const INTERACTIONS = { alone: 0, local: 1, global: 2 };
const NORMALIZATIONS = { none: 0, particle: 1, column: 2 };

/** Designs that go through the network at a time. */
const ROWS = 256;
/** Steps of one call: long enough to cost nothing, short enough to stop in time. */
const STEPS_A_CALL = 50;

/** Streams of random numbers under a round's seed. */
const [WEIGHTS, STEPS] = [1, 2];

export interface TrainerOptions {
  readonly settings: ParetoSetSettings;
  /** Addresses of the objectives' Gaussian processes, which outlive the trainer. */
  readonly models: readonly number[];
  /** d */
  readonly inputs: number;
  /** Ideal point in the models' units, k numbers. */
  readonly ideal: readonly number[];
  readonly seed: number;
}

/** A network, its optimizer and its training state in the core's memory. */
export class Trainer implements Disposable {
  readonly k: number;
  readonly d: number;
  readonly #settings: ParetoSetSettings;
  readonly #blocks: Block[] = [];
  readonly #network: Block;
  readonly #parameters: Block;
  readonly #trainer: Block;
  readonly #count: number;

  constructor({ settings, models, inputs, ideal, seed }: TrainerOptions) {
    this.#settings = settings;
    this.k = models.length;
    this.d = inputs;
    try {
      const { width, steps, particles } = settings;
      this.#network = this.#words([3, this.k, width, width, inputs, RELU, RELU, SIGMOID]);
      this.#count = core().network_parameters(this.#network.pointer);
      const [parameters, gradient] = [this.#floats(this.#count), this.#floats(this.#count)];
      this.#parameters = parameters;
      this.#initialize(seed);
      const draws = preferences(this.k, steps * particles, new RandomStream(seed, STEPS));
      const words = [
        this.#network.pointer,
        parameters.pointer,
        this.#floats(2 * this.#count).pointer,
        gradient.pointer,
        this.#words(models).pointer,
        this.k,
        inputs,
        particles,
        this.#own(Block.from(draws)).pointer,
        this.#own(Block.from(ideal)).pointer,
      ];
      this.#trainer = this.#own(new Block(core().stein_trainer_bytes() / 8));
      this.#configure(words);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Trains to the end of the schedule. `between` is called every few steps and may throw. */
  train(between: (step: number) => void = () => {}): void {
    const { steps, checkpointEvery } = this.#settings;
    const stride = checkpointEvery > 0 ? checkpointEvery : STEPS_A_CALL;
    for (let done = 0; done < steps; ) {
      const count = Math.min(stride, steps - done);
      checked(core().stein_train(this.#trainer.pointer, count));
      done += count;
      between(done);
    }
  }

  /** Designs for m preferences: m × k to m × d. */
  designs(chosen: Float64Array): Float64Array {
    const m = chosen.length / this.k;
    const out = new Float64Array(m * this.d);
    for (let first = 0; first < m; first += ROWS) {
      const rows = Math.min(ROWS, m - first);
      const part = chosen.subarray(first * this.k, (first + rows) * this.k);
      out.set(this.#forward(part, rows), first * this.d);
    }
    return out;
  }

  /** A copy of the network's parameters. */
  get parameters(): Float32Array {
    return this.#parameterView().slice();
  }

  set parameters(values: Float32Array) {
    this.#parameterView().set(values);
  }

  dispose(): void {
    for (const block of this.#blocks) block.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #forward(part: Float64Array, rows: number): Float32Array {
    return withScratch((scratch) => {
      const net = this.#network.pointer;
      const x = scratch.allocate((part.length >> 1) + 2);
      const work = scratch.allocate(core().network_workspace(net, rows) / 8);
      floatsAt(x, part.length).set(part);
      checked(core().network_forward(net, this.#parameters.pointer, x, rows, work));
      return floatsAt(core().network_output(net, rows, work) >>> 0, rows * this.d).slice();
    });
  }

  /** Uniform in ±1/√inputs, biases too, as the published networks. */
  #initialize(seed: number): void {
    const stream = new RandomStream(seed, WEIGHTS);
    const { width } = this.#settings;
    const parameters = this.#parameterView();
    let offset = 0;
    for (const [fan, out] of [
      [this.k, width] as const,
      [width, width] as const,
      [width, this.d] as const,
    ]) {
      const count = (fan + 1) * out;
      const bound = 1 / Math.sqrt(fan);
      parameters.set(
        stream.uniform(count).map((u) => bound * (2 * u - 1)),
        offset,
      );
      offset += count;
    }
  }

  #configure(words: number[]): void {
    const settings = this.#settings;
    const flags =
      (settings.spread === "variance" ? FLAGS.variance : 0) |
      (settings.bandwidth === "squared" ? FLAGS.squaredBandwidth : 0) |
      (settings.unitDrive ? FLAGS.unitDrive : 0) |
      (settings.staleGradient ? FLAGS.staleGradient : 0) |
      (settings.sum ? FLAGS.sum : 0);
    const rules = [
      0,
      SCALARIZATIONS[settings.scalarization],
      INTERACTIONS[settings.interaction],
      NORMALIZATIONS[settings.normalization],
      flags,
    ];
    const { pointer } = this.#trainer;
    new Uint32Array(memoryDoubles().buffer, pointer).set([...words, ...rules]);
    const { optimism, repulsion, learningRate, augmentation } = settings;
    memoryDoubles().set([optimism, repulsion, 1, learningRate, augmentation], pointer / 8 + 16);
  }

  #own(block: Block): Block {
    this.#blocks.push(block);
    return block;
  }

  #words(values: readonly number[]): Block {
    const block = this.#own(new Block((values.length + 1) >> 1));
    new Uint32Array(memoryDoubles().buffer, block.pointer, values.length).set(values);
    return block;
  }

  #floats(count: number): Block {
    return this.#own(new Block((count >> 1) + 8));
  }

  #parameterView(): Float32Array {
    return floatsAt(this.#parameters.pointer, this.#count);
  }
}

function floatsAt(pointer: number, count: number): Float32Array {
  return new Float32Array(memoryDoubles().buffer, pointer, count);
}
