/** A dense network with its optimizer, for losses that the core does not know. */
import { Block, checked, core, FloatBlock, memoryWords, readFloats } from "../core/index.js";
import { DISPOSE } from "../dispose.js";
import type { RandomStream } from "../random/index.js";
import { adamStep } from "./adam.js";
import { glorot } from "./initial.js";

/** Numbers of assembly/nn/activation.ts. */
const [IDENTITY, LEAKY_RELU] = [0, 2];

export class Network implements Disposable {
  readonly inputs: number;
  readonly outputs: number;
  readonly #owned: Disposable[] = [];
  readonly #network: Block;
  readonly #work: Block;
  readonly #x: FloatBlock;
  readonly #upstream: FloatBlock;
  readonly #parameters: FloatBlock;
  readonly #gradient: FloatBlock;
  readonly #moments: FloatBlock;
  #step = 0;
  /** Rows of the last pass. */
  #rows = 0;

  /**
   * @param sizes  inputs, hidden layers, outputs
   * @param most   rows of a pass
   */
  constructor(sizes: readonly number[], most: number, stream: RandomStream) {
    const [inputs, outputs] = [sizes[0]!, sizes.at(-1)!];
    this.inputs = inputs;
    this.outputs = outputs;
    try {
      const hidden = sizes.slice(1, -1).map(() => LEAKY_RELU);
      this.#network = this.#own(new Block(sizes.length));
      memoryWords().set(
        [sizes.length - 1, ...sizes, ...hidden, IDENTITY],
        this.#network.pointer / 4,
      );
      const initial = glorot(sizes, stream);
      this.#parameters = this.#own(FloatBlock.from(initial));
      this.#gradient = this.#own(new FloatBlock(initial.length));
      this.#moments = this.#own(new FloatBlock(2 * initial.length));
      this.#x = this.#own(new FloatBlock(most * inputs));
      this.#upstream = this.#own(new FloatBlock(most * outputs));
      const bytes = core().network_workspace(this.#network.pointer, most);
      this.#work = this.#own(new Block(bytes / 8));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  get parameters(): Float32Array {
    return this.#parameters.copy();
  }

  /** Slopes in the parameters, of the last `backward`. */
  get gradient(): Float32Array {
    return this.#gradient.copy();
  }

  set parameters(values: Float32Array) {
    this.#parameters.view().set(values);
  }

  /** Outputs of the rows of `x`, rows × outputs. */
  forward(x: Float32Array): Float32Array {
    const rows = x.length / this.inputs;
    const [net, work] = [this.#network.pointer, this.#work.pointer];
    this.#rows = rows;
    this.#x.view(0, x.length).set(x);
    const c = core();
    checked(c.network_forward(net, this.#parameters.pointer, this.#x.pointer, rows, work));
    return readFloats(c.network_output(net, rows, work) >>> 0, rows * this.outputs);
  }

  /**
   * After `forward`: takes the slopes of a loss in the outputs, keeps those in the parameters, and
   * returns those in x, rows × inputs.
   */
  backward(upstream: Float32Array): Float32Array {
    const rows = this.#rows;
    const [net, work] = [this.#network.pointer, this.#work.pointer];
    const [x, up, parameters] = [this.#x.pointer, this.#upstream.pointer, this.#parameters.pointer];
    const c = core();
    this.#upstream.view(0, upstream.length).set(upstream);
    checked(c.network_backward(net, parameters, rows, work, up));
    this.#gradient.view().fill(0);
    checked(c.network_gradient(net, x, rows, work, this.#gradient.pointer));
    checked(c.network_input_gradient(net, parameters, rows, work, x));
    return this.#x.copy(0, rows * this.inputs);
  }

  /** One step of Adam down the gradient of the last `backward`. */
  descend(rate: number): void {
    this.#step += 1;
    adamStep(this.#parameters, this.#gradient, this.#moments, rate, this.#step);
  }

  dispose(): void {
    for (const resource of this.#owned) resource[DISPOSE]();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #own<T extends Disposable>(resource: T): T {
    this.#owned.push(resource);
    return resource;
  }
}
