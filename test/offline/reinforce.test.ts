import { describe, expect, it } from "vitest";
import { factorsOf, inputsOf, partsOf } from "../../src/offline/factors.js";
import { Dataset, optimizeOffline, reinforce } from "../../src/offline/index.js";
import { Policy } from "../../src/offline/methods/reinforce/policy.js";
import { readTable } from "../../src/offline/table.js";
import { RandomStream } from "../../src/random/index.js";
import { mixedRecords } from "./data.js";

const data = new Dataset(readTable(mixedRecords(60), "cost", undefined), "minimize");
const factors = factorsOf(data);

describe("the parts of a design", () => {
  it("are an option of each choice and the number of each number", () => {
    // kind (3 options), dose, heat, open (2 options).
    expect(factors.map(({ size, first }) => [first, size])).toEqual([
      [0, 3],
      [3, 1],
      [4, 1],
      [5, 2],
    ]);
    expect(factors.map(({ options }) => options?.length ?? null)).toEqual([3, null, null, 2]);
  });

  it("make the inputs of every row of the data again", () => {
    for (let i = 0; i < data.n; i++) {
      const row = data.x.subarray(i * data.d, (i + 1) * data.d);
      const parts = partsOf(data, factors, row);
      expect(inputsOf(factors, Float64Array.from(parts), data.d)).toEqual(row.slice());
      const { kind, open } = data.decode(row);
      expect(["a", "b", "c"][parts[0]!]).toBe(kind);
      expect(parts[3]).toBe([false, true].indexOf(open as boolean));
    }
  });
});

const DEVIATION = 0.5;

/** ln π of parts under logits and means, in plain arithmetic. */
function logLikelihood(parameters: ArrayLike<number>, parts: ArrayLike<number>): number {
  return factors.reduce((sum, { first, size, options }, f) => {
    const own = Array.from({ length: size }, (_, k) => parameters[first + k]!);
    if (options === null) {
      const z = (parts[f]! - own[0]!) / DEVIATION;
      return sum - 0.5 * z * z - Math.log(DEVIATION * Math.sqrt(2 * Math.PI));
    }
    return sum + own[parts[f]!]! - Math.log(own.reduce((all, logit) => all + Math.exp(logit), 0));
  }, 0);
}

function differences(value: (p: Float64Array) => number, at: ArrayLike<number>): number[] {
  const step = 1e-5;
  return Array.from(at, (_, j) => {
    const moved = [step, -step].map((h) =>
      value(Float64Array.from(at, (v, k) => v + (k === j ? h : 0))),
    );
    return (moved[0]! - moved[1]!) / (2 * step);
  });
}

