import { describe, expect, it } from "vitest";
import {
  boss,
  coms,
  conservative,
  ensembleMean,
  ensembleMin,
  gradientAscent,
  ignite,
  ignite2,
  type OfflineMethod,
  optimizeOffline,
} from "../../src/offline/index.js";
import { hill, hillHeight, QUICK } from "./data.js";

const { X, y } = hill(400);

function percentile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)]!;
}

const METHODS: Record<string, OfflineMethod> = {
  "gradient-ascent": gradientAscent(QUICK),
  "ensemble-min": ensembleMin({ ...QUICK, members: 3 }),
  "ensemble-mean": ensembleMean({ ...QUICK, members: 3 }),
  "worst-case": conservative({ ...QUICK, members: 3, objective: "worst-case" }),
  "uncertainty-weighted": conservative({ ...QUICK, members: 3 }),
  coms: coms({ ...QUICK, epochs: 60, steps: 20 }),
};

describe.each(Object.keys(METHODS))("%s", (name) => {
  const run = () => optimizeOffline({ X, y }, { method: METHODS[name]!, candidates: 32, seed: 5 });

  it("proposes designs above the best of the data", async () => {
    const result = await run();
    expect(result.method).toBe(name);
    expect(result.candidates).toHaveLength(32);
    const truth = result.candidates.map(({ x }) => hillHeight(x));
    // Rows above −6 are hidden, up to the top at 0.
    expect(result.data.best).toBe(Math.max(...y));
    expect(percentile(truth, 0.5)).toBeGreaterThan(result.data.best);
    for (const { score, deviation, distance } of result.candidates) {
      // COMs' scores are pressed down on purpose.
      if (name !== "coms") expect(score).toBeGreaterThan(result.data.best - 3);
      expect(deviation).toBeGreaterThan(0);
      expect(distance).toBeGreaterThan(0);
    }
    expect(result.validation!.rankCorrelation).toBeGreaterThan(0.9);
  });

  it("gives the same bits again, and others from another seed", async () => {
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    const other = await optimizeOffline(
      { X, y },
      { method: METHODS[name]!, candidates: 32, seed: 6 },
    );
    expect(other.candidates[0]!.x).not.toEqual(first.candidates[0]!.x);
  });
});

describe("regularizers", () => {
  const run = (regularizer?: ReturnType<typeof ignite> | ReturnType<typeof boss>) =>
    optimizeOffline(
      { X, y },
      {
        method: gradientAscent({ ...QUICK, ...(regularizer && { regularizer }) }),
        candidates: 16,
        seed: 5,
      },
    );

  it.each([
    ["ignite", ignite()],
    ["ignite as published", ignite({ mode: "paper" })],
    ["ignite-2", ignite2()],
    ["boss", boss()],
    ["boss as published", boss({ compat: true })],
    ["boss by vectors", boss({ gamma: "vector" })],
  ])("%s changes the surrogate and keeps it useful", async (_, regularizer) => {
    const [plain, regular] = [await run(), await run(regularizer)];
    expect(regular.candidates).not.toEqual(plain.candidates);
    const truth = regular.candidates.map(({ x }) => hillHeight(x));
    expect(percentile(truth, 0.5)).toBeGreaterThan(regular.data.best);
  });

  it("go on every surrogate method", async () => {
    for (const make of [ensembleMean, ensembleMin, conservative, coms]) {
      const options = { ...QUICK, epochs: 2, members: 2, steps: 3 };
      const ask = (method: OfflineMethod) =>
        optimizeOffline({ X, y }, { method, candidates: 4, seed: 1 });
      const plain = await ask(make(options));
      const regular = await ask(make({ ...options, regularizer: ignite({ weight: 1 }) }));
      expect(regular.candidates).not.toEqual(plain.candidates);
    }
  });

  it("refuse numbers that make no sense", () => {
    expect(() => ignite({ rho: -1 })).toThrow(/ignite\(\)\.rho is -1/);
    expect(() => boss({ draws: 0 })).toThrow(/draws/);
    expect(() => boss({ gamma: "matrix" as never })).toThrow(/scalar, vector/);
    expect(() => ignite({ mode: "fast" as never })).toThrow(/exact, paper/);
    expect(() => gradientAscent({ epoch: 3 } as never)).toThrow(/gradientAscent\(\)\.epoch/);
    expect(() => gradientAscent({ hidden: [] })).toThrow(/hidden/);
    expect(() => gradientAscent({ stepSize: 0 })).toThrow(/stepSize/);
    expect(() => ensembleMean({ members: 1.5 })).toThrow(/members/);
    expect(() => conservative({ penalty: Number.NaN })).toThrow(/penalty/);
    expect(() => coms({ overestimation: -1 })).toThrow(/overestimation/);
    expect(() => gradientAscent({ regularizer: {} as never })).toThrow(/regularizer/);
  });
});
