import { checked, core, read, withScratch } from "../core/index.js";
import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import { count, dimensions, seedWords } from "./arguments.js";

/** Options of `sobol`. */
export interface SobolOptions {
  /** Scrambles the points: any whole number from 0; without it they are the published ones. */
  readonly seed?: number;
  /** Leaves out so many points at the start. Default 0. */
  readonly skip?: number;
}

/**
 * Points of Sobol's sequence, row by row: n × d numbers in [0, 1), in (0, 1) when scrambled.
 *
 * Take a power of two of them from a multiple of it: only then do they balance. Unscrambled they
 * begin with the origin and are bit-equal to PyTorch's and SciPy's.
 *
 * @param d  1 to 1,000 dimensions
 * @param n  points, skip + n ≤ 2³²
 * Errors: `InputError`, `OutOfMemoryError`. Cost: about 1 ns a number.
 * Source: Joe & Kuo 2008; scrambling by a random lower triangular matrix and a digital shift,
 * Matoušek 1998.
 */
export function sobol(d: number, n: number, options: SobolOptions = {}): Float64Array {
  checkKeys("options", options, ["seed", "skip"]);
  const { seed, skip = 0 } = options;
  dimensions(d, 1000);
  count("n", n);
  count("skip", skip);
  if (skip + n > 2 ** 32) throw new InputError("n", n, "the sequence ends after 2^32 points");
  const words = seed === undefined ? undefined : seedWords(seed);
  return withScratch((scratch) => {
    const out = scratch.allocate(n * d);
    const { sobol_fill, sobol_scrambled } = core();
    checked(words ? sobol_scrambled(...words, d, skip, n, out) : sobol_fill(d, skip, n, out));
    return read(out, n * d);
  });
}