describe("the policy", () => {
  const initial = Float32Array.of(0.3, -1, 0.5, 0.25, -0.75, 1, -0.5);
  const policyOf = (from: ArrayLike<number> = initial) =>
    new Policy(factors, data.d, from, DEVIATION);

  it("draws by its own law, as inputs that decode to the parts", () => {
    using policy = policyOf();
    const n = 20_000;
    const { parts, x } = policy.draw(n, new RandomStream(1));
    const share = (f: number, k: number) => {
      let hits = 0;
      for (let i = 0; i < n; i++) if (parts[4 * i + f] === k) hits++;
      return hits / n;
    };
    const total = Math.exp(0.3) + Math.exp(-1) + Math.exp(0.5);
    for (const [k, logit] of [0.3, -1, 0.5].entries()) {
      expect(Math.abs(share(0, k) - Math.exp(logit) / total)).toBeLessThan(0.014);
    }
    expect(Math.abs(share(3, 0) - 1 / (1 + Math.exp(-1.5)))).toBeLessThan(0.014);
    let [sum, square] = [0, 0];
    for (let i = 0; i < n; i++) {
      sum += parts[4 * i + 1]! / n;
      square += (parts[4 * i + 1]! - 0.25) ** 2 / n;
    }
    expect(Math.abs(sum - 0.25)).toBeLessThan(0.015);
    expect(Math.abs(Math.sqrt(square) / DEVIATION - 1)).toBeLessThan(0.02);
    const row = x.subarray(0, data.d);
    partsOf(data, factors, row).forEach((part, f) => {
      expect(part).toBeCloseTo(parts[f]!, 6);
    });
  });

  it("has the slopes of its log-likelihood", () => {
    using policy = policyOf();
    const draws = policy.draw(7, new RandomStream(2));
    const weights = [1, -2, 0.5, 0, 3, -0.25, 1.5];
    const value = (p: Float64Array) =>
      weights.reduce((sum, w, i) => sum + w * logLikelihood(p, draws.parts.subarray(4 * i)), 0);
    const expected = differences(value, initial);
    policy.slopes(draws, weights).forEach((slope, j) => {
      expect(slope).toBeCloseTo(expected[j]!, 6);
    });
  });

  it("estimates the slopes of the expected score, choices summed out", () => {
    const score = (kind: number, open: number, dose: number) => [1, 3, -2][kind]! + open * dose;
    // E[dose] is its mean, so that the expected score has a closed form.
    const expectedScore = (p: Float64Array) => {
      const soft = (at: number[]) => {
        const shares = at.map((k) => Math.exp(p[k]!));
        return shares.map((share) => share / shares.reduce((a, b) => a + b));
      };
      const [kinds, opens] = [soft([0, 1, 2]), soft([5, 6])];
      return kinds[0]! + 3 * kinds[1]! - 2 * kinds[2]! + opens[1]! * p[3]!;
    };
    using policy = policyOf();
    const n = 40_000;
    const draws = policy.draw(n, new RandomStream(3));
    const weights = Float64Array.from({ length: n }, (_, i) => {
      const [kind, dose, , open] = draws.parts.subarray(4 * i, 4 * i + 4);
      return score(kind!, open!, dose!) / n;
    });
    const expected = differences(expectedScore, initial);
    policy.slopes(draws, weights).forEach((slope, j) => {
      // Deviations of single draws are below 5.
      expect(Math.abs(slope - expected[j]!)).toBeLessThan(0.1);
    });
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.5);
  });

  it("climbs by Adam: its first step has the size of the rate", () => {
    using policy = policyOf();
    policy.climb(Float64Array.of(5, -1e-3, 2, 0.1, -7, 1, -1), 0.01);
    const moved = policy.parameters.map((value, j) => value - initial[j]!);
    [0.01, -0.01, 0.01, 0.01, -0.01, 0.01, -0.01].forEach((step, j) => {
      expect(moved[j]).toBeCloseTo(step, 5);
    });
  });
});

describe("reinforce", () => {
  const rows = mixedRecords(300);
  const quick = {
    hidden: [32],
    epochs: 40,
    batch: 32,
    learningRate: 3e-3,
    members: 2,
    samples: 128,
  };
  const run = (method: ReturnType<typeof reinforce>) =>
    optimizeOffline(rows, {
      target: "cost",
      direction: "minimize",
      method,
      candidates: 16,
      seed: 3,
    });
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

  it("improves its law with iterations", async () => {
    const scores = [];
    for (const iterations of [1, 200]) {
      const { candidates } = await run(reinforce({ ...quick, iterations }));
      scores.push(mean(candidates.map(({ score }) => score)));
    }
    expect(scores[1]).toBeLessThan(scores[0]! - 0.2);
  });

  it("starts from the mean of the best designs alone", async () => {
    const { candidates } = await run(
      reinforce({ ...quick, iterations: 1, elite: 1, deviation: 0.01 }),
    );
    const best = rows.reduce((a, b) => (b.cost < a.cost ? b : a));
    for (const { params } of candidates) {
      expect(params).toMatchObject({ kind: best.kind, open: best.open });
      expect(Math.abs((params.heat as number) - best.heat)).toBeLessThan(3);
    }
  });

  it("refuses options that cannot be meant", () => {
    expect(() => reinforce({ iterations: 0 })).toThrow(/reinforce\(\)\.iterations/);
    expect(() => reinforce({ samples: 1.5 })).toThrow(/samples/);
    expect(() => reinforce({ deviation: 0 })).toThrow(/deviation/);
    expect(() => reinforce({ policyRate: Number.NaN })).toThrow(/policyRate/);
    expect(() => reinforce({ rate: 1 } as never)).toThrow(/reinforce\(\)\.rate/);
  });
});
