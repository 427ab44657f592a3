import { describe, expect, it } from "vitest";
import { core, memoryWords, withScratch } from "../../../src/core/index.js";
import { exp, log, logGamma, normalCdf, normalQuantile, pow } from "../../../src/core/math.js";
import { RandomStream } from "../../../src/random/index.js";
import {
  chiSquare,
  correlation,
  kolmogorovSmirnov,
  SIGNIFICANT,
} from "../../support/statistics.js";

const n = 40_000;

describe("Philox 4×32-10", () => {
  /** From kat_vectors of Random123 (Salmon et al. 2011): counter, key, result. */
  const vectors = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];

  it.each(vectors)("gives the published words for counter %j", (counter, key, words) => {
    withScratch((scratch) => {
      const out = scratch.allocate(2);
      const [a, b, c, d] = counter as [number, number, number, number];
      core().random_block(key[0]!, key[1]!, a, b, c, d, out);
      const found = memoryWords().slice(out / 4, out / 4 + 4);
      expect([...new Uint32Array(found.buffer)]).toEqual(words);
    });
  });
});

describe("uniform numbers", () => {
  it("fill 256 cells, and 16 × 16 cells of neighbours, evenly", () => {
    for (const [seed, stream, counter] of [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [9, 4, 2 ** 45],
    ]) {
      const u = new RandomStream(seed!, stream, counter).uniform(n);
      const cells = new Int32Array(256);
      const pairs = new Int32Array(256);
      const lowBits = new Int32Array(256);
      for (let i = 0; i < n; i++) {
        cells[Math.floor(u[i]! * 256)]!++;
        lowBits[(u[i]! * 2 ** 53) % 256]!++;
        if (i > 0) pairs[Math.floor(u[i]! * 16) * 16 + Math.floor(u[i - 1]! * 16)]!++;
      }
      for (const counts of [cells, pairs, lowBits]) {
        expect(Math.abs(chiSquare(counts))).toBeLessThan(SIGNIFICANT);
      }
      expect(kolmogorovSmirnov(u, (x) => x)).toBeLessThan(1);
    }
  });

  it("of neighbouring seeds, streams and families are uncorrelated", () => {
    const base = new RandomStream(100, 7).uniform(n);
    const others = [
      new RandomStream(101, 7).uniform(n),
      new RandomStream(100 + 2 ** 32, 7).uniform(n),
      new RandomStream(100, 8).uniform(n),
      new RandomStream(100, 7, n).uniform(n),
      new RandomStream(100, 7, 1).uniform(n),
      new RandomStream(100, 7).gamma(n, 1).map((x) => exp(-x)),
    ];
    for (const other of others) {
      expect(Math.abs(correlation(base, other))).toBeLessThan(SIGNIFICANT);
    }
  });

  it("lie inside (0, 1) and use the last bit", () => {
    const u = new RandomStream(3).uniform(n);
    expect(u.every((x) => x > 0 && x < 1)).toBe(true);
    expect(u.some((x) => (x * 2 ** 53) % 2 === 1)).toBe(true);
  });
});

describe("normal numbers", () => {
  it("have the normal law and its first four moments", () => {
    for (const seed of [1, 2, 3]) {
      const z = new RandomStream(seed).normal(n);
      expect(kolmogorovSmirnov(z, normalCdf)).toBeLessThan(1);
      // Variances of z, z², z³, z⁴ about their means: 1, 2, 15, 96.
      [1, 2, 15, 96].forEach((variance, i) => {
        const mean = z.reduce((sum, x) => sum + x ** (i + 1), 0) / n;
        const expected = [0, 1, 0, 3][i]!;
        expect(Math.abs(mean - expected) / Math.sqrt(variance / n)).toBeLessThan(SIGNIFICANT);
      });
    }
  });
});

