import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError, InputError, OutOfMemoryError } from "../../src/errors.js";
import { latinHypercube, RandomStream, sobol } from "../../src/random/index.js";

const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe("RandomStream", () => {
  it("gives the same numbers whatever the calls that take them", () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.nat({ max: 9 }), { maxLength: 12 }), (seed, sizes) => {
        const total = sizes.reduce((sum, n) => sum + n, 0);
        const pieces = new RandomStream(seed, 3);
        const whole = new RandomStream(seed, 3);
        expect(sizes.flatMap((n) => [...pieces.uniform(n)])).toEqual([...whole.uniform(total)]);
        expect(pieces.counter).toBe(total);
        const again = new RandomStream(seed, 3);
        expect(sizes.flatMap((n) => [...again.normal(n)])).toEqual([
          ...new RandomStream(seed, 3).normal(total),
        ]);
      }),
    );
  });

  it("gives the same numbers alone and in a long array, past the carry of its counter", () => {
    // Long arrays go through the vector form, single numbers do not; block 2³² is number 2³³.
    for (const counter of [0, 1, 2 ** 33 - 12, 2 ** 33 - 11, 2 ** 45 + 5]) {
      const long = new RandomStream(9, 2, counter).uniform(37);
      const alone = long.map((_, i) => new RandomStream(9, 2, counter + i).next());
      expect(long).toEqual(alone);
    }
  });

  it("goes on from JSON bit for bit, at an odd and a very large counter", () => {
    for (const counter of [0, 7, 2 ** 40 + 1]) {
      const stream = new RandomStream(12, 5, counter);
      stream.normal(3);
      stream.permutation(10);
      const copy = RandomStream.from(JSON.parse(JSON.stringify(stream)));
      expect(copy.gamma(4, 0.4)).toEqual(stream.gamma(4, 0.4));
      expect(copy.toJSON()).toEqual(stream.toJSON());
    }
  });

  it("tells seeds and streams apart in every bit of their address", () => {
    const first = (seed: number, stream: number, counter = 0) =>
      new RandomStream(seed, stream, counter).next();
    const addresses = [first(0, 0), first(1, 0), first(2 ** 32, 0), first(2 ** 52, 0), first(0, 1)];
    addresses.push(first(0, 2 ** 31), first(0, 0, 1), first(0, 0, 2 ** 33), first(0, 0, 2 ** 52));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("draws every whole number of a range, ends included, and no other", () => {
    const values = new RandomStream(3).integers(2000, -2, 4);
    expect([...new Set(values)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3, 4]);
    expect([...new RandomStream(3).integers(5, 9, 9)]).toEqual([9, 9, 9, 9, 9]);
  });

  it("permutes", () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 300 }), (seed, n) => {
        const order = new RandomStream(seed).permutation(n);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it("refuses what it cannot use, and then goes on", () => {
    expect(() => new RandomStream(-1)).toThrow(InputError);
    expect(() => new RandomStream(0.5)).toThrow(InputError);
    expect(() => new RandomStream(2 ** 53)).toThrow(InputError);
    expect(() => new RandomStream(0, 2 ** 32)).toThrow(InputError);
    expect(() => new RandomStream(0, 0, -1)).toThrow(InputError);
    const stream = new RandomStream(0);
    expect(() => stream.uniform(-1)).toThrow(InputError);
    expect(() => stream.normal(Number.NaN)).toThrow(InputError);
    expect(() => stream.gamma(1, 0)).toThrow(InputError);
    expect(() => stream.gamma(1, Number.POSITIVE_INFINITY)).toThrow(InputError);
    expect(() => stream.dirichlet(1, [1, -1])).toThrow(/concentrations\[1\]/);
    expect(() => stream.dirichlet(1, [])).toThrow(InputError);
    expect(() => stream.dirichlet(1, null as never)).toThrow(InputError);
    expect(() => stream.dirichlet(1, ["1", "2"] as never)).toThrow(/concentrations\[0\]/);
    expect(() => stream.integers(1, 3, 2)).toThrow(InputError);
    expect(() => stream.permutation(1.5)).toThrow(InputError);
    expect(() => stream.uniform(2 ** 30)).toThrow(OutOfMemoryError);
    // Beyond 32 bits, where a count would wrap around to 0.
    expect(() => stream.permutation(2 ** 33)).toThrow(OutOfMemoryError);
    expect(() => RandomStream.from({} as never)).toThrow(FormatError);
    expect(() => RandomStream.from(null as never)).toThrow(FormatError);
    expect(stream.counter).toBe(0);
    expect(stream.next()).toBe(new RandomStream(0).next());
  });

  it("ends before its counter loses digits", () => {
    const last = new RandomStream(0, 0, 2 ** 53 - 3);
    expect(last.uniform(2)).toHaveLength(2);
    expect(() => last.next()).toThrow(/another stream/);
    expect(RandomStream.from(last.toJSON()).counter).toBe(2 ** 53 - 1);
  });
});

describe("point sets", () => {
  it("are functions of their seed, and skip continues them", () => {
    const all = sobol(5, 64, { seed: 4 });
    expect(sobol(5, 40, { seed: 4, skip: 24 })).toEqual(all.slice(24 * 5));
    expect(sobol(5, 64, { seed: 5 })).not.toEqual(all);
    const plain = sobol(3, 40);
    expect(sobol(3, 7, { skip: 33 })).toEqual(plain.slice(33 * 3));
    expect(latinHypercube(2, 9, { seed: 1 })).toEqual(latinHypercube(2, 9, { seed: 1 }));
    expect(latinHypercube(2, 9, { seed: 1, stream: 1 })).not.toEqual(
      latinHypercube(2, 9, { seed: 1 }),
    );
  });

  it("may be empty", () => {
    expect(sobol(3, 0)).toEqual(new Float64Array(0));
    expect(latinHypercube(3, 0, { seed: 1 })).toEqual(new Float64Array(0));
    expect(new RandomStream(1).dirichlet(0, [1])).toEqual(new Float64Array(0));
  });

  it("refuse bad shapes", () => {
    for (const d of [0, 1001, 1.5, Number.NaN]) expect(() => sobol(d, 1)).toThrow(InputError);
    expect(() => sobol(1, -1)).toThrow(InputError);
    expect(() => sobol(1, 1, { skip: 2 ** 32 })).toThrow(InputError);
    expect(() => sobol(1, 1, { seed: -1 })).toThrow(InputError);
    expect(() => sobol(1000, 2 ** 31)).toThrow(OutOfMemoryError);
    expect(() => latinHypercube(0, 1, { seed: 0 })).toThrow(InputError);
    expect(() => latinHypercube(1, -1, { seed: 0 })).toThrow(InputError);
    expect(() => latinHypercube(1, 1, { seed: 0, stream: -1 })).toThrow(InputError);
  });

  it("reach the last point of the sequence", () => {
    const last = sobol(2, 2, { skip: 2 ** 32 - 2 });
    expect(last.every((x) => x >= 0 && x < 1)).toBe(true);
    // Gray code of 2³² − 1 is the top bit alone.
    expect(last[2]).toBe(2 ** -32);
  });
});
