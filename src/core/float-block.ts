import { DISPOSE } from "../dispose.js";
import { Block } from "./block.js";
import { memoryFloats } from "./core.js";

/** Doubles behind the floats: the core reads and writes them in groups. */
const PADDING = 8;

/** A long-lived array of floats in linear memory, for networks; as `Block` in all else. */
export class FloatBlock implements Disposable {
  readonly length: number;
  readonly #block: Block;

  /** `length` floats, set to zero. Throws `OutOfMemoryError`. */
  constructor(length: number) {
    this.length = length;
    this.#block = new Block(Math.ceil(length / 2) + PADDING);
  }

  /** A block that holds a copy of `values`. */
  static from(values: ArrayLike<number>): FloatBlock {
    const block = new FloatBlock(values.length);
    block.view().set(values);
    return block;
  }

  /** Byte address for the core. Throws `DisposedError` after `dispose`. */
  get pointer(): number {
    return this.#block.pointer;
  }

  /** A view, valid until the next call into the core. */
  view(start = 0, end = this.length): Float32Array {
    const first = this.pointer / 4;
    return memoryFloats().subarray(first + start, first + end);
  }

  /** A copy that outlives the block. */
  copy(start = 0, end = this.length): Float32Array {
    return this.view(start, end).slice();
  }

  dispose(): void {
    this.#block.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
