/** The network that tells a point of a bridge how far it is from the high end, and its training. */
import {
  Block,
  checked,
  core,
  FloatBlock,
  memoryDoubles,
  memoryWords,
  readFloats,
  withScratch,
} from "../../../core/index.js";
import { DISPOSE } from "../../../dispose.js";
import { RandomStream } from "../../../random/index.js";
import type { Pairs } from "./pairs.js";
import type { BridgeSchedule } from "./schedule.js";
import type { BridgeSettings } from "./settings.js";
import { STREAM } from "./streams.js";

/** Numbers of assembly/nn/activation.ts and assembly/nn/bridge/trainer.ts. */
const [IDENTITY, SWISH] = [0, 3];
const NUMBERS = 16;
const [LOW, BATCHES] = [5, 15];
const MEAN_LOSS = 4;
/** Deviation of the first weights. */
const SPREAD = 0.02;
/** Numbers beside a design that the network sees: time, score of the high end, of the low end. */
export const CONDITIONS = 3;
/** About 0.1 s a call: rare enough to cost nothing, often enough to stop in time. */
const FLOPS = 1e9;

/** x − x_high, as far as known, for rows of x beside their conditions: m × (d + 3) to m × d. */
export type Guess = (inputs: Float32Array) => Float32Array;

export class Denoiser implements Disposable {
  readonly d: number;
  readonly #owned: Disposable[] = [];
  readonly #network: Block;
  readonly #trainer: Block;
  readonly #parameters: FloatBlock;
  readonly #average: FloatBlock;
  readonly #averageFrom: number;
  readonly #batch: number;
  readonly #batchesPerCall: number;
  readonly #order: RandomStream;

  /** @param times  what the network sees of each time of the schedule */
  constructor(
    d: number,
    settings: BridgeSettings,
    schedule: BridgeSchedule,
    times: Float64Array,
    seed: number,
  ) {
    this.d = d;
    this.#batch = settings.batch;
    this.#averageFrom = settings.averageFrom;
    this.#order = new RandomStream(seed, STREAM.order);
    try {
      const sizes = [d + CONDITIONS, ...settings.hidden, d];
      this.#network = this.#own(new Block(sizes.length + 1));
      const activations = [...settings.hidden.map(() => SWISH), IDENTITY];
      const words = [sizes.length - 1, ...sizes, ...activations];
      memoryWords().set(words, this.#network.pointer / 4);
      const initial = initialParameters(sizes, new RandomStream(seed, STREAM.initial));
      const count = initial.length;
      this.#parameters = this.#own(FloatBlock.from(initial));
      this.#average = this.#own(FloatBlock.from(initial));
      this.#trainer = this.#own(new Block(NUMBERS + 48));
      const moments = this.#own(new FloatBlock(2 * count));
      const gradient = this.#own(new FloatBlock(count));
      const table = this.#own(FloatBlock.from(scheduleTable(schedule, times)));
      const header = [this.#network, this.#parameters, moments, gradient, this.#average];
      const header32 = memoryWords().subarray(this.#trainer.pointer / 4);
      header32.set(header.map(({ pointer }) => pointer));
      header32.set([table.pointer, times.length, settings.batch, settings.accumulate], 8);
      header32.set([seed | 0, Math.floor(seed / 2 ** 32), STREAM.batches], 12);
      header32.set([settings.averageEvery, settings.averageFrom, settings.patience], 17);
      const { learningRate, dropout, averageDecay } = settings;
      this.#numbers().set([learningRate, dropout, averageDecay, Number.POSITIVE_INFINITY]);
      this.#batchesPerCall = Math.max(1, Math.round(FLOPS / (6 * count * settings.batch)));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Passes over the pairs, each in a new order; returns the mean loss of the last. */
  async train(pairs: Pairs, passes: number, pause: () => Promise<void>): Promise<number> {
    const { count } = pairs;
    using low = FloatBlock.from(pairs.low);
    using high = FloatBlock.from(pairs.high);
    using scores = FloatBlock.from(pairs.scores);
    using order = new Block((count + 1) >> 1);
    const addresses = [low.pointer, high.pointer, scores.pointer];
    memoryWords().set(addresses, this.#trainer.pointer / 4 + LOW);
    let loss = 0;
    for (let pass = 0; pass < passes; pass++) {
      memoryWords().set(this.#order.permutation(count), order.pointer / 4);
      loss = 0;
      for (let first = 0; first < count; ) {
        const rows = Math.min(this.#batchesPerCall * this.#batch, count - first);
        checked(core().bridge_train(this.#trainer.pointer, order.pointer + 4 * first, rows));
        loss += (this.#numbers()[MEAN_LOSS]! * rows) / count;
        first += rows;
        await pause();
      }
    }
    return loss;
  }

  /** By the averaged weights: rows of x beside their conditions, m × (d + 3) to m × d. */
  guess(inputs: Float32Array): Float32Array {
    const rows = inputs.length / (this.d + CONDITIONS);
    // Before the average sets in it lags behind the weights by as much as a round of copies.
    const early = memoryWords()[this.#trainer.pointer / 4 + BATCHES]! <= this.#averageFrom;
    const { pointer: parameters } = early ? this.#parameters : this.#average;
    const c = core();
    const net = this.#network.pointer;
    return withScratch((s) => {
      const work = s.allocate(c.network_workspace(net, rows) / 8);
      checked(c.network_forward(net, parameters, s.copyInFloats(inputs), rows, work));
      return readFloats(c.network_output(net, rows, work) >>> 0, rows * this.d);
    });
  }

  dispose(): void {
    for (const resource of this.#owned) resource[DISPOSE]();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #numbers(): Float64Array {
    const at = this.#trainer.pointer / 8 + NUMBERS;
    return memoryDoubles().subarray(at, at + 48);
  }

  #own<T extends Disposable>(resource: T): T {
    this.#owned.push(resource);
    return resource;
  }
}

/** Normal weights of deviation 0.02 and uniform biases in ±1/√inputs, as the published network. */
function initialParameters(sizes: readonly number[], stream: RandomStream): Float32Array {
  const parts: Float64Array[] = [];
  for (let l = 1; l < sizes.length; l++) {
    const [fan, width] = [sizes[l - 1]!, sizes[l]!];
    parts.push(stream.normal(fan * width).map((z) => SPREAD * z));
    parts.push(stream.uniform(width).map((u) => (2 * u - 1) / Math.sqrt(fan)));
  }
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Three floats a time: share, deviation, what the network sees. */
function scheduleTable({ share, variance }: BridgeSchedule, times: Float64Array): Float32Array {
  const table = new Float32Array(3 * times.length);
  for (let t = 0; t < times.length; t++) {
    table.set([share[t]!, Math.sqrt(variance[t]!), times[t]!], 3 * t);
  }
  return table;
}
