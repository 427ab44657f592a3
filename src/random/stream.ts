import { checked, core, read, readWords, type Scratch, withScratch } from "../core/index.js";
import { FormatError, InputError } from "../errors.js";
import { count, positive, seedWords, streamNumber } from "./arguments.js";

/** A stream as JSON: `RandomStream.from` goes on with the same numbers. */
export interface RandomStreamState {
  readonly seed: number;
  readonly stream: number;
  readonly counter: number;
}

/**
 * A sequence of random numbers under a seed. Number i is a pure function of (seed, stream, i),
 * the same on every engine; the object only holds the counter.
 *
 * Streams of one seed are independent: give each purpose its own.
 */
export class RandomStream {
  /** A whole number from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** A whole number from 0 to 2³² − 1. */
  readonly stream: number;
  #low: number;
  #high: number;
  #counter: number;

  constructor(seed: number, stream = 0, counter = 0) {
    [this.#low, this.#high] = seedWords(seed);
    this.seed = seed;
    this.stream = streamNumber(stream);
    this.#counter = count("counter", counter);
  }

  /** Goes on where `toJSON` left off. Throws `FormatError`. */
  static from(state: RandomStreamState): RandomStream {
    const { seed, stream, counter } = state ?? {};
    for (const value of [seed, stream, counter]) {
      if (typeof value !== "number") throw new FormatError("random stream", state, "its toJSON()");
    }
    return new RandomStream(seed, stream, counter);
  }

  /** Index of the next number. */
  get counter(): number {
    return this.#counter;
  }

  toJSON(): RandomStreamState {
    return { seed: this.seed, stream: this.stream, counter: this.#counter };
  }

  /** One uniform number in (0, 1). */
  next(): number {
    return this.uniform(1)[0]!;
  }

  /** `n` uniform numbers in (0, 1), 53 random bits each. */
  uniform(n: number): Float64Array {
    const { random_uniform } = core();
    return this.#fill(n, (from, out) =>
      random_uniform(this.#low, this.#high, this.stream, from, n, out),
    );
  }

  /** `n` standard normal numbers. */
  normal(n: number): Float64Array {
    const { random_normal } = core();
    return this.#fill(n, (from, out) =>
      random_normal(this.#low, this.#high, this.stream, from, n, out),
    );
  }

  /** `n` gamma numbers with the given shape and scale 1. */
  gamma(n: number, shape: number): Float64Array {
    positive("shape", shape);
    const { random_gamma } = core();
    return this.#fill(n, (from, out) =>
      random_gamma(this.#low, this.#high, this.stream, from, n, out, shape),
    );
  }

  /** `n` points of the simplex, one after the other, each with a weight per concentration. */
  dirichlet(n: number, concentrations: ArrayLike<number>): Float64Array {
    const k = concentrations?.length ?? 0;
    if (k === 0) throw new InputError("concentrations", concentrations, "give at least one");
    for (let j = 0; j < k; j++) positive(`concentrations[${j}]`, concentrations[j]!);
    return this.#take(n, (from, scratch) => {
      const shape = scratch.copyIn(concentrations);
      const out = scratch.allocate(n * k);
      const { random_dirichlet } = core();
      checked(random_dirichlet(this.#low, this.#high, this.stream, from, k, shape, n, out));
      return read(out, n * k);
    });
  }

  /** `n` whole numbers from `low` to `high`, both included. */
  integers(n: number, low: number, high: number): Float64Array {
    if (!Number.isSafeInteger(low)) throw new InputError("low", low, "give a whole number");
    if (!Number.isSafeInteger(high) || high < low || high - low >= 2 ** 52) {
      throw new InputError("high", high, `give a whole number from ${low}, less than 2^52 above`);
    }
    const range = high - low + 1;
    return this.uniform(n).map((u) => low + Math.floor(u * range));
  }

  /** A random order of 0 … n − 1. */
  permutation(n: number): Int32Array {
    count("n", n);
    return this.#take(1, (from, scratch) => {
      const out = scratch.allocateWords(n);
      const { random_permutation } = core();
      checked(random_permutation(this.#low, this.#high, this.stream, from, n, out));
      return readWords(out, n);
    });
  }

  #fill(n: number, call: (from: number, out: number) => number): Float64Array {
    return this.#take(n, (from, scratch) => {
      const out = scratch.allocate(n);
      checked(call(from, out));
      return read(out, n);
    });
  }

  /** Uses the next `n` indices; a failure leaves the counter where it was. */
  #take<T>(n: number, use: (from: number, scratch: Scratch) => T): T {
    count("n", n);
    if (!Number.isSafeInteger(this.#counter + n)) {
      throw new InputError("n", n, "the stream ends at number 2^53 - 1: go on with another stream");
    }
    const result = withScratch((scratch) => use(this.#counter, scratch));
    this.#counter += n;
    return result;
  }
}
