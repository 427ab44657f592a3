import { OutOfMemoryError } from "../errors.js";
import { core, memoryDoubles, memoryFloats, memoryWords } from "./core.js";

/** Working memory for one call; all of it is released when `withScratch` returns or throws. */
export interface Scratch {
  /** Address of `count` doubles, not cleared. */
  allocate(count: number): number;
  /** Address of `count` 32-bit integers, not cleared. */
  allocateWords(count: number): number;
  /** Address of a copy of `values`. */
  copyIn(values: ArrayLike<number>): number;
  /** Address of a copy of `values` as floats. */
  copyInFloats(values: ArrayLike<number>): number;
  /** Address of a copy of `values` as 32-bit integers. */
  copyInWords(values: ArrayLike<number>): number;
}

const scratch: Scratch = {
  allocate(count) {
    // Above 2³² bytes the argument would wrap around to a small number.
    const pointer = count < 2 ** 28 ? core().scratch_allocate(count * 8) >>> 0 : 0;
    if (pointer === 0) throw new OutOfMemoryError(count * 8);
    return pointer;
  },
  allocateWords(count) {
    return scratch.allocate(Math.ceil(count / 2));
  },
  copyIn(values) {
    const pointer = scratch.allocate(values.length);
    memoryDoubles().set(values, pointer / 8);
    return pointer;
  },
  copyInFloats(values) {
    const pointer = scratch.allocate(Math.ceil(values.length / 2));
    memoryFloats().set(values, pointer / 4);
    return pointer;
  },
  copyInWords(values) {
    const pointer = scratch.allocateWords(values.length);
    memoryWords().set(values, pointer / 4);
    return pointer;
  },
};

/** Runs `use` with working memory that is released afterwards, whatever happens. */
export function withScratch<T>(use: (scratch: Scratch) => T): T {
  const { scratch_mark, scratch_release } = core();
  const mark = scratch_mark();
  try {
    return use(scratch);
  } finally {
    scratch_release(mark);
  }
}

/** A copy of `count` doubles at `pointer`. */
export function read(pointer: number, count: number): Float64Array {
  return memoryDoubles().slice(pointer / 8, pointer / 8 + count);
}

/** A copy of `count` 32-bit integers at `pointer`. */
export function readWords(pointer: number, count: number): Int32Array {
  return memoryWords().slice(pointer / 4, pointer / 4 + count);
}

/** A copy of `count` floats at `pointer`. */
export function readFloats(pointer: number, count: number): Float32Array {
  return memoryFloats().slice(pointer / 4, pointer / 4 + count);
}
