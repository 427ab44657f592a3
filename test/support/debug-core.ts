/**
 * The debug binary with its assertions and plain twins, in an instance of its own, and helpers
 * to move matrices in and out of its memory.
 */
import { readFileSync } from "node:fs";
import type { instantiate } from "../../build/core.debug.js";

export type DebugCore = Awaited<ReturnType<typeof instantiate>>;

let instance: DebugCore | undefined;

/** The exports of build/core.debug.wasm; made at first use, shared by one test file. */
export function debugCore(): DebugCore {
  instance ??= fresh();
  return instance;
}

/** A new instance with a memory of its own. */
export function fresh(): DebugCore {
  const bytes = readFileSync(new URL("../../build/core.debug.wasm", import.meta.url));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as DebugCore;
}

/** Linear memory as doubles; taken anew after every call, since growth detaches it. */
export function doubles(core: DebugCore = debugCore()): Float64Array {
  return new Float64Array(core.memory.buffer);
}

/** A block with a copy of `values`, and its content read back. */
export interface Buffer {
  readonly pointer: number;
  readonly values: Float64Array;
}

/**
 * Runs `use` with a maker of blocks; releases them afterwards and checks that no block and no
 * scratch is left behind.
 */
export function withBuffers<T>(
  use: (buffer: (values: ArrayLike<number>) => Buffer, core: DebugCore) => T,
  core: DebugCore = debugCore(),
): T {
  // The first chunk of scratch is kept for good: take it before counting.
  core.scratch_release(warmScratch(core));
  const blocks = core.heap_live_blocks();
  const mark = core.scratch_mark();
  const pointers: number[] = [];
  const make = (values: ArrayLike<number>): Buffer => {
    const pointer = core.heap_allocate(Math.max(values.length, 1) * 8) >>> 0;
    if (pointer === 0) throw new Error("the debug core has no memory left");
    pointers.push(pointer);
    doubles(core).set(values, pointer / 8);
    return {
      pointer,
      get values() {
        return doubles(core).slice(pointer / 8, pointer / 8 + values.length);
      },
    };
  };
  let result: T;
  try {
    result = use(make, core);
  } finally {
    for (const pointer of pointers) core.heap_release(pointer);
  }
  if (core.heap_live_blocks() !== blocks) throw new Error("a kernel left a block behind");
  if (core.scratch_mark() !== mark) throw new Error("a kernel left scratch behind");
  return result;
}

function warmScratch(core: DebugCore): number {
  const mark = core.scratch_mark();
  core.scratch_allocate(8);
  return mark;
}
