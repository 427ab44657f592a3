import { checked, core, read, withScratch } from "../core/index.js";
import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import { count, seedWords, streamNumber } from "./arguments.js";

/**
 * n points in (0, 1)^d, row by row, of which every coordinate has exactly one in each of n equal
 * intervals.
 *
 * @param options.seed    a whole number from 0
 * @param options.stream  independent designs under one seed. Default 0
 * Errors: `InputError`, `OutOfMemoryError`. Cost: O(n·d).
 */
export function latinHypercube(
  d: number,
  n: number,
  options: { readonly seed: number; readonly stream?: number },
): Float64Array {
  if (!Number.isInteger(d) || d < 1) throw new InputError("d", d, "give 1 dimension or more");
  count("n", n);
  checkKeys("options", options, ["seed", "stream"]);
  const [low, high] = seedWords(options.seed);
  const stream = streamNumber(options.stream ?? 0);
  return withScratch((scratch) => {
    const out = scratch.allocate(n * d);
    checked(core().latin_hypercube(low, high, stream, d, n, out));
    return read(out, n * d);
  });
}
