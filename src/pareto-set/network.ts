/** The network that maps a preference to a design. */
import { Block, checked, core, memoryDoubles, withScratch } from "../core/index.js";
import { DISPOSE } from "../dispose.js";
import type { RandomStream } from "../random/index.js";

/** Numbers of assembly/nn/activation.ts. */
const [RELU, SIGMOID] = [1, 5];

/** Designs that go through the network at a time. */
const ROWS = 256;

/** Two hidden layers of rectifiers, and sigmoids that keep designs in the unit cube. */
export class Network implements Disposable {
  /** Length of a preference. */
  readonly k: number;
  /** Length of a design. */
  readonly d: number;
  readonly width: number;
  /** Number of parameters. */
  readonly size: number;
  readonly #shape: Block;
  readonly #parameters: Block;

  constructor(k: number, d: number, width: number) {
    this.k = k;
    this.d = d;
    this.width = width;
    const words = [3, k, width, width, d, RELU, RELU, SIGMOID];
    this.#shape = new Block(words.length / 2);
    new Uint32Array(memoryDoubles().buffer, this.#shape.pointer, words.length).set(words);
    this.size = core().network_parameters(this.#shape.pointer);
    try {
      this.#parameters = new Block((this.size >> 1) + 8);
    } catch (error) {
      this.#shape.dispose();
      throw error;
    }
  }

  /** Address of the network's shape for the core. */
  get pointer(): number {
    return this.#shape.pointer;
  }

  /** Address of the parameters for the core. */
  get parametersPointer(): number {
    return this.#parameters.pointer;
  }

  /** A copy of the parameters. */
  get parameters(): Float32Array {
    return floatsAt(this.#parameters.pointer, this.size).slice();
  }

  set parameters(values: Float32Array) {
    floatsAt(this.#parameters.pointer, this.size).set(values);
  }

  /** Weights and biases uniform in ±1/√inputs of their layer, as in the published networks. */
  initialize(stream: RandomStream): void {
    const { k, d, width } = this;
    const layers = [
      [k, width],
      [width, width],
      [width, d],
    ] as const;
    const draws = layers.flatMap(([fan, out]) => {
      const bound = 1 / Math.sqrt(fan);
      return Array.from(stream.uniform((fan + 1) * out), (u) => bound * (2 * u - 1));
    });
    this.parameters = Float32Array.from(draws);
  }

  /** Designs in the unit cube for m preferences: m × k to m × d. Cost: 2 m · size flops. */
  designs(preferences: Float64Array): Float64Array {
    const { k, d } = this;
    const m = preferences.length / k;
    const out = new Float64Array(m * d);
    for (let first = 0; first < m; first += ROWS) {
      const rows = Math.min(ROWS, m - first);
      out.set(this.#forward(preferences.subarray(first * k, (first + rows) * k), rows), first * d);
    }
    return out;
  }

  dispose(): void {
    this.#shape.dispose();
    this.#parameters.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #forward(preferences: Float64Array, rows: number): Float32Array {
    return withScratch((scratch) => {
      const net = this.pointer;
      const x = scratch.allocate((preferences.length >> 1) + 2);
      const work = scratch.allocate(core().network_workspace(net, rows) / 8);
      floatsAt(x, preferences.length).set(preferences);
      checked(core().network_forward(net, this.parametersPointer, x, rows, work));
      return floatsAt(core().network_output(net, rows, work) >>> 0, rows * this.d).slice();
    });
  }
}

function floatsAt(pointer: number, count: number): Float32Array {
  return new Float32Array(memoryDoubles().buffer, pointer, count);
}
