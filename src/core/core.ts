/** The only place that instantiates WebAssembly and sees its memory. */
import { instantiateSync } from "@assemblyscript/loader";
import type { instantiate } from "../../build/core.js";
import { OptimizationError, OutOfMemoryError } from "../errors.js";
import { coreModule } from "./module.js";
import { unsupported } from "./unsupported.js";

/** The exports of the core, as `assembly/index.ts` declares them. */
export type Core = Awaited<ReturnType<typeof instantiate>>;

let instance: Core | undefined;
let doubles = new Float64Array(0);
let floats = new Float32Array(0);
let words = new Int32Array(0);

/** The core's exports; the first call compiles and instantiates, about 2 ms. */
export function core(): Core {
  instance ??= start();
  return instance;
}

function start(): Core {
  try {
    // The loader's own wrappers cost three times a call: `instance.exports` is called directly.
    return instantiateSync(coreModule()).instance.exports as unknown as Core;
  } catch (cause) {
    throw cause instanceof OptimizationError ? cause : unsupported(cause);
  }
}

/**
 * Linear memory as doubles. Growth detaches it, so a caller never keeps it across a call
 * into the core.
 */
export function memoryDoubles(): Float64Array {
  const { buffer } = core().memory;
  if (doubles.buffer !== buffer) doubles = new Float64Array(buffer);
  return doubles;
}

/** Linear memory as floats, under the same rule as `memoryDoubles`. */
export function memoryFloats(): Float32Array {
  const { buffer } = core().memory;
  if (floats.buffer !== buffer) floats = new Float32Array(buffer);
  return floats;
}

/** Linear memory as 32-bit words, under the same rule as `memoryDoubles`. */
export function memoryWords(): Int32Array {
  const { buffer } = core().memory;
  if (words.buffer !== buffer) words = new Int32Array(buffer);
  return words;
}

/** A status of the core that says memory is exhausted; the same number as in assembly/status.ts. */
const OUT_OF_MEMORY = -1000;

/** Throws for a negative status; passes 0 and failing positions on to the caller. */
export function checked(status: number): number {
  if (status === OUT_OF_MEMORY) throw new OutOfMemoryError(0);
  if (status < 0) throw new RangeError(`core: argument ${-status} is out of range`);
  return status;
}