/** P(a, x) by its series below a + 1 and by Legendre's continued fraction above. */
function gammaCdf(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = exp(a * log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * 1e-16; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 10_000; k++) {
    b += 2;
    d = 1 / (k * (a - k) * d + b);
    c = b + (k * (a - k)) / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return 1 - front * h;
}

/** The upper 53 bits of each half of a Philox block, as numbers in (0, 1). */
function blockHalves(seed: number, stream: number, family: number, index: number, step: number) {
  return withScratch((scratch) => {
    const out = scratch.allocate(2);
    core().random_block(seed, 0, index, family * 2 ** 24, stream, step, out);
    const [a, b, c, d] = new Uint32Array(memoryWords().slice(out / 4, out / 4 + 4));
    const unit = (low: number, high: number) => (high * 2 ** 21 + Math.floor(low / 2048)) / 2 ** 53;
    return [unit(a!, b!), unit(c!, d!)] as const;
  });
}

/** One number by Marsaglia and Tsang's algorithm as they print it, without their squeeze. */
function printedGamma(shape: number, seed: number, stream: number, index: number): number {
  if (shape < 1) {
    const [u] = blockHalves(seed, stream, 2, index, 0);
    return fromAttempts(shape + 1, seed, stream, index) * pow(u, 1 / shape);
  }
  return fromAttempts(shape, seed, stream, index);
}

function fromAttempts(shape: number, seed: number, stream: number, index: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let attempt = 0; ; attempt++) {
    const [first, second] = blockHalves(seed, stream, 1, index, attempt);
    const x = normalQuantile(first);
    const v = (1 + c * x) ** 3;
    if (v > 0 && log(second) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

describe("gamma numbers", () => {
  // One in twenty proposals is refused at shape 1, one in two hundred at 4: no sample of bearable
  // size tells a slightly wrong acceptance, so each number is compared with the printed algorithm's.
  it.each([0.05, 0.7, 1, 1.3, 4, 60])("of shape %d are those of the printed algorithm", (shape) => {
    const numbers = new RandomStream(11, 2).gamma(5000, shape);
    numbers.forEach((x, i) => {
      const expected = printedGamma(shape, 11, 2, i);
      if (!(Math.abs(x - expected) <= 1e-11 * expected)) expect([i, x]).toEqual([i, expected]);
    });
  });

  it.each([0.05, 0.5, 1, 1.3, 4, 60, 3000])("of shape %d have the gamma law", (shape) => {
    const x = new RandomStream(11, 2).gamma(n, shape);
    expect(kolmogorovSmirnov(x, (value) => gammaCdf(shape, value))).toBeLessThan(1);
  });

  it.each([1e14, 1e20])("of shape %d have the normal law that is their limit", (shape) => {
    const x = new RandomStream(11, 3).gamma(n, shape).map((g) => (g - shape) / Math.sqrt(shape));
    expect(kolmogorovSmirnov(x, normalCdf)).toBeLessThan(1);
  });

  it("are functions of their index, whatever the rejections before it", () => {
    const all = new RandomStream(4).gamma(200, 0.7);
    for (const i of [1, 50, 199]) expect(new RandomStream(4, 0, i).gamma(1, 0.7)[0]).toBe(all[i]);
  });

  it("exist for shapes that underflow and shapes that do not matter", () => {
    expect(new RandomStream(1).gamma(100, 1e-6).every((x) => x >= 0 && x < 100)).toBe(true);
    const large = new RandomStream(1).gamma(100, 1e12);
    expect(large.every((x) => Math.abs(x - 1e12) < 6e6)).toBe(true);
  });
});

describe("Dirichlet points", () => {
  it("share nothing with other points and gamma numbers of their stream", () => {
    const stream = new RandomStream(3);
    // Exponential numbers behind points of the uniform simplex: their ratios tell them apart.
    const ratios = [1, 2, 3, 4].flatMap((k) => {
      const points = stream.dirichlet(400, new Array(k).fill(1));
      return Array.from({ length: 400 * (k - 1) }, (_, i) => {
        const place = Math.floor(i / (k - 1)) * k + (i % (k - 1));
        return points[place]! / points[place + 1]!;
      });
    });
    const plain = new RandomStream(3).gamma(4000, 1);
    for (let i = 0; i + 1 < 4000; i++) ratios.push(plain[i]! / plain[i + 1]!);
    const rounded = new Set(ratios.map((ratio) => ratio.toPrecision(9)));
    expect(rounded.size).toBe(ratios.length);
  });

  it("have the means, variances and the beta law of their parts", () => {
    const shape = [0.5, 1, 3.5];
    const total = 5;
    const points = new RandomStream(8).dirichlet(n, shape);
    shape.forEach((a, j) => {
      const part = points.filter((_, i) => i % 3 === j);
      const mean = a / total;
      const variance = (mean * (1 - mean)) / (total + 1);
      const found = part.reduce((sum, x) => sum + x, 0) / n;
      expect(Math.abs(found - mean) / Math.sqrt(variance / n)).toBeLessThan(SIGNIFICANT);
    });
    // Beta(1, 4) of the second part has a distribution function in closed form.
    const second = points.filter((_, i) => i % 3 === 1);
    expect(kolmogorovSmirnov(second, (x) => 1 - (1 - x) ** 4)).toBeLessThan(1);
  });

  it("lie on the simplex even where every gamma number underflows", () => {
    const points = new RandomStream(8).dirichlet(200, [1e-4, 1e-4, 1e-5]);
    for (let i = 0; i < 200; i++) {
      const [a, b, c] = points.slice(3 * i, 3 * i + 3) as unknown as [number, number, number];
      expect(a + b + c).toBeCloseTo(1, 14);
    }
  });
});

describe("permutations", () => {
  it("of four things are equally frequent", () => {
    const stream = new RandomStream(5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const key = stream.permutation(4).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(Math.abs(chiSquare([...counts.values()]))).toBeLessThan(SIGNIFICANT);
  });

  it("put each of many things anywhere with equal chance", () => {
    const stream = new RandomStream(6);
    const places = new Int32Array(100);
    for (let i = 0; i < 4000; i++) places[stream.permutation(100).indexOf(99)]!++;
    expect(Math.abs(chiSquare(places))).toBeLessThan(SIGNIFICANT);
  });
});
