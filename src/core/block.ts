import { DISPOSE } from "../dispose.js";
import { DisposedError, OutOfMemoryError } from "../errors.js";
import { core, memoryDoubles } from "./core.js";

/**
 * A long-lived array of doubles in linear memory, owned by one object that disposes of it.
 * A registry returns the memory of blocks that were forgotten; it is only a safety net, since
 * it does not run inside synchronous loops.
 */
export class Block implements Disposable {
  readonly length: number;
  #pointer: number;

  /** `length` doubles, set to zero. Throws `OutOfMemoryError`. */
  constructor(length: number) {
    // Above 2³² bytes the argument would wrap around to a small number.
    this.#pointer = length < 2 ** 28 ? core().heap_allocate(length * 8) >>> 0 : 0;
    if (this.#pointer === 0) throw new OutOfMemoryError(length * 8);
    this.length = length;
    forgotten.register(this, this.#pointer, this);
    this.view().fill(0);
  }

  /** A block that holds a copy of `values`. */
  static from(values: ArrayLike<number>): Block {
    const block = new Block(values.length);
    block.view().set(values);
    return block;
  }

  /** Byte address for the core. Throws `DisposedError` after `dispose`. */
  get pointer(): number {
    if (this.#pointer === 0) throw new DisposedError("a block of the core's memory");
    return this.#pointer;
  }

  /** A view, valid until the next call into the core. */
  view(start = 0, end = this.length): Float64Array {
    const first = this.pointer / 8;
    return memoryDoubles().subarray(first + start, first + end);
  }

  /** A copy that outlives the block. */
  copy(start = 0, end = this.length): Float64Array {
    return this.view(start, end).slice();
  }

  dispose(): void {
    if (this.#pointer === 0) return;
    forgotten.unregister(this);
    core().heap_release(this.#pointer);
    this.#pointer = 0;
  }

  [DISPOSE](): void {
    this.dispose();
  }
}

const forgotten = new FinalizationRegistry<number>((pointer) => core().heap_release(pointer));
