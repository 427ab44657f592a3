import { describe, expect, it } from "vitest";
import { hypervolume } from "../../src/pareto/index.js";
import { runningIdeal } from "../../src/pareto-set/ideal-point.js";
import { evenPreferences } from "../../src/pareto-set/preferences.js";
import { resolveSettings } from "../../src/pareto-set/resolve-settings.js";
import { learn, type RoundData } from "../../src/pareto-set/round.js";
import type { ParetoSetSettings } from "../../src/pareto-set/settings.js";
import { lowerBounds } from "../../src/pareto-set/surrogates.js";
import { latinHypercube } from "../../src/random/index.js";

const [d, k, n, STEPS] = [3, 2, 24, 25];

/** Two objectives of different scales, whose front bends. */
function data(): RoundData {
  const points = latinHypercube(d, n, { seed: 5 });
  const values = Float64Array.from({ length: n * k }, (_, index) => {
    const x = points.subarray(d * (index >> 1), d * ((index >> 1) + 1));
    const ends = x.reduce((sum, u) => sum + (u - (index % 2)) ** 2, 0);
    return index % 2 === 0 ? 300 * ends : ends + 40;
  });
  return { d, k, points, values, pending: new Float64Array(0) };
}

function settingsOf(changes: Partial<ParetoSetSettings>): ParetoSetSettings {
  // A rate at which the last network is not the best.
  const small = { width: 8, steps: STEPS, learningRate: 0.3, ...changes };
  return resolveSettings("svh-compat", small);
}

/** Largest value of every column. */
const tops = (rows: readonly (readonly number[])[]) =>
  Array.from({ length: k }, (_, o) => Math.max(...rows.map((row) => row[o]!)));

describe("checkpoints", () => {
  it.each([true, false])("keep the best network, moving reference: %s", (movingReference) => {
    const settings = settingsOf({ movingReference });
    using round = learn(data(), settings, 3);
    const fixed = tops(round.front).map((top, o) => {
      return top + 0.1 * (top - Math.min(...round.front.map((row) => row[o]!)));
    });
    // Training without checkpoints to every step in turn gives all the networks there were.
    const all = Array.from({ length: STEPS }, (_, step) => {
      using then = learn(data(), { ...settings, steps: step + 1, checkpointEvery: 0 }, 3);
      const designs = then.network.designs(evenPreferences(k, 100 * k));
      const reached = lowerBounds(then, designs, settings);
      const reference = movingReference ? tops([...then.front, ...reached]) : fixed;
      return { parameters: then.network.parameters, volume: hypervolume(reached, reference) };
    });
    const best = Math.max(...all.map(({ volume }) => volume));
    const last = all.findLastIndex(({ volume }) => volume === best);
    expect(best).toBeGreaterThan(0);
    expect(last).toBeLessThan(STEPS - 1);
    expect(round.network.parameters).toEqual(all[last]!.parameters);
  });
});

describe("outputs", () => {
  it("are modelled as they are where that is asked for", () => {
    const { values } = data();
    using raw = learn(data(), settingsOf({ standardize: false }), 3);
    using scaled = learn(data(), settingsOf({}), 3);
    expect(raw.standards).toEqual([0, 1].map(() => ({ mean: 0, sd: 1 })));
    expect(scaled.standards[0]!.sd).toBeGreaterThan(50);
    expect(raw.front.length).toBe(scaled.front.length);
    for (const [first, second] of raw.front) {
      expect(Array.from(values)).toContain(first);
      expect(Array.from(values)).toContain(second);
    }
  });
});

describe("the published ideal point", () => {
  /** Early rows lie low for their time; later ones spread so far that nothing is low any more. */
  const values = Array.from({ length: 33 }, (_, i) => [
    i < 20 ? (i === 7 ? -9 : i % 3) : 40 * Math.sin(i),
    i < 26 ? i % 5 : 100 - i,
  ]);
  const told = (n: number): RoundData => ({
    ...{ d, k, pending: new Float64Array(0) },
    points: latinHypercube(d, n, { seed: 5 }),
    values: Float64Array.from(values.slice(0, n).flat()),
  });

  /** Round by round with all that was known then, as the script goes. */
  function plain(n: number, standardize: boolean): number[] {
    let z = [0, 0];
    for (let known = 20; ; known = Math.min(known + 5, n)) {
      const rows = values.slice(0, known);
      z = z.map((best, o) => {
        const column = rows.map((row) => row[o]!);
        const mean = standardize ? column.reduce((sum, y) => sum + y, 0) / known : 0;
        const square = column.reduce((sum, y) => sum + (y - mean) ** 2, 0) / known;
        const sd = standardize ? Math.sqrt(square) : 1;
        return Math.min(best, ...column.map((y) => (y - mean) / sd - 0.1));
      });
      if (known === n) return z;
    }
  }

  it.each([20, 25, 33])("only falls, through all rounds until %i told", (n) => {
    for (const standardize of [true, false]) {
      const ideal = runningIdeal(told(n), settingsOf({ standardize }));
      const expected = plain(n, standardize);
      ideal.forEach((z, o) => {
        expect(z).toBeCloseTo(expected[o]!, 12);
      });
    }
  });

  it("is what a network is trained towards", () => {
    const [now, running] = [false, true].map((runningIdeal) => {
      using round = learn(told(33), settingsOf({ runningIdeal }), 3);
      return round.network.parameters;
    });
    const lowest = plain(20, true)[0]!;
    expect(runningIdeal(told(33), settingsOf({}))[0]).toBeCloseTo(lowest, 12);
    expect(lowest).toBeLessThan(-3);
    expect(running).not.toEqual(now);
  });
});
